package bitline.report;

import bitline.base.Units;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Technology;
import bitline.text.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One accelerator for a person to read: what it is, what follows from its figures, and every value
/// with its grade and source.
public final class CatalogueSheet {
  private CatalogueSheet() {}

  /// The sheet as text, lines ended by `\n` and within `width` columns where words allow.
  public static String text(Accelerator a, int width) {
    StringBuilder out = new StringBuilder();
    paragraph(out, a.name() + ": " + a.title(), "", width);
    out.append('\n');
    for (String line : lines(a)) {
      out.append(Paragraph.wrap(line, "  ", "             ", width));
    }
    if (!a.published().isEmpty()) {
      out.append('\n').append(published(a).render(width));
      if (a.evidence().stream().anyMatch(e -> e.text().startsWith("MLPerf"))) {
        out.append("MLPerf's: our extract, divided by accelerators, not verified by MLCommons.\n");
      }
    }
    if (!a.remarks().isEmpty()) {
      out.append('\n');
      a.remarks().forEach(remark -> out.append(Paragraph.wrap(remark, "- ", "  ", width)));
    }
    out.append('\n');
    evidence(out, a.evidence(), width);
    return out.toString();
  }

  private static List<String> lines(Accelerator a) {
    List<String> out = new ArrayList<>();
    out.add(
        "is         "
            + words(a.technology())
            + " by "
            + a.vendor()
            + (a.country() == null ? "" : " (" + a.country() + ")")
            + ", for "
            + words(a.segment())
            + ", released "
            + a.released()
            + (a.merchant() == null ? "" : a.merchant() ? ", sold to others" : ", not sold")
            + (a.packages() == 1 ? "" : ", " + a.packages() + " packages in a unit"));
    if (a.chip() != null) {
      out.add("simulate   bitline show " + a.chip() + " (our description of it)");
    }
    for (Accelerator.Die die : a.dies()) {
      out.add("dies       " + die(die));
    }
    for (Accelerator.Rate rate : a.rates()) {
      out.add("peak       " + rate(rate, a.power()));
    }
    Double power = a.power();
    if (power != null) {
      out.add(
          "power      "
              + Units.format(power, "W")
              + (a.powerMeans() == null ? "" : " (" + words(a.powerMeans()) + ")"));
    }
    Accelerator.Store memory = a.memory();
    if (memory != null) {
      List<String> parts = new ArrayList<>();
      add(parts, memory.type());
      add(parts, memory.size() == null ? null : decimalBytes(memory.size()));
      add(parts, memory.bandwidth() == null ? null : Units.format(memory.bandwidth(), "B/s"));
      out.add("memory     " + String.join(", ", parts));
    }
    if (a.onChip() != null) {
      out.add("on dies    " + decimalBytes(a.onChip()));
    }
    Double link = a.link();
    if (link != null) {
      out.add(
          "links      "
              + (link == 0
                  ? "none to other units"
                  : Units.format(link, "B/s") + " to other units, both directions"));
    }
    Accelerator.Engine engine = a.engine();
    if (engine != null) {
      out.add("engine     " + engine(engine));
    }
    Double ops = a.peak().map(Accelerator.Rate::dense).orElse(null);
    for (Accelerator.Price price : a.prices()) {
      out.add(
          "price      "
              + String.format(Locale.ROOT, "%,.0f", price.dollars())
              + " USD ("
              + words(price.basis())
              + ", "
              + price.date()
              + ")"
              + (ops == null
                  ? ""
                  : ": "
                      + Units.format(ops / price.dollars(), "op/s", 3)
                      + " a dollar in "
                      + a.peak().map(r -> r.format().words()).orElse("")));
    }
    return out;
  }

  private static String die(Accelerator.Die die) {
    List<String> parts = new ArrayList<>();
    parts.add((die.count() > 1 ? die.count() + " × " : "") + die.process());
    add(parts, die.node() == null ? null : Units.format(die.node(), "m"));
    add(parts, die.area() == null ? null : Units.format(die.area(), "m2"));
    add(
        parts,
        die.transistors() == null
            ? null
            : Units.format(die.transistors() / 1e9, "1") + " G transistors");
    return String.join(", ", parts);
  }

