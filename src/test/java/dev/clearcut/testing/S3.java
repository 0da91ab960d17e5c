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
      try {
        server = S3Server.start();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return Map.of(
          "clearcut.storage.kind",
          "s3",
          "clearcut.storage.s3.bucket",
          S3Server.BUCKET,
          "clearcut.storage.s3.prefix",
          "clearcut/",
          "quarkus.s3.endpoint-override",
          server.endpoint().toString(),
          "quarkus.s3.path-style-access",
          "true",
          "quarkus.s3.aws.region",
          S3Server.REGION,
          "quarkus.s3.aws.credentials.type",
          "static",
          "quarkus.s3.aws.credentials.static-provider.access-key-id",
          S3Server.ACCESS_KEY,
          "quarkus.s3.aws.credentials.static-provider.secret-access-key",
          S3Server.SECRET_KEY);
    }

    @Override
    public void stop() {
      try {
        server.stop();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
