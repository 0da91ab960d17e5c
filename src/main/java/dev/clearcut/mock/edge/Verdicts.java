package dev.clearcut.mock.edge;

import dev.clearcut.mock.call.Call;
import dev.clearcut.mock.wire.Contract;
import dev.clearcut.mock.wire.Incoming;
import dev.clearcut.mock.wire.Operation;
import dev.clearcut.mock.wire.VendorError;
import dev.clearcut.mock.wire.Violation;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/** Decides whether a request that is not what the contract says is answered all the same. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Verdicts {

  private final Contract contract;
  private final boolean strict;

  Verdicts(Contract contract, StrictnessConfig config) {
    this.contract = contract;
    this.strict = config.strict();
  }

  /** The refusal that a request deserves, in the words of its first violation that counts. */
  Optional<VendorError> on(Call call) {
    return call.violations().stream()
        .filter(violation -> violation.tolerated() ? strict : isRefusedHere(violation, call))
        .map(violation -> contract.badRequest(violation.sentence()))
        .findFirst();
  }

  /** Where a token in the query is the permission, the resource looks at that before the form. */
  private static boolean isRefusedHere(Violation violation, Call call) {
    return violation.field().equals(HttpHeaders.CONTENT_TYPE)
        || call.request().map(Incoming::operation).filter(Operation::redeemsToken).isEmpty();
  }
}
