package dev.clearcut.benchmark;

import java.io.IOException;
import java.util.List;

/** What a replica costs that has nothing to do: one alone, and three on one database. */
final class IdleReplicas {

  private static final int MOST = 3;
  private static final int SETTLING_MILLIS = 20_000;

  private IdleReplicas() {}

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    int seconds = quick ? 30 : 120;
    try (Stack stack = Stack.counting("-Xmx256m");
        Server second = stack.replica("-Xmx256m");
        Server third = stack.replica("-Xmx256m")) {
      List<Server> all = List.of(stack.service(), second, third);
      Thread.sleep(SETTLING_MILLIS);
      Statements statements = stack.statements();
      statements.reset();
      long before = cpu(all);
      Thread.sleep(seconds * 1_000L);
      double each = (double) statements.count() / seconds / MOST;
      report.add(
          "statements a second of an idle replica, one of three; aim: at most 1",
          "%.2f".formatted(each),
          "",
          "");
      report.add(
          "the same: CPU",
          "%.1f ms a second".formatted((double) (cpu(all) - before) / seconds / MOST),
          "",
          "");
      report.add("the same: what they ask most often", statements.mostOften(6), "", "");
    }
  }

  private static long cpu(List<Server> servers) {
    return servers.stream().mapToLong(server -> server.cpu().toMillis()).sum();
  }
}
