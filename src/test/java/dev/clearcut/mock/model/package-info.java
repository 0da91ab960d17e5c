/**
 * The emulator beside a model of it that fits on two screens: random walks of calls must be
 * answered alike by both, and leave both in the same state.
 */
package dev.clearcut.mock.model;
