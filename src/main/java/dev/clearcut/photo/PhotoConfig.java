package dev.clearcut.photo;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Limits on what is accepted, checked before anything is paid for. */
@ConfigMapping(prefix = "clearcut.photo")
public interface PhotoConfig {

  /** Most pixels (width × height) of an uploaded photo. */
  @WithDefault("50000000")
  long maxPixels();

  /** Most variants in one request. */
  @WithDefault("20")
  int maxVariants();

  /** Photos that callers name by a URL. */
  Url url();

  /** What is fetched for callers, and from where. */
  interface Url {

    /** Whether callers may name photos by a URL. */
    @WithDefault("false")
    boolean enabled();

    /**
     * The only hosts that are asked, each with all hosts below it; every public host when none is
     * listed.
     */
    Optional<List<String>> hosts();

    /**
     * Hosts, by their exact names, whose addresses may be private or loopback, and whose ports are
     * all allowed: for development, or for a server of your own that callers may read all of.
     * Addresses at which clouds tell secrets to their machines are refused all the same.
     */
    Optional<List<String>> privateHosts();

    /** Ports that are allowed besides those of the schemes. */
    Optional<Set<Integer>> ports();

    /** Whether {@code http:} is allowed beside {@code https:}. */
    @WithDefault("false")
    boolean http();

    /**
     * Buckets of which {@code s3://bucket/key} may name objects. They are read with the credentials
     * and the region of {@code quarkus.s3}.
     */
    Optional<Set<String>> s3Buckets();

    /** Most bytes of a photo; as large as an upload when left out. */
    @WithDefault("${quarkus.http.limits.max-body-size}")
    MemorySize maxSize();

    /**
     * How long it may take until the answer of a server begins, the look-up of its host included.
     */
    @WithDefault("PT10S")
    Duration firstByte();

    /** How long all of it may take, redirects included. */
    @WithDefault("PT1M")
    Duration timeout();

    /** How many redirects are followed; each is judged anew. */
    @WithDefault("3")
    int redirects();

    /** How many photos a replica fetches at a time; who asks for more is told to come back. */
    @WithDefault("16")
    int parallel();
  }
}
