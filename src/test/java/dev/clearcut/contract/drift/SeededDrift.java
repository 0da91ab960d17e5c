package dev.clearcut.contract.drift;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One way in which a vendor may change.
 *
 * @param path of the calls that are changed
 * @param status of the answers that are changed; 0 for all
 * @param request what is done to their bodies in JSON
 * @param reply what is done to their answers
 * @param tests a class of the suite that has to see it, or {@code Class#method}
 * @param findings all that is to be found, and nothing else
 */
record SeededDrift(
    String path,
    int status,
    Consumer<ObjectNode> request,
    UnaryOperator<Reply> reply,
    String tests,
    List<String> findings) {

  static final String UPLOAD = "/v3/file-ops/upload/";
  static final String PUBLIC_URL = "/v3/file-ops/get-public-url/";
  static final String DELETE = "/v3/file-ops/delete/";
  static final String PROCESS = "/v3/tools/ai/remove-bg/process/";
  static final String PUBLIC_FILE = "/pub/";
  static final String PROCESS_IMAGE = "/v3/remove-bg/process-image/";
  static final String PRESIGN_UPLOAD = "/v3/remove-bg/upload-image/presign/";
  static final String AI_CUT = "/v3/ai-cut/initialize/";
  static final String SEGMENT = "/v3/ai-cut/segment/";

  /** No change at all. */
  static SeededDrift none() {
    return new SeededDrift("nothing", 0, body -> {}, reply -> reply, "", List.of());
  }

  static SeededDrift ofReply(
      String tests, String path, int status, UnaryOperator<Reply> change, String... findings) {
    return new SeededDrift(path, status, body -> {}, change, tests, List.of(findings));
  }

  static SeededDrift ofBody(
      String tests, String path, int status, Consumer<ObjectNode> change, String... findings) {
    return ofReply(tests, path, status, reply -> reply.json(change), findings);
  }

  static SeededDrift ofRequest(
      String tests, String path, Consumer<ObjectNode> change, String... findings) {
    return new SeededDrift(path, 0, change, reply -> reply, tests, List.of(findings));
  }

  boolean hits(String called) {
    return path.equals(PUBLIC_FILE) ? called.startsWith(path) : called.equals(path);
  }

  boolean hits(int answered) {
    return status == 0 || status == answered;
  }

  @Override
  public String toString() {
    return findings.toString();
  }
}
