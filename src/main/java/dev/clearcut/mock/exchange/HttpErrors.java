package dev.clearcut.mock.exchange;

import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.contract.Sentence;
import dev.clearcut.mock.contract.VendorError;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/** The failures that are not about any operation in particular, of which the pages say nothing. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class HttpErrors {

  private static final int UNEXPECTED = 500;

  private final Contract contract;

  HttpErrors(Contract contract) {
    this.contract = contract;
  }

  /** There is no such path; paths are taken to the last slash, as the vendor takes them. */
  public VendorError unknownPath() {
    return other(404);
  }

  /** The path knows other methods. */
  public VendorError wrongMethod(List<String> allowed) {
    return contract.error(
        405, other(405).getMessage(), Map.of("Allow", String.join(", ", allowed)));
  }

  /** More bytes than anybody takes. */
  public VendorError tooLarge(long limit) {
    return contract.error(413, "The body is longer than " + limit + " bytes.", Map.of());
  }

  /** A form that cannot be taken apart. */
  public VendorError malformedForm() {
    return contract.badRequest("Malformed multipart body.");
  }

  /** Any other status: in the words of HTTP, and of the contract from 500 on. */
  public VendorError other(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String detail =
        status >= UNEXPECTED || known == null
            ? contract.error(Sentence.UNEXPECTED).getMessage()
            : known.getReasonPhrase();
    return contract.error(status, detail, Map.of());
  }
}
