package dev.clearcut.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was measured in several rounds. */
final class Figures {

  private final String unit;
  private final List<Double> values = new ArrayList<>();

  Figures(String unit) {
    this.unit = unit;
  }

  void add(double value) {
    values.add(value);
    Collections.sort(values);
  }

  double median() {
    return values.get(values.size() / 2);
  }

  double mean() {
    return values.stream().mapToDouble(value -> value).average().orElseThrow();
  }

  @Override
  public String toString() {
    String number = median() < 20 ? "%,.1f" : "%,.0f";
    return "%1$s %%s (%1$s to %1$s)"
        .formatted(number)
        .formatted(median(), unit, values.get(0), values.get(values.size() - 1));
  }
}
