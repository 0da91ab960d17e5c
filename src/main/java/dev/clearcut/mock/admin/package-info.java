/**
 * The emulator's own API, under {@code /mock/}, by which tests look into it and turn its knobs. It
 * is described in {@code openapi/emulator-admin.yaml} and open to everyone: nothing here is real.
 */
package dev.clearcut.mock.admin;
