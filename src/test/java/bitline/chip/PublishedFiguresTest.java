package bitline.chip;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.base.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Every figure of the tables of published silicon stands in a chip file with the same value and
/// conditions, or is named here with the reason why not.
class PublishedFiguresTest {
  private static final Path SILICON =
      Path.of(System.getProperty("bitline.data", "../shared")).resolve("silicon");

  private static final double LIKE = 0.01;

  /// Rows of the table of chips, by the beginning of their id.
  private static final Map<String, String> CHIPS =
      Map.ofEntries(
          Map.entry("jia_jssc2020", "jia_jssc_2020"),
          Map.entry("sinangil_jssc2021", "sinangil_jssc_2021"),
          Map.entry("neurram_nature2022", "wan_nature_2022"),
          Map.entry("wang_vlsi2022", "wang_vlsi_2022"),
          Map.entry("colonnade_jssc2021", "kim_jssc_2021"),
          Map.entry("papistas_cicc2021", "papistas_cicc_2021"),
          Map.entry("jssc2023_9896828", "su_jssc_2023"),
          Map.entry("isscc2023_7.8", "chen_isscc_2023"),
          Map.entry("tu_isscc2022_15.5", "tu_isscc_2022"),
          Map.entry("yan_isscc2022_11.7", "yan_isscc_2022"),
          Map.entry("isscc2023_10067779", "yue_isscc_2023"),
          Map.entry("chih_isscc2021", "chih_isscc_2021"),
          Map.entry("mori_isscc2023", "mori_isscc_2023"),
          Map.entry("jedhe_vlsi2023", "jedhe_vlsi_2023"),
          Map.entry("hermes_jssc2022", "khaddam_jssc_2022"),
          Map.entry("hermes64_natel2023", "hermes64_natel_2023"),
          Map.entry("ambrogio_nature2023", "ambrogio_nature_2023"),
          Map.entry("axelera_isscc2024", "axelera_isscc_2024"),
          Map.entry("fick_isscc2022", "fick_isscc_2022"),
          Map.entry("lee_vlsi2021", "lee_vlsi_2021"),
          Map.entry("zhang_cicc2022", "zhang_cicc_2022"),
          Map.entry("crcim_yoshioka2024", "yoshioka_jssc_2024"),
          Map.entry("yao_nature2020", "yao_nature_2020"),
          Map.entry("jung_nature2022", "jung_nature_2022"),
          Map.entry("deaville_vlsi2022", "deaville_vlsi_2022"),
          Map.entry("khwa_isscc2022", "khwa_isscc_2022"),
          Map.entry("houmo_h30", "houmo_h30_2023"));

  /// What is left out, and why.
  private static final Map<String, String> LEFT_OUT =
      Map.of("fujiwara_isscc2024_34.4", "only the title's figures are known, not the array");

  /// Chips of the table of points.
  private static final Map<String, String> OF_POINTS =
      Map.of(
          "neurram", "wan_nature_2022",
          "sinangil", "sinangil_jssc_2021",
          "jia2020", "jia_jssc_2020",
          "wang2022", "wang_vlsi_2022",
          "colonnade", "kim_jssc_2021");

  private static final Map<String, Set<Part>> PARTS =
      Map.ofEntries(
          Map.entry("wl_switching", Set.of(Part.DRIVERS)),
          Map.entry("neuron_ctrl", Set.of(Part.CONVERTERS, Part.DATAPATH, Part.CONTROL)),
          Map.entry("input_pulses", Set.of(Part.CELLS)),
          Map.entry("jia2020 array", Set.of(Part.DRIVERS, Part.CELLS)),
          Map.entry("colonnade array", Set.of(Part.CELLS, Part.ADDERS)),
          Map.entry("adc", Set.of(Part.CONVERTERS)),
          Map.entry("datapath", Set.of(Part.DATAPATH)),
          Map.entry("sparsity", Set.of(Part.CONTROL)),
          Map.entry("dac", Set.of(Part.DRIVERS)),
          Map.entry("mac", Set.of(Part.CELLS)),
          Map.entry("misc", Set.of(Part.DATAPATH, Part.CONTROL)),
          Map.entry("drivers", Set.of(Part.DRIVERS)),
          Map.entry("ctrl_reg", Set.of(Part.DATAPATH, Part.CONTROL)),
          Map.entry("decoder", Set.of(Part.CONTROL)));

  /// Operations of a multiply-accumulate.
  private static final double OPS = 2;

  /// One value of a chip file with its conditions.
  private record Figure(String kind, double value, OperatingPoint at, Set<Part> parts) {
    boolean fits(String other, double wanted) {
      return kind.equals(other) && Math.abs(value - wanted) <= LIKE * Math.abs(wanted);
    }
  }

