package dev.clearcut.testing;

import static dev.clearcut.testing.Service.service;
import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;

/** Handoffs, and what a browser does with them, in the words of tests. */
public final class Handoffs {

  private Handoffs() {}

  /** Opens one; the body may have single quotes. */
  public static Response open(String body) {
    return post("/handoffs", body).then().statusCode(201).extract().response();
  }

  /** Sends JSON, which may have single quotes, to the service. */
  public static Response post(String path, String body) {
    return service().contentType(ContentType.JSON).body(body.replace('\'', '"')).post(path);
  }

  public static String id(Response handoff) {
    return Json.at(handoff.asString(), "id");
  }

  /** What a browser does with {@code upload}; returns the vendor's name of the photo. */
  public static String upload(Response opened, byte[] photo) {
    String answer =
        given()
            .urlEncodingEnabled(false)
            .multiPart(Json.<String>at(opened.asString(), "upload.formField"), "p.jpg", photo)
            .post(Json.<String>at(opened.asString(), "upload.url"))
            .then()
            .statusCode(200)
            .extract()
            .asString();
    return Json.at(answer, "unique_filename");
  }

  /** Asks for the signed call. */
  public static Response process(String id, String uniqueFilename) {
    return post("/handoffs/" + id + "/process", uploaded(uniqueFilename));
  }

  /** What {@link #process} sends. */
  public static String uploaded(String uniqueFilename) {
    return Json.of(Map.of("uniqueFilename", uniqueFilename));
  }

  /** What a browser does with {@code process}; returns the body that completes the handoff. */
  public static String call(Response signed) {
    String made =
        given()
            .contentType(ContentType.JSON)
            .body(Json.<Map<String, Object>>at(signed.asString(), "process.body"))
            .post(Json.<String>at(signed.asString(), "process.url"))
            .then()
            .statusCode(200)
            .extract()
            .asString();
    return Json.of(
        Map.of(
            "inputUrl",
            Json.<String>at(made, "input_url"),
            "outputUrls",
            Json.<Map<String, Object>>at(made, "output_urls")));
  }

  /** Goes on with the session that the upload has started. */
  public static Response select(String id, byte[] photo, String session) {
    return service()
        .multiPart("image", "p.jpg", photo)
        .multiPart("uniqueFilename", session)
        .post("/handoffs/{id}/selection", id);
  }

  /** Hands over what the vendor has made. */
  public static Response complete(String id, String body) {
    return service().contentType(ContentType.JSON).body(body).post("/handoffs/{id}/complete", id);
  }
}
