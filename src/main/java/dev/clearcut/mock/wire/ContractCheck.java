package dev.clearcut.mock.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.clearcut.backgroundcut.model.Error;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Checks each JSON body that is about to become one of the contract's models, and answers 400 with
 * the vendor's sentence when it is not what the contract says.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
@UnlessBuildProfile("prod")
public class ContractCheck implements ReaderInterceptor {

  private static final Package MODELS = Error.class.getPackage();
  private static final int LONGEST_BODY = 1024 * 1024;

  private final BodySchemas schemas;
  private final Contract contract;
  private final ObjectReader json;

  ContractCheck(BodySchemas schemas, Contract contract, ObjectMapper mapper) {
    this.schemas = schemas;
    this.contract = contract;
    this.json = mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    if (!MODELS.equals(context.getType().getPackage())) {
      return context.proceed();
    }
    byte[] body = context.getInputStream().readNBytes(LONGEST_BODY + 1);
    if (body.length > LONGEST_BODY) {
      throw contract.badRequest("The JSON body is longer than 1 MiB.");
    }
    schemas
        .check(context.getType().getSimpleName(), parse(body))
        .ifPresent(
            violation -> {
              throw contract.badRequest(violation.sentence());
            });
    context.setInputStream(new ByteArrayInputStream(body));
    return context.proceed();
  }

  private JsonNode parse(byte[] body) throws IOException {
    try {
      JsonNode node = json.readTree(body);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException malformed) {
      throw contract.error(Sentence.MALFORMED_JSON);
    }
    throw contract.error(Sentence.MALFORMED_JSON);
  }
}
