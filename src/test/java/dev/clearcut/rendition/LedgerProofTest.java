package dev.clearcut.rendition;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.contract.VendorContract.asToken;
import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.EmulatorAdmin.admin;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.backgroundcut.model.ProcessByKey;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Seeds;
import dev.clearcut.testing.SettledVendor;
import dev.clearcut.testing.ShorterTimeouts;
import dev.clearcut.testing.VirtualTime;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The proof that nothing is paid twice and nothing is lost: dozens of cutouts with mixed variants
 * are made while faults of every kind strike at random, before and after the vendor did and charged
 * the work. In the end every cutout is ready, every byte is what the vendor made, and what the
 * vendor charged is what was made, plus what it lost and made again.
 *
 * <p>It runs twice, with the seed that is always the same and with one that is drawn. {@code
 * -Dclearcut.proof.seed=…} repeats a run, {@code -Dclearcut.proof.cutouts=…} sets how many cutouts
 * each makes.
 */
@QuarkusTest
@TestProfile(ShorterTimeouts.class)
class LedgerProofTest {

  private static final int CUTOUTS = Integer.getInteger("clearcut.proof.cutouts", 30);

  /** How often a caller sends the same request before the cutout must be ready. */
  private static final int PATIENCE = 12;

  /** The account for which the vendor's work is done again, to compare. */
  private static final String JUDGE = "proof-judge";

  private static final List<String> VARIANTS =
      List.of(
          "{'name': 'png'}",
          "{'name': 'small', 'format': 'webp', 'maxResolution': 4096}",
          "{'name': 'cropped', 'autocrop': true}",
          "{'name': 'white', 'format': 'jpeg', 'background': '#ffffff'}",
          "{'name': 'grey', 'format': 'webp', 'background': '#808080', 'autocrop': true}");

  private Random random;
  private SettledVendor vendor;
  private int requests;

  @Inject EntityManager entities;
  @Inject Renditions renditions;
  @Inject MeterRegistry meters;
  @Inject ObjectMapper json;

  /** A cutout as the service reports it, and the photo it was made of. */
  private record Made(byte[] photo, String report) {

    String id() {
      return Json.at(report, "id");
    }

    List<Map<String, Object>> variants() {
      return Json.at(report, "variants");
    }
  }

