package dev.clearcut.backgroundcut;

import static dev.clearcut.harness.Times.exactly;
import static dev.clearcut.harness.Times.once;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clearcut.backgroundcut.BackgroundCutException.InsufficientCredits;
import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.BackgroundCutException.RateLimited;
import dev.clearcut.backgroundcut.CarefulProcess.Times;
import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.backgroundcut.model.Quality;
import dev.clearcut.harness.Emulator;
import dev.clearcut.harness.FaultBuilder;
import dev.clearcut.harness.InjectEmulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to the paid call, the account is charged once. */
class CarefulProcessTest {

  private static final KeyVariant PNG = new KeyVariant(null, null, null, null, null, null, null);
  private static final KeyVariant WHITE =
      new KeyVariant(null, KeyFormat.JPEG, 4096, Quality.LOW, "#ffffff", 90, true);

  private final SentCalls sent = SentCalls.inMemory();
  private final List<Duration> waits = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-28T10:00:00Z");

  @InjectEmulator private Emulator emulator;
  @TempDir private Path folder;
  private Path photo;
  private BackgroundCutHttp vendor;

  @BeforeEach
  void connect() throws IOException {
    photo = Photo.in(folder);
    vendor = BackgroundCutHttp.at(emulator.url(), emulator.key()).build();
  }

  @Test
  void resultsComeInTheOrderOfTheVariantsAndCostOneCall() throws IOException {
    List<URI> urls = careful().process(photo, List.of(PNG, WHITE));

    assertThat(magic(urls.get(0))).startsWith((byte) 0x89, 'P', 'N', 'G');
    assertThat(magic(urls.get(1))).startsWith((byte) 0xff, (byte) 0xd8);
    emulator.calls("process").happened(once()).wereCharged(1.5);
    assertThat(waits).isEmpty();
  }

