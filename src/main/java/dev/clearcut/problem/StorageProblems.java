package dev.clearcut.problem;

import dev.clearcut.storage.ObjectStoreException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** An object store that is away is said to be so, with the details in the log alone. */
public class StorageProblems {

  private static final Logger LOG = Logger.getLogger(StorageProblems.class);
  private static final int RETRY_AFTER_SECONDS = 10;

  @ServerExceptionMapper
  Response map(ObjectStoreException failure) {
    return describe(failure).toResponse();
  }

  /** The problem that it is to our callers; logs the rest. */
  public static HttpProblem describe(ObjectStoreException failure) {
    LOG.error(failure.getMessage(), failure);
    return Problems.STORAGE_UNAVAILABLE
        .builder(
            "The object store does not answer. This is not your fault: send the same request"
                + " again later. What the vendor has made meanwhile is not paid again.")
        .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .build();
  }
}
