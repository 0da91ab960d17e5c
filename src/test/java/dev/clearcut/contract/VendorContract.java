package dev.clearcut.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.Response;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.util.List;

/** Calls the vendor, whoever plays it, and checks every answer against the contract. */
public final class VendorContract {

  private static final String DOCUMENT = "openapi/backgroundcut-v3.yaml";

  private static final OpenApiValidationFilter RESPONSES = Responses.describedBy(DOCUMENT);

  private static final OpenApiInteractionValidator VALIDATOR = Responses.validator(DOCUMENT);

  private VendorContract() {}

  /** A request in the key or path dialect. */
  public static RequestSpecification asToken(String key) {
    return anonymous().header("Authorization", "Token " + key);
  }

  /** A request in the filename dialect. */
  public static RequestSpecification asBearer(String key) {
    return anonymous().header("Authorization", "Bearer " + key);
  }

  /** In what ways an answer to a POST is not one of the contract's; for those without a client. */
  public static List<String> violations(String path, int status, String contentType, byte[] body) {
    Response answer =
        SimpleResponse.Builder.status(status).withContentType(contentType).withBody(body).build();
    return VALIDATOR.validateResponse(path, Request.Method.POST, answer).getMessages().stream()
        .filter(message -> message.getLevel() == Level.ERROR)
        .map(ValidationReport.Message::getMessage)
        .toList();
  }

  /** A request without credentials. */
  public static RequestSpecification anonymous() {
    return RestAssured.given().filter(RESPONSES);
  }
}
