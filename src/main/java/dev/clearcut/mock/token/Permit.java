package dev.clearcut.mock.token;

import java.time.Instant;
import java.util.Map;

/**
 * What a token permits: one call. It does not say on whose account, for the account's name is the
 * API key, and anyone can read a token.
 *
 * @param id of this permit alone
 * @param operation the contract's operation id
 * @param expiresAt in whole seconds; from then on it permits nothing
 * @param body the JSON body of the call, or empty when the call brings its own
 */
record Permit(String id, String operation, Instant expiresAt, Map<String, Object> body) {}
