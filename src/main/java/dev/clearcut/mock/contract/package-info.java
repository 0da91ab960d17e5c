/** The contract as the emulator reads it, and the comparison of a request with it. */
package dev.clearcut.mock.contract;
