package dev.clearcut.rendition;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.storage.ObjectStore;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of stored results. */
@QuarkusTest
class StoredResultsTest {

  @Inject StoredResults results;
  @Inject Renditions renditions;
  @Inject EntityManager entities;
  @Inject ObjectStore store;

  private String id;

  @BeforeEach
  void make() {
    String cutout =
        given()
            .multiPart("image", "cup.jpg", Photos.unseenCup())
            .multiPart("preset", "preview")
            .post("/cutouts")
            .then()
            .statusCode(201)
            .extract()
            .asString();
    id = renditions.of(List.of(Json.<String>at(cutout, "id"))).get(0).id();
  }

  @Test
  void theChecksumIsWrittenDownWithTheResult() throws IOException {
    assertThat(column()).isEqualTo(crc32(bytes()));
  }

  @Test
  void everythingIsSaidOfWhatIsReady() throws IOException {
    byte[] bytes = bytes();

    assertThat(results.of(List.of(id, "no such rendition")))
        .hasSize(1)
        .hasEntrySatisfying(
            id,
            result -> {
              assertThat(result.sizeBytes()).isEqualTo(bytes.length);
              assertThat(result.sha256()).isEqualTo(DigestUtils.sha256Hex(bytes));
              assertThat(result.crc32()).isEqualTo(crc32(bytes));
            });
  }

  @Test
  void aChecksumThatIsMissingIsComputedOnce() throws IOException {
    long crc32 = crc32(bytes());
    QuarkusTransaction.requiringNew()
        .run(() -> entities.find(RenditionEntity.class, id).crc32 = null);

    assertThat(results.of(List.of(id)).get(id).crc32()).isEqualTo(crc32);
    assertThat(column()).isEqualTo(crc32);
  }

  @Test
  void whatIsNotReadyHasNoResult() {
    QuarkusTransaction.requiringNew()
        .run(() -> entities.find(RenditionEntity.class, id).status = RenditionStatus.FAILED);

    assertThat(results.of(List.of(id))).isEmpty();
  }

  private Long column() {
    return QuarkusTransaction.requiringNew()
        .call(() -> entities.find(RenditionEntity.class, id).crc32);
  }

  private byte[] bytes() throws IOException {
    String key =
        QuarkusTransaction.requiringNew()
            .call(() -> entities.find(RenditionEntity.class, id).objectKey);
    try (InputStream in = store.open(key).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  private static long crc32(byte[] bytes) {
    CRC32 crc32 = new CRC32();
    crc32.update(bytes);
    return crc32.getValue();
  }
}
