package dev.clearcut.testing;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.contract.VendorContract.asBearer;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** The vendor's filename dialect, in the words of tests. Bodies may have single quotes. */
public final class FilenameDialect {

  public static final String UPLOAD = "/v3/remove-bg/upload-image/";
  public static final String PROCESS = "/v3/remove-bg/process-image/";
  public static final String AI_CUT = "/v3/ai-cut/initialize/";
  public static final String SEGMENT = "/v3/ai-cut/segment/";

  private FilenameDialect() {}

  /** Uploads the coffee cup; returns its {@code unique_filename}. */
  public static String upload(String account) {
    return Json.at(
        sendImage(asBearer(account), UPLOAD).statusCode(200).extract().asString(),
        "unique_filename");
  }

  /** Sends the coffee cup as {@code image}. */
  public static ValidatableResponse sendImage(RequestSpecification request, String path) {
    return sendImage(request, path, Photos.unseenCoffee());
  }

  /** Sends any bytes as {@code image}, called a JPEG. */
  public static ValidatableResponse sendImage(
      RequestSpecification request, String path, byte[] image) {
    return request.multiPart("image", "photo.jpg", image, "image/jpeg").post(path).then();
  }

  /** Sends a JSON body. */
  public static ValidatableResponse sendJson(
      RequestSpecification request, String path, String body) {
    return request.contentType(ContentType.JSON).body(body.replace('\'', '"')).post(path).then();
  }

  /** Has a call signed that brings its own body; returns the token. */
  public static String sign(String account, String path) {
    return signedRequest(asBearer(account).post(path + "presign/").then());
  }

  /** Has a process call signed; returns the token. */
  public static String signProcess(String account, String body) {
    return signedRequest(sendJson(asBearer(account), PROCESS + "presign/", body));
  }

  /** Sends the coffee cup with a token in place of a key. */
  public static ValidatableResponse sendSignedImage(String path, String token) {
    return sendImage(anonymous().queryParam("signed_request", token), path + "presigned/");
  }

  /** Makes a signed process call. */
  public static ValidatableResponse sendSignedProcess(String token) {
    return anonymous()
        .contentType(ContentType.JSON)
        .body(Map.of("signed_request", token))
        .post(PROCESS + "presigned/")
        .then();
  }

  private static String signedRequest(ValidatableResponse response) {
    return Json.at(response.statusCode(200).extract().asString(), "signed_request");
  }
}
