package bitline.silicon.validate;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.chip.Measured;
import bitline.chip.OperatingPoint;
import bitline.silicon.Factors;
import bitline.silicon.Peak;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No chip gets a constant of its own: the models know none by name, and a chip's file has no place
/// for one.
class NoFactorOfAChipTest {
  /// Chips that stand for no silicon.
  private static final Pattern GENERIC = Pattern.compile("(generic|ideal)_.*");

  private static final Pattern KNOB =
      Pattern.compile("(?i).*(factor|scale|calibrat|correct|fudge|tuning|adjust|multiplier).*");

  /// Names of all chips' silicon, their first author's or maker's alone too.
  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (String chip : Chips.names()) {
      if (!GENERIC.matcher(chip).matches()) {
        names.add(chip);
        names.add(chip.substring(0, chip.indexOf('_')));
      }
    }
    return names;
  }

  private static Pattern anyOf(Set<String> names) {
    return Pattern.compile("(?i)\\b(" + String.join("|", names) + ")(?=\\b|_)");
  }

  /// Comments may say where a constant comes from; code may not ask which chip it is.
  @Test
  void theModelsKnowNoChipByName() throws IOException {
    Pattern name = anyOf(names());
    List<String> found = new ArrayList<>();
    for (Path file : files(Path.of("src/main/java/bitline/silicon"), ".java")) {
      String code = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/|//[^\\n]*", "");
      Matcher m = name.matcher(code);
      while (m.find()) {
        found.add(file + ": " + m.group());
      }
    }
    assertThat(found).isEmpty();
    assertThat(name.matcher("case \"jia_jssc_2020\" -> 0.275").find()).isTrue();
  }

  /// A measured converter that stands among the anchors carries the name of its chip's file, by
  /// which the model leaves it out for that chip.
  @Test
  void anchorsOfDescribedChipsBearTheirNames() throws IOException {
    Set<String> files = Set.copyOf(Chips.names());
    Set<String> authors = new HashSet<>();
    files.stream()
        .filter(c -> !GENERIC.matcher(c).matches())
        .forEach(c -> authors.add(c.substring(0, c.indexOf('_'))));
    Pattern key = Pattern.compile("(?m)^\\s*(?:- )?name: *[\"']?([A-Za-z0-9_ ]+)");
    List<String> wrong = new ArrayList<>();
    for (Path file : files(Path.of("components"), ".yaml")) {
      Matcher m = key.matcher(Files.readString(file));
      while (m.find()) {
        String anchor = m.group(1).strip().toLowerCase(Locale.ROOT);
        String author = anchor.split("[_ ]")[0];
        if (authors.contains(author) && !files.contains(anchor)) {
          wrong.add(file + ": " + anchor);
        }
      }
    }
    assertThat(wrong).as("anchors that would not be left out for their own chip").isEmpty();
  }

  @Test
  void nodesKnowNoChipByName() throws IOException {
    Pattern name =
        Pattern.compile("(?m)^[^#\\n]*?\\b(name|chip): *(" + String.join("|", names()) + ")\\b");
    for (Path file : files(Path.of("nodes"), ".yaml")) {
      assertThat(name.matcher(Files.readString(file)).find()).as(file.toString()).isFalse();
    }
  }

  /// The models do not look at what was published: with all of it struck out they say the same, to
  /// the last bit.
  @Test
  void theModelsDoNotReadWhatWasPublished() {
    int asked = 0;
    for (Chip chip : Chips.all()) {
      Chip silent = silent(chip);
      for (int i = 0; i < chip.operatingPoints().size(); i++) {
        try {
          Peak told = Peak.of(chip, chip.operatingPoints().get(i), Factors.BLIND);
          assertThat(Peak.of(silent, silent.operatingPoints().get(i), Factors.BLIND))
              .as(chip.name())
              .isEqualTo(told);
          asked++;
        } catch (Problem outOfRange) {
          // Nothing is said of it at all.
        }
      }
    }
    assertThat(asked).isGreaterThan(30);
  }

  private static Chip silent(Chip c) {
    List<OperatingPoint> points =
        c.operatingPoints().stream().map(p -> p.conditions(p.name(), p.data())).toList();
    return new Chip(
        c.name(),
        c.title(),
        c.year(),
        c.node(),
        null,
        c.cores(),
        c.core(),
        c.networkOnChip(),
        c.memories(),
        c.host(),
        c.control(),
        c.vectorUnit(),
        points,
        List.of(),
        List.of(),
        null,
        List.of());
  }

  /// Records of a chip's file have no component that multiplies a model.
  @Test
  void aChipsFileHasNoPlaceForAFactor() {
    Set<Class<?>> seen = new HashSet<>();
    List<String> knobs = new ArrayList<>();
    look(Chip.class, seen, knobs);
    assertThat(seen).contains(Chip.class, OperatingPoint.class, Measured.class);
    // Which errors of its converters a chip corrects itself: of values, not of joules.
    assertThat(knobs).containsOnly("AdcErrors.corrected");
  }

  private static void look(Type type, Set<Class<?>> seen, List<String> knobs) {
    if (type instanceof ParameterizedType of) {
      Stream.of(of.getActualTypeArguments()).forEach(t -> look(t, seen, knobs));
    }
    if (type instanceof Class<?> c
        && c.isRecord()
        && c.getPackageName().equals("bitline.chip")
        && seen.add(c)) {
      for (RecordComponent component : c.getRecordComponents()) {
        if (KNOB.matcher(component.getName()).matches()) {
          knobs.add(c.getSimpleName() + "." + component.getName());
        }
        look(component.getGenericType(), seen, knobs);
      }
    }
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }
}
