package dev.clearcut.mock.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Map;

/** The contract, {@code openapi/backgroundcut-v3.yaml}, as the emulator reads it. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class Contract {

  /** Where the schema validator finds it. */
  static final String CLASSPATH_LOCATION = "classpath:openapi/backgroundcut-v3.yaml";

  private final JsonNode document = Documents.read(Documents.CONTRACT);

  /** The whole document; callers do not change it. */
  JsonNode document() {
    return document;
  }

  /** What a {@code $ref} of the document points at; any other node is itself. */
  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").textValue().substring(1)) : node;
  }

  /** What the vendor says in a field that is for people: the text of the contract's example. */
  public String example(String schema, String field) {
    JsonNode text = document.at("/components/schemas/" + schema + "/example/" + field);
    if (!text.isTextual()) {
      throw new IllegalStateException("The contract has no example of " + schema + "." + field);
    }
    return text.textValue();
  }

  /** An error in the vendor's words. */
  public VendorError error(Sentence sentence) {
    return new VendorError(sentence.status(), words(sentence), Map.of());
  }

  /** A 429 or 503 that says when to come back. */
  public VendorError error(Sentence sentence, long retryAfterSeconds) {
    return new VendorError(
        sentence.status(),
        words(sentence),
        Map.of("Retry-After", String.valueOf(retryAfterSeconds)));
  }

  /** The vendor's 402, with the numbers of this call. */
  public VendorError insufficientCredits(BigDecimal required, BigDecimal available) {
    String detail =
        words(Sentence.INSUFFICIENT_CREDITS)
            .replaceFirst("(Required: )[0-9.]+", "$1" + required.toPlainString())
            .replaceFirst("(available: )[0-9.]+", "$1" + available.toPlainString());
    return new VendorError(Sentence.INSUFFICIENT_CREDITS.status(), detail, Map.of());
  }

  /** A 400 for which the pages quote no sentence. */
  public VendorError badRequest(String detail) {
    return new VendorError(400, detail, Map.of());
  }

  /**
   * A failure with any status, in words of the caller's, for what the pages are silent about.
   *
   * @param headers beside those of every error
   */
  public VendorError error(int status, String detail, Map<String, String> headers) {
    return new VendorError(status, detail, headers);
  }

  private String words(Sentence sentence) {
    JsonNode detail = document.at("/components/examples/" + sentence.example() + "/value/detail");
    if (!detail.isTextual()) {
      throw new IllegalStateException("The contract has no example " + sentence.example());
    }
    return detail.textValue();
  }
}