  static LongStream seeds() {
    Long given = Long.getLong("clearcut.proof.seed");
    return given == null ? Seeds.both() : LongStream.of(given);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsPaidTwiceAndNothingIsLost(long seed) throws IOException {
    System.out.printf("Ledger proof: %d cutouts, -Dclearcut.proof.seed=%d%n", CUTOUTS, seed);
    random = new Random(seed);
    requests = 0;
    Emulator.reset(SERVICE_ACCOUNT);
    Emulator.credit(SERVICE_ACCOUNT, "100000.0");
    vendor = new SettledVendor(meters, VirtualTime.install(), SERVICE_ACCOUNT, "process");
    List<String> faults = faults().map(Emulator::fault).toList();
    int struck;
    List<Made> cutouts = new ArrayList<>();
    try {
      for (int i = 0; i < CUTOUTS; i++) {
        cutouts.add(make(Photos.tiny(random), someVariants()));
      }
      struck = faults.stream().mapToInt(Emulator::fired).sum();
    } finally {
      admin().delete("/mock/faults").then().statusCode(204);
    }

    List<Map<String, Object>> ledger = Emulator.ledger(SERVICE_ACCOUNT);
    Map<String, Long> chargedPerOutput = chargedPerOutput();
    int lost = 0;
    BigDecimal reported = BigDecimal.ZERO;
    for (Made made : cutouts) {
      for (Map<String, Object> variant : made.variants()) {
        int repurchases = (int) variant.get("repurchases");
        lost += repurchases;
        assertThat(chargedPerOutput.get(output(made, variant)))
            .as("charged calls for %s of %s", variant.get("name"), made.id())
            .isEqualTo(1 + repurchases);
      }
      reported = reported.add(new BigDecimal(Json.at(made.report, "credits").toString()));
      sameBytesAsTheVendors(made);
    }
    BigDecimal charged =
        ledger.stream()
            .map(entry -> new BigDecimal(entry.get("credits").toString()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    System.out.printf(
        "Ledger proof: %d faults struck, %d charged calls, %s credits, %d results bought again"
            + " because the vendor lost them; %d requests sent again%n",
        struck, ledger.size(), charged, lost, requests - CUTOUTS);
    assertThat(reported).isEqualByComparingTo(charged);
    assertThat(struck).as("faults did strike").isPositive();
    assertThat(Emulator.violations(SERVICE_ACCOUNT)).isEmpty();
  }

  /** Every kind, at every step, in every phase in which it is possible. */
  private Stream<String> faults() {
    List<String> before =
        List.of(
            "'status': 429, 'headers': {'Retry-After': '0'}",
            "'status': 500",
            "'status': 503",
            "'status': 504",
            "'transport': 'reset'",
            "'delay': 'PT3S'",
            "'work': 'PT3S'",
            "'transport': 'hang'");
    List<String> after =
        List.of(
            "'status': 500",
            "'status': 503",
            "'status': 504",
            "'transport': 'reset'",
            "'transport': 'truncate'",
            "'transport': 'hang'",
            "'effect': 'lose-file'");
    List<String> steps = List.of("upload", "process", "getPublicUrl", "getPublicFile");
    return Stream.concat(
        steps.stream()
            .flatMap(
                step ->
                    Stream.concat(
                        before.stream().map(kind -> fault(step, "before", kind)),
                        after.stream().map(kind -> fault(step, "after", kind)))),
        steps.stream()
            .filter(step -> !step.equals("upload"))
            .map(step -> fault(step, "before", "'effect': 'wrong-region'")));
  }

  private String fault(String step, String phase, String kind) {
    boolean slow = kind.matches(".*(hang|delay|work|reset|504).*");
    return "{'operation': '%s', 'account': '%s', 'phase': '%s', 'probability': %s, 'seed': %d, %s}"
        .formatted(
            step, SERVICE_ACCOUNT, phase, slow ? "0.003" : "0.01", random.nextInt(1 << 30), kind);
  }

  private List<String> someVariants() {
    List<String> some = VARIANTS.stream().filter(variant -> random.nextInt(5) < 2).toList();
    return some.isEmpty() ? VARIANTS.subList(0, 1) : some;
  }

  private Made make(byte[] photo, List<String> variants) {
    Response answer =
        vendor.success(
            PATIENCE,
            () -> {
              requests++;
              return given()
                  .multiPart("image", "photo.png", photo)
                  .multiPart("variants", variants.toString().replace('\'', '"'))
                  .post("/cutouts");
            });
    assertThat(Json.<List<String>>at(answer.asString(), "variants.status")).containsOnly("ready");
    return new Made(photo, answer.asString());
  }

  /** How many charged calls named each output, by the emulator's journal. */
  private static Map<String, Long> chargedPerOutput() {
    Map<String, Long> calls = new TreeMap<>();
    for (Map<String, Object> call : Emulator.journal(SERVICE_ACCOUNT)) {
      if (call.get("operation").equals("process")
          && new BigDecimal(call.get("credits").toString()).signum() > 0) {
        ((List<?>) call.get("objects"))
            .forEach(object -> calls.merge(object.toString(), 1L, Long::sum));
      }
    }
    return calls;
  }

  private String output(Made made, Map<String, Object> variant) {
    StoredPhoto photo = renditions.photo(made.id()).orElseThrow();
    return VendorNames.output(photo, rendition(made, variant));
  }

  private RenditionEntity rendition(Made made, Map<String, Object> variant) {
    String name = variant.get("name").toString();
    String id =
        entities
            .createQuery(
                "select renditionId from VariantEntity where cutoutId = :id and name = :name",
                String.class)
            .setParameter("id", made.id())
            .setParameter("name", name)
            .getSingleResult();
    return renditions.rows(List.of(id)).get(0);
  }

  /** What the vendor makes depends on the photo and the parameters alone: it is made once more. */
  private void sameBytesAsTheVendors(Made made) throws IOException {
    asToken(JUDGE)
        .multiPart("file", "photo.png", made.photo)
        .multiPart("key", "photo.png")
        .post("/v3/file-ops/upload/")
        .then()
        .statusCode(200);
    List<KeyVariant> variants =
        made.variants().stream()
            .map(variant -> rendition(made, variant).spec().toKeyVariant(name(variant)))
            .toList();
    asToken(JUDGE)
        .contentType(ContentType.JSON)
        .body(json.writeValueAsString(new ProcessByKey("photo.png", variants)))
        .post("/v3/tools/ai/remove-bg/process/")
        .then()
        .statusCode(200);
    for (Map<String, Object> variant : made.variants()) {
      String url =
          Json.at(
              asToken(JUDGE)
                  .contentType(ContentType.JSON)
                  .body(Map.of("key", name(variant)))
                  .post("/v3/file-ops/get-public-url/")
                  .asString(),
              "url");
      assertThat(given().get(variant.get("url").toString()).asByteArray())
          .isEqualTo(anonymous().get(url).asByteArray());
    }
  }

  private static String name(Map<String, Object> variant) {
    return "judged/" + variant.get("name");
  }
}
