/** The one engine for whatever runs later: when, on which replica, and again after a failure. */
package dev.clearcut.work;
