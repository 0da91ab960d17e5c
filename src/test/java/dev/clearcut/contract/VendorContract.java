package dev.clearcut.contract;

import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/** Calls the vendor, whoever plays it, and checks every answer against the contract. */
public final class VendorContract {

  private static final OpenApiValidationFilter RESPONSES =
      Responses.describedBy("openapi/backgroundcut-v3.yaml");

  private VendorContract() {}

  /** A request in the key or path dialect. */
  public static RequestSpecification asToken(String key) {
    return anonymous().header("Authorization", "Token " + key);
  }

  /** A request in the filename dialect. */
  public static RequestSpecification asBearer(String key) {
    return anonymous().header("Authorization", "Bearer " + key);
  }

  /** A request without credentials. */
  public static RequestSpecification anonymous() {
    return RestAssured.given().filter(RESPONSES);
  }
}
