package dev.clearcut.access;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The roles of {@link Roles} in rising order: each includes the ones before it. */
enum Role {
  READER(Roles.READER),
  EDITOR(Roles.EDITOR),
  OPERATOR(Roles.OPERATOR);

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** The name in annotations, tokens and configuration. */
  String label() {
    return label;
  }

  /** All roles. */
  static Set<String> all() {
    return OPERATOR.included();
  }

  /** This role and those that it includes. */
  Set<String> included() {
    return Arrays.stream(values())
        .filter(role -> role.compareTo(this) <= 0)
        .map(Role::label)
        .collect(Collectors.toUnmodifiableSet());
  }
}
