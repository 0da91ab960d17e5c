package dev.clearcut.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.clearcut.rendition.LazyCommit;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What holds in each room of the house; which of them know each other, DiagramTest says. */
@AnalyzeClasses(packages = "dev.clearcut", importOptions = DoNotIncludeTests.class)
@Execution(ExecutionMode.CONCURRENT)
class ArchitectureTest {

  private static final String[] GENERATED = {
    "dev.clearcut.backgroundcut.api..", "dev.clearcut.api.."
  };
  private static final String MOCK = "dev.clearcut.mock..";

  /** The role that each of them needs is compared with the document by ServiceDocumentTest. */
  @ArchTest
  static final ArchRule every_call_of_the_service_is_one_of_its_document =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage(MOCK)
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackages(GENERATED)
          .should()
          .beMetaAnnotatedWith(HttpMethod.class);

  @ArchTest
  static final ArchRule only_the_policies_touch_the_wire =
      noClasses()
          .that()
          .doNotHaveSimpleName("VendorCalls")
          .and()
          .doNotHaveSimpleName("EarlyClients")
          .and()
          .haveSimpleNameNotEndingWith("Client")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("dev\\.clearcut\\.backgroundcut\\.\\w+Client");

  @ArchTest
  static final ArchRule rooms_do_not_go_round_in_circles =
      slices().matching("dev.clearcut.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule rooms_of_the_emulator_do_not_go_round_in_circles =
      slices().matching("dev.clearcut.mock.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule no_emulator_bean_is_in_the_production_build =
      classes()
          .that()
          .resideInAPackage(MOCK)
          .and(
              DescribedPredicate.describe(
                  "are beans, providers or resources",
                  type ->
                      type.isAnnotatedWith(ApplicationScoped.class)
                          || type.isAnnotatedWith(RequestScoped.class)
                          || type.isAnnotatedWith(Provider.class)
                          || type.isMetaAnnotatedWith(Path.class)
                          || type.getSimpleName().endsWith("Resource")))
          .should()
          .beAnnotatedWith(UnlessBuildProfile.class);

  /** In production the client would want an instance of each, emulator's or not, and fail. */
  @ArchTest
  static final ArchRule body_writers_are_the_servers =
      classes()
          .that()
          .areAssignableTo(MessageBodyWriter.class)
          .should()
          .beAnnotatedWith(ConstrainedTo.class);

  @ArchTest
  static final ArchRule dependencies_come_through_the_constructor =
      fields().should().notBeAnnotatedWith(Inject.class);

  @ArchTest static final ArchRule no_static_state = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule entities_stay_in_their_feature =
      classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();

  @ArchTest
  static final ArchRule time_comes_in_through_a_clock =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.clearcut.mock.clock")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  /** Each of them is followed by a step that waits for the disk, before anything is promised. */
  private static final Set<String> LAZY =
      Set.of(
          "CutoutRepository.add",
          "Claims.want",
          "Claims.take",
          "Claims.charged",
          "BatchSteps.begin");

  @ArchTest
  static final ArchRule only_steps_that_another_one_follows_do_not_wait_for_the_disk =
      methods()
          .that()
          .areDeclaredIn(LazyCommit.class)
          .and()
          .arePublic()
          .should()
          .onlyBeCalled()
          .byCodeUnitsThat(
              DescribedPredicate.describe(
                  "are on the list",
                  unit -> LAZY.contains(unit.getOwner().getSimpleName() + "." + unit.getName())));
}
