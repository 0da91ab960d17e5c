package dev.clearcut.mock.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;

/** The OpenAPI documents that come with the emulator, written in YAML. */
public final class Documents {

  static final String CONTRACT = "backgroundcut-v3";
  public static final String ADMIN = "emulator-admin";

  private static final String FOLDER = "/openapi/";

  private Documents() {}

  /**
   * Reads a document: the JSON that was made of it when the emulator was packaged, which is read
   * faster, or the YAML.
   */
  public static ObjectNode read(String name) {
    try (InputStream json = Documents.class.getResourceAsStream(FOLDER + name + ".json")) {
      return json == null ? readYaml(name) : (ObjectNode) new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the document " + name, e);
    }
  }

  private static ObjectNode readYaml(String name) throws IOException {
    try (InputStream yaml = Documents.class.getResourceAsStream(FOLDER + name + ".yaml")) {
      return (ObjectNode) new YAMLMapper().readTree(yaml);
    }
  }

  /** Makes this emulator the only server of a document. */
  public static ObjectNode servedAt(URI base, ObjectNode document) {
    document
        .putArray("servers")
        .addObject()
        .put("url", base.resolve("/").toString().replaceFirst("/$", ""))
        .put("description", "The emulator in this application");
    return document;
  }

  /** A step of the build: writes documents as JSON, each beside its YAML. */
  public static void main(String... documents) throws IOException {
    for (String document : documents) {
      File json = new File(document.replaceFirst("\\.yaml$", ".json"));
      new ObjectMapper().writeValue(json, new YAMLMapper().readTree(new File(document)));
    }
  }
}
