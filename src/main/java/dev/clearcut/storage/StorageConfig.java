package dev.clearcut.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where results are kept. */
@ConfigMapping(prefix = "clearcut.storage")
interface StorageConfig {

  /** Kinds of stores. */
  enum Kind {
    FILE,
    S3
  }

  /** What the bytes are kept in: {@code file} or {@code s3}. */
  @WithDefault("file")
  Kind kind();

  /** Directory of the file system store; made when missing. */
  Path directory();

  /** The S3 store. Endpoint, region, credentials and timeouts are keys of {@code quarkus.s3}. */
  S3 s3();

  /** How the S3 store is used. */
  interface S3 {

    /** Bucket that holds the objects; needed when the kind is {@code s3}. */
    Optional<String> bucket();

    /** What all keys in the bucket begin with, such as {@code clearcut/}; nothing when not set. */
    Optional<String> prefix();

    /**
     * Whether S3 is asked to refuse what would overwrite an object ({@code If-None-Match: *}).
     * False for a server that answers 501 to it.
     */
    @WithDefault("true")
    boolean conditionalPut();
  }
}
