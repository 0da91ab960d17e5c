package dev.clearcut.backgroundcut;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How we are known to the vendor. Its address is {@code quarkus.rest-client.backgroundcut.url}. */
@ConfigMapping(prefix = "clearcut.backgroundcut")
interface BackgroundCutConfig {

  /** API key of the account that pays; never logged, never part of an answer. */
  String apiKey();

  /** For how long readiness is down after the vendor rejected the key, unless it is accepted. */
  @WithDefault("PT1M")
  Duration keyRecheck();

  /** Time for all calls of one piece of work, with their repeats and waits. */
  @WithDefault("PT10M")
  Duration deadline();

  /** Calls that a browser makes without our key. */
  Signed signed();

  /** What the vendor signs for a browser. */
  interface Signed {

    /**
     * The vendor's address as browsers see it; when left out, that of {@code
     * quarkus.rest-client.backgroundcut.url}.
     */
    Optional<URI> url();

    /**
     * How long a signed call is taken to be good when the vendor's token does not say so. It sets
     * the time from which a call that nobody has completed is booked as uncertain.
     */
    @WithDefault("PT5M")
    Duration lifetime();
  }

  /** Fetching results from the public URLs that the vendor mints. */
  Download download();

  /** What is taken from a public URL. */
  interface Download {

    /**
     * Most bytes of one file; a larger one is given up, and the caller gets {@code vendor-failed}.
     * A result of 50 megapixels has 200 MB when nothing of it can be compressed.
     */
    @WithDefault("256M")
    MemorySize maxSize();

    /**
     * Hosts, each with all hosts below it, that public URLs and their redirects may name besides
     * the host of {@code quarkus.rest-client.backgroundcut.url}. Where that one is {@code https},
     * they have to be too. For any other host the caller gets {@code vendor-failed}.
     */
    @WithDefault("backgroundcut.co")
    List<String> hosts();
  }
}
