package dev.clearcut.mock.space;

import dev.clearcut.mock.account.Account;
import java.util.UUID;

/**
 * Where a file of an account is.
 *
 * @param account the account's API key
 * @param area in which part of the account's space
 * @param key the whole name within the area
 */
public record Address(String account, Area area, String key) {

  /** Two parts, so that no key that a caller chooses can name a file that the vendor named. */
  enum Area {
    CALLERS_KEYS,
    VENDORS_NAMES
  }

  /** A file that the caller names: key and path dialects, a path being a key. */
  public static Address ofKey(Account owner, String key) {
    return new Address(owner.key(), Area.CALLERS_KEYS, key);
  }

  /** A file that the vendor named before, with {@link #unnamed}: filename dialect. */
  public static Address ofName(Account owner, String name) {
    return new Address(owner.key(), Area.VENDORS_NAMES, name);
  }

  /** A new file, which the vendor gives an unguessable name. */
  public static Address unnamed(Account owner) {
    return ofName(owner, UUID.randomUUID().toString());
  }
}
