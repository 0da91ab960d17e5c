package dev.clearcut.mock.model;

import dev.clearcut.mock.model.Model.Picture;
import dev.clearcut.mock.model.Model.Place;
import dev.clearcut.mock.model.Model.Token;
import dev.clearcut.mock.model.Vendor.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls of the filename dialect, AI Cut among them, with the key or a signed request. */
final class FilenameCommands {

  private static final String UPLOAD = "/v3/remove-bg/upload-image/";
  private static final String PROCESS = "/v3/remove-bg/process-image/";
  private static final String INITIALIZE = "/v3/ai-cut/initialize/";
  private static final String REJECTED = "SignedRequestRejected";

  private FilenameCommands() {}

  /** An upload. */
  record UploadImage(Who who, Sample sample) implements Command {
    @Override
    public void run(World world) {
      Answer answer = world.vendor().post(UPLOAD, world.bearer(who), image(world, sample));
      uploaded(world, world.account(who), sample, answer);
    }
  }

  /** A process call; without variants the vendor makes one. */
  record ProcessImage(Who who, int nth, Optional<List<Wanted>> variants) implements Command {
    @Override
    public void run(World world) {
      String name = world.name(nth);
      Answer answer = world.vendor().post(PROCESS, world.bearer(who), processBody(name, variants));
      processed(world, "processImage", world.account(who), name, meant(variants), answer);
    }
  }

  /** Has an upload signed. */
  record SignUpload(Who who) implements Command {
    @Override
    public void run(World world) {
      sign(world, who, UPLOAD, "uploadImagePresigned");
    }
  }

  /** Has the start of a session signed. */
  record SignInitialize(Who who) implements Command {
    @Override
    public void run(World world) {
      sign(world, who, INITIALIZE, "initializeAiCutPresigned");
    }
  }

  /** Has a process call signed. */
  record SignProcess(Who who, int nth, Optional<List<Wanted>> variants) implements Command {
    @Override
    public void run(World world) {
      String name = world.name(nth);
      Expected expected =
          world.model().checkProcess(Dialect.FILENAME, world.named(who, name), meant(variants));
      Answer answer =
          world.vendor().post(PROCESS + "presign/", world.bearer(who), processBody(name, variants));
      if (world.isAsExpected(expected, answer)) {
        String token = answer.text("signed_request");
        world.addToken(token);
        world
            .model()
            .sign(token, world.account(who), "processImagePresigned", name, meant(variants));
      }
    }
  }

  /** Uploads with any of the tokens of the walk, be it for that or not. */
  record SignedUpload(int nth, Sample sample) implements Command {
    @Override
    public void run(World world) {
      String token = world.signed(nth);
      Optional<Token> permit = world.model().redeem(token, "uploadImagePresigned");
      Answer answer = world.vendor().postSigned(UPLOAD + "presigned/", token, image(world, sample));
      if (permit.isPresent()) {
        uploaded(world, permit.get().account(), sample, answer);
      } else {
        world.isAsExpected(Expected.refused(401, REJECTED), answer);
      }
    }
  }

  /** Processes with any of the tokens of the walk, be it for that or not. */
  record SignedProcess(int nth) implements Command {
    @Override
    public void run(World world) {
      String token = world.signed(nth);
      String operation = "processImagePresigned";
      Optional<Token> permit = world.model().redeem(token, operation);
      Answer answer =
          world.vendor().post(PROCESS + "presigned/", null, Map.of("signed_request", token));
      if (permit.isPresent()) {
        Token call = permit.get();
        processed(world, operation, call.account(), call.unique(), call.variants(), answer);
      } else {
        world.isAsExpected(Expected.refused(401, REJECTED), answer);
      }
    }
  }

  /** Starts a session. */
  record Initialize(Who who, Sample sample) implements Command {
    @Override
    public void run(World world) {
      Answer answer = world.vendor().post(INITIALIZE, world.bearer(who), image(world, sample));
      initialized(world, "initializeAiCut", world.account(who), sample, answer);
    }
  }

