/** Who may call, in which role, and how often. */
package dev.clearcut.access;
