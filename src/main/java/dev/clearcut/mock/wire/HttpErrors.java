package dev.clearcut.mock.wire;

import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/**
 * The failures that are not about any operation in particular, and of which the vendor's pages say
 * nothing. The sentences are those of the web framework that the vendor's error bodies point to.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class HttpErrors {

  private static final int UNEXPECTED = 500;

  private final Contract contract;
  private final String unexpected;

  HttpErrors(Contract contract, Operations operations) {
    this.contract = contract;
    this.unexpected =
        operations.byId("process").flatMap(op -> op.sentence(UNEXPECTED, List.of())).orElseThrow();
  }

  /** There is no such path. */
  public VendorError unknownPath() {
    return contract.error(404, "Not found.", Map.of());
  }

  /** There is such a path, but one slash longer. */
  public VendorError missingSlash(String path) {
    return contract.error(404, "Not found. Did you mean " + path + "/?", Map.of());
  }

  /** The path knows other methods. */
  public VendorError wrongMethod(String method, List<String> allowed) {
    return contract.error(
        405, "Method \"" + method + "\" not allowed.", Map.of("Allow", String.join(", ", allowed)));
  }

  /** More bytes than anybody takes. */
  public VendorError tooLarge(long limit) {
    return contract.error(413, "The body is longer than " + limit + " bytes.", Map.of());
  }

  /** A form that cannot be taken apart. */
  public VendorError malformedForm() {
    return contract.badRequest("Malformed multipart body.");
  }

  /** Any other status, as found in the words of HTTP itself. */
  public VendorError other(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return status >= UNEXPECTED || known == null
        ? contract.error(status, unexpected, Map.of())
        : contract.error(status, known.getReasonPhrase() + ".", Map.of());
  }
}