  /** Starts a session with any of the tokens of the walk, be it for that or not. */
  record SignedInitialize(int nth, Sample sample) implements Command {
    @Override
    public void run(World world) {
      String token = world.signed(nth);
      String operation = "initializeAiCutPresigned";
      Optional<Token> permit = world.model().redeem(token, operation);
      Answer answer =
          world.vendor().postSigned(INITIALIZE + "presigned/", token, image(world, sample));
      if (permit.isPresent()) {
        initialized(world, operation, permit.get().account(), sample, answer);
      } else {
        world.isAsExpected(Expected.refused(401, REJECTED), answer);
      }
    }
  }

  /** Segments the image of a session by a green dot, and a red one beside it. */
  record Segment(int nth, int x, int y, int number) implements Command {
    @Override
    public void run(World world) {
      String session = world.session(nth);
      Optional<Place> image = world.model().session(session);
      Optional<Picture> picture = image.flatMap(world.model()::find);
      Answer answer =
          world
              .vendor()
              .post(
                  "/v3/ai-cut/segment/",
                  null,
                  Map.of(
                      "unique_filename",
                      session,
                      "greenDots",
                      List.of(Map.of("x", x, "y", y)),
                      "redDots",
                      List.of(Map.of("x", 0, "y", 0)),
                      "request_number",
                      number));
      if (world.isAsExpected(expected(picture), answer)) {
        String url = answer.text("output_url");
        Place result = new Place(image.get().account(), true, url);
        Picture whole = picture.get();
        world
            .model()
            .store(result, new Picture(Kind.PNG, null, whole.width(), whole.height(), false));
        world.addUrl(url, result);
      }
    }

    private Expected expected(Optional<Picture> picture) {
      if (x < 0 || y < 0 || number < 0) {
        return Expected.badRequest();
      }
      if (picture.isEmpty()) {
        return Dialect.FILENAME.notFound();
      }
      boolean on = x < picture.get().width() && y < picture.get().height();
      return on ? Expected.OK : Expected.badRequest();
    }
  }

  private static List<Part> image(World world, Sample sample) {
    return List.of(Part.file("image", world.bytes(sample)));
  }

  private static List<Wanted> meant(Optional<List<Wanted>> variants) {
    return variants.orElse(List.of(Wanted.DEFAULT));
  }

  private static Map<String, Object> processBody(String name, Optional<List<Wanted>> variants) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("unique_filename", name);
    variants.ifPresent(
        all ->
            body.put(
                "output_variants",
                all.stream().map(wanted -> wanted.json("variant_name")).toList()));
    return body;
  }

  private static void uploaded(World world, String account, Sample sample, Answer answer) {
    Expected expected = world.model().upload(Dialect.FILENAME, sample);
    if (world.isAsExpected(expected, answer)) {
      String name = answer.text("unique_filename");
      world.addName(name);
      world.model().store(new Place(account, true, name), Picture.of(sample));
    }
  }

  private static void processed(
      World world,
      String operation,
      String account,
      String name,
      List<Wanted> variants,
      Answer answer) {
    Place input = new Place(account, true, name);
    Expected expected =
        world.model().process(operation, account, Dialect.FILENAME, input, variants);
    if (world.isAsExpected(expected, answer)) {
      world.addUrl(answer.text("input_url"), input);
      for (Wanted wanted : variants) {
        String url = answer.json().path("output_urls").path(wanted.nameOrDefault()).asText();
        Place result = new Place(account, true, url);
        Picture photo = world.model().find(input).orElseThrow();
        world.model().store(result, Model.result(photo, wanted));
        world.addUrl(url, result);
      }
    }
  }

  private static void sign(World world, Who who, String path, String operation) {
    Answer answer = world.vendor().post(path + "presign/", world.bearer(who));
    if (world.isAsExpected(Expected.OK, answer)) {
      String token = answer.text("signed_request");
      world.addToken(token);
      world.model().sign(token, world.account(who), operation, "", List.of());
    }
  }

  private static void initialized(
      World world, String operation, String account, Sample sample, Answer answer) {
    Expected expected = world.model().initialize(operation, account, sample);
    if (world.isAsExpected(expected, answer)) {
      String session = answer.text("unique_filename");
      Place image = new Place(account, true, "image of " + session);
      world.addSession(session);
      world.model().store(image, Picture.of(sample));
      world.model().open(session, image);
    }
  }
}
