package dev.clearcut.mock.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.clearcut.testing.EmulatorAdmin;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.junit.jupiter.api.Test;

/** The description of the admin API is of what there is, no more and no less. */
class AdminDocumentTest {

  private final JsonNode document;

  AdminDocumentTest() throws IOException {
    document = new YAMLMapper().readTree(java.nio.file.Path.of(EmulatorAdmin.DOCUMENT).toFile());
  }

  @Test
  void everyRouteIsDescribedWithItsParametersAndEveryDescribedRouteIsThere() {
    assertThat(described()).isEqualTo(implemented());
  }

  @Test
  void everyFieldOfAFaultIsDescribed() {
    assertThat(fields("Fault")).isEqualTo(components(dev.clearcut.mock.fault.Fault.class));
  }

  @Test
  void everyFieldOfAJournalEntryIsDescribed() {
    assertThat(fields("Call")).isEqualTo(components(dev.clearcut.mock.journal.JournalEntry.class));
  }

  private Set<String> fields(String schema) {
    return document
        .at("/components/schemas/" + schema + "/properties")
        .propertyStream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> component.getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Each route's parameters, for example {@code GET /mock/faults/{id}} → {@code id}. */
  private Map<String, Set<String>> described() {
    Map<String, Set<String>> routes = new TreeMap<>();
    document
        .path("paths")
        .propertyStream()
        .forEach(
            path ->
                path.getValue()
                    .propertyStream()
                    .filter(method -> !method.getKey().equals("parameters"))
                    .forEach(
                        method ->
                            routes.put(
                                method.getKey().toUpperCase() + " " + path.getKey(),
                                Stream.of(path.getValue(), method.getValue())
                                    .flatMap(node -> node.path("parameters").valueStream())
                                    .map(this::resolve)
                                    .map(parameter -> parameter.path("name").asText())
                                    .collect(Collectors.toCollection(TreeSet::new)))));
    return routes;
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static Map<String, Set<String>> implemented() {
    Map<String, Set<String>> routes = new TreeMap<>();
    new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("dev.clearcut.mock.admin")
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .filter(type -> !type.getSimpleName().equals("AdminDocument"))
            .map(JavaClass::reflect)
            .forEach(type -> add(type, routes));
    return routes;
  }

  private static void add(Class<?> resource, Map<String, Set<String>> routes) {
    for (Method method : resource.getDeclaredMethods()) {
      for (Annotation annotation : method.getAnnotations()) {
        HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
        if (verb != null) {
          Path path = method.getAnnotation(Path.class);
          String route =
              resource.getAnnotation(Path.class).value() + (path == null ? "" : path.value());
          routes.put(verb.value() + " " + route, parameters(method));
        }
      }
    }
  }

  private static Set<String> parameters(Method method) {
    return Arrays.stream(method.getParameters())
        .flatMap(AdminDocumentTest::names)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> names(Parameter parameter) {
    if (parameter.isAnnotationPresent(BeanParam.class)) {
      return Arrays.stream(parameter.getType().getDeclaredFields())
          .filter(field -> field.isAnnotationPresent(RestQuery.class))
          .map(field -> field.getName());
    }
    return parameter.isAnnotationPresent(RestPath.class)
            || parameter.isAnnotationPresent(RestQuery.class)
        ? Stream.of(parameter.getName())
        : Stream.empty();
  }
}
