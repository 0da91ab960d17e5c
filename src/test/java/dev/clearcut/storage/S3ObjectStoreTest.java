package dev.clearcut.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clearcut.testing.S3Server;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the bucket of S3ObjectStoreTest")
class S3ObjectStoreTest extends ObjectStoreContract {

  private static final S3Settings SETTINGS = new S3Settings(S3Server.BUCKET, "some/prefix/", true);

  private static S3Server server;

  private final S3Client client = server.client();

  @BeforeAll
  static void start() throws Exception {
    server = S3Server.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  @AfterEach
  void clear() {
    client
        .listObjectsV2Paginator(request -> request.bucket(S3Server.BUCKET))
        .contents()
        .forEach(o -> client.deleteObject(r -> r.bucket(S3Server.BUCKET).key(o.key())));
    client.close();
  }

  @Override
  ObjectStore newStore() {
    return new S3ObjectStore(client, SETTINGS);
  }

  @Override
  ObjectStore unreachable() throws Exception {
    try (ServerSocket nobody = new ServerSocket(0)) {
      URI endpoint = URI.create("http://127.0.0.1:" + nobody.getLocalPort());
      return new S3ObjectStore(S3Server.client(endpoint), SETTINGS);
    }
  }

  @Test
  void everyKeyBeginsWithThePrefix() throws Exception {
    newStore().put("cutouts/a/x.png", file("x"));

    assertThat(client.listObjectsV2(r -> r.bucket(S3Server.BUCKET)).contents())
        .extracting(object -> object.key())
        .containsExactly("some/prefix/cutouts/a/x.png");
  }

  @Test
  void aBigFileNeverReplacesWhatAnotherReplicaHasStored() throws Exception {
    newStore().put("cutouts/a/x.png", file("x"));
    Path big = bigFile();

    assertThatThrownBy(() -> newStore().put("cutouts/a/x.png", big))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageContaining("an object of 1 bytes is there");

    assertThat(newStore().size("cutouts/a/x.png")).hasValue(1);
  }

  @Test
  void aBucketThatIsMissingIsTheStoresFailure() {
    ObjectStore store = new S3ObjectStore(client, new S3Settings("missing", "", true));

    assertThatThrownBy(() -> store.open("cutouts/a/x.png"))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageContaining("bucket");
  }

  @ParameterizedTest
  @CsvSource({"'', '', bucket", "b, /x, prefix", "b, x, prefix"})
  void aWrongSettingIsNamed(String bucket, String prefix, String key) {
    assertThatThrownBy(() -> new S3Settings(bucket, prefix, true))
        .hasMessageContaining("clearcut.storage.s3." + key);
  }
}
