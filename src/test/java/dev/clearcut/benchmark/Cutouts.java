package dev.clearcut.benchmark;

import java.util.Map;

/** Calls of the service. */
final class Cutouts {

  static final String PATH = "/cutouts";

  private Cutouts() {}

  static Request create(byte[] photo, String preset) {
    return Request.post(
        PATH,
        Stack.AUTHORIZATION,
        Multipart.MEDIA_TYPE,
        Multipart.form(Map.of("preset", preset), "image", photo));
  }
}
