package dev.clearcut.storage;

import java.util.regex.Pattern;

/**
 * How a bucket is used.
 *
 * @param prefix of all keys; empty or ending in a slash
 * @param partSize above which a file is sent in parts of this size, in bytes
 * @param conditionalPut whether the server is asked to refuse what would overwrite an object
 */
record S3Settings(String bucket, String prefix, long partSize, boolean conditionalPut) {

  private static final long LEAST_PART = 5L << 20;
  private static final long LARGEST_PART = 1L << 30;
  private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9._-]+/)*");

  S3Settings {
    require(!bucket.isBlank(), "bucket", "is needed when clearcut.storage.kind is s3");
    require(
        PREFIX.matcher(prefix).matches(),
        "prefix",
        "must be made of letters, digits, dots, dashes and underscores, each part ending in a"
            + " slash, as in clearcut/");
    require(
        partSize >= LEAST_PART && partSize <= LARGEST_PART, "part-size", "must be from 5M to 1G");
  }

  static S3Settings of(StorageConfig.S3 config) {
    return new S3Settings(
        config.bucket().orElse(""),
        config.prefix().orElse(""),
        config.partSize().asLongValue(),
        config.conditionalPut());
  }

  private static void require(boolean good, String key, String rule) {
    if (!good) {
      throw new IllegalArgumentException("clearcut.storage.s3." + key + " " + rule);
    }
  }
}
