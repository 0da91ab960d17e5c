package dev.clearcut.backgroundcut;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the calls need to know of an application, from its MicroProfile Config. */
class ClientParts {

  @Produces
  @Singleton
  ApiKey key(@ConfigProperty(name = "backgroundcut.key") String key) {
    return new ApiKey(key);
  }

  @Produces
  @Singleton
  PublicFileDownload downloads(
      Config all,
      @ConfigProperty(name = "backgroundcut.download.hosts", defaultValue = "backgroundcut.co")
          List<String> hosts,
      @ConfigProperty(name = "backgroundcut.download.max-bytes", defaultValue = "268435456")
          long mostBytes,
      @ConfigProperty(
              name = "dev.clearcut.backgroundcut.VendorCalls/download/Timeout/value",
              defaultValue = "" + VendorCalls.DOWNLOAD_SECONDS)
          long seconds) {
    return new PublicFileDownload(
        new VendorHosts(
            () -> all.getValue("quarkus.rest-client.backgroundcut.url", URI.class),
            hosts,
            "backgroundcut.download.hosts"),
        mostBytes,
        "backgroundcut.download.max-bytes",
        Duration.ofSeconds(seconds));
  }

  @Produces
  @Singleton
  FailureMapper failures() {
    return new FailureMapper(new ObjectMapper(), InstantSource.system());
  }

  /** Nothing is done around an exchange. */
  @Produces
  @Singleton
  Exchanges exchanges() {
    return new Exchanges() {
      @Override
      public <T> T make(String operation, boolean withKey, Supplier<T> exchange) {
        return exchange.get();
      }
    };
  }
}
