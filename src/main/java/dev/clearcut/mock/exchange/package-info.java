/**
 * One call of the emulator, from its first byte to its last: the routes and filters that read it,
 * compare it with the contract, ask for its key and write it down, and the form of every failure.
 */
package dev.clearcut.mock.exchange;
