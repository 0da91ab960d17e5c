/**
 * What the emulator has seen: metadata and digests of the latest calls, never a body, so that a
 * test can ask afterwards what its client really did.
 */
package dev.clearcut.mock.journal;
