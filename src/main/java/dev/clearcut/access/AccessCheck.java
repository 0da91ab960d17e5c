package dev.clearcut.access;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Refuses to start a service that would let nobody in, and warns of one that lets everybody in. */
@ApplicationScoped
class AccessCheck {

  private static final Logger LOG = Logger.getLogger(AccessCheck.class);

  private final AccessConfig config;
  private final ApiKeys keys;
  private final boolean tokens;

  AccessCheck(
      AccessConfig config,
      ApiKeys keys,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean tokens) {
    this.config = config;
    this.keys = keys;
    this.tokens = tokens;
  }

  void atStart(@Observes StartupEvent start) {
    if (keys.none() && !tokens && !config.open()) {
      throw new ConfigurationException(
          "Nobody could call this service, so it does not start. Set one of these:"
              + " clearcut.access.keys.<name>.sha256 and .roles; quarkus.oidc.tenant-enabled=true"
              + " and quarkus.oidc.auth-server-url; on a private network only,"
              + " clearcut.access.open=true.");
    }
    if (config.open() && ConfigUtils.isProfileActive("prod")) {
      LOG.warn(
          "clearcut.access.open=true: whoever reaches this port can spend credits and delete"
              + " cutouts, without a key.");
    }
  }
}
