package dev.clearcut.storage;

import java.util.regex.Pattern;

/**
 * How a bucket is used.
 *
 * @param prefix of all keys; empty or ending in a slash
 * @param conditionalPut whether the server is asked to refuse what would overwrite an object
 */
record S3Settings(String bucket, String prefix, boolean conditionalPut) {

  private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9._-]+/)*");

  S3Settings {
    require(!bucket.isBlank(), "bucket", "is needed when clearcut.storage.kind is s3");
    require(
        PREFIX.matcher(prefix).matches(),
        "prefix",
        "must be made of letters, digits, dots, dashes and underscores, each part ending in a"
            + " slash, as in clearcut/");
  }

  static S3Settings of(StorageConfig.S3 config) {
    return new S3Settings(
        config.bucket().orElse(""), config.prefix().orElse(""), config.conditionalPut());
  }

  private static void require(boolean good, String key, String rule) {
    if (!good) {
      throw new IllegalArgumentException("clearcut.storage.s3." + key + " " + rule);
    }
  }
}
