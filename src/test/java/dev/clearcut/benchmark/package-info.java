/** The emulator measured beside WireMock standalone; {@code bench/run} starts it. */
package dev.clearcut.benchmark;
