package dev.clearcut.operation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Callers;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is never in a log, however much is logged. */
@QuarkusTest
@TestProfile(Callers.class)
class SecretsTest {

  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger OURS = Logger.getLogger("dev.clearcut");

  private final Listener listener = new Listener();
  private Level before;

  @BeforeEach
  void listen() {
    before = OURS.getLevel();
    OURS.setLevel(Level.ALL);
    ROOT.addHandler(listener);
  }

  @AfterEach
  void stopListening() {
    ROOT.removeHandler(listener);
    OURS.setLevel(before);
  }

  @Test
  void neitherAKeyNorAPublicUrlIsInTheLog() {
    Emulator.fault(
        "{'operation': 'process', 'account': '%s', 'phase': 'after', 'status': 503, 'times': 1}"
            .formatted(Callers.VENDOR_KEY));
    Emulator.fault(
        "{'operation': 'getPublicFile', 'account': '%s', 'transport': 'reset', 'times': 20}"
            .formatted(Callers.VENDOR_KEY));
    int first = post();
    Emulator.reset(Callers.VENDOR_KEY);
    int second = post();

    assertThat(first).isGreaterThanOrEqualTo(500);
    assertThat(second).isEqualTo(201);
    assertThat(listener.lines)
        .anyMatch(line -> line.contains("process answered 503"))
        .noneMatch(line -> line.contains(Callers.VENDOR_KEY))
        .noneMatch(line -> line.contains(Callers.EDITOR))
        .noneMatch(line -> line.contains("/pub/"));
  }

  private static int post() {
    return given()
        .header("X-API-Key", Callers.EDITOR)
        .multiPart("image", "photo.jpg", Photos.unseenCup())
        .post("/cutouts")
        .statusCode();
  }

  private static final class Listener extends Handler {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord logged) {
      StringWriter text = new StringWriter();
      text.append(new PatternFormatter("%s").format(logged));
      Optional.ofNullable(logged.getThrown())
          .ifPresent(thrown -> thrown.printStackTrace(new PrintWriter(text)));
      lines.add(text.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
