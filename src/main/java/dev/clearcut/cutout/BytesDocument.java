package dev.clearcut.cutout;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says once, for every operation that sends bytes, what can be asked and what is answered. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class BytesDocument implements OASFilter {

  private static final Set<String> GET = Set.of("getVariant", "getSource");
  private static final Set<String> HEAD = Set.of("headVariant", "headSource");
  private static final String TAG =
      "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"";

  @Override
  public Operation filterOperation(Operation operation) {
    if (GET.contains(operation.getOperationId())) {
      get(operation);
    } else if (HEAD.contains(operation.getOperationId())) {
      head(operation);
    }
    return operation;
  }

  private static void get(Operation operation) {
    operation
        .description(
            "The bytes never change, so their tag is their SHA-256. One range at a time is sent;"
                + " several are answered with all of it.")
        .addParameter(header("Range", "A part of the bytes.", "bytes=0-1023"))
        .addParameter(header("If-Range", "Send the part only of these bytes.", TAG))
        .addParameter(header("If-None-Match", "Send nothing if these are the bytes.", TAG))
        .addParameter(download())
        .responses(
            OASFactory.createAPIResponses()
                .addAPIResponse("200", described("All of the bytes.").content(bytes()))
                .addAPIResponse(
                    "206",
                    described("The part that was asked for.")
                        .addHeader("Content-Range", text("Which bytes.", "bytes 0-1023/184321"))
                        .content(bytes()))
                .addAPIResponse("304", tagged("You have these bytes."))
                .addAPIResponse(
                    "416",
                    OASFactory.createAPIResponse()
                        .description("The range begins beyond the end.")
                        .addHeader("Content-Range", text("The size.", "bytes */184321"))
                        .content(problem())));
  }

  private static void head(Operation operation) {
    operation
        .addParameter(header("If-None-Match", "Answer 304 if these are the bytes.", TAG))
        .addParameter(download())
        .responses(
            OASFactory.createAPIResponses()
                .addAPIResponse("200", described("The headers of all the bytes."))
                .addAPIResponse("304", tagged("You have these bytes.")));
  }

  private static APIResponse described(String description) {
    return tagged(description)
        .addHeader("Accept-Ranges", text("Ranges of bytes are understood.", "bytes"))
        .addHeader(
            "Content-Disposition",
            text("A file name for it.", "inline; filename=\"coffee-amazon.jpg\""));
  }

  private static APIResponse tagged(String description) {
    return OASFactory.createAPIResponse()
        .description(description)
        .addHeader("ETag", text("SHA-256 of the bytes.", TAG));
  }

  private static Content bytes() {
    Content content = OASFactory.createContent();
    for (PhotoFormat format : PhotoFormat.values()) {
      content.addMediaType(
          format.mediaType(),
          OASFactory.createMediaType()
              .schema(OASFactory.createSchema().type(List.of(SchemaType.STRING)).format("binary")));
    }
    return content;
  }

  private static Content problem() {
    return OASFactory.createContent()
        .addMediaType(
            "application/problem+json",
            OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref("#/components/schemas/HttpProblem")));
  }

  private static Header text(String description, String example) {
    return OASFactory.createHeader()
        .description(description)
        .schema(
            OASFactory.createSchema().type(List.of(SchemaType.STRING)).examples(List.of(example)));
  }

  private static Parameter header(String name, String description, String example) {
    return OASFactory.createParameter()
        .name(name)
        .in(In.HEADER)
        .description(description)
        .schema(
            OASFactory.createSchema().type(List.of(SchemaType.STRING)).examples(List.of(example)));
  }

  private static Parameter download() {
    return OASFactory.createParameter()
        .name("download")
        .in(In.QUERY)
        .description("Whatever its value: a browser saves the bytes instead of showing them.")
        .allowEmptyValue(true)
        .schema(OASFactory.createSchema().type(List.of(SchemaType.STRING)));
  }
}
