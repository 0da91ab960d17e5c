/** Many photos, one job: opened, filled, started; it goes on by itself and never pays twice. */
package dev.clearcut.batch;
