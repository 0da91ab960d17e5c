package dev.clearcut.harness;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Gives tests their emulators, and looks afterwards whether the contract was kept.
 *
 * <p>What JUnit 6 deprecates is there from 5.8 on, what replaces it is not.
 */
@SuppressWarnings("deprecation")
final class EmulatorExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(EmulatorExtension.class);

  /** An emulator that was given to a test or to a class. */
  private record Given(Emulator emulator, Violations violations) {}

  /** Those of one test or one class. */
  private static final class GivenList {
    private final List<Given> all = new ArrayList<>();
  }

  /** Ends with its class. */
  private record OwnProcess(EmulatorProcess process)
      implements ExtensionContext.Store.CloseableResource {

    @Override
    public void close() {
      process.close();
    }
  }

  private EmulatorExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) throws IllegalAccessException {
    for (Field field : fields(context.getRequiredTestClass())) {
      if (Modifier.isStatic(field.getModifiers())) {
        inject(field, null, context);
      }
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IllegalAccessException {
    for (Object test : context.getRequiredTestInstances().getAllInstances()) {
      for (Field field : fields(test.getClass())) {
        if (!Modifier.isStatic(field.getModifiers())) {
          inject(field, test, context);
        }
      }
    }
  }

  private static List<Field> fields(Class<?> type) {
    return AnnotationSupport.findAnnotatedFields(
        type, InjectEmulator.class, field -> true, HierarchyTraversalMode.TOP_DOWN);
  }

  private static void inject(Field field, Object test, ExtensionContext context)
      throws IllegalAccessException {
    if (field.getType() != Emulator.class || Modifier.isFinal(field.getModifiers())) {
      throw new ExtensionConfigurationException(
          "@InjectEmulator is for fields of the type Emulator that are not final, which %s is not."
              .formatted(field));
    }
    field.setAccessible(true);
    InjectEmulator wish = field.getAnnotation(InjectEmulator.class);
    Optional<Emulator> applications =
        Optional.ofNullable((Emulator) field.get(test)).filter(Emulator::isApplications);
    if (applications.isPresent()) {
      applications.get().reset();
      given(context).add(new Given(applications.get(), wish.violations()));
    } else {
      field.set(test, give(wish, context));
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(InjectEmulator.class)
        && parameter.getParameter().getType() == Emulator.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return give(parameter.findAnnotation(InjectEmulator.class).orElseThrow(), context);
  }

  private static Emulator give(InjectEmulator wish, ExtensionContext context) {
    if (wish.options().length > 0 && !wish.own()) {
      throw new ExtensionConfigurationException(
          "@InjectEmulator(options = …) needs own = true: other tests use the shared emulator"
              + " too.");
    }
    Emulator emulator =
        wish.own()
            ? own(wish, context)
            : Emulator.sharedAt(Emulators.shared(), Emulators.freshKey());
    given(context).add(new Given(emulator, wish.violations()));
    return emulator;
  }

  private static Emulator own(InjectEmulator wish, ExtensionContext context) {
    ExtensionContext testClass = outermostClass(context);
    List<Object> key = List.of(testClass.getUniqueId(), Arrays.asList(wish.options()));
    EmulatorProcess process =
        testClass
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                key,
                absent -> new OwnProcess(EmulatorProcess.builder().options(wish.options()).start()),
                OwnProcess.class)
            .process();
    Emulator emulator = process.account(Emulators.freshKey());
    emulator.resetAll();
    return emulator;
  }

  private static ExtensionContext outermostClass(ExtensionContext context) {
    ExtensionContext outermost = context;
    for (ExtensionContext parent = context;
        parent.getTestClass().isPresent();
        parent = parent.getParent().orElseThrow()) {
      outermost = parent;
    }
    return outermost;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    check(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    check(context);
  }

  /** Each account is emptied, also when another one failed. */
  private static void check(ExtensionContext context) {
    AssertionError failure = null;
    for (Given given : given(context)) {
      try {
        if (given.violations == Violations.FAIL && !given.emulator.violationsAllowed()) {
          given.emulator.calls().violatedNothing();
        }
      } catch (AssertionError e) {
        failure = e;
      } finally {
        given.emulator.reset();
      }
    }
    given(context).clear();
    if (failure != null) {
      throw failure;
    }
  }

  /** A key of this very context: a store also finds what is in those above it. */
  private static List<Given> given(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            List.of("given", context.getUniqueId()), absent -> new GivenList(), GivenList.class)
        .all;
  }
}
