package dev.clearcut.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.svm.core.annotate.TargetClass;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Without a native-image at hand: the substitution fits, and is still needed. */
class UnauthorizedInNativeTest {

  private final String target =
      UnauthorizedInNative.class.getAnnotation(TargetClass.class).className();

  @Test
  void itReplacesAMethodThatIsThere() throws ReflectiveOperationException {
    Method ours = UnauthorizedInNative.class.getDeclaredMethods()[0];

    Method theirs =
        Class.forName(target).getDeclaredMethod(ours.getName(), ours.getParameterTypes());

    assertThat(theirs.getReturnType()).isEqualTo(ours.getReturnType());
    assertThat(theirs.getModifiers()).isEqualTo(ours.getModifiers());
  }

  /** Fails when a release of the library makes the class superfluous: then it can go. */
  @Test
  void itIsNeededBecauseTheLibraryReadsFieldsThatQuarkusDoesNotHave()
      throws ClassNotFoundException {
    JavaClass library = new ClassFileImporter().importClass(Class.forName(target));

    assertThat(library.getFieldAccessesFromSelf())
        .filteredOn(access -> access.getTargetOwner().isEquivalentTo(ChallengeData.class))
        .anyMatch(access -> !isThere(access.getTarget().getName()));
  }

  private static boolean isThere(String field) {
    return Arrays.stream(ChallengeData.class.getDeclaredFields())
        .anyMatch(each -> each.getName().equals(field));
  }
}
