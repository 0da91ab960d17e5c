package dev.clearcut.mock.contract;

import java.util.Arrays;
import java.util.Optional;

/**
 * The contract's security schemes: how the API key stands in the {@code Authorization} header, and
 * what is said to a call that is not let in. The scheme's word may be in upper or lower case (RFC
 * 9110); a key behind the other scheme's word is refused.
 */
public enum KeyScheme {
  /** Key and path dialects. */
  TOKEN("TokenKey", "Token ", Sentence.UNAUTHORIZED, Sentence.RATE_LIMITED),

  /** Filename dialect. */
  BEARER("BearerKey", "Bearer ", Sentence.UNAUTHORIZED_BEARER, Sentence.RATE_LIMITED_REFERENCE);

  private final String contractName;
  private final String prefix;
  private final Sentence unauthorized;
  private final Sentence rateLimited;

  KeyScheme(String contractName, String prefix, Sentence unauthorized, Sentence rateLimited) {
    this.contractName = contractName;
    this.prefix = prefix;
    this.unauthorized = unauthorized;
    this.rateLimited = rateLimited;
  }

  /** The scheme of this name in the contract. */
  static KeyScheme of(String contractName) {
    return Arrays.stream(values())
        .filter(scheme -> scheme.contractName.equals(contractName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No key scheme " + contractName));
  }

  /** The API key in a header; empty when there is none. */
  public Optional<String> key(String header) {
    return Optional.ofNullable(header)
        .filter(value -> value.regionMatches(true, 0, prefix, 0, prefix.length()))
        .map(value -> value.substring(prefix.length()).trim())
        .filter(key -> !key.isEmpty() && canCarry(key));
  }

  /**
   * Whether a header carries this key as it is. What is not ASCII arrives in one way from one
   * client and in another way from the next, so it is no key anywhere.
   */
  public static boolean canCarry(String key) {
    return key.chars().allMatch(character -> character >= ' ' && character <= '~');
  }

  /** What is said to a call without a good key. */
  public Sentence unauthorized() {
    return unauthorized;
  }

  /** What is said to a call too many. */
  public Sentence rateLimited() {
    return rateLimited;
  }
}
