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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class S3ObjectStoreTest extends ObjectStoreContract {

  private static final long PART = 5L << 20;
  private static final S3Settings SETTINGS =
      new S3Settings(S3Server.BUCKET, "some/prefix/", PART, true);

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

  @Override
  void abandonPut(String key) {
    String name = SETTINGS.prefix() + key;
    String upload =
        client.createMultipartUpload(r -> r.bucket(S3Server.BUCKET).key(name)).uploadId();
    client.uploadPart(
        r -> r.bucket(S3Server.BUCKET).key(name).uploadId(upload).partNumber(1),
        RequestBody.fromString("hal"));
  }

  @Override
  long unfinished() {
    return client.listMultipartUploads(r -> r.bucket(S3Server.BUCKET)).uploads().size();
  }

  @Test
  void everyKeyBeginsWithThePrefix() throws Exception {
    newStore().put("cutouts/a/x.png", file("x"));

    assertThat(client.listObjectsV2(r -> r.bucket(S3Server.BUCKET)).contents())
        .extracting(object -> object.key())
        .containsExactly("some/prefix/cutouts/a/x.png");
  }

  @Test
  void aBigFileThatCannotBeSentToItsEndLeavesNoParts() throws Exception {
    Path big = bigFile();
    S3PartsUpload parts = new S3PartsUpload(client, SETTINGS);

    assertThatThrownBy(() -> parts.send("some/prefix/cutouts/a/x.png", big, (20L << 20) + 1))
        .isInstanceOf(RuntimeException.class);

    assertThat(unfinished()).isZero();
    assertThat(newStore().open("cutouts/a/x.png")).isEmpty();
  }

  @Test
  void aBigFileNeverReplacesWhatAnotherReplicaHasStoredMeanwhile() throws Exception {
    newStore().put("cutouts/a/x.png", file("x"));
    Path big = bigFile();
    S3PartsUpload parts = new S3PartsUpload(client, SETTINGS);

    assertThatThrownBy(() -> parts.send("some/prefix/cutouts/a/x.png", big, 20L << 20))
        .isInstanceOf(RuntimeException.class);

    assertThat(newStore().size("cutouts/a/x.png")).hasValue(1);
    assertThat(unfinished()).isZero();
  }

  @Test
  void aBucketThatIsMissingIsTheStoresFailure() {
    ObjectStore store = new S3ObjectStore(client, new S3Settings("missing", "", PART, true));

    assertThatThrownBy(() -> store.open("cutouts/a/x.png"))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageContaining("bucket");
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 8388608, bucket",
    "b, /x, 8388608, prefix",
    "b, x, 8388608, prefix",
    "b, x/, 5242879, part-size",
    "b, x/, 1073741825, part-size"
  })
  void aWrongSettingIsNamed(String bucket, String prefix, long partSize, String key) {
    assertThatThrownBy(() -> new S3Settings(bucket, prefix, partSize, true))
        .hasMessageContaining("clearcut.storage.s3." + key);
  }
}
