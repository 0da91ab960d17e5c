package dev.clearcut.mock.exchange;

import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Duration;
import java.util.Optional;

/** What may become of the answer to a call that succeeded. */
public interface AfterWork {

  /**
   * Replaces the answer, or leaves it as it is.
   *
   * @return how long the answer is to be held; empty for not at all
   */
  Optional<Duration> strike(Call call, ContainerResponseContext response);
}
