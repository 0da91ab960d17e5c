package dev.clearcut.problem;

import dev.clearcut.backgroundcut.BackgroundCutException;
import dev.clearcut.backgroundcut.BackgroundCutException.InsufficientCredits;
import dev.clearcut.backgroundcut.BackgroundCutException.InvalidRequest;
import dev.clearcut.backgroundcut.BackgroundCutException.KeyRejected;
import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.BackgroundCutException.NotAsked;
import dev.clearcut.backgroundcut.BackgroundCutException.NotConnected;
import dev.clearcut.backgroundcut.BackgroundCutException.NotTaken;
import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.BackgroundCutException.RateLimited;
import dev.clearcut.backgroundcut.BackgroundCutException.Unavailable;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says to our callers whose fault a vendor failure is, and when to come back. */
public class VendorProblems {

  private static final String KEPT = " The photo is kept; send the same request again to go on.";
  private static final String AGAIN = " Send the same request again to go on.";

  @ServerExceptionMapper
  Response map(BackgroundCutException failure) {
    return describe(failure).toResponse();
  }

  /** The problem that a vendor failure is to our callers. */
  public static HttpProblem describe(BackgroundCutException failure) {
    return describe(failure, KEPT);
  }

  /** The same where no photo was sent to us, so that none is kept. */
  public static HttpProblem describeWithoutPhoto(BackgroundCutException failure) {
    return describe(failure, AGAIN);
  }

  private static HttpProblem describe(BackgroundCutException failure, String whatNext) {
    HttpProblem.Builder problem = builder(failure, whatNext);
    failure
        .retryAfter()
        .ifPresent(wait -> problem.withHeader(HttpHeaders.RETRY_AFTER, Problems.seconds(wait)));
    return problem.with("operation", failure.operation()).build();
  }

  private static HttpProblem.Builder builder(BackgroundCutException failure, String whatNext) {
    String said = " It said: " + failure.detail();
    if (failure instanceof InvalidRequest) {
      return Problems.VENDOR_REFUSED_PHOTO.builder(
          "The vendor refused the request." + said + " Nothing was charged.");
    }
    if (failure instanceof KeyRejected) {
      return Problems.VENDOR_KEY_REJECTED.builder(
          "The vendor rejected our API key. This is not your fault: tell the operator to check"
              + " clearcut.backgroundcut.api-key."
              + whatNext);
    }
    if (failure instanceof InsufficientCredits) {
      return Problems.INSUFFICIENT_CREDITS.builder(
          "The vendor account is out of credits." + said + whatNext);
    }
    if (failure instanceof RateLimited) {
      return Problems.VENDOR_RATE_LIMITED.builder(
          "The vendor is being asked too often." + said + whatNext);
    }
    if (failure instanceof NotTaken) {
      return Problems.VENDOR_FAILED.builder(
          "The service did not take the vendor's answer. " + failure.detail() + whatNext);
    }
    if (failure instanceof NotThere || failure instanceof Unavailable) {
      return Problems.VENDOR_FAILED.builder("The vendor failed." + said + whatNext);
    }
    if (failure instanceof NotAsked notAsked) {
      Problems type =
          switch (notAsked.reason()) {
            case VENDOR_DOWN -> Problems.VENDOR_UNAVAILABLE;
            case TOO_MANY_AT_A_TIME -> Problems.TOO_MUCH_WORK;
            case TOO_OFTEN -> Problems.VENDOR_RATE_LIMITED;
          };
      return type.builder(failure.detail() + whatNext);
    }
    if (failure instanceof NoAnswer || failure instanceof NotConnected) {
      return Problems.VENDOR_NOT_ANSWERING.builder("The vendor did not answer." + whatNext);
    }
    throw new IllegalStateException("Unknown failure", failure);
  }
}
