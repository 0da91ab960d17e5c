/**
 * The emulator's outermost layer: routes that see a request before any resource does, and an answer
 * before it leaves. Here requests are read, compared with the contract and written down, and every
 * failure gets the vendor's form.
 */
package dev.clearcut.mock.edge;
