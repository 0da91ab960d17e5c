package dev.clearcut.cutout;

import dev.clearcut.idempotency.IdempotentRequests;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;

/** Says once, for every operation that has something made, how it may be asked and answered. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class MakingDocument implements OASFilter {

  private static final Set<String> OPERATIONS = Set.of("createCutout", "addVariants");

  @Override
  public Operation filterOperation(Operation operation) {
    if (OPERATIONS.contains(operation.getOperationId())) {
      operation
          .addParameter(
              header(
                  "Prefer",
                  "RFC 7240: `respond-async` to be answered 202 at once, `wait=10` to wait at most"
                      + " ten seconds for the work and then be answered 202.",
                  "respond-async"))
          .addParameter(
              header(
                  IdempotentRequests.HEADER,
                  "1 to 255 visible ASCII characters. The same request with the same key again is"
                      + " answered the same, with `Idempotency-Replayed: true`; another request"
                      + " with it is answered 422.",
                  "6f1ae06c-3c0e-4e2d-9f8b-7c2f1a0b9d3e"));
      operation
          .getResponses()
          .addAPIResponse(
              "202",
              OASFactory.createAPIResponse()
                  .description(
                      "Taken on, as preferred: it is made in the background. `GET` what `Location`"
                          + " names until its status is ready.")
                  .addHeader(
                      "Location", text("The cutout.", "/cutouts/f2e9d7e88b9d4ac9b6c3b1f0a5d4c3b2"))
                  .addHeader("Retry-After", text("Seconds until it is worth looking.", "2"))
                  .addHeader("Preference-Applied", text("RFC 7240.", "respond-async"))
                  .content(
                      OASFactory.createContent()
                          .addMediaType(
                              "application/json",
                              OASFactory.createMediaType()
                                  .schema(
                                      OASFactory.createSchema()
                                          .ref("#/components/schemas/Cutout")))));
    }
    return operation;
  }

  private static Parameter header(String name, String description, String example) {
    return OASFactory.createParameter()
        .name(name)
        .in(In.HEADER)
        .description(description)
        .schema(string(example));
  }

  private static Header text(String description, String example) {
    return OASFactory.createHeader().description(description).schema(string(example));
  }

  private static Schema string(String example) {
    return OASFactory.createSchema().type(List.of(SchemaType.STRING)).examples(List.of(example));
  }
}
