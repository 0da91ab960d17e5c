package dev.clearcut.mock.contract;

import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which operation of the contract a request is for. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class Operations {

  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  /** The operations of one path. */
  private record Address(Pattern pattern, List<Operation> operations) {}

  /** An operation, and the values in its path. */
  public record Match(Operation operation, Map<String, String> path) {}

  /**
   * What was found: nothing when {@code allowed} is empty; other methods when there is no match.
   */
  public record Lookup(Optional<Match> match, List<String> allowed) {}

  private final Map<String, Operation> byId;
  private final Map<String, Address> literal;
  private final List<Address> templates;

  Operations(Contract contract) {
    List<Operation> all = new OperationReader(contract.document()).read();
    byId = all.stream().collect(Collectors.toMap(Operation::id, Function.identity()));
    Map<String, List<Operation>> byPath =
        all.stream()
            .collect(Collectors.groupingBy(Operation::path, TreeMap::new, Collectors.toList()));
    literal =
        byPath.entrySet().stream()
            .filter(entry -> !entry.getKey().contains("{"))
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> address(entry.getValue())));
    templates =
        byPath.entrySet().stream()
            .filter(entry -> entry.getKey().contains("{"))
            .map(entry -> address(entry.getValue()))
            .toList();
  }

  /** Looks a request up by its method and path. */
  public Lookup find(String method, String path) {
    Address exact = literal.get(path);
    if (exact != null) {
      return lookup(exact, method, Map.of());
    }
    for (Address template : templates) {
      Matcher matcher = template.pattern.matcher(path);
      if (matcher.matches()) {
        return lookup(template, method, values(template, matcher));
      }
    }
    return new Lookup(Optional.empty(), List.of());
  }

  /** The operation with this id. */
  public Optional<Operation> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All ids, sorted. */
  public List<String> ids() {
    return byId.keySet().stream().sorted().toList();
  }

  private static Lookup lookup(Address address, String method, Map<String, String> values) {
    String asked = method.equals("HEAD") ? "GET" : method;
    return new Lookup(
        address.operations.stream()
            .filter(operation -> operation.method().equals(asked))
            .findFirst()
            .map(operation -> new Match(operation, values)),
        address.operations.stream().map(Operation::method).toList());
  }

  private static Address address(List<Operation> operations) {
    String path = operations.get(0).path();
    return new Address(
        Pattern.compile(PARAMETER.matcher(path).replaceAll("(?<$1>[^/]+)")), operations);
  }

  private static Map<String, String> values(Address template, Matcher matcher) {
    return PARAMETER
        .matcher(template.operations.get(0).path())
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toMap(Function.identity(), matcher::group));
  }
}
