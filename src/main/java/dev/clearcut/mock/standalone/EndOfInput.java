package dev.clearcut.mock.standalone;

import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.OutputStream;
import org.jboss.logging.Logger;

/**
 * Ends the packaged emulator when nobody holds the other end of its standard input any more. The
 * operating system closes that end also when the holder is killed.
 */
@ApplicationScoped
@UnlessBuildProfile(anyOf = {"prod", "dev", "test"})
class EndOfInput {

  private static final Logger LOG = Logger.getLogger(EndOfInput.class);

  private final StandaloneConfig config;

  EndOfInput(StandaloneConfig config) {
    this.config = config;
  }

  void watch(@Observes StartupEvent started) {
    if (config.endsWithInput()) {
      Thread watcher = new Thread(EndOfInput::exitAfterInput, "end-of-input");
      watcher.setDaemon(true);
      watcher.start();
    }
  }

  private static void exitAfterInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.debug("The standard input cannot be read.", e);
    }
    Quarkus.asyncExit();
  }
}
