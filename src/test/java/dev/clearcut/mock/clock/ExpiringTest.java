package dev.clearcut.mock.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpiringTest {

  private final Set<String> over = new HashSet<>();
  private final List<String> asked = new ArrayList<>();
  private final Expiring<String> passing = new Expiring<>(3, this::isOver);

  private boolean isOver(String value) {
    asked.add(value);
    return over.contains(value);
  }

  @Test
  void ofTooManyTheOldestGoes() {
    add("a", "b", "c", "d");

    assertThat(passing.find("a")).isEmpty();
    assertThat(passing.find("b")).contains("b");
    assertThat(passing.find("d")).contains("d");
  }

  @Test
  void theOldestGoAsSoonAsTheyAreOver() {
    add("a", "b");
    over.addAll(Set.of("a", "b"));

    add("c");

    assertThat(passing.find("a")).isEmpty();
    assertThat(passing.find("b")).isEmpty();
    assertThat(passing.find("c")).contains("c");
  }

  @Test
  void onlyTheOldestIsLookedAtWhenNothingIsOver() {
    add("a", "b");
    asked.clear();

    add("c");

    assertThat(asked).containsExactly("a");
  }

  @Test
  void whatIsTakenIsNotFoundAgain() {
    add("a");

    assertThat(passing.take("a")).contains("a");
    assertThat(passing.take("a")).isEmpty();
  }

  private void add(String... values) {
    for (String value : values) {
      passing.add(value, value);
    }
  }
}
