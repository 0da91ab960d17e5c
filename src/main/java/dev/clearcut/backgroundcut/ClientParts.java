package dev.clearcut.backgroundcut;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the sources of the client, which know nothing of this service, need of it. */
class ClientParts {

  @Produces
  @Singleton
  ApiKey key(BackgroundCutConfig config) {
    return new ApiKey(config.apiKey());
  }

  /** A wrong host stops the start. The API's address is asked for when needed. */
  @Produces
  @Singleton
  @Startup
  VendorHosts hosts(Config all, BackgroundCutConfig config) {
    return new VendorHosts(
        () -> all.getValue("quarkus.rest-client.backgroundcut.url", URI.class),
        config.download().hosts(),
        "clearcut.backgroundcut.download.hosts");
  }

  /**
   * @param seconds the time limit of {@link VendorCalls#download}; here it ends the connection too
   */
  @Produces
  @Singleton
  PublicFileDownload downloads(
      VendorHosts hosts,
      BackgroundCutConfig config,
      @ConfigProperty(
              name = "dev.clearcut.backgroundcut.VendorCalls/download/Timeout/value",
              defaultValue = "" + VendorCalls.DOWNLOAD_SECONDS)
          long seconds) {
    return new PublicFileDownload(
        hosts,
        config.download().maxSize().asLongValue(),
        "clearcut.backgroundcut.download.max-size",
        Duration.ofSeconds(seconds));
  }

  @Produces
  @Singleton
  FailureMapper failures(ObjectMapper json, InstantSource clock) {
    return new FailureMapper(json, clock);
  }

  /** Each exchange is timed, and says whether our key is good. */
  @Produces
  @Singleton
  Exchanges exchanges(VendorMetrics metrics, VendorKey key) {
    return new Exchanges() {
      @Override
      public <T> T make(String operation, boolean withKey, Supplier<T> exchange) {
        if (!withKey) {
          return metrics.attempt(operation, exchange);
        }
        try {
          T answer = metrics.attempt(operation, exchange);
          key.accepted();
          return answer;
        } catch (BackgroundCutException answer) {
          key.answered(answer);
          throw answer;
        }
      }
    };
  }
}
