package dev.clearcut.benchmark;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the service's own metrics say it has spent its time with, in seconds by step. */
record StepTimes(Map<String, Double> seconds) {

  private static final Pattern SUM =
      Pattern.compile(
          "(?m)^clearcut_(vendor_calls|steps)_seconds_sum\\{[^}]*\\b(?:operation|step)=\"(\\w+)\""
              + "[^}]*} (\\S+)");

  static StepTimes of(Server service) throws IOException, InterruptedException {
    Map<String, Double> seconds = new TreeMap<>();
    Matcher sums = SUM.matcher(service.metrics());
    while (sums.find()) {
      String step = (sums.group(1).equals("steps") ? "own " : "vendor's ") + sums.group(2);
      seconds.merge(step, Double.valueOf(sums.group(3)), Double::sum);
    }
    return new StepTimes(seconds);
  }

  StepTimes since(StepTimes before) {
    Map<String, Double> difference = new TreeMap<>(seconds);
    before.seconds.forEach((step, spent) -> difference.merge(step, -spent, Double::sum));
    return new StepTimes(difference);
  }

  /** Milliseconds of each step, and of what is none of them, in each of so many requests. */
  String describe(int requests, double meanMillis) {
    Map<String, Double> millis = new TreeMap<>();
    seconds.forEach((step, spent) -> millis.put(step, spent * 1e3 / requests));
    double rest = meanMillis - millis.values().stream().mapToDouble(step -> step).sum();
    return millis.entrySet().stream()
            .map(step -> "%s %.1f".formatted(step.getKey(), step.getValue()))
            .collect(Collectors.joining(", "))
        + ", the rest %.1f ms".formatted(rest);
  }
}
