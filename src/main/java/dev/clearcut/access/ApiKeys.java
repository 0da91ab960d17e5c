package dev.clearcut.access;

import dev.clearcut.access.AccessConfig.KeyConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/** The API keys that are let in. Only their digests are known here. */
@ApplicationScoped
class ApiKeys {

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

  private final List<Known> known;

  ApiKeys(AccessConfig config) {
    this.known =
        config.keys().entrySet().stream().map(key -> known(key.getKey(), key.getValue())).toList();
    requireDistinct();
  }

  /** The holder of a key. */
  record Holder(String name, Set<String> roles) {}

  private record Known(Holder holder, byte[] digest) {}

  boolean none() {
    return known.isEmpty();
  }

  /** Compares with every key in constant time, so that the time taken says nothing of them. */
  Optional<Holder> holder(String key) {
    byte[] digest = DigestUtils.sha256(key.getBytes(StandardCharsets.UTF_8));
    Holder found = null;
    for (Known one : known) {
      if (MessageDigest.isEqual(one.digest(), digest)) {
        found = one.holder();
      }
    }
    return Optional.ofNullable(found);
  }

  private static Known known(String name, KeyConfig key) {
    if (!SHA_256.matcher(key.sha256()).matches()) {
      throw new IllegalArgumentException(
          "clearcut.access.keys.%s.sha256 must be the SHA-256 of the key: 64 hexadecimal digits."
              .formatted(name));
    }
    Set<String> roles =
        key.roles().stream()
            .flatMap(role -> role.included().stream())
            .collect(Collectors.toUnmodifiableSet());
    return new Known(new Holder(name, roles), HexFormat.of().parseHex(key.sha256()));
  }

  private void requireDistinct() {
    Map<String, List<Known>> byDigest =
        known.stream()
            .collect(Collectors.groupingBy(one -> HexFormat.of().formatHex(one.digest())));
    for (List<Known> same : byDigest.values()) {
      if (same.size() > 1) {
        throw new IllegalArgumentException(
            "clearcut.access.keys.%s.sha256 and clearcut.access.keys.%s.sha256 are the same key."
                .formatted(same.get(0).holder().name(), same.get(1).holder().name()));
      }
    }
  }
}
