/**
 * One call of the emulator, from its first byte to its last: what every other room knows and says
 * about it.
 */
package dev.clearcut.mock.call;
