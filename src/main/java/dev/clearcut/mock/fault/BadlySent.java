package dev.clearcut.mock.fault;

import dev.clearcut.mock.exchange.Call;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole answer that will not arrive as it should.
 *
 * @param entity what it carries: a file, or what becomes JSON
 */
record BadlySent(Call call, Fault fault, int status, Map<String, String> headers, Object entity) {

  static BadlySent of(
      Call call, Fault fault, int status, MultivaluedMap<String, String> headers, Object entity) {
    Map<String, String> first = new LinkedHashMap<>();
    headers.forEach((name, values) -> first.put(name, values.get(0)));
    first.putIfAbsent(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    return new BadlySent(call, fault, status, first, entity);
  }
}
