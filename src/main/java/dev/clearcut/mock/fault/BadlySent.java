package dev.clearcut.mock.fault;

import dev.clearcut.mock.call.Call;
import java.util.Map;

/**
 * An answer that will not arrive as it should.
 *
 * @param entity what it carries: a file, or what becomes JSON
 */
record BadlySent(Call call, Fault fault, int status, Map<String, String> headers, Object entity) {}
