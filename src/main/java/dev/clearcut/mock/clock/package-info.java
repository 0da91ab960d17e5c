/** The emulator's time, which tests move, and what goes with time or with a reset. */
package dev.clearcut.mock.clock;
