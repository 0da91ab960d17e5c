package dev.clearcut.mock.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What tests do through the admin API, and calls that come to nothing. */
final class OtherCommands {

  /** Bodies that are refused before anything else, and the contract's word for what is wrong. */
  static final List<Refused> REFUSED =
      List.of(
          new Refused("/v3/tools/ai/remove-bg/process/", "Token", "{", "MalformedJson"),
          new Refused("/v3/tools/ai/remove-bg/process/", "Token", "{}", "MissingInputKey"),
          new Refused(
              "/v3/tools/ai/remove-bg/process/",
              "Token",
              "{\"input_key\": \"a\", \"input_file_path\": \"a\", \"output_variants\": []}",
              ""),
          new Refused("/v3/file-ops/get-public-url/", "Token", "{}", "MissingKey"),
          new Refused("/v3/file-ops/delete/", "Token", "{}", "MissingPattern"),
          new Refused("/v3/remove-bg/process-image/", "Bearer", "{}", "MissingUniqueFilename"),
          new Refused(
              "/v3/remove-bg/process-image/presign/", "Bearer", "{}", "MissingUniqueFilename"),
          new Refused("/v3/remove-bg/process-image/presigned/", "", "{}", "MissingSignedRequest"),
          new Refused("/v3/ai-cut/segment/", "", "{}", "MissingUniqueFilename"));

  private OtherCommands() {}

  /** Moves the clock. */
  record Advance(int minutes) implements Command {
    @Override
    public void run(World world) {
      world.model().advance(minutes);
      world.vendor().admin("POST", "/mock/clock/advance", Map.of("by", "PT" + minutes + "M"));
    }
  }

  /** Sets what an account can spend. */
  record Credit(Who who, String credits) implements Command {
    @Override
    public void run(World world) {
      world.model().credit(world.account(who), new BigDecimal(credits));
      world
          .vendor()
          .admin(
              "PUT",
              "/mock/accounts/" + world.account(who),
              Map.of("credits", new BigDecimal(credits)));
    }
  }

  /** Reads what an account has and was charged. */
  record Audit(Who who) implements Command {
    @Override
    public void run(World world) {
      world.audit(who);
    }
  }

  /** Makes an account as new. */
  record Reset(Who who) implements Command {
    @Override
    public void run(World world) {
      world.model().reset(world.account(who));
      world.vendor().admin("POST", "/mock/reset?account=" + world.account(who), Map.of());
    }
  }

  /**
   * A call with a bad body.
   *
   * @param scheme of the key; empty for a call without
   * @param example of the contract's sentence; empty when it has none
   */
  record Refused(String path, String scheme, String body, String example) implements Command {
    @Override
    public void run(World world) {
      String authorization = scheme.isEmpty() ? null : scheme + " " + world.account(Who.ANN);
      world.isAsExpected(
          example.isEmpty() ? Expected.badRequest() : Expected.refused(400, example),
          world.vendor().post(path, authorization, body));
    }
  }

  /** A good call with the other dialect's word for the key, or a revoked key. */
  record Unauthorized(Who who, boolean bearer, boolean revoked) implements Command {
    @Override
    public void run(World world) {
      String path = bearer ? "/v3/remove-bg/upload-image/presign/" : "/v3/file-ops/get-public-url/";
      String scheme = bearer == revoked ? "Bearer " : "Token ";
      String key = (revoked ? "revoked-" : "") + world.account(who);
      Answer answer =
          bearer
              ? world.vendor().post(path, scheme + key)
              : world.vendor().post(path, scheme + key, Map.of("key", "a"));
      world.isAsExpected(
          Expected.refused(401, bearer ? "UnauthorizedBearer" : "Unauthorized"), answer);
    }
  }
}
