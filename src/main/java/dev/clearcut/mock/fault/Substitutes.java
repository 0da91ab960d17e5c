package dev.clearcut.mock.fault;

import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.contract.Glob;
import dev.clearcut.mock.contract.Incoming;
import dev.clearcut.mock.contract.VendorError;
import dev.clearcut.mock.exchange.Call;
import dev.clearcut.mock.exchange.HttpErrors;
import dev.clearcut.mock.space.Spaces;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a call gets from a fault, in place of what it came for. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Substitutes {

  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String RETRY_AFTER = "Retry-After";

  private final Contract contract;
  private final HttpErrors http;
  private final Spaces spaces;

  Substitutes(Contract contract, HttpErrors http, Spaces spaces) {
    this.contract = contract;
    this.http = http;
    this.spaces = spaces;
  }

  /** The answer that a fault puts in place of the real one, if it does. */
  Optional<VendorError> answer(Fault fault, Call call) {
    return fault.effect() == Effect.WRONG_REGION
        ? Optional.of(error(NOT_FOUND, fault, call))
        : Optional.ofNullable(fault.status()).map(status -> error(status, fault, call));
  }

  private VendorError error(int status, Fault fault, Call call) {
    Incoming request = call.request().orElseThrow();
    String detail =
        Optional.ofNullable(fault.detail())
            .or(() -> request.operation().sentence(status, request.fields()))
            .orElseGet(() -> http.other(status).getMessage());
    Map<String, String> headers = new LinkedHashMap<>(fault.headers());
    if (status == TOO_MANY_REQUESTS
        && headers.keySet().stream().noneMatch(RETRY_AFTER::equalsIgnoreCase)) {
      headers.put(RETRY_AFTER, "1");
    }
    return contract.error(status, detail, headers);
  }

  /** Loses the files that the call names and the fault means. */
  void apply(Fault fault, Call call) {
    if (fault.effect() == Effect.LOSE_FILE) {
      call.account()
          .ifPresent(
              account ->
                  call.objects().stream()
                      .filter(name -> fault.object() == null || Glob.matches(fault.object(), name))
                      .forEach(name -> spaces.lose(account, name)));
    }
  }
}