  private static String rate(Accelerator.Rate rate, @Nullable Double power) {
    List<String> parts = new ArrayList<>();
    Double dense = rate.dense();
    if (dense != null) {
      parts.add(
          Units.format(dense, "op/s")
              + " dense"
              + (power == null || power == 0
                  ? ""
                  : " (" + Units.format(dense / power, "op/J", 3) + ")"));
    }
    if (rate.sparse() != null) {
      parts.add(Units.format(rate.sparse(), "op/s") + " sparse");
    }
    return rate.format().words() + ": " + String.join(", ", parts);
  }

  private static String engine(Accelerator.Engine engine) {
    List<String> parts = new ArrayList<>();
    parts.add(
        engine.units()
            + (engine.units() == 1 ? " unit" : " units")
            + (engine.rows() == null || engine.columns() == null
                ? ""
                : " of " + engine.rows() + " × " + engine.columns())
            + " at "
            + Units.format(engine.clock(), "Hz"));
    add(parts, engine.cache() == null ? null : decimalBytes(engine.cache()) + " before the memory");
    return String.join(", ", parts);
  }

  private static Table published(Accelerator a) {
    return new Table(
        List.of(Table.text("network"), Table.text("what"), Table.number("published")),
        a.published().stream()
            .map(r -> List.of(r.network(), r.what(), Units.format(r.value(), "1", 6)))
            .toList());
  }

  /// Values with their grade and the number of their source, then the sources.
  private static void evidence(StringBuilder out, List<Evidence> all, int width) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    for (Evidence each : all) {
      Integer number = numbers.computeIfAbsent(each.text(), s -> numbers.size() + 1);
      Evidence.Grade grade = each.grade();
      rows.add(
          List.of(
              each.path(),
              each.written(),
              (grade == null ? "not graded" : words(grade)) + " [" + number + "]"));
    }
    List<Table.Column> columns =
        List.of(Table.text("value"), Table.text("as written"), Table.text("grade and source"));
    out.append(new Table(columns, rows).render(width)).append('\n');
    numbers.forEach((said, number) -> paragraph(out, "[" + number + "] " + said, "", width));
  }

  /// A technology in a narrow column.
  static String shortly(Technology technology) {
    return switch (technology) {
      case GPU -> "GPU";
      case ASIC -> "ASIC";
      case SOC -> "SoC";
      case FPGA -> "FPGA";
      case DIGITAL_COMPUTE_IN_MEMORY -> "digital CIM";
      case ANALOG_COMPUTE_IN_MEMORY -> "analog CIM";
      case NEAR_MEMORY -> "near memory";
      case WAFER_SCALE -> "wafer";
      case PHOTONIC -> "photonic";
      case OPTICAL_ANALOG -> "optical";
      case NEUROMORPHIC -> "neurons";
    };
  }

  /// Bytes as data sheets say them: 80 GB, 52 MB, 5.5 MB; binary where only that is short.
  static String decimalBytes(double bytes) {
    String binary = Units.format(bytes, "B");
    String decimal = Units.format(bytes, "B/s").replace("/s", "");
    return binary.length() < decimal.length() ? binary : decimal;
  }

  private static void add(List<String> parts, @Nullable String part) {
    if (part != null) {
      parts.add(part);
    }
  }

  private static String words(Enum<?> constant) {
    String word = constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return switch (word) {
      case "gpu" -> "a GPU";
      case "asic" -> "an ASIC";
      case "soc" -> "a SoC";
      case "fpga" -> "an FPGA";
      case "tdp" -> "TDP";
      case "digital compute in memory" -> "digital compute-in-memory";
      case "analog compute in memory" -> "analog compute-in-memory";
      default -> word;
    };
  }

  private static void paragraph(StringBuilder out, String text, String indent, int width) {
    out.append(Paragraph.wrap(text, indent, indent + "    ", width));
  }
}
