package dev.clearcut.contract.suite;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.clearcut.contract.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the contract says to requests and answers. */
final class Verdict {

  /** It would say of each picture that it has no schema for pictures. */
  private static final Logger LOG = Logger.getLogger("com.atlassian.oai.validator");

  static {
    LOG.setLevel(Level.WARNING);
  }

  private static final String NO_BODY = "validation.request.body.missing";

  private final OpenApiInteractionValidator validator =
      OpenApiInteractionValidator.createForSpecificationUrl(Contract.FILE.toString())
          .withLevelResolver(
              LevelResolver.create()
                  .withLevel(
                      "validation.schema.additionalProperties", ValidationReport.Level.IGNORE)
                  .build())
          .build();

  private final SchemaRegistry schemas = SchemaRegistry.withDialect(Dialects.getOpenApi30());

  /** In what ways a request is not one of the contract's. */
  List<String> onRequest(Call call) {
    if (call.operation().path().contains("{")) {
      return List.of();
    }
    SimpleRequest.Builder request =
        new SimpleRequest.Builder(method(call), call.operation().path());
    call.contentType().ifPresent(request::withContentType);
    call.authorization().ifPresent(request::withAuthorization);
    call.signedRequest().ifPresent(token -> request.withQueryParam("signed_request", token));
    if (call.body().length > 0) {
      request.withBody(call.body());
    }
    List<String> violations = new ArrayList<>(onForm(call));
    validator.validateRequest(request.build()).getMessages().stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .filter(message -> call.form().isEmpty() || !message.getKey().equals(NO_BODY))
        .map(ValidationReport.Message::getMessage)
        .forEach(violations::add);
    return violations;
  }

  /** The validator does not look into forms. */
  private List<String> onForm(Call call) {
    if (call.form().isEmpty()) {
      return List.of();
    }
    return schema(call).validate(call.form().asJson()).stream().map(Error::toString).toList();
  }

  private Schema schema(Call call) {
    Contract contract = Contract.ours();
    String operation = "/paths/%s/post".formatted(call.operation().path().replace("/", "~1"));
    ObjectNode schema =
        contract
            .resolve(
                contract
                    .resolve(contract.at(operation + "/requestBody"))
                    .at("/content/multipart~1form-data/schema"))
            .deepCopy();
    schema.set("components", contract.at("/components"));
    return schemas.getSchema(schema);
  }

  /** In what ways an answer is not one of the contract's. */
  List<String> onAnswer(Call call, Answer answer) {
    SimpleResponse.Builder response = SimpleResponse.Builder.status(answer.status());
    if (!answer.mediaType().isEmpty()) {
      response.withContentType(answer.mediaType());
    }
    if (answer.body().length > 0) {
      response.withBody(answer.body());
    }
    answer.retryAfter().ifPresent(value -> response.withHeader("Retry-After", value));
    return validator
        .validateResponse(call.operation().path(), method(call), response.build())
        .getMessages()
        .stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .map(ValidationReport.Message::getMessage)
        .toList();
  }

  private static Request.Method method(Call call) {
    return Request.Method.valueOf(call.operation().verb());
  }
}
