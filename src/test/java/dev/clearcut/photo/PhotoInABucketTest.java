package dev.clearcut.photo;

import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Postgres;
import dev.clearcut.testing.S3Server;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A photo that lies in a bucket of S3 which the operator has named. */
@QuarkusTest
@TestProfile(Postgres.class)
class PhotoInABucketTest {

  Postgres.Store store;

  private void put(String key, byte[] bytes) {
    try (S3Client client = store.client()) {
      client.putObject(
          request -> request.bucket(S3Server.PHOTOS).key(key), RequestBody.fromBytes(bytes));
    }
  }

  private static ValidatableResponse send(String url) {
    return service()
        .multiPart("imageUrl", url)
        .multiPart("preset", "preview")
        .post("/cutouts")
        .then();
  }

  @Test
  void itIsReadWithTheCredentialsOfTheService() {
    byte[] photo = Photos.unseenCup();
    put("spring/a cup.jpg", photo);
    send("s3://photos/spring/a%20cup.jpg")
        .statusCode(201)
        .body(field("id", equalTo(DigestUtils.sha256Hex(photo).substring(0, 32))))
        .body(field("source.fileName", equalTo("a cup.jpg")));
  }

  @Test
  void whatIsNotThereOrTooLargeOrNotNamedIsSaid() {
    put("large.jpg", new byte[2_000_000]);
    send("s3://photos/none.jpg").statusCode(422).body(field("type", endsWith("photo-not-found")));
    send("s3://photos/large.jpg").statusCode(422).body(field("type", endsWith("photo-too-large")));
    for (String url :
        new String[] {
          "s3://photos/", "s3://photos", "s3://clearcut/clearcut/cutouts/a", "s3://u@photos/a.jpg"
        }) {
      send(url)
          .statusCode(422)
          .body(field("type", endsWith("photo-url-not-allowed")))
          .body(field("detail", containsString("s3://bucket/key")));
    }
  }

  @Test
  void aStoreThatIsAwayIsSaid() {
    store.awayDuring(
        () ->
            send("s3://photos/a.jpg")
                .statusCode(422)
                .body(field("type", endsWith("photo-unreachable"))));
  }
}
