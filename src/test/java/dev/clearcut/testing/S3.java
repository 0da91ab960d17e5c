package dev.clearcut.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The application on a store that speaks S3, started in this process's name. */
public class S3 implements QuarkusTestProfile {

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(Server.class));
  }

  /** The server, and what the application has to know of it. */
  public static class Server implements QuarkusTestResourceLifecycleManager {

    private S3Server server;

    @Override
    public Map<String, String> start() {
      server = S3Server.start();
      return server.settings();
    }

    @Override
    public void stop() {
      server.stop();
    }
  }
}
