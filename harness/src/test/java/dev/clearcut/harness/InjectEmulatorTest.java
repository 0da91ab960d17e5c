package dev.clearcut.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Who gets which account, and what becomes of it; seen by running test classes within this one. */
@Execution(ExecutionMode.SAME_THREAD)
class InjectEmulatorTest {

  private static final List<String> SEEN = new ArrayList<>();

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  @Test
  void eachTestHasAnAccountOfItsOwnAndEachClassToo() {
    assertThat(failures(run(Accounts.class))).isEmpty();

    assertThat(SEEN).hasSize(4);
    assertThat(Set.copyOf(SEEN.subList(0, 2))).hasSize(2);
  }

  /** Class, field and parameter; a nested class sees the fields around it. */
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class Accounts {

    @InjectEmulator static Emulator ofTheClass;
    @InjectEmulator Emulator ofTheTest;

    @Test
    void first(@InjectEmulator Emulator more) {
      note(more);
    }

    @Test
    void second(@InjectEmulator Emulator more) {
      note(more);
    }

    private void note(Emulator more) {
      SEEN.add(ofTheTest.key());
      assertThat(ofTheClass.url()).isEqualTo(ofTheTest.url()).isEqualTo(more.url());
      assertThat(Set.of(ofTheClass.key(), ofTheTest.key(), more.key())).hasSize(3);
    }

    @Nested
    class Within {

      @InjectEmulator Emulator inner;

      @Test
      void third() {
        SEEN.add(ofTheTest.key());
        SEEN.add(inner.key());
        assertThat(inner.key()).isNotEqualTo(ofTheTest.key());
      }
    }
  }

  @Test
  void aTestThatViolatesTheContractFailsAndSaysHow() {
    TestExecutionSummary summary = run(Violating.class);

    assertThat(summary.getFailures())
        .extracting(failure -> failure.getTestIdentifier().getDisplayName())
        .containsExactly("unnoticed(Emulator)");
    assertThat(failures(summary))
        .singleElement()
        .isInstanceOf(AssertionError.class)
        .extracting(Throwable::getMessage, STRING)
        .contains("key: Missing required field: key.");
  }

  /** One that does not expect it, two that do. */
  static class Violating {

    @Test
    void unnoticed(@InjectEmulator Emulator emulator) {
      violate(emulator);
    }

    @Test
    void ignored(@InjectEmulator(violations = Violations.IGNORE) Emulator emulator) {
      violate(emulator);
    }

    @Test
    void allowed(@InjectEmulator Emulator emulator) {
      emulator.allowViolations();
      violate(emulator);
    }

    private static void violate(Emulator emulator) {
      Vendor.token(emulator).json("/v3/file-ops/get-public-url/", "{}");
    }
  }

  @Test
  void anEmulatorOfOnesOwnIsAsNewBeforeEachTest() {
    assertThat(failures(run(WithOwn.class))).isEmpty();

    assertThat(Set.copyOf(SEEN)).hasSize(1);
    assertThat(new Admin(URI.create(SEEN.get(0))).answers()).isFalse();
  }

  /** Its clock may be moved; its settings are its own; it ends with the class. */
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class WithOwn {

    @InjectEmulator(own = true, options = "-Dclearcut.mock.accounts.credits=3")
    Emulator emulator;

    @Test
    @Order(1)
    void filesExpire() {
      Vendor vendor = Vendor.token(emulator);
      vendor.upload("photo.jpg", Picture.ofABall());
      assertThat(vendor.publicUrl("photo.jpg").statusCode()).isEqualTo(200);

      emulator.clock().advance(Duration.ofHours(2).plusMinutes(1));

      assertThat(vendor.publicUrl("photo.jpg").statusCode()).isEqualTo(404);
      SEEN.add(emulator.url().toString());
    }

    @Test
    @Order(2)
    void theClockIsRightAgain() {
      assertThat(Duration.between(Instant.now(), emulator.clock().now()))
          .isLessThan(Duration.ofHours(1));
      assertThat(emulator.credits()).isEqualByComparingTo("3");
      assertThat(emulator.url()).isNotEqualTo(Emulators.shared());
      SEEN.add(emulator.url().toString());
    }
  }

  @Test
  void testsMayRunAtTheSameTime() {
    TestExecutionSummary summary = run(AtTheSameTime.class);

    assertThat(failures(summary)).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isEqualTo(8);
    assertThat(AtTheSameTime.KEYS).hasSize(8);
  }

  /** Each sees its own calls only. */
  @Execution(ExecutionMode.CONCURRENT)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class AtTheSameTime {

    static final Set<String> KEYS = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void each(int number, @InjectEmulator Emulator emulator) {
      emulator.on("upload").once().answer(503);
      Vendor vendor = Vendor.token(emulator);
      for (int i = 0; i <= number; i++) {
        vendor.upload("photo.jpg", Picture.ofABall());
      }
      emulator.calls("upload").happened(Times.exactly(number + 1));
      emulator.calls("upload").withStatus(503).happened(Times.once());
      KEYS.add(emulator.key());
    }
  }

  @Test
  void aFieldOfAnotherTypeIsRefusedWithASentence() {
    assertThat(failures(run(WrongType.class)))
        .singleElement()
        .extracting(Throwable::getMessage, STRING)
        .startsWith("@InjectEmulator is for fields of the type Emulator");
  }

  /** Not injectable. */
  static class WrongType {
    @InjectEmulator String emulator;

    @Test
    void never() {}
  }

  @Test
  void optionsNeedAnEmulatorOfOnesOwn() {
    assertThat(failures(run(OptionsForAll.class)))
        .singleElement()
        .extracting(Throwable::getMessage, STRING)
        .contains("own = true");
  }

  /** Would change the emulator of others. */
  static class OptionsForAll {
    @InjectEmulator(options = "-Xmx1g")
    static Emulator emulator;

    @BeforeAll
    static void start() {}

    @Test
    void never() {}
  }

  private static List<Throwable> failures(TestExecutionSummary summary) {
    return summary.getFailures().stream().map(TestExecutionSummary.Failure::getException).toList();
  }

  private static TestExecutionSummary run(Class<?> testClass) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(testClass))
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "same_thread")
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }
}
