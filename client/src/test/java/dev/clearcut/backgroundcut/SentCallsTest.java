package dev.clearcut.backgroundcut;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What both memories do. */
class SentCallsTest {

  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final Instant UNTIL = NOW.plusMillis(1);

  static Stream<Named<SentCalls>> memories() throws SQLException {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table backgroundcut_sent_call (
            output_key varchar(1024) primary key,
            running_until timestamp(3) with time zone not null)
          """);
    }
    return Stream.of(
        Named.of("in memory", SentCalls.inMemory()),
        Named.of("in a database", SentCalls.in(database)));
  }

  @ParameterizedTest
  @MethodSource("memories")
  void oneCallForAResultRunsUntilItHasEndedOrMustHave(SentCalls sent) {
    assertThat(sent.begin("a", NOW, UNTIL)).isTrue();
    assertThat(sent.begin("a", NOW, UNTIL)).isFalse();
    assertThat(sent.begin("b", NOW, UNTIL)).isTrue();

    sent.ended("a", UNTIL);
    assertThat(sent.begin("a", NOW, UNTIL)).isTrue();
    assertThat(sent.begin("a", UNTIL, UNTIL.plusSeconds(1))).isTrue();

    sent.ended("a", UNTIL);
    assertThat(sent.begin("a", UNTIL, UNTIL.plusSeconds(1))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("memories")
  void ofManyWhoBeginAtTheSameTimeOneDoes(SentCalls sent) throws InterruptedException {
    sent.begin("a", NOW.minus(Duration.ofHours(1)), NOW);
    CountDownLatch start = new CountDownLatch(1);
    ConcurrentLinkedQueue<Object> results = new ConcurrentLinkedQueue<>();
    Thread[] threads =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    new Thread(
                        () -> {
                          try {
                            start.await();
                            results.add(sent.begin("a", NOW, UNTIL));
                          } catch (InterruptedException | RuntimeException e) {
                            results.add(e);
                          }
                        }))
            .toArray(Thread[]::new);
    for (Thread thread : threads) {
      thread.start();
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(results).containsOnly(true, false).containsOnlyOnce(true);
  }
}
