/** What may be spent, and what was: the daily budget, the vendor's balance and the report. */
package dev.clearcut.usage;
