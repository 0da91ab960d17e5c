package dev.clearcut.benchmark;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Calls of the service. */
final class Cutouts {

  static final String PATH = "/cutouts";

  private Cutouts() {}

  /** With so many variants, all different. */
  static Request create(byte[] photo, int variants) {
    String list =
        IntStream.range(0, variants)
            .mapToObj(
                "{\"name\": \"v%1$d\", \"format\": \"webp\", \"compression\": 8%1$d}"::formatted)
            .collect(Collectors.joining(", ", "[", "]"));
    return Request.post(
        PATH,
        Stack.AUTHORIZATION,
        Multipart.MEDIA_TYPE,
        Multipart.form(Map.of("variants", list), "image", photo));
  }

  static Request create(byte[] photo, String preset) {
    return Request.post(
        PATH,
        Stack.AUTHORIZATION,
        Multipart.MEDIA_TYPE,
        Multipart.form(Map.of("preset", preset), "image", photo));
  }
}
