package dev.clearcut.mock.exchange;

import dev.clearcut.mock.contract.Incoming;
import java.util.Optional;

/** Tells on whose account a call runs that carries no key, and about which file it is. */
public interface CallOwner {

  /**
   * An account and a file of it.
   *
   * @param account its name
   * @param object the name of the file; empty when the call is about none, or names it itself
   */
  record Owner(String account, Optional<String> object) {}

  /** The owner of a call; empty when it is not of the kind that this one knows, or nobody's. */
  Optional<Owner> of(Incoming call);
}
