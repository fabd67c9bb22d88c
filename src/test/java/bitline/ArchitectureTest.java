package bitline;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callCodeUnitWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The rooms (packages under `bitline.`), what each may use, and what only one of them may do.
class ArchitectureTest {
  /// Lowest first. A room may use those named beside it and whatever those may use.
  private static final Map<String, List<String>> ROOMS = new LinkedHashMap<>();

  static {
    room("base");
    room("text", "base");
    room("scenario", "base", "text");
    room("tensor", "base");
    room("graph", "base", "tensor", "text");
    room("onnx", "graph");
    room("quant", "graph");
    room("task", "graph");
    room("cell", "base", "text");
    room("chip", "cell", "text");
    room("program", "graph", "chip");
    room("map", "quant", "program");
    room("sim", "program", "tensor");
    room("time", "program");
    room("silicon", "program");
    room("catalogue", "text");
    room("money", "silicon", "sim", "catalogue");
    room("compare", "time", "silicon", "money", "catalogue");
    room("forecast", "catalogue", "money");
    room("policy", "catalogue", "money");
    room("measure", "program", "sim");
    room("explore", "map", "sim", "time", "silicon", "money");
    room("evaluate", "task", "map", "sim");
    room("claim", "compare", "explore", "scenario");
    room("advise", "compare", "forecast", "policy");
    room("report", allBelow());
    room("studio", allBelow());
    room("cli", allBelow());
  }

