package bitline.silicon.validate;

import bitline.base.Units;
import bitline.chip.Chip;
import bitline.chip.Data;
import bitline.chip.Measured;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import bitline.text.Evidence;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// All that was published of described chips: their area, the figures of their operating points and
/// what else was measured.
///
/// Each thing that was measured counts once. What was derived or assumed by the author of a chip
/// file is shown and not counted. Of several figures that say the same (an area and the densities
/// that were computed from it; TOPS/W and joules a multiply-accumulate at the same conditions; a
/// part's joules and its share) the first counts: areas before densities, operating points before
/// what else was measured, joules of a part before its share.
final class Comparisons {
  private final List<Comparison> comparisons = new ArrayList<>();
  private final Set<Object> counted = new HashSet<>();

  private Comparisons() {}

  /// The figures of all chips, chip by chip.
  static List<Comparison> of(List<Chip> chips) {
    Comparisons all = new Comparisons();
    chips.forEach(all::add);
    return List.copyOf(all.comparisons);
  }

  private void add(Chip chip) {
    Map<String, Evidence> evidence = new HashMap<>();
    chip.evidence().forEach(e -> evidence.put(e.path(), e));
    if (chip.area() != null) {
      OperatingPoint first = chip.operatingPoint();
      add(
          chip,
          first,
          null,
          Form.AREA,
          areaParts(chip, List.of()),
          chip.area(),
          why(evidence, "area"));
    }
    for (int i = 0; i < chip.operatingPoints().size(); i++) {
      OperatingPoint point = chip.operatingPoints().get(i);
      Function<String, @Nullable String> why =
          told(evidence, "operatingPoints", i, point.notComparable());
      add(chip, point, null, Form.OPS, Set.of(), point.ops(), why.apply("ops"));
      add(
          chip,
          point,
          null,
          Form.OPS_PER_JOULE,
          energyParts(point),
          point.opsPerJoule(),
          why.apply("opsPerJoule"));
      add(
          chip,
          point,
          null,
          Form.OPS_PER_AREA,
          areaParts(chip, List.of()),
          point.opsPerArea(),
          why.apply("opsPerArea"));
    }
    for (int i = 0; i < chip.measured().size(); i++) {
      add(chip, chip.measured().get(i), evidence, i);
    }
  }

  private void add(Chip chip, Measured m, Map<String, Evidence> evidence, int index) {
    OperatingPoint base =
        chip.operatingPoints().stream()
            .filter(p -> p.name().equals(m.point()))
            .findFirst()
            .orElse(chip.operatingPoint());
    OperatingPoint at = m.over(base, chip.macro());
    boolean geometry = m.area() != null || m.areaShare() != null;
    Function<String, @Nullable String> why =
        told(evidence, "measured", index, geometry ? m.notComparable() : at.notComparable());
    Set<Part> energy = energyParts(at);
    Set<Part> area = areaParts(chip, m.parts());
    add(chip, at, m, Form.OPS, Set.of(), m.ops(), why.apply("ops"));
    add(chip, at, m, Form.OPS_PER_JOULE, energy, m.opsPerJoule(), why.apply("opsPerJoule"));
    add(chip, at, m, Form.ENERGY_PER_MAC, energy, m.energyPerMac(), why.apply("energyPerMac"));
    add(
        chip,
        at,
        m,
        Form.ENERGY_PER_CONVERSION,
        energy,
        m.energyPerConversion(),
        why.apply("energyPerConversion"));
    add(chip, at, m, Form.ENERGY_PER_STEP, energy, m.energyPerStep(), why.apply("energyPerStep"));
    add(chip, at, m, Form.ENERGY_SHARE, energy, m.energyShare(), why.apply("energyShare"));
    add(chip, at, m, Form.AREA, area, m.area(), why.apply("area"));
    add(chip, at, m, Form.AREA_SHARE, area, m.areaShare(), why.apply("areaShare"));
    add(chip, at, m, Form.OPS_PER_AREA, area, m.opsPerArea(), why.apply("opsPerArea"));
  }

