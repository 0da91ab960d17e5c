package dev.clearcut.mock.model;

/** The accounts of a walk. */
enum Who {
  ANN,
  BOB
}
