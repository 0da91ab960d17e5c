package dev.clearcut.problem;

import static java.util.Map.entry;

import java.util.LinkedHashMap;
import java.util.Map;

/** An example of each problem, for the service's document. */
final class ProblemExamples {

  private static final String CUTOUT = "/cutouts/f2e9d7e88b9d4ac9b6c3b1f0a5d4c3b2";

  private static final Map<Problems, String> SENTENCES =
      Map.ofEntries(
          entry(
              Problems.INVALID_REQUEST,
              "variants[0].format must be one of png, jpeg, webp, but is \"gif\"."),
          entry(
              Problems.BUDGET_EXHAUSTED,
              "This costs 1.5 credits, and 99.0 of the daily budget of 100.0 are spent or set"
                  + " aside. Ask for less, or come back after 2026-11-22T00:00:00Z; what is here"
                  + " already stays available."),
          entry(
              Problems.NO_SUCH_RESOURCE,
              "There is no cutout with this id. POST /cutouts makes one."),
          entry(
              Problems.VARIANT_NAME_TAKEN,
              "This cutout already has a variant \"hero\" with other parameters. Choose another"
                  + " name."),
          entry(
              Problems.NOT_AUTHENTICATED,
              "This call needs a key or a token. Send an API key as \"Authorization: Bearer"
                  + " <key>\"."),
          entry(
              Problems.NOT_ALLOWED,
              "This call needs the role editor. Ask the operator for a key with that role."),
          entry(
              Problems.CUTOUT_BUSY,
              "Something of this cutout is being made. Send the same request again when it is"
                  + " done."),
          entry(
              Problems.IDEMPOTENCY_KEY_IN_USE,
              "The first request with this Idempotency-Key has not been answered yet. Send the same"
                  + " request again."),
          entry(
              Problems.TOO_LARGE,
              "The request is larger than 31457280 bytes, the most that is accepted here. Send a"
                  + " smaller one."),
          entry(
              Problems.UNKNOWN_ENCODING,
              "The body comes with Content-Encoding: gzip. Send it as it is, without"
                  + " Content-Encoding."),
          entry(
              Problems.UNKNOWN_EXPECTATION,
              "Expect: nonsense cannot be met; only 100-continue is. Leave the header out."),
          entry(
              Problems.TOO_MANY_REQUESTS,
              "You may make 600 requests in PT1M. Come back when Retry-After says."),
          entry(
              Problems.RANGE_NOT_SATISFIABLE,
              "The range begins beyond the end: there are 184321 bytes."),
          entry(
              Problems.IDEMPOTENCY_KEY_REUSED,
              "This Idempotency-Key was used for another request. Take a new one."),
          entry(
              Problems.TOO_MUCH_WORK,
              "As much is under way in the background as there is room for. Send the same request"
                  + " again."),
          entry(
              Problems.UNFINISHED,
              "It could not be finished here. The photo is kept; send the same request again to go"
                  + " on."),
          entry(
              Problems.DATABASE_UNAVAILABLE,
              "The database cannot be reached. This is not your fault: send the same request again"
                  + " later. What the vendor has made meanwhile is not paid again."),
          entry(
              Problems.STORAGE_UNAVAILABLE,
              "The store of the photos cannot be reached. Send the same request again."),
          entry(
              Problems.UNUSABLE_PHOTO,
              "The file is of type Portable Document Format. Send a JPEG, PNG, WebP, AVIF or HEIC"
                  + " photo."),
          entry(
              Problems.VENDOR_REFUSED_PHOTO,
              "The vendor refused the request. It said: Image could not be decoded. Nothing was"
                  + " charged."),
          entry(
              Problems.VENDOR_KEY_REJECTED,
              "The vendor rejected our API key. This is not your fault: tell the operator to check"
                  + " clearcut.backgroundcut.api-key. The photo is kept; send the same request"
                  + " again to go on."),
          entry(
              Problems.VENDOR_FAILED,
              "The vendor failed. It said: Service Unavailable The photo is kept; send the same"
                  + " request again to go on."),
          entry(
              Problems.INSUFFICIENT_CREDITS,
              "The vendor account is out of credits. It said: Insufficient credits. Required: 1.0,"
                  + " available: 0.0 The photo is kept; send the same request again to go on."),
          entry(
              Problems.STILL_BEING_MADE,
              "Another request is having this made and has not finished yet. Send the same request"
                  + " again."),
          entry(
              Problems.VENDOR_RATE_LIMITED,
              "The vendor is being asked too often. It said: Too Many Requests The photo is kept;"
                  + " send the same request again to go on."),
          entry(
              Problems.VENDOR_UNAVAILABLE,
              "The vendor is failing; it is not asked for a while. The photo is kept; send the same"
                  + " request again to go on."),
          entry(
              Problems.VENDOR_NOT_ANSWERING,
              "The vendor did not answer. The photo is kept; send the same request again to go"
                  + " on."));

  private ProblemExamples() {}

  /** Its members, in the order of an answer. */
  static Map<String, Object> of(Problems problem) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", problem.type().toString());
    members.put("status", problem.status());
    members.put("title", problem.title());
    members.put("detail", SENTENCES.getOrDefault(problem, problem.title() + "."));
    members.put("instance", CUTOUT);
    return members;
  }
}