  private void add(
      Chip chip,
      OperatingPoint at,
      @Nullable Measured measured,
      Form form,
      Set<Part> parts,
      @Nullable Double value,
      @Nullable String why) {
    if (value == null) {
      return;
    }
    OperatingPoint base =
        chip.operatingPoints().stream()
            .filter(p -> p.name().equals(at.name()))
            .findFirst()
            .orElse(chip.operatingPoint());
    Set<Part> covered =
        form == Form.AREA || form == Form.AREA_SHARE || form == Form.OPS_PER_AREA
            ? areaParts(chip, List.of())
            : energyParts(base);
    Quantity quantity = quantity(form, parts.containsAll(covered));
    OperatingPoint bare = bare(at);
    @Nullable String uncounted =
        why != null ? why : value == 0 ? "a published zero has no ratio" : null;
    if (uncounted == null && !counted.add(key(chip, bare, quantity, form, parts))) {
      uncounted = "says the same as one above";
    }
    if (uncounted == null && quantity == Quantity.PART_ENERGY) {
      counted.add(key(chip, bare, Quantity.ENERGY_SHARE, form, parts));
    }
    if (uncounted == null && quantity == Quantity.PART_AREA) {
      counted.add(key(chip, bare, Quantity.AREA_SHARE, form, parts));
    }
    comparisons.add(
        new Comparison(
            chip,
            bare,
            parts,
            covered,
            new Published(
                chip.name(),
                chip.family() == null ? chip.name() : chip.family(),
                chip.macro().digital(),
                base.name(),
                measured == null ? "" : conditions(at, base),
                at.supply(),
                quantity,
                form,
                EnumSet.allOf(Part.class).stream().filter(parts::contains).toList(),
                measured == null ? null : measured.curve(),
                value,
                uncounted)));
  }

  /// A boundary that holds all that the point covers is a whole, and so is every TOPS/W.
  private static Quantity quantity(Form form, boolean all) {
    return switch (form) {
      case OPS -> Quantity.THROUGHPUT;
      case OPS_PER_JOULE -> Quantity.ENERGY;
      case ENERGY_PER_MAC, ENERGY_PER_CONVERSION, ENERGY_PER_STEP ->
          all ? Quantity.ENERGY : Quantity.PART_ENERGY;
      case ENERGY_SHARE -> Quantity.ENERGY_SHARE;
      case OPS_PER_AREA -> Quantity.AREA;
      case AREA -> all ? Quantity.AREA : Quantity.PART_AREA;
      case AREA_SHARE -> Quantity.AREA_SHARE;
    };
  }

  /// What two figures share that say the same. An area is the same at every operating point.
  private static Object key(
      Chip chip, OperatingPoint at, Quantity quantity, Form form, Set<Part> parts) {
    boolean area =
        quantity == Quantity.AREA
            || quantity == Quantity.PART_AREA
            || quantity == Quantity.AREA_SHARE;
    return area ? List.of(chip.name(), quantity, parts) : List.of(chip.name(), quantity, parts, at);
  }

  /// The conditions alone, so that points which differ in nothing that a model sees are equal.
  private static OperatingPoint bare(OperatingPoint p) {
    return p.conditions("", p.data() == null ? Data.RANDOM : p.data());
  }

  private static Set<Part> energyParts(OperatingPoint point) {
    return point.covers().isEmpty() ? Comparison.MACRO : Set.copyOf(point.covers());
  }

  private static Set<Part> areaParts(Chip chip, List<Part> told) {
    return !told.isEmpty()
        ? Set.copyOf(told)
        : chip.areaCovers().isEmpty() ? Comparison.MACRO : Set.copyOf(chip.areaCovers());
  }

  /// Why the values of an entry of a list do not count, by their keys.
  private static Function<String, @Nullable String> told(
      Map<String, Evidence> evidence, String list, int index, @Nullable String notComparable) {
    return key ->
        notComparable != null ? notComparable : why(evidence, list + "[" + index + "]." + key);
  }

  private static @Nullable String why(Map<String, Evidence> evidence, String path) {
    Evidence told = evidence.get(path);
    return told == null || told.kind() == Evidence.Kind.PUBLISHED
        ? null
        : "assumed: " + told.text();
  }

  /// In what the conditions of a measurement differ from its operating point's.
  private static String conditions(OperatingPoint at, OperatingPoint base) {
    List<String> words = new ArrayList<>();
    if (at.supply() != null && !at.supply().equals(base.supply())) {
      words.add(Units.format(at.supply(), "V"));
    }
    if (at.inputBits() != base.inputBits() || at.weightBits() != base.weightBits()) {
      words.add(at.inputBits() + "×" + at.weightBits());
    }
    if (at.outputBits() != null && !at.outputBits().equals(base.outputBits())) {
      words.add(at.outputBits() + " b out");
    }
    Data data = at.data();
    if (data != null && !data.equals(base.data())) {
      word(words, "inputs", data.inputOnes());
      word(words, "weights", data.weightOnes());
      word(words, "toggles", data.inputToggles());
      word(words, "code", data.code());
    }
    return String.join(", ", words);
  }

  private static void word(List<String> words, String what, @Nullable Double share) {
    if (share != null) {
      words.add(what + " " + Units.format(share, "1", 3));
    }
  }
}
