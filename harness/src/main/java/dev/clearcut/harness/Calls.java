package dev.clearcut.harness;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Calls that the emulator has seen, as they were when this was asked for, and sentences about them.
 * What is not so is an {@link AssertionError} that lists what was there instead.
 */
public final class Calls {

  private static final int MOST = 100_000;
  private static final int SHOWN = 50;

  private final String name;
  private final List<Call> calls;
  private final Supplier<List<Call>> all;

  private Calls(String name, List<Call> calls, Supplier<List<Call>> all) {
    this.name = name;
    this.calls = calls;
    this.all = all;
  }

  static Calls read(Admin admin, String account, String operation) {
    String path = "/mock/journal?limit=%d&account=%s".formatted(MOST, Admin.encode(account));
    boolean every = operation.equals("*");
    return new Calls(
        every ? "calls" : operation + " calls",
        entries(admin, every ? path : path + "&operation=" + Admin.encode(operation)),
        () -> entries(admin, path));
  }

  private static List<Call> entries(Admin admin, String path) {
    return Admin.list(admin.get(path).path("entries"), Call::of);
  }

  /** Those with this status. */
  public Calls withStatus(int status) {
    return only(
        "with status " + status,
        call -> call.status().isPresent() && call.status().getAsInt() == status);
  }

  /** Those that got no answer: their connection was reset, or the client gave up. */
  public Calls withoutAnswer() {
    return only("without an answer", call -> call.status().isEmpty());
  }

  /**
   * Those whose client had gone before anything of an answer was sent. They are here when their
   * work is over, done and charged as if the client had waited.
   */
  public Calls whoseClientHadGone() {
    return only("whose client had gone", Call::clientGone);
  }

  /** Those that name this file: its key, path or {@code unique_filename}. */
  public Calls naming(String file) {
    return only("naming " + file, call -> call.objects().contains(file));
  }

  private Calls only(String which, Predicate<Call> filter) {
    return new Calls(name + " " + which, calls.stream().filter(filter).toList(), all);
  }

  /** The calls, oldest first. */
  public List<Call> list() {
    return calls;
  }

  /** How many there are. */
  public int count() {
    return calls.size();
  }

  /** What they were charged in all. */
  public BigDecimal credits() {
    return calls.stream().map(Call::credits).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** There were as many of them as expected. */
  public Calls happened(Times expected) {
    if (!expected.matches(count())) {
      throw failure("%s: happened %d times, expected %s".formatted(name, count(), expected));
    }
    return this;
  }

  /** There was none of them. */
  public Calls neverHappened() {
    return happened(Times.never());
  }

  /** In all they were charged so many credits. */
  public Calls wereCharged(double credits) {
    BigDecimal expected = BigDecimal.valueOf(credits);
    if (credits().compareTo(expected) != 0) {
      throw failure(
          "%s: charged %s, expected %s".formatted(name, plain(credits()), plain(expected)));
    }
    return this;
  }

  /** None of them cost anything. */
  public Calls wereFree() {
    return wereCharged(0);
  }

  /** Each of them was what the contract says. */
  public Calls violatedNothing() {
    List<Call> wrong = calls.stream().filter(call -> !call.violations().isEmpty()).toList();
    if (!wrong.isEmpty()) {
      throw new AssertionError(
          wrong.stream()
              .map(Calls::withViolations)
              .collect(
                  Collectors.joining(
                      "", "%s: %d violated the contract".formatted(name, wrong.size()), "")));
    }
    return this;
  }

  private static String withViolations(Call call) {
    return call.violations().stream()
        .map(violation -> "%n      %s".formatted(violation))
        .collect(Collectors.joining("", "%n  %s".formatted(call), ""));
  }

  private AssertionError failure(String sentence) {
    List<Call> seen = all.get();
    String lines =
        seen.stream()
            .skip(Math.max(0, seen.size() - SHOWN))
            .map(call -> "%n  %s".formatted(call))
            .collect(Collectors.joining());
    return new AssertionError(
        sentence
            + (seen.isEmpty()
                ? ". The account has made no calls."
                : ". All calls of the account:" + lines));
  }

  private static String plain(BigDecimal credits) {
    return credits.stripTrailingZeros().toPlainString();
  }

  @Override
  public String toString() {
    return name + " " + calls;
  }
}
