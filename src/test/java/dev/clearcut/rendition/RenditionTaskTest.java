package dev.clearcut.rendition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.backgroundcut.ScriptedVendor;
import dev.clearcut.backgroundcut.ScriptedVendor.End;
import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.Quality;
import dev.clearcut.cutout.WantedCutouts;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.VirtualTime;
import dev.clearcut.variant.VariantSpec;
import dev.clearcut.work.Due;
import dev.clearcut.work.WorkConfig;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that no caller waits for is done whoever dies, and paid once however often it runs. */
@QuarkusTest
class RenditionTaskTest {

  private static final VariantSpec PNG =
      VariantSpec.of(KeyFormat.PNG, Quality.LOW, 10_000, null, null, null);
  private static final Map<String, VariantSpec> WANTED = Map.of("png", PNG);
  private static final byte[] RESULT = Photos.plain(60, 40);
  private static final Duration WORK = Duration.ofSeconds(2);

  @Inject WantedCutouts wanted;
  @Inject Renditions renditions;
  @Inject RenditionTask task;
  @Inject TakeOver takeOver;
  @Inject WorkConfig config;
  @Inject Due due;
  @Inject Leftovers leftovers;

  @TempDir Path folder;

  private VirtualTime time;
  private ScriptedVendor vendor;
  private String cutout;

  @BeforeEach
  void aPhotoOfWhichNothingIsWanted() throws IOException {
    time = VirtualTime.install();
    leftovers.forget();
    vendor = new ScriptedVendor(time, WORK, RESULT);
    QuarkusMock.installMockForType(vendor, BackgroundCut.class);
    cutout = wanted.add(Files.write(folder.resolve("photo.jpg"), Photos.unseenCup()));
  }

  @Test
  void whatIsAcceptedIsMadeAlthoughWhoeverAcceptedItDies() {
    wanted.later(cutout, WANTED);

    due.run();

    assertThat(row().status).isEqualTo(RenditionStatus.READY);
    assertThat(vendor.charges()).isEqualTo(1);
    assertThat(due.time(RenditionTask.NAME, cutout)).isNull();
  }

  @Test
  void whoDiesBeforeTheCommitHasAcceptedNothing() {
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(
                        () -> {
                          wanted.later(cutout, WANTED);
                          throw new IllegalStateException("killed");
                        }))
        .hasMessageContaining("killed");

    due.run();
    assertThat(renditions.of(List.of(cutout))).isEmpty();
    assertThat(due.time(RenditionTask.NAME, cutout)).isNull();
    assertThat(vendor.sent()).isEmpty();
  }

  @Test
  void whatRunsTwiceIsPaidOnce() {
    wanted.want(cutout, WANTED);

    task.run(cutout);
    task.run(cutout);
    due.run();

    assertThat(row().status).isEqualTo(RenditionStatus.READY);
    assertThat(vendor.charges()).isEqualTo(1);
  }

  @Test
  void whatRunsManyTimesAtOnceIsPaidOnce() throws Exception {
    wanted.want(cutout, WANTED);

    ExecutorService replicas = Executors.newFixedThreadPool(4);
    try {
      Callable<Optional<Instant>> one = () -> task.run(cutout);
      for (Future<Optional<Instant>> done : replicas.invokeAll(List.of(one, one, one, one))) {
        done.get();
      }
    } finally {
      replicas.shutdownNow();
    }
    due.run();

    assertThat(row().status).isEqualTo(RenditionStatus.READY);
    assertThat(vendor.charges()).isEqualTo(1);
  }

  @Test
  void aReplicaThatStandsStillForLongerThanItsLeasePaysOnceAndItsWorkIsFinished() {
    wanted.want(cutout, WANTED);
    vendor.afterSending(
        () -> {
          time.pass(config.lease().plusSeconds(1));
          assertThat(task.run(cutout)).as("another one looks, and comes again").isPresent();
        });

    task.run(cutout);

    assertThat(vendor.charges()).isEqualTo(1);
    time.pass(WORK.plusSeconds(1));
    due.run();
    assertThat(row().status).isEqualTo(RenditionStatus.READY);
    assertThat(row().attempts).isEqualTo(1);
    assertThat(vendor.charges()).isEqualTo(1);
  }

  @Test
  void whatAnotherOneMakesIsLookedAtWhenItsLeaseHasRunOut() {
    wanted.want(cutout, WANTED);
    vendor.afterSending(
        () ->
            assertThat(task.run(cutout))
                .hasValueSatisfying(
                    next ->
                        assertThat(next)
                            .isAfter(time.instant())
                            .isBefore(time.instant().plus(config.lease()).plusSeconds(1))));

    task.run(cutout);

    assertThat(vendor.sent()).hasSize(1);
  }

  @Test
  void whatAReplicaThatDiedHasLeftIsGoneOnWith() {
    wanted.want(cutout, WANTED);
    vendor.ending(End.killed(Duration.ZERO));
    assertThatThrownBy(() -> task.run(cutout)).isInstanceOf(ScriptedVendor.Killed.class);

    takeOver.run();
    due.run();
    assertThat(row().status).as("its lease runs").isEqualTo(RenditionStatus.PENDING);

    time.pass(config.lease().plusSeconds(1));
    takeOver.run();
    takeOver.run();
    due.run();
    assertThat(row().status).isEqualTo(RenditionStatus.READY);
    assertThat(row().attempts).isEqualTo(1);
    assertThat(row().credits).isEqualByComparingTo("1");
  }

  @Test
  void whatHasFailedBeginsAnew() {
    wanted.later(cutout, WANTED);
    vendor.ending(End.seen("400"));
    due.run();
    assertThat(row().status).isEqualTo(RenditionStatus.FAILED);

    wanted.later(cutout, WANTED);
    due.run();

    assertThat(row().status).isEqualTo(RenditionStatus.READY);
    assertThat(row().failure).isNull();
  }

  @Test
  void whatHasFailedAndCostNothingIsNotLookedFor() {
    wanted.later(cutout, WANTED);
    vendor.ending(End.seen("400"));
    due.run();
    long claims = row().claimNumber;

    assertThat(task.run(cutout)).isEmpty();

    assertThat(row().claimNumber).isEqualTo(claims);
  }

  private RenditionEntity row() {
    return renditions.rows(List.of(Rendition.id(cutout, PNG))).get(0);
  }
}
