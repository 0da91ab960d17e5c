package dev.clearcut.page;

import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Scarce;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the page is switched off there is none. */
@QuarkusTest
@TestProfile(Scarce.class)
class PageSwitchTest {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/page/app.js", "/page/page.css"})
  void noneOfItsFilesIsThere(String path) {
    given().get(path).then().statusCode(404).body(field("status", equalTo(404)));
  }
}
