package dev.clearcut.mock.admin;

import dev.clearcut.mock.contract.Glob;
import dev.clearcut.mock.contract.Operations;
import dev.clearcut.mock.journal.Journal;
import dev.clearcut.mock.journal.JournalEntry;
import dev.clearcut.mock.journal.JournalFilter;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** What the emulator has seen. */
@Path("/mock/journal")
@UnlessBuildProfile("prod")
public class JournalResource {

  private final Journal journal;
  private final Operations operations;

  JournalResource(Journal journal, Operations operations) {
    this.journal = journal;
    this.operations = operations;
  }

  /** The filter in a query. */
  public static class Filter {
    @RestQuery String operation;
    @RestQuery String account;
    @RestQuery String object;
    @RestQuery String status;
  }

  /**
   * Calls.
   *
   * @param count of all that match
   * @param entries the latest of them, in the order in which they arrived
   */
  public record Listing(int count, List<JournalEntry> entries) {}

  /** How many calls match. */
  public record Count(int count) {}

  @GET
  public Listing list(@BeanParam Filter filter, @RestQuery @DefaultValue("1000") int limit) {
    return latest(find(filter), limit);
  }

  @GET
  @Path("/violations")
  public Listing violations(@BeanParam Filter filter, @RestQuery @DefaultValue("1000") int limit) {
    return latest(
        find(filter).stream().filter(entry -> !entry.violations().isEmpty()).toList(), limit);
  }

  @GET
  @Path("/verify")
  public Count verify(
      @BeanParam Filter filter,
      @RestQuery Integer exactly,
      @RestQuery Integer atLeast,
      @RestQuery Integer atMost) {
    int count = find(filter).size();
    if (exactly == null && atLeast == null && atMost == null) {
      throw AdminProblems.invalid("Give at least one of exactly, atLeast, atMost.");
    }
    if (exactly != null && count != exactly) {
      throw AdminProblems.notVerified("Expected exactly " + exactly + seen(count));
    }
    if (atLeast != null && count < atLeast) {
      throw AdminProblems.notVerified("Expected at least " + atLeast + seen(count));
    }
    if (atMost != null && count > atMost) {
      throw AdminProblems.notVerified("Expected at most " + atMost + seen(count));
    }
    return new Count(count);
  }

  @DELETE
  public void clear(@BeanParam Filter filter) {
    journal.remove(checked(filter));
  }

  private List<JournalEntry> find(Filter filter) {
    return journal.find(checked(filter));
  }

  /** A misspelt operation would be found never, which is what some tests expect of a right one. */
  private JournalFilter checked(Filter filter) {
    String pattern = filter.operation;
    if (pattern != null && operations.ids().stream().noneMatch(id -> Glob.matches(pattern, id))) {
      throw AdminProblems.invalid(
          "operation must be one of %s, or a pattern for some of them, but is \"%s\"."
              .formatted(String.join(", ", operations.ids()), pattern));
    }
    return new JournalFilter(filter.operation, filter.account, filter.object, filter.status);
  }

  private static String seen(int count) {
    return " matching calls, but there were " + count + ".";
  }

  private static Listing latest(List<JournalEntry> found, int limit) {
    return new Listing(
        found.size(), found.subList(Math.max(0, found.size() - limit), found.size()));
  }
}
