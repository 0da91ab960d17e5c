package dev.clearcut;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;

/** The one source of time; tests replace it. */
class TimeSource {

  @Produces
  @ApplicationScoped
  @DefaultBean
  InstantSource systemTime() {
    return InstantSource.system();
  }
}
