package dev.clearcut.cutout;

import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.clearcut.photo.PhotoFormat;
import dev.clearcut.photo.Picture;
import dev.clearcut.rendition.ObjectKeys;
import dev.clearcut.rendition.Rendition;
import dev.clearcut.rendition.RenditionStatus;
import dev.clearcut.testing.Postgres;
import dev.clearcut.variant.VariantSpec;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each test lists only cutouts with a file name of its own. */
@QuarkusTest
@TestProfile(Postgres.class)
class CutoutListTest {

  private static final VariantSpec SPEC = VariantSpec.of(null, null, null, null, null, null);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Inject EntityManager entities;
  @Inject CutoutRepository repository;

  private final String mine = UUID.randomUUID().toString();
  private final List<String> ids = new ArrayList<>();

  /** Five cutouts, a minute apart; the last two at the same time. */
  @BeforeEach
  void make() {
    for (int i = 0; i < 5; i++) {
      ids.add(add("%s 100%%_%d.jpg".formatted(mine, i), START.plusSeconds(60L * Math.min(i, 3))));
    }
  }

  @Test
  void theNewestComesFirst() {
    list("")
        .body(field("items[4].id", equalTo(ids.get(0))))
        .body(field("items[2].id", equalTo(ids.get(2))));
  }

  @Test
  void pagesFollowEachOtherByTheirLink() {
    assertThat(follow("/cutouts?limit=2&fileName=" + mine, 0))
        .hasSize(5)
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void pagesStayWhatTheyAreWhileCutoutsAreMade() {
    assertThat(follow("/cutouts?limit=2&fileName=" + mine, 3))
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void theLinkIsAHeaderToo() {
    Response page = given().get("/cutouts?limit=2&fileName=" + mine);

    assertThat(page.header("Link"))
        .isEqualTo("<%s>; rel=\"next\"".formatted(page.path("next").toString()));
  }

  @Test
  void theLastPageHasNoLink() {
    list("&limit=5").body(field("next", nullValue())).header("Link", nullValue());
  }

  @Test
  void timesAreExclusive() {
    list("&createdAfter=2026-01-01T00:00:00Z&createdBefore=2026-01-01T00:03:00Z")
        .body(field("items.id", contains(ids.get(2), ids.get(1))));
  }

  @Test
  void theStatusIsThatOfAllVariantsTogether() {
    variant(0, "a", RenditionStatus.READY);
    variant(1, "a", RenditionStatus.READY);
    variant(1, "b", RenditionStatus.FAILED);
    variant(2, "a", RenditionStatus.FAILED);
    variant(2, "b", RenditionStatus.PENDING);

    list("&status=pending").body(field("items.id", contains(ids.get(2))));
    list("&status=failed").body(field("items.id", contains(ids.get(1))));
    list("&status=ready")
        .body(field("items.id", hasItem(ids.get(0))))
        .body(field("items.id", not(hasItem(ids.get(1)))))
        .body(field("items.status", hasItem("ready")));
  }

  @Test
  void variantsAndPresetsAreFoundByName() {
    variant(0, "hero", RenditionStatus.READY);
    variant(1, "amazon", RenditionStatus.READY);

    list("&variant=hero").body(field("items.id", contains(ids.get(0))));
    list("&preset=amazon").body(field("items.id", contains(ids.get(1))));
  }

  @Test
  void thePhotoIsFoundByItsHash() {
    list("&sha256=" + DigestUtils.sha256Hex(mine + " 100%_2.jpg").toUpperCase())
        .body(field("items.id", contains(ids.get(2))));
  }

  @Test
  void theFileNameIsFoundByAnyPartOfItAndNothingInItIsAPattern() {
    list("").body(field("items.size()", equalTo(5)));
    given()
        .queryParam("fileName", mine.toUpperCase() + " 100%_3")
        .get("/cutouts")
        .then()
        .body(field("items.id", contains(ids.get(3))));
    given()
        .queryParam("fileName", mine + "%100")
        .get("/cutouts")
        .then()
        .body(field("items", empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limit=0 | limit must be a whole number from 1 to 100, but is "0".
          limit=101 | limit must be
          limit=x | limit must be
          cursor=nonsense | cursor is not one that
          cursor=%00 | cursor is not one that
          cursor=KzEwMDAwMDAwMDAtMTItMzFUMjM6NTk6NTlaL2Y | cursor is not one that
          status=done | status must be one of pending, ready, failed, but is "done".
          preset=zz | There is no preset "zz"
          variant=A%00 | variant must be
          createdAfter=yesterday | createdAfter must be a time such as 2026-11-21T05:47:38Z, but is "yesterday".
          createdAfter=0000-12-31T23:59:59Z | createdAfter must be a time
          createdBefore=%2B1000000000-12-31T23:59:59Z | createdBefore must be a time
          sha256=12 | sha256 must be
          fileName=%00 | fileName must be
          """)
  void aWrongParameterIsNamed(String query, String sentence) {
    given()
        .urlEncodingEnabled(false)
        .get("/cutouts?" + query)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body(field("detail", containsString(sentence)));
  }

  @Test
  void anEmptyParameterIsNone() {
    list("&cursor=&limit=&status=&preset=&variant=&createdAfter=&createdBefore=&sha256=")
        .body(field("items.size()", equalTo(5)));
  }

  /** All ids, page by page; after each page some new cutouts are made. */
  private List<String> follow(String first, int made) {
    List<String> found = new ArrayList<>();
    String next = first;
    while (next != null) {
      JsonPath page =
          given().urlEncodingEnabled(false).get(next).then().statusCode(200).extract().jsonPath();
      found.addAll(page.getList("items.id"));
      next = page.getString("next");
      for (int i = 0; i < made; i++) {
        add(mine + UUID.randomUUID(), START.plusSeconds(3600 + i));
      }
    }
    return found;
  }

  private ValidatableResponse list(String query) {
    return given().get("/cutouts?fileName=" + mine + query).then().statusCode(200);
  }

  private String add(String fileName, Instant createdAt) {
    String sha256 = DigestUtils.sha256Hex(fileName);
    Picture photo = new Picture(null, PhotoFormat.JPEG, 600, 400, 1000, sha256, 0);
    repository.add(photo, fileName, ObjectKeys.newSource(photo));
    QuarkusTransaction.requiringNew()
        .run(() -> entities.find(CutoutEntity.class, photo.cutoutId()).createdAt = createdAt);
    return photo.cutoutId();
  }

  private void variant(int cutout, String name, RenditionStatus status) {
    String id = ids.get(cutout);
    VariantSpec spec =
        new VariantSpec(
            SPEC.format(), SPEC.quality(), 100_000 + name.hashCode() % 1000, null, 85, false);
    repository.want(id, Map.of(name, spec));
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                entities
                    .createQuery(
                        "update RenditionEntity set status = :status, width = 1, height = 1,"
                            + " sizeBytes = 1, sha256 = :sha256 where id = :id")
                    .setParameter("status", status)
                    .setParameter("sha256", DigestUtils.sha256Hex(name))
                    .setParameter("id", Rendition.id(id, spec))
                    .executeUpdate());
  }
}
