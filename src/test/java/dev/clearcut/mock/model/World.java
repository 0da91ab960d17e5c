package dev.clearcut.mock.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.mock.model.Model.Charge;
import dev.clearcut.mock.model.Model.Picture;
import dev.clearcut.mock.model.Model.Place;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;

/** The emulator, its model, and what both were told in one walk, under accounts of its own. */
final class World {

  private static final String UNKNOWN = "nowhere";

  /** What the model does not count: that each look at the clock takes a moment. */
  private static final Duration MOMENTS = Duration.ofSeconds(59);

  private final String id = UUID.randomUUID().toString();
  private final Vendor vendor;
  private final Samples samples;
  private final Model model = new Model();
  private final Instant start;
  private final Set<String> keys = new LinkedHashSet<>();
  private final List<String> paths = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  private final List<String> sessions = new ArrayList<>();
  private final List<String> urls = new ArrayList<>();

  World(Vendor vendor, Samples samples) {
    this.vendor = vendor;
    this.samples = samples;
    this.start = clock();
  }

  Vendor vendor() {
    return vendor;
  }

  Model model() {
    return model;
  }

  byte[] bytes(Sample sample) {
    return samples.of(sample);
  }

  String account(Who who) {
    return "model-%s-%s".formatted(id, who);
  }

  String token(Who who) {
    return "Token " + account(who);
  }

  String bearer(Who who) {
    return "Bearer " + account(who);
  }

  /**
   * The key that a walk means: {@code #0} is the latest path that the vendor made, {@code @0} the
   * latest name of an upload, and all others are themselves.
   */
  String key(String meant) {
    String key =
        switch (meant.charAt(0)) {
          case '#' -> pick(paths, meant.charAt(1) - '0');
          case '@' -> pick(names, meant.charAt(1) - '0');
          default -> meant;
        };
    keys.add(key);
    return key;
  }

  /** Where a key of an account is. */
  Place place(Who who, String key) {
    return new Place(account(who), false, key);
  }

  /** Where a name of an account is, whoever made it. */
  Place named(Who who, String name) {
    return new Place(account(who), true, name);
  }

  void addPath(String path) {
    paths.add(path);
  }

  void addName(String name) {
    names.add(name);
  }

  String name(int nth) {
    return pick(names, nth);
  }

  void addToken(String token) {
    tokens.add(token);
  }

  String signed(int nth) {
    return pick(tokens, nth);
  }

  void addSession(String session) {
    sessions.add(session);
  }

  String session(int nth) {
    return pick(sessions, nth);
  }

  void addUrl(String url, Place place) {
    model.publish(url, place);
    urls.add(url);
  }

  /** One of the public URLs of the walk. */
  Optional<String> url(int nth) {
    return urls.isEmpty() ? Optional.empty() : Optional.of(pick(urls, nth));
  }

  /** The latest, the one before, and so on. */
  private static String pick(List<String> all, int nth) {
    return all.isEmpty() ? UNKNOWN : all.get(all.size() - 1 - nth % all.size());
  }

  /** Compares an answer of the emulator with the model's; returns whether the call was done. */
  boolean isAsExpected(Expected expected, Answer answer) {
    assertThat(answer.status()).as(answer::toString).isEqualTo(expected.status());
    if (expected.detail() != null) {
      assertThat(answer.text("detail")).isEqualTo(expected.detail());
    }
    return expected.ok();
  }

  /** What a public URL shows is what the model has behind it. */
  void look(String url) {
    Answer answer = vendor.get(url);
    Optional<Picture> picture = model.behind(url);
    Expected expected =
        picture.isPresent() ? Expected.OK : Expected.refused(404, "PublicFileNotFound");
    if (isAsExpected(expected, answer)) {
      compare(picture.orElseThrow(), answer);
    }
  }

  private void compare(Picture picture, Answer answer) {
    assertThat(answer.mediaType()).isEqualTo(picture.kind().mediaType());
    if (picture.upload() != null) {
      assertThat(answer.body()).containsExactly(samples.of(picture.upload()));
    } else if (picture.kind() == Kind.PNG || picture.kind() == Kind.JPEG) {
      BufferedImage image = read(answer.body());
      assertThat(image.getWidth()).isLessThanOrEqualTo(picture.width());
      assertThat(image.getHeight()).isLessThanOrEqualTo(picture.height());
      if (!picture.cropped()) {
        assertThat(image.getWidth()).isEqualTo(picture.width());
        assertThat(image.getHeight()).isEqualTo(picture.height());
      }
    }
  }

  /** The emulator's ledger and credits of an account are the model's. */
  void audit(Who who) {
    String account = account(who);
    JsonNode entries = vendor.admin("/mock/accounts/" + account + "/ledger").json().path("entries");
    List<Charge> charges = model.ledger(account);
    assertThat(entries).hasSameSizeAs(charges);
    for (int i = 0; i < charges.size(); i++) {
      assertThat(entries.get(i).path("operation").textValue())
          .isEqualTo(charges.get(i).operation());
      assertThat(entries.get(i).path("credits").decimalValue())
          .isEqualByComparingTo(charges.get(i).credits());
      assertThat(Instant.parse(entries.get(i).path("at").textValue()))
          .isBetween(at(charges.get(i).at()), at(charges.get(i).at()).plus(MOMENTS));
    }
    JsonNode balance = vendor.admin("/mock/accounts/" + account).json();
    assertThat(new BigDecimal(balance.path("credits").asText()))
        .isEqualByComparingTo(model.credits(account));
  }

  /** The emulator is in the model's state: money, files, links, uploads. */
  void verify() {
    for (Who who : Who.values()) {
      audit(who);
      keys.forEach(key -> verifyFile(who, key));
      paths.forEach(path -> verifyFile(who, path));
      names.forEach(name -> verifyUpload(who, name));
    }
    List.copyOf(urls).forEach(this::look);
  }

  private void verifyFile(Who who, String key) {
    Optional<Picture> picture = model.find(place(who, key));
    Expected expected =
        picture.isPresent() ? Expected.OK : Expected.refused(404, "FileNotFoundAtKey");
    Answer answer = vendor.post("/v3/file-ops/get-public-url/", token(who), Map.of("key", key));
    if (isAsExpected(expected, answer)) {
      Answer file = vendor.get(answer.text("url"));
      isAsExpected(Expected.OK, file);
      compare(picture.orElseThrow(), file);
    }
  }

  /** To sign is free, and tells whether the upload is there. */
  private void verifyUpload(Who who, String name) {
    Expected expected =
        model.checkProcess(Dialect.FILENAME, named(who, name), List.of(Wanted.DEFAULT));
    isAsExpected(
        expected,
        vendor.post(
            "/v3/remove-bg/process-image/presign/", bearer(who), Map.of("unique_filename", name)));
  }

  /** Leaves nothing behind. */
  void leave() {
    for (Who who : Who.values()) {
      vendor.admin("POST", "/mock/reset?account=" + account(who), Map.of());
    }
  }

  private Instant at(int minutes) {
    return start.plus(Duration.ofMinutes(minutes));
  }

  private Instant clock() {
    return Instant.parse(vendor.admin("/mock/clock").text("now"));
  }

  private static BufferedImage read(byte[] image) {
    try {
      return ImageIO.read(new ByteArrayInputStream(image));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