  /// Rooms that meet the outside: a clock, a file store, a person.
  private static final Set<String> OUTSIDE = Set.of("explore", "report", "studio", "cli", "boot");

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("bitline");
  }

  @Test
  void theClassesWereRead() {
    assertThat(classes).hasSizeGreaterThan(150);
    assertThat(rooms()).contains("base", "tensor", "graph", "onnx", "cli");
  }

  @Test
  void everyRoomHasItsPlace() {
    Set<String> placed = new TreeSet<>(ROOMS.keySet());
    placed.add("boot");
    assertThat(placed).containsAll(rooms());
  }

  @Test
  void noRoomUsesAHigherOne() {
    LayeredArchitecture layers =
        Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true);
    for (String room : ROOMS.keySet()) {
      layers = layers.layer(room).definedBy("bitline." + room + "..");
    }
    for (String room : ROOMS.keySet()) {
      String[] below = reachable(room).toArray(String[]::new);
      layers =
          below.length == 0
              ? layers.whereLayer(room).mayNotAccessAnyLayer()
              : layers.whereLayer(room).mayOnlyAccessLayers(below);
    }
    layers.check(classes);
  }

  @Test
  void roomsFormNoCycles() {
    slices().matching("bitline.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void onlyTheCommandLineAndTheStudioUseTheLibrarysDoor() {
    noClasses()
        .that()
        .resideOutsideOfPackages("bitline", "bitline.cli..", "bitline.studio..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("bitline")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("bitline")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("bitline.cli..", "bitline.studio..")
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void onlyOneRoomUsesTheVectorApi() {
    noClasses()
        .that()
        .resideOutsideOfPackage("bitline.tensor.simd..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .check(classes);
  }

  @Test
  void onlyTheCommandLinePrintsExitsAndParsesArguments() {
    var elsewhere = noClasses().that().resideOutsideOfPackages("bitline.cli..", "bitline.boot..");
    elsewhere.should().accessField(System.class, "out").check(classes);
    elsewhere.should().accessField(System.class, "err").check(classes);
    elsewhere
        .should()
        .callMethodWhere(
            any(
                calls(System.class, "exit|console"),
                calls(Runtime.class, "exit|halt"),
                calls(Throwable.class, "printStackTrace")))
        .check(classes);
    elsewhere.should().dependOnClassesThat().resideInAPackage("picocli..").check(classes);
  }

  /// What a room below the outside computes is a function of its inputs: no clock, no chance, no
  /// surroundings.
  @Test
  void resultsDependOnInputsAlone() {
    noClasses()
        .that(inside("bitline.tensor.simd")) // which reads how wide its vectors are to be
        .should(askTheSurroundings())
        .check(classes);
    noClasses().that(inside()).should(drawUnkeyedNumbers()).check(classes);
  }

  /// Java leaves these functions' last bit to the platform; those of `StrictMath` have one answer.
  @Test
  void transcendentalFunctionsAreStrict() {
    noClasses().that(inside()).should(useLooseMathematics()).check(classes);
  }

  /// Without a locale `%.2f` prints a comma on some machines.
  @Test
  void numbersAreFormattedWithALocale() {
    noClasses().should(formatForTheMachinesLocale()).check(classes);
  }

  @Test
  void theRulesBite() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
    for (var sin :
        List.of(
            askTheSurroundings(),
            drawUnkeyedNumbers(),
            useLooseMathematics(),
            formatForTheMachinesLocale())) {
      assertThat(noClasses().that(inside()).should(sin).evaluate(offender).hasViolation())
          .as(sin.getDescription())
          .isTrue();
    }
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)")
        .check(classes);
  }

  @Test
  void everyPackageIsNullMarkedAndSaysWhatItIs() {
    JavaPackage root = classes.getPackage("bitline");
    List<String> unmarked = new ArrayList<>();
    Stream.concat(Stream.of(root), root.getSubpackagesInTree().stream())
        .filter(
            p -> p.getClasses().stream().anyMatch(c -> !c.getSimpleName().equals("package-info")))
        .filter(p -> !p.isAnnotatedWith(NullMarked.class))
        .forEach(p -> unmarked.add(p.getName()));
    assertThat(unmarked).as("packages without a @NullMarked package-info").isEmpty();
  }

  private static void room(String name, String... mayUse) {
    ROOMS.put(name, List.of(mayUse));
  }

  private static String[] allBelow() {
    return ROOMS.keySet().toArray(String[]::new);
  }

  private static Set<String> reachable(String room) {
    Set<String> below = new TreeSet<>();
    for (String used : ROOMS.get(room)) {
      assertThat(ROOMS).as("room that %s may use", room).containsKey(used);
      below.add(used);
      below.addAll(reachable(used));
    }
    return below;
  }

  private static Set<String> rooms() {
    return classes.stream()
        .map(JavaClass::getPackageName)
        .filter(p -> p.startsWith("bitline."))
        .map(p -> p.split("\\.")[1])
        .collect(toCollection(TreeSet::new));
  }

  private static DescribedPredicate<JavaClass> inside(String... except) {
    return DescribedPredicate.describe(
        "inside",
        c ->
            OUTSIDE.stream().noneMatch(room -> c.getPackageName().startsWith("bitline." + room))
                && Stream.of(except).noneMatch(c.getPackageName()::startsWith));
  }

  private static ArchCondition<JavaClass> askTheSurroundings() {
    return callMethodWhere(
        any(
            calls(
                System.class,
                "currentTimeMillis|nanoTime|getenv|getProperty|getProperties|lineSeparator"),
            calls(Boolean.class, "getBoolean"),
            calls(Integer.class, "getInteger"),
            calls(Long.class, "getLong"),
            inPackage("java.time", "now|systemUTC|systemDefaultZone"),
            calls(Locale.class, "getDefault")));
  }

  private static ArchCondition<JavaClass> drawUnkeyedNumbers() {
    return callCodeUnitWhere(
        any(
            calls(Math.class, "random"),
            calls(UUID.class, "randomUUID"),
            calls(Random.class, ".*"),
            calls(SecureRandom.class, ".*"),
            inPackage("java.util", "parallelStream"),
            inPackage("java.util.stream", "parallel")));
  }

  private static ArchCondition<JavaClass> useLooseMathematics() {
    return callMethodWhere(
        calls(
            Math.class,
            "sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|exp|expm1|log|log10|log1p|pow|cbrt|hypot"));
  }

  private static ArchCondition<JavaClass> formatForTheMachinesLocale() {
    return callMethodWhere(
        DescribedPredicate.describe(
            "it formats for the machine's locale",
            call ->
                call.getTargetOwner().isEquivalentTo(String.class)
                    && (call.getName().equals("formatted")
                        || (call.getName().equals("format")
                            && call.getTarget().getRawParameterTypes().size() == 2))));
  }

  private static DescribedPredicate<JavaCall<?>> calls(Class<?> owner, String methods) {
    return target(
            owner(
                DescribedPredicate.describe(
                    owner.getName(), (JavaClass c) -> c.isAssignableTo(owner))))
        .and(target(nameMatching(methods)))
        .forSubtype();
  }

  private static DescribedPredicate<JavaCall<?>> inPackage(String prefix, String methods) {
    return target(
            owner(
                DescribedPredicate.describe(
                    "in " + prefix, (JavaClass c) -> c.getPackageName().startsWith(prefix))))
        .and(target(nameMatching(methods)))
        .forSubtype();
  }

  @SafeVarargs
  private static DescribedPredicate<JavaCall<?>> any(DescribedPredicate<JavaCall<?>>... calls) {
    DescribedPredicate<JavaCall<?>> all = calls[0];
    for (int i = 1; i < calls.length; i++) {
      all = all.or(calls[i]);
    }
    return all;
  }

  /// Does what no class inside may do.
  private static final class Offender {
    static String everything() {
      return String.format("%f", Math.exp(Math.random()) + System.nanoTime());
    }
  }
}
