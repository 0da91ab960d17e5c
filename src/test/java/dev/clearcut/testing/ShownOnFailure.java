package dev.clearcut.testing;

import static io.restassured.config.LogConfig.logConfig;
import static io.restassured.filter.log.LogDetail.ALL;

import io.quarkus.test.junit.callback.QuarkusTestBeforeTestExecutionCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;

/**
 * Shows request and answer of an assertion that fails, as they are. Quarkus would have REST Assured
 * format each of them beforehand, in Groovy, which took a twentieth of the processor time of all
 * tests: {@code quarkus.test.rest-assured.enable-logging-on-failure} is off.
 */
public final class ShownOnFailure implements QuarkusTestBeforeTestExecutionCallback {

  @Override
  public void beforeTestExecution(QuarkusTestMethodContext test) {
    RestAssured.config =
        RestAssured.config()
            .logConfig(
                logConfig()
                    .enablePrettyPrinting(false)
                    .enableLoggingOfRequestAndResponseIfValidationFails(ALL));
  }
}
