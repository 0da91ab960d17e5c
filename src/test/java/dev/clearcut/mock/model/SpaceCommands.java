package dev.clearcut.mock.model;

import dev.clearcut.mock.model.Model.Picture;
import dev.clearcut.mock.model.Model.Place;
import dev.clearcut.mock.model.Vendor.Part;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls of the key and path dialects. */
final class SpaceCommands {

  private static final String UPLOAD = "/v3/file-ops/upload/";
  private static final BigDecimal MINUTES_PER_HOUR = new BigDecimal(60);

  private SpaceCommands() {}

  /**
   * An upload of the key dialect.
   *
   * @param key to leave out when empty
   * @param hours to live; null to leave it out
   */
  record Upload(Who who, String key, Sample sample, String hours) implements Command {
    @Override
    public void run(World world) {
      List<Expected> wrong = new ArrayList<>(badHours(hours));
      if (key.isEmpty()) {
        wrong.add(Expected.refused(400, "MissingKey"));
      }
      Expected taken = world.model().upload(Dialect.KEY, sample);
      if (!taken.ok()) {
        wrong.add(taken);
      }
      List<Part> parts = new ArrayList<>();
      parts.add(Part.file("file", world.bytes(sample)));
      String name = key.isEmpty() ? "" : world.key(key);
      parts.add(Part.text("key", name));
      if (hours != null) {
        parts.add(Part.text("expires_in_hours", hours));
      }
      Answer answer = world.vendor().post(UPLOAD, world.token(who), parts);
      if (world.isAsExpected(Expected.unless(wrong), answer)) {
        world.model().store(world.place(who, name), Picture.of(sample), minutes(hours));
      }
    }
  }

  /** An upload of the path dialect. */
  record UploadByPath(Who who, String path, List<Sample> samples, String hours) implements Command {
    @Override
    public void run(World world) {
      List<Expected> wrong = new ArrayList<>(badHours(hours));
      samples.stream()
          .map(sample -> world.model().upload(Dialect.PATH, sample))
          .filter(taken -> !taken.ok())
          .distinct()
          .forEach(wrong::add);
      List<Part> parts = new ArrayList<>();
      samples.forEach(sample -> parts.add(Part.file("files", world.bytes(sample))));
      parts.add(Part.text("upload_path", path));
      if (hours != null) {
        parts.add(Part.text("expires_in_hours", hours));
      }
      Answer answer = world.vendor().post(UPLOAD, world.token(who), parts);
      if (world.isAsExpected(Expected.unless(wrong), answer)) {
        for (int i = 0; i < samples.size(); i++) {
          String made = answer.json().path("file_paths").path(i).textValue();
          world.addPath(made);
          Place place = world.place(who, made);
          world.model().store(place, Picture.of(samples.get(i)), minutes(hours));
        }
      }
    }
  }

  /** A process call of the key or path dialect. */
  record Process(Who who, Dialect dialect, String input, List<Wanted> variants) implements Command {
    @Override
    public void run(World world) {
      boolean byKey = dialect == Dialect.KEY;
      String inputKey = world.key(input);
      Place from = world.place(who, inputKey);
      Optional<Picture> picture = world.model().find(from);
      Expected expected =
          world.model().process("process", world.account(who), dialect, from, variants);
      variants.forEach(wanted -> world.key(wanted.name()));
      Answer answer =
          world
              .vendor()
              .post(
                  "/v3/tools/ai/remove-bg/process/",
                  world.token(who),
                  Map.of(
                      byKey ? "input_key" : "input_file_path",
                      inputKey,
                      "output_variants",
                      variants.stream()
                          .map(wanted -> wanted.json(byKey ? "output_key" : "output_file_path"))
                          .toList()));
      if (world.isAsExpected(expected, answer)) {
        for (Wanted wanted : variants) {
          world.model().store(world.place(who, wanted.name()), Model.result(picture.get(), wanted));
        }
      }
    }
  }

  /** Mints a public URL. */
  record GetPublicUrl(Who who, String key) implements Command {
    @Override
    public void run(World world) {
      String name = world.key(key);
      Place place = world.place(who, name);
      Expected expected =
          world.model().find(place).isPresent()
              ? Expected.OK
              : Expected.refused(404, "FileNotFoundAtKey");
      Answer answer =
          world
              .vendor()
              .post("/v3/file-ops/get-public-url/", world.token(who), Map.of("key", name));
      if (world.isAsExpected(expected, answer)) {
        world.addUrl(answer.text("url"), place);
      }
    }
  }

  /** Follows one of the public URLs of the walk. */
  record Download(int nth) implements Command {
    @Override
    public void run(World world) {
      world.url(nth).ifPresent(world::look);
    }
  }

  /** Deletes by pattern. */
  record Delete(Who who, String pattern) implements Command {
    @Override
    public void run(World world) {
      world.model().delete(world.account(who), pattern);
      world.isAsExpected(
          Expected.OK,
          world
              .vendor()
              .post("/v3/file-ops/delete/", world.token(who), Map.of("pattern", pattern)));
    }
  }

  private static List<Expected> badHours(String hours) {
    boolean good =
        hours == null
            || new BigDecimal(hours).signum() > 0
                && new BigDecimal(hours).compareTo(BigDecimal.valueOf(2)) <= 0;
    return good ? List.of() : List.of(Expected.refused(400, "InvalidExpiry"));
  }

  private static int minutes(String hours) {
    return new BigDecimal(hours == null ? "2" : hours).multiply(MINUTES_PER_HOUR).intValueExact();
  }
}
