package dev.clearcut.storage;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where results are kept. */
@ConfigMapping(prefix = "clearcut.storage")
interface StorageConfig {

  /** Directory of the file system store; made when missing. */
  Path directory();
}
