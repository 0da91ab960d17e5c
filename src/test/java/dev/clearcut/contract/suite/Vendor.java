package dev.clearcut.contract.suite;

import dev.clearcut.contract.Contract;
import dev.clearcut.contract.Dialect;
import dev.clearcut.contract.Operation;
import dev.clearcut.contract.snapshot.Recording;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;

/** The vendor, whoever plays it, as one scenario knows it: by its URL and a key. */
final class Vendor {

  /** Where calls of a scenario are noted. */
  record Log(Recording recording, String scenario) {}

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Call.PATIENCE)
          .build();

  private final Target target;
  private final String key;
  private final String prefix;
  private final Optional<Log> log;

  Vendor(Target target, String key, String prefix, Optional<Log> log) {
    this.target = target;
    this.key = key;
    this.prefix = prefix;
    this.log = log;
  }

  /** A call of an operation, with the key in the form that it asks for. */
  Call call(String operation) {
    return call(Contract.ours().operation(operation));
  }

  Call call(Operation operation) {
    return new Call(this, operation);
  }

  /** The same vendor, called with another key. */
  Vendor as(String otherKey) {
    return new Vendor(target, otherKey, prefix, log);
  }

  /** The same vendor, called only to look; no step of the scenario. */
  Vendor unnoticed() {
    return new Vendor(target, key, prefix, Optional.empty());
  }

  /** The emulator's knobs. */
  Knobs knobs() {
    return new Knobs(HTTP, target.url(), key);
  }

  /** Notes what no shape of an answer tells. */
  void observe(String what, Object value) {
    log.ifPresent(present -> present.recording().observe(present.scenario(), what, value));
  }

  /** The name of a file of this class of tests; all of them are deleted in the end. */
  String name(String file) {
    return prefix + file;
  }

  /** Uploads in the key dialect; returns the key. */
  String upload(String file, byte[] photo) {
    call("upload").in(Dialect.KEY).file("file", photo).text("key", name(file)).send().expect(200);
    return name(file);
  }

  /** Uploads in the path dialect; returns the paths. */
  List<String> uploadFiles(byte[]... photos) {
    Call call = call("upload").in(Dialect.PATH).text("upload_path", prefix + "path");
    for (byte[] photo : photos) {
      call.file("files", photo);
    }
    return call.send().expect(200).texts("/file_paths");
  }

  /** Uploads in the filename dialect; returns the {@code unique_filename}. */
  String uploadImage(byte[] photo) {
    return call("uploadImage").file("image", photo).send().expect(200).text("/unique_filename");
  }

  /** Starts a session of AI Cut; returns its {@code unique_filename}. */
  String initializeAiCut(byte[] photo) {
    return call("initializeAiCut").file("image", photo).send().expect(200).text("/unique_filename");
  }

  /** Has a call signed; returns the token. */
  String sign(String presign) {
    return call(presign).send().expect(200).text("/signed_request");
  }

  /** Has a process call signed; returns the token. */
  String signProcess(String body) {
    return call("presignProcessImage").json(body).send().expect(200).text("/signed_request");
  }

  /** Downloads a file of the space through a new public URL. */
  Answer fetch(String fileKey) {
    return download(publicUrl(fileKey)).expect(200);
  }

  String publicUrl(String fileKey) {
    return call("getPublicUrl")
        .json("{'key': '%s'}".formatted(fileKey))
        .send()
        .expect(200)
        .text("/url");
  }

  /** Follows a public URL as it is. */
  Answer download(String url) {
    return call("getPublicFile").at(URI.create(url)).send();
  }

  /** Asks, as a browser does, whether a page of another origin may make the call. */
  HttpResponse<Void> preflight(Operation operation, String origin)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(url().resolve(operation.path()))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", operation.verb())
            .header("Access-Control-Request-Headers", "content-type")
            .timeout(Call.PATIENCE)
            .build(),
        BodyHandlers.discarding());
  }

  /** Deletes every file of this class of tests. */
  void deleteAll() {
    Answer answer =
        unnoticed().call("deleteFiles").json("{'pattern': '%s*'}".formatted(prefix)).sendWrong();
    if (answer.status() != 200) {
      System.out.printf(
          "Contract suite: %s* could not be deleted (%d); it expires within two hours.%n",
          prefix, answer.status());
    }
  }

  /** What a text says without the key. */
  String withoutKey(String text) {
    return text.replace(key, "(key)");
  }

  HttpClient http() {
    return HTTP;
  }

  URI url() {
    return target.url();
  }

  boolean isEmulator() {
    return target.emulator();
  }

  String key() {
    return key;
  }

  Optional<Log> log() {
    return log;
  }
}
