package dev.clearcut.mock.space;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The emulator's files. */
@ConfigMapping(prefix = "clearcut.mock.space")
interface SpaceConfig {

  /** The longest life of a file; a call may ask for a shorter one. Two hours at the vendor. */
  @WithDefault("PT2H")
  Duration lifetime();

  /**
   * What public URLs begin with, such as {@code https://emulator.example.com} behind a proxy; that
   * of the request they are minted in when this is not set.
   */
  Optional<URI> publicUrl();

  /**
   * Most bytes of one account. A file counts as whole blocks of 4 KiB. What has expired is deleted
   * first; an upload that is too large even then is answered with 400.
   */
  @WithDefault("10G")
  MemorySize quota();

  /** Most bytes of all accounts together; otherwise as {@code quota}. */
  @WithDefault("20G")
  MemorySize total();

  /**
   * The folder in which the emulator makes one for its files, and deletes it when it stops; the
   * system's temporary one when this is not set.
   */
  Optional<Path> directory();
}
