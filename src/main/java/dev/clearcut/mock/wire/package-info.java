/** What all of the emulator's operations share: the contract, its checks, its error bodies. */
package dev.clearcut.mock.wire;
