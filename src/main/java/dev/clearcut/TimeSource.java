package dev.clearcut;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;

/** The one source of time of the service, the same for all replicas; tests replace it. */
class TimeSource {

  @Produces
  @ApplicationScoped
  @DefaultBean
  InstantSource time(DatabaseClock clock) {
    return clock;
  }
}