  private static List<Figure> figures(Chip chip) {
    List<Figure> out = new ArrayList<>();
    for (OperatingPoint p : chip.operatingPoints()) {
      add(out, "tops", p.ops(), p, Set.of());
      add(out, "tops_per_w", p.opsPerJoule(), p, Set.of());
      add(out, "tops_per_mm2", p.opsPerArea(), p, Set.of());
    }
    for (Measured m : chip.measured()) {
      OperatingPoint base = chip.operatingPoint();
      for (OperatingPoint p : chip.operatingPoints()) {
        base = p.name().equals(m.point()) ? p : base;
      }
      OperatingPoint at = m.over(base, chip.macro());
      Set<Part> parts = m.parts().isEmpty() ? Set.of() : EnumSet.copyOf(m.parts());
      add(out, "tops", m.ops(), at, parts);
      add(out, "tops_per_w", m.opsPerJoule(), at, parts);
      add(out, "tops_per_mm2", m.opsPerArea(), at, parts);
      add(out, "energy", m.energyPerMac(), at, parts);
      add(out, "energy_per_access", m.energyPerStep(), at, parts);
      add(out, "energy_per_column", m.energyPerConversion(), at, parts);
      add(out, "energy_share", m.energyShare(), at, parts);
      add(out, "area", m.area(), at, parts);
      add(out, "area_share", m.areaShare(), at, parts);
    }
    return out;
  }

  private static void add(
      List<Figure> out, String kind, @Nullable Double value, OperatingPoint at, Set<Part> parts) {
    if (value != null) {
      out.add(new Figure(kind, value, at, parts));
    }
  }

  private static List<String> lines(String name) throws IOException {
    Path file = SILICON.resolve(name);
    Assumptions.assumeTrue(
        Files.exists(file), "skipped: no " + file + " (-Dbitline.data names another folder)");
    return Files.readAllLines(file);
  }

