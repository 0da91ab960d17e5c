package dev.clearcut.handoff;

import dev.clearcut.api.model.HandoffKind;
import dev.clearcut.api.model.HandoffProcessed;
import dev.clearcut.api.model.HandoffRequest;
import dev.clearcut.api.model.HandoffUploaded;
import dev.clearcut.api.model.VariantsRequest;
import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.backgroundcut.BackgroundCutException.NotTaken;
import dev.clearcut.download.FileName;
import dev.clearcut.problem.CallersJson;
import dev.clearcut.problem.Problems;
import dev.clearcut.variant.VariantSpec;
import dev.clearcut.variant.WantedVariants;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads what callers send of handoffs, or says which field is wrong and why. */
@Singleton
class HandoffRequests {

  private static final String NAMELESS = "photo";
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_VENDOR_NAME = 1024;

  private final CallersJson json;
  private final WantedVariants wanted;
  private final BackgroundCut vendor;

  HandoffRequests(WantedVariants wanted, BackgroundCut vendor, CallersJson json) {
    this.json = json;
    this.wanted = wanted;
    this.vendor = vendor;
  }

  /**
   * What is to become of the photo.
   *
   * @param wanted one name for each distinct result
   */
  record Wish(HandoffKind kind, String fileName, Map<String, VariantSpec> wanted) {}

  Wish parseWish(String body) {
    HandoffRequest request =
        json.body(
            body,
            HandoffRequest.class,
            "The body is not a JSON object such as {\"presets\": [\"amazon\"]}.");
    if (request.kind() == HandoffKind.SELECTION) {
      if (!request.presets().isEmpty() || !request.variants().isEmpty()) {
        throw Problems.INVALID_REQUEST.with(
            "A selection has no presets and no variants: leave them out. POST"
                + " /selections/{id}/finish gives its result a name.");
      }
      return new Wish(HandoffKind.SELECTION, fileName(request.fileName()), Map.of());
    }
    return new Wish(
        HandoffKind.CUTOUT,
        fileName(request.fileName()),
        distinct(wanted.resolve(new VariantsRequest(request.presets(), request.variants()))));
  }

  private static String fileName(String said) {
    if (said == null) {
      return NAMELESS;
    }
    if (said.length() > LONGEST_NAME || said.chars().anyMatch(Character::isISOControl)) {
      throw Problems.INVALID_REQUEST.with(
          "fileName must be at most %d characters, none of them a control character."
              .formatted(LONGEST_NAME));
    }
    return FileName.of(said);
  }

  /** The vendor is asked once for what is the same under two names. */
  private static Map<String, VariantSpec> distinct(Map<String, VariantSpec> wanted) {
    Map<String, VariantSpec> byFingerprint = new LinkedHashMap<>();
    Map<String, VariantSpec> distinct = new LinkedHashMap<>();
    wanted.forEach(
        (name, spec) -> {
          if (byFingerprint.putIfAbsent(spec.fingerprint(), spec) == null) {
            distinct.put(name, spec);
          }
        });
    return distinct;
  }

  /** The vendor's name of the photo that the browser has uploaded. */
  String parseUploaded(String body) {
    HandoffUploaded uploaded =
        json.body(
            body,
            HandoffUploaded.class,
            "The body is not a JSON object such as {\"uniqueFilename\":"
                + " \"a1b2c3d4-e5f6-7890-abcd-ef1234567890\"}.");
    return uniqueFilename(uploaded.uniqueFilename());
  }

  String uniqueFilename(String name) {
    if (name == null || name.isBlank() || name.length() > LONGEST_VENDOR_NAME) {
      throw Problems.INVALID_REQUEST.with(
          "uniqueFilename must be 1 to %d characters: send the unique_filename of the vendor's answer to the upload."
              .formatted(LONGEST_VENDOR_NAME));
    }
    return name;
  }

  HandoffProcessed parseProcessed(String body) {
    return json.body(
        body,
        HandoffProcessed.class,
        "The body is not a JSON object such as {\"inputUrl\": \"https://…\", \"outputUrls\":"
            + " {\"amazon\": \"https://…\"}}.");
  }

  /** The URLs of the results, by name: of all that are expected, and of no other. */
  Map<String, URI> outputs(HandoffProcessed processed, Set<String> expected) {
    Map<String, URI> urls = new LinkedHashMap<>();
    processed
        .outputUrls()
        .forEach(
            (name, url) -> {
              if (!expected.contains(name)) {
                throw Problems.INVALID_REQUEST.with(
                    "outputUrls has \"%s\", and this handoff is for %s. Send the output_urls of the vendor's answer to the signed call, as they are."
                        .formatted(name, String.join(", ", expected)));
              }
              urls.put(name, url("outputUrls." + name, url));
            });
    for (String name : expected) {
      if (!urls.containsKey(name)) {
        throw Problems.INVALID_REQUEST.with(
            "outputUrls.%s is missing. Send the output_urls of the vendor's answer to the signed call, as they are."
                .formatted(name));
      }
    }
    return urls;
  }

  /** A URL that is the vendor's; what is in it is a secret, so no answer repeats it. */
  URI url(String field, String text) {
    if (text == null || text.isBlank()) {
      throw Problems.INVALID_REQUEST.with(
          field + " is empty. Send the URL of the vendor's answer to the signed call.");
    }
    try {
      URI url = new URI(text);
      vendor.requireVendorHost(url);
      return url;
    } catch (URISyntaxException e) {
      throw Problems.INVALID_REQUEST.with(
          field + " is not a URL. Send the URL of the vendor's answer to the signed call.");
    } catch (NotTaken elsewhere) {
      throw Problems.INVALID_REQUEST.with("%s: %s".formatted(field, elsewhere.detail()));
    }
  }
}
