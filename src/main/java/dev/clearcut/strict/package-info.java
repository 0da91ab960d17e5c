/**
 * How requests are read strictly: what was sent and is not known is told to its sender with what
 * was probably meant, instead of being left out. Nothing here knows of any operation; both the
 * service and the emulator's admin API use it, each with its own document.
 */
package dev.clearcut.strict;
