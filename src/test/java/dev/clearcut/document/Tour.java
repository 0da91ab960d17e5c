package dev.clearcut.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * All calls of a document, in an order in which each works: what is random is taken from the answer
 * of a call before.
 *
 * @param name of its file
 * @param title for people
 * @param document whose operations they are
 * @param variables what they begin with
 * @param calls in their order
 * @param leftOut operations that are not among them, and why
 */
record Tour(
    String name,
    String title,
    ServiceDocument document,
    Map<String, String> variables,
    List<Call> calls,
    Map<String, String> leftOut) {

  static final Path FOLDER = Path.of("openapi/http");

  private static final String RUNNING =
      "works only while a batch runs, and nobody can tell how fast one ends.";

  static List<Tour> all() {
    return List.of(ofTheService(), ofTheVendor());
  }

  private static Tour ofTheService() {
    ServiceDocument ours = ServiceDocument.read();
    ServiceDocument vendor = vendor();
    return new Tour(
        "clearcut",
        "Clearcut",
        ours,
        variables(
            "host", "http://localhost:8080",
            "authorization", "open",
            "cutout", cutout(),
            "selection", cutout(),
            "variant", "transparent",
            "ref", Call.PHOTO,
            "receiver", "http://localhost:9999/hooks/clearcut"),
        List.of(
            Call.of(ours, "getMe"),
            Call.of(ours, "listPresets"),
            Call.of(ours, "createCutout")
                .as("estimateCutout", "Know what a cutout would cost")
                .query("dryRun", "true"),
            Call.of(ours, "createCutout"),
            Call.of(ours, "getCutout"),
            Call.of(ours, "listCutouts"),
            Call.of(ours, "getVariant"),
            Call.of(ours, "headVariant"),
            Call.of(ours, "getSource"),
            Call.of(ours, "headSource"),
            Call.of(ours, "addVariants", "Preset"),
            Call.of(ours, "addVariants", "Variant"),
            Call.of(ours, "createBatch")
                .asForm(ours)
                .as("estimateBatch", "Know what a batch would cost")
                .query("dryRun", "true"),
            Call.of(ours, "createBatch")
                .with("items", List.of(Map.of("ref", Call.PHOTO)))
                .take("batch", "id"),
            Call.of(ours, "putItem"),
            Call.of(ours, "startBatch"),
            Call.of(ours, "batchEvents"),
            Call.of(ours, "getBatch"),
            Call.of(ours, "listItems"),
            Call.of(ours, "getArchive"),
            Call.of(ours, "headArchive"),
            Call.of(ours, "createBatch")
                .as("createBatchToCancel", "Open a batch that is not wanted in the end")
                .take("unwantedBatch", "id"),
            Call.of(ours, "cancelBatch").of("batch", "unwantedBatch"),
            Call.of(ours, "listBatches"),
            Call.of(ours, "createSelection").with("cutout", "{{cutout}}"),
            Call.of(ours, "getSelection"),
            Call.of(ours, "putPoints"),
            Call.of(ours, "getSelectionImage"),
            Call.of(ours, "finishSelection").with("name", "by-dots"),
            Call.of(ours, "createHandoff").take("handoff", "id").take("uploadUrl", "upload.url"),
            Call.of(vendor, "uploadImagePresigned")
                .as("uploadAsABrowser", "What the browser does then: it uploads the photo")
                .at("{{uploadUrl}}")
                .take("uploaded", "unique_filename"),
            Call.of(ours, "processHandoff")
                .with("uniqueFilename", "{{uploaded}}")
                .take("processUrl", "process.url")
                .take("processToken", "process.body.signed_request"),
            Call.of(vendor, "processImagePresigned")
                .as("processAsABrowser", "What the browser does then: it has the photo processed")
                .at("{{processUrl}}")
                .with("signed_request", "{{processToken}}")
                .take("inputUrl", "input_url")
                .take("outputUrl", "output_urls.amazon"),
            Call.of(ours, "completeHandoff")
                .with("inputUrl", "{{inputUrl}}")
                .with("outputUrls", Map.of("amazon", "{{outputUrl}}")),
            Call.of(ours, "getHandoff"),
            Call.of(ours, "createHandoff")
                .as("createSelectionHandoff", "Let a browser start a selection")
                .with("kind", "selection")
                .without("presets")
                .take("selectionHandoff", "id")
                .take("sessionUrl", "upload.url"),
            Call.of(vendor, "initializeAiCutPresigned")
                .as("startAsABrowser", "What the browser does then: it starts the session")
                .at("{{sessionUrl}}")
                .take("session", "unique_filename"),
            Call.of(ours, "selectHandoff")
                .of("handoff", "selectionHandoff")
                .with("uniqueFilename", "{{session}}"),
            Call.of(ours, "createWebhook").with("url", "{{receiver}}").take("webhook", "id"),
            Call.of(ours, "listWebhooks"),
            Call.of(ours, "getWebhook"),
            Call.of(ours, "rotateWebhook"),
            Call.of(ours, "testWebhook").take("delivery", "id"),
            Call.of(ours, "listDeliveries"),
            Call.of(ours, "replayDelivery"),
            Call.of(ours, "getUsage"),
            Call.of(ours, "runRetention").query("dryRun", "true").query("keep", "P90D"),
            Call.of(ours, "deleteWebhook"),
            Call.of(ours, "deleteBatch"),
            Call.of(ours, "deleteBatch")
                .as("deleteCancelledBatch", "Delete the batch that was cancelled")
                .of("batch", "unwantedBatch"),
            Call.of(ours, "deleteCutout")),
        variables(
            "pauseBatch", RUNNING,
            "resumeBatch", "works only for a batch that is paused; see pauseBatch.",
            "retryBatch", "works only for a batch that has ended and of which something failed."));
  }

  private static Tour ofTheVendor() {
    ServiceDocument vendor = vendor();
    return new Tour(
        "backgroundcut-v3",
        "BackgroundCut v3",
        vendor,
        variables("host", "http://localhost:8080", "key", "demo"),
        List.of(
            Call.of(vendor, "upload", "byKey"),
            Call.of(vendor, "process", "basic"),
            Call.of(vendor, "getPublicUrl").take("file", "url"),
            Call.of(vendor, "getPublicFile").at("{{file}}"),
            Call.of(vendor, "process", "customBackground"),
            Call.of(vendor, "process", "preview"),
            Call.of(vendor, "process", "reuse"),
            Call.of(vendor, "upload", "withExpiry"),
            Call.of(vendor, "upload", "byPath").take("path", "file_paths[0]"),
            Call.of(vendor, "process", "multipleVariants").with("input_file_path", "{{path}}"),
            Call.of(vendor, "uploadImage").take("photo", "unique_filename"),
            Call.of(vendor, "processImage", "fullAndThumb").with("unique_filename", "{{photo}}"),
            Call.of(vendor, "processImage", "defaults").with("unique_filename", "{{photo}}"),
            Call.of(vendor, "presignUploadImage").take("uploadToken", "signed_request"),
            Call.of(vendor, "uploadImagePresigned")
                .query("signed_request", "{{uploadToken}}")
                .take("signedPhoto", "unique_filename"),
            Call.of(vendor, "presignProcessImage", "fullAndThumb")
                .with("unique_filename", "{{signedPhoto}}")
                .take("processToken", "signed_request"),
            Call.of(vendor, "processImagePresigned").with("signed_request", "{{processToken}}"),
            Call.of(vendor, "initializeAiCut").take("session", "unique_filename"),
            Call.of(vendor, "segment").with("unique_filename", "{{session}}"),
            Call.of(vendor, "presignInitializeAiCut").take("startToken", "signed_request"),
            Call.of(vendor, "initializeAiCutPresigned").query("signed_request", "{{startToken}}"),
            Call.of(vendor, "deleteFiles", "oneFile"),
            Call.of(vendor, "deleteFiles", "project")),
        variables(
            "generateAiBackground", "the vendor only announces it; the emulator answers 501.",
            "inpaint", "the vendor only announces it; the emulator answers 501."));
  }

  private static ServiceDocument vendor() {
    return new ServiceDocument(ServiceDocument.read("openapi/backgroundcut-v3.yaml"));
  }

  /** The photo's id is the beginning of its SHA-256. */
  private static String cutout() {
    try {
      return DigestUtils.sha256Hex(Files.readAllBytes(FOLDER.resolve(Call.PHOTO))).substring(0, 32);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> variables(String... pairs) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      variables.put(pairs[i], pairs[i + 1]);
    }
    return variables;
  }
}