  @Test
  void theSameWorkAgainCostsNothingAndMoreWorkOnlyWhatIsNew() {
    careful().process(photo, List.of(PNG));
    careful().process(photo, List.of(PNG));
    careful().process(photo, List.of(WHITE, PNG, PNG));

    emulator.calls("process").happened(exactly(2)).wereCharged(2.5);
    emulator.calls("upload").happened(exactly(2));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("done, but 500", f -> f.afterTheCharge().answer(500)),
        fault("done, but 503", f -> f.afterTheCharge().answer(503)),
        fault("done, but 504 of a gateway", f -> f.afterTheCharge().answer(504)),
        fault("done, but reset", f -> f.afterTheCharge().resetConnection()),
        fault("done, but cut short", f -> f.afterTheCharge().truncate()),
        fault("not done, 500", f -> f.beforeTheWork().answer(500)),
        fault("not done, 503", f -> f.beforeTheWork().answer(503)),
        fault("not done, 504 of a gateway", f -> f.beforeTheWork().answer(504)),
        fault("not done, 429", f -> f.beforeTheWork().header("Retry-After", "2").answer(429)),
        fault("not done, reset", f -> f.beforeTheWork().resetConnection()),
        fault("in another region", f -> f.beforeTheWork().wrongRegion()),
        fault("the photo is lost", f -> f.beforeTheWork().loseFile()),
        fault("late", f -> f.delay(Duration.ofMillis(100))));
  }

  private static Arguments fault(String name, Consumer<FaultBuilder> fault) {
    return Arguments.of(Named.of(name, fault));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void itIsPaidOnce(Consumer<FaultBuilder> fault) throws IOException {
    fault.accept(emulator.on("process").once());

    URI url = careful().process(photo, List.of(PNG)).get(0);

    assertThat(magic(url)).startsWith((byte) 0x89, 'P', 'N', 'G');
    emulator.calls("process").wereCharged(1);
  }

  @Test
  void aCallWhoseEndNobodySawIsNotSentAgainWhileItMayBeRunning() {
    Instant begin = now;
    emulator.on("process").once().beforeTheWork().resetConnection();

    careful().process(photo, List.of(PNG));

    assertThat(Duration.between(begin, now))
        .isBetween(Duration.ofSeconds(390), Duration.ofSeconds(400));
    emulator.calls("process").happened(exactly(2)).wereCharged(1);
  }

  @Test
  void aCallWhoseEndNobodySawIsOverWhenItsResultIsThere() {
    emulator.on("process").once().afterTheCharge().resetConnection();
    careful().process(photo, List.of(PNG));
    emulator.reset();

    careful().process(photo, List.of(PNG));

    assertThat(waits).hasSize(1).allMatch(wait -> wait.toSeconds() < 1);
    emulator.calls("process").happened(once()).wereCharged(1);
  }

  @Test
  void aWorkThatOutlivesItsTimeLimitIsWaitedFor() {
    BackgroundCutHttp impatient =
        BackgroundCutHttp.at(emulator.url(), emulator.key())
            .processTimeLimit(Duration.ofMillis(200))
            .build();
    emulator.on("process").once().work(Duration.ofSeconds(1));
    Times times = new Times(Duration.ofMinutes(9), Duration.ofMinutes(5), Duration.ofMillis(50));

    new CarefulProcess(impatient, sent, times).process(photo, List.of(PNG));

    emulator.calls("process").happened(once()).wereCharged(1);
  }

  @Test
  void whenThereIsNoTimeToWaitItSaysSoAndTheNextOneLooks() {
    emulator.on("process").once().afterTheCharge().resetConnection();
    emulator.on("getPublicUrl").times(5).answer(404);
    Times hasty = new Times(Duration.ofSeconds(3), Duration.ofMinutes(1), Duration.ofSeconds(5));

    assertThatThrownBy(() -> careful(hasty).process(photo, List.of(PNG)))
        .isInstanceOfSatisfying(NoAnswer.class, e -> assertThat(e.ambiguous()).isTrue());
    careful().process(photo, List.of(PNG));

    emulator.calls("process").happened(once()).wereCharged(1);
  }

  /** As by {@code kill -9}: what was sent goes on, and whoever comes next knows of it. */
  @Test
  void aProcessThatDiesAfterSendingHasNotPaidTwice() {
    emulator.on("process").once().work(Duration.ofSeconds(1));
    class Killed extends Error {}
    BackgroundCutHttp mortal =
        BackgroundCutHttp.at(emulator.url(), emulator.key())
            .processTimeLimit(Duration.ofMillis(200))
            .build();

    assertThatThrownBy(
            () ->
                new CarefulProcess(
                        mortal,
                        sent,
                        Times.usual(),
                        () -> now,
                        pause -> {
                          throw new Killed();
                        })
                    .process(photo, List.of(PNG)))
        .isInstanceOf(Killed.class);
    Times times = new Times(Duration.ofMinutes(9), Duration.ofMinutes(5), Duration.ofMillis(50));
    new CarefulProcess(vendor, sent, times, () -> now, CarefulProcess::sleep)
        .process(photo, List.of(PNG));

    emulator.calls("process").happened(once()).wereCharged(1);
  }

  @Test
  void twoWhoWantTheSameAtTheSameTimePayOnce() throws ExecutionException, InterruptedException {
    emulator.on("process").once().delay(Duration.ofMillis(300));
    Times times = new Times(Duration.ofMinutes(9), Duration.ofMinutes(1), Duration.ofMillis(50));
    CarefulProcess careful = new CarefulProcess(vendor, sent, times);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<URI>>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(threads.submit(() -> careful.process(photo, List.of(PNG, WHITE))));
      }
      for (Future<List<URI>> each : all) {
        assertThat(each.get()).hasSize(2);
      }
    } finally {
      threads.shutdownNow();
    }

    emulator.calls("process").happened(once()).wereCharged(1.5);
  }

  @Test
  void withoutCreditsNothingIsPaidAndAfterwardsItGoesOn() {
    emulator.credits(0);

    assertThatThrownBy(() -> careful().process(photo, List.of(PNG)))
        .isInstanceOf(InsufficientCredits.class);
    emulator.credits(1);
    careful().process(photo, List.of(PNG));

    emulator.calls("process").happened(exactly(2)).wereCharged(1);
    assertThat(waits).isEmpty();
  }

  @Test
  void aRateLimitIsWaitedOutAndOneThatIsTooLongIsPassedOn() {
    emulator.on("process").once().header("Retry-After", "7").answer(429);
    careful().process(photo, List.of(PNG));
    emulator.on("process").once().header("Retry-After", "3600").answer(429);

    assertThatThrownBy(() -> careful().process(photo, List.of(WHITE)))
        .isInstanceOfSatisfying(
            RateLimited.class, e -> assertThat(e.retryAfter()).contains(Duration.ofHours(1)));

    assertThat(waits).hasSize(1);
    assertThat(waits.get(0)).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(9));
    emulator.calls("process").happened(exactly(3)).wereCharged(1);
  }

  @Test
  void aVendorThatOnlyFailsIsAskedFourTimes() {
    emulator.on("process").beforeTheWork().answer(503);

    assertThatThrownBy(() -> careful().process(photo, List.of(PNG)))
        .isInstanceOf(BackgroundCutException.Unavailable.class);

    emulator.calls("process").happened(exactly(4)).wereFree();
  }

  @Test
  void aResultThatIsLostIsNotBoughtAgainUnasked() {
    emulator.on("getPublicUrl").skip(3).answer(404);

    assertThatThrownBy(() -> careful().process(photo, List.of(PNG)))
        .isInstanceOf(BackgroundCutException.NotThere.class)
        .hasMessageContaining("paid for");

    emulator.calls("process").happened(once()).wereCharged(1);
  }

  @Test
  void theNamesOfResultsAreNotTheCallers() {
    KeyVariant named = new KeyVariant("mine", null, null, null, null, null, null);

    assertThatThrownBy(() -> careful().process(photo, List.of(named)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private CarefulProcess careful() {
    return careful(Times.usual());
  }

  /** Waits in no time. */
  private CarefulProcess careful(Times times) {
    return new CarefulProcess(
        vendor,
        sent,
        times,
        () -> now,
        pause -> {
          waits.add(pause);
          now = now.plus(pause);
        });
  }

  private byte[] magic(URI url) throws IOException {
    Path file = folder.resolve("result");
    vendor.download(url, file);
    return Files.readAllBytes(file);
  }
}
