package dev.clearcut.mock.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.clearcut.mock.contract.Violation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * One call, as it is remembered.
 *
 * @param sequence counts all calls in the order of their arrival
 * @param at when it arrived, on the emulator's clock
 * @param path without its secrets: no query, and no token
 * @param operation the contract's operation id; null when there is no such operation
 * @param account its name, which is the API key; null when that is not known
 * @param status what was answered; null when the client got no answer
 * @param clientGone whether the client had gone before anything of an answer was sent
 * @param millis from the arrival to the head of the answer, or to the end of a call without one
 * @param requestBytes length of the body that arrived
 * @param responseBytes length of the body that was announced; null when it was not
 * @param objects the files that the request or its answer names, ten at most
 * @param sha256 of a body that is no form
 * @param parts of a form, ten at most
 * @param faults that hit the call
 * @param credits it was charged; 0 when it was not
 * @param violations of the contract, ten at most
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record JournalEntry(
    long sequence,
    Instant at,
    String method,
    String path,
    String operation,
    String account,
    Integer status,
    boolean clientGone,
    double millis,
    long requestBytes,
    Long responseBytes,
    List<String> objects,
    String sha256,
    List<PartDigest> parts,
    List<FiredFault> faults,
    BigDecimal credits,
    List<Violation> violations) {}
