package dev.clearcut.mock.wire;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import java.util.Set;

/**
 * An operation of the contract.
 *
 * @param id its operation id
 * @param securityScheme name of the scheme it asks for; null when it needs no authorization
 * @param mediaTypes of the bodies it takes; empty when it takes none
 */
public record Operation(String id, String securityScheme, Set<String> mediaTypes) {

  private static final String PROPERTY = Operation.class.getName();

  /** The operation of the vendor's API that a request is for; empty for any other request. */
  public static Optional<Operation> of(ContainerRequestContext request) {
    return Optional.ofNullable((Operation) request.getProperty(PROPERTY));
  }

  void announce(ContainerRequestContext request) {
    request.setProperty(PROPERTY, this);
  }
}
