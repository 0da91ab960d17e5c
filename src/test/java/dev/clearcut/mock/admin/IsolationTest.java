package dev.clearcut.mock.admin;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.contract.VendorContract.asToken;
import static dev.clearcut.testing.EmulatorAdmin.admin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two test classes side by side: what one does to its account, the other does not notice. */
@QuarkusTest
class IsolationTest {

  private final String mine = "isolation-mine-" + UUID.randomUUID();
  private final String theirs = "isolation-theirs-" + UUID.randomUUID();

  @Test
  void myFaultsDoNotHitThem() {
    Emulator.fault("{'account': '" + mine + "', 'status': 503}");

    upload(mine).statusCode(503);
    upload(theirs).statusCode(200);
  }

  @Test
  void myJournalIsNotTheirs() {
    upload(mine).statusCode(200);
    upload(theirs).statusCode(200);
    upload(theirs).statusCode(200);

    assertThat(Emulator.journal(mine)).hasSize(1);
    assertThat(Emulator.journal(theirs)).hasSize(2);
    admin().queryParam("account", mine).delete("/mock/journal").then().statusCode(204);
    assertThat(Emulator.journal(mine)).isEmpty();
    assertThat(Emulator.journal(theirs)).hasSize(2);
  }

  @Test
  void theSameKeyNamesAFileOfMineAndAFileOfTheirs() {
    upload(mine).statusCode(200);

    publicUrl(theirs).statusCode(404);
  }

  @Test
  void aResetOfMineMakesEverythingOfMineAsNewAndNothingOfTheirs() {
    for (String account : new String[] {mine, theirs}) {
      upload(account).statusCode(200);
      Emulator.credit(account, "5");
    }
    String myUrl = Json.at(publicUrl(mine).extract().asString(), "url");
    String theirUrl = Json.at(publicUrl(theirs).extract().asString(), "url");
    String myFault = fault(mine);
    String theirFault = fault(theirs);

    Emulator.reset(mine);

    assertThat(Emulator.journal(mine)).isEmpty();
    assertThat(Emulator.credits(mine)).isEqualByComparingTo("1000");
    admin().get("/mock/faults/{id}", myFault).then().statusCode(404);
    anonymous().get(myUrl).then().statusCode(404);
    publicUrl(mine).statusCode(404);

    assertThat(Emulator.journal(theirs)).hasSize(2);
    assertThat(Emulator.credits(theirs)).isEqualByComparingTo("5");
    admin().get("/mock/faults/{id}", theirFault).then().statusCode(200);
    anonymous().get(theirUrl).then().statusCode(200);
  }

  @Test
  void aFileLostOnMySideIsThereOnTheirs() {
    upload(mine).statusCode(200);
    upload(theirs).statusCode(200);
    Emulator.fault("{'account': '" + mine + "', 'effect': 'lose-file', 'times': 1}");

    publicUrl(mine).statusCode(404);
    publicUrl(theirs).statusCode(200);
  }

  private static String fault(String account) {
    return Emulator.fault("{'account': '" + account + "', 'operation': 'process', 'status': 503}");
  }

  private static ValidatableResponse upload(String account) {
    return asToken(account)
        .multiPart("file", "photo.jpg", Photos.unseenCup())
        .multiPart("key", "photo.jpg")
        .post("/v3/file-ops/upload/")
        .then();
  }

  private static ValidatableResponse publicUrl(String account) {
    return asToken(account)
        .contentType(ContentType.JSON)
        .body("{\"key\": \"photo.jpg\"}")
        .post("/v3/file-ops/get-public-url/")
        .then();
  }
}
