package dev.clearcut.harness;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Injects an {@link Emulator} of BackgroundCut into a field or a parameter of a JUnit test.
 *
 * <p>An instance field or a parameter of a test method gets an account that nobody has used before,
 * for this one test; a static field, or a parameter of a constructor or a {@code @BeforeAll}
 * method, one for its class. The emulator is started when the first test needs it, in a process of
 * its own, and ends with this JVM.
 *
 * <p>With {@link EmulatorTestResource}, a field gets the account of the Quarkus application under
 * test instead, as new before each test.
 */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EmulatorExtension.class)
public @interface InjectEmulator {

  /**
   * Whether this test class has an emulator of its own, as new before each test, whose clock it may
   * move. The tests of such a class must not run at the same time.
   */
  boolean own() default false;

  /**
   * Options for the JVM of an emulator of one's own, and settings of the emulator: {@code
   * {"-Xmx1g", "-Dclearcut.mock.strict=true"}}.
   */
  String[] options() default {};

  /** What becomes of a test whose calls are not what the contract says. */
  Violations violations() default Violations.FAIL;
}