  /// Each row takes a figure away, the nearest that fits, so that two rows need two figures.
  @Test
  void everyPointOfACurveOrBreakdown() throws IOException {
    List<String> lines = lines("validation_points.csv");
    Map<String, List<Figure>> left = new TreeMap<>();
    OF_POINTS.forEach((name, file) -> left.put(name, figures(Chips.byName(file))));
    List<String> missing = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> row = cells(line);
      List<Figure> candidates = Objects.requireNonNull(left.get(row.get(0)), line);
      Map<String, String> conditions = conditions(row.get(4));
      double wanted = value(row);
      String kind = row.get(1).equals("gops") ? "tops" : row.get(1);
      Optional<Figure> found =
          candidates.stream()
              .filter(f -> f.fits(kind, wanted) && same(row.get(0), conditions, f))
              .min((a, b) -> Double.compare(off(a, wanted), off(b, wanted)));
      found.ifPresentOrElse(candidates::remove, () -> missing.add(line));
    }
    assertThat(missing).isEmpty();
    assertThat(lines).hasSize(223);
  }

  private static double off(Figure figure, double wanted) {
    return Math.abs(figure.value - wanted);
  }

  private static double value(List<String> row) {
    String unit = row.get(3);
    double number = Double.parseDouble(row.get(2));
    return switch (unit) {
      case "fJ/OP" -> OPS * number * 1e-15;
      case "fJ/MAC" -> number * 1e-15;
      case "frac" -> number;
      case "GOPS" -> number * 1e9;
      default -> Units.parse(row.get(2) + " " + unit, siUnit(unit));
    };
  }

  private static String siUnit(String unit) {
    return switch (unit) {
      case "TOPS" -> "op/s";
      case "TOPS/W" -> "op/J";
      case "TOPS/mm2" -> "op/s/m2";
      case "pJ" -> "J";
      case "mm2" -> "m2";
      default -> throw new IllegalArgumentException(unit);
    };
  }

  private static Map<String, String> conditions(String text) {
    Map<String, String> out = new LinkedHashMap<>();
    for (String part : text.split(";")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        out.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return out;
  }

  private static boolean same(String chip, Map<String, String> conditions, Figure figure) {
    OperatingPoint at = figure.at;
    Set<Part> parts = Set.of();
    for (Map.Entry<String, String> condition : conditions.entrySet()) {
      String told = condition.getValue();
      boolean holds =
          switch (condition.getKey()) {
            case "vdd" -> near(at.supply(), Double.parseDouble(told));
            case "in_bits" -> at.inputBits() == Integer.parseInt(told);
            case "weight_bits" -> at.weightBits() == Integer.parseInt(told);
            case "out_bits" -> near(at.outputBits(), Double.parseDouble(told));
            case "bits" -> at.inputBits() == Integer.parseInt(told.replaceAll("x.*", ""));
            case "phase" -> told.equals("one") == at.name().endsWith("one phase");
            case "output_code", "mean_output" -> code(at, Double.parseDouble(told) / 15);
            case "case" -> code(at, 1);
            case "regs" -> String.valueOf(at.notComparable()).startsWith(told + " pipeline");
            case "part" -> true;
            default -> throw new IllegalArgumentException(condition.toString());
          };
      // The fastest of Colonnade's figures at 8 bits is that of an operating point.
      boolean headline = condition.getKey().equals("regs") && told.equals("16");
      if (!holds && !headline) {
        return false;
      }
      if (condition.getKey().equals("part")) {
        Set<Part> named = PARTS.getOrDefault(chip + " " + told, PARTS.get(told));
        parts = Objects.requireNonNull(named, told);
      }
    }
    return figure.parts.equals(parts);
  }

  private static boolean near(@Nullable Number told, double wanted) {
    return told != null && Math.abs(told.doubleValue() - wanted) < 1e-9;
  }

  private static boolean code(OperatingPoint at, double wanted) {
    Data data = at.data();
    Double code = data == null ? null : data.code();
    return code != null && Math.abs(code - wanted) < 0.001;
  }

  @Test
  void everyFigureOfTheTableOfChips() throws IOException {
    List<String> lines = lines("silicon.csv");
    List<String> heads = cells(lines.getFirst());
    List<String> missing = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> row = cells(line);
      String id = row.getFirst().replaceAll("@.*", "");
      if (LEFT_OUT.containsKey(id)) {
        continue;
      }
      Chip chip = Chips.byName(Objects.requireNonNull(CHIPS.get(id), id));
      Map<String, Double> told = new LinkedHashMap<>();
      for (String head : List.of("node_nm", "supply_v", "op_input_bits", "op_weight_bits")) {
        number(row.get(heads.indexOf(head))).ifPresent(n -> told.put(head, n));
      }
      if (!near(told, "node_nm", chip.node() * 1e9)) {
        missing.add(row.getFirst() + ": node_nm");
      }
      number(row.get(heads.indexOf("area_mm2")))
          .filter(area -> !like(chip.area(), area * 1e-6))
          .ifPresent(area -> missing.add(row.getFirst() + ": area_mm2 " + area));
      for (String kind : List.of("tops", "tops_per_w", "tops_per_mm2", "fj_per_mac")) {
        number(row.get(heads.indexOf(kind)))
            .filter(n -> figures(chip).stream().noneMatch(f -> headline(f, kind, n, told)))
            .ifPresent(n -> missing.add(row.getFirst() + ": " + kind + " " + n));
      }
    }
    assertThat(missing).isEmpty();
    assertThat(lines).hasSizeGreaterThan(35);
  }

  private static boolean headline(
      Figure figure, String kind, double number, Map<String, Double> told) {
    OperatingPoint at = figure.at;
    Double supply = at.supply();
    boolean here =
        Math.ceil(told.getOrDefault("op_input_bits", 0.0)) == at.inputBits()
            && Math.ceil(told.getOrDefault("op_weight_bits", 0.0)) == at.weightBits()
            && (supply == null
                || !told.containsKey("supply_v")
                || near(told, "supply_v", supply)
                || at.name().contains("b in")); // the row begins with another voltage, of its rows
    return here
        && switch (kind) {
          case "tops" -> figure.fits(kind, number * 1e12);
          case "tops_per_w" -> figure.fits(kind, number * 1e12);
          case "tops_per_mm2" -> figure.fits(kind, number * 1e18);
          // of a multiply-accumulate, two operations
          default -> figure.fits("tops_per_w", OPS / (number * 1e-15));
        };
  }

  private static boolean near(Map<String, Double> told, String key, double wanted) {
    Double value = told.get(key);
    return value != null && like(value, wanted);
  }

  private static boolean like(@Nullable Double value, double wanted) {
    return value != null && Math.abs(value - wanted) <= LIKE * wanted;
  }

  private static final Pattern NUMBER = Pattern.compile("^~?(\\d+(?:\\.\\d+)?)");

  /// The number that a cell begins with.
  private static Optional<Double> number(String cell) {
    Matcher m = NUMBER.matcher(cell);
    return m.find() ? Optional.of(Double.valueOf(m.group(1))) : Optional.empty();
  }

  /// The cells of a line of comma-separated values; quotes are not doubled in these files.
  private static List<String> cells(String line) {
    List<String> out = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        out.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    out.add(cell.toString());
    return out;
  }
}
