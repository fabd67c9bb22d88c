package bitline.report;

import bitline.base.Units;
import bitline.cell.Cell;
import bitline.chip.Adc;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.OperatingPoint;
import bitline.chip.StepLaw;
import bitline.chip.Wires;
import bitline.text.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One chip for a person to read: what it is, what follows from its geometry, and every value with
/// its source.
public final class ChipSheet {
  private static final String UNKNOWN = "–";

  private ChipSheet() {}

  /// The sheet as text, lines ended by `\n` and within `width` columns where words allow.
  public static String text(Chip chip, int width) {
    StringBuilder out = new StringBuilder();
    paragraph(out, chip.name() + ": " + chip.title() + " (" + chip.year() + ")", "", width);
    out.append('\n');
    for (String line : lines(chip)) {
      paragraph(out, line, "  ", width);
    }
    out.append('\n').append(points(chip).render(width));
    for (OperatingPoint point : chip.operatingPoints()) {
      if (point.boundary() != null || point.condition() != null) {
        String said = "energy of " + or(point.boundary()) + "; data: " + or(point.condition());
        paragraph(out, point.name() + ": " + said, "  ", width);
      }
    }
    out.append('\n');
    evidence(out, chip.evidence(), width);
    return out.toString();
  }

  private static List<String> lines(Chip chip) {
    Array array = chip.array();
    Cell cell = chip.cell();
    Adc adc = chip.adc();
    List<String> out = new ArrayList<>();
    Double area = chip.area();
    out.add(
        "process    "
            + Units.format(chip.node(), "m")
            + (area == null ? "" : ", " + Units.format(area, "m2")));
    out.add(
        "arrays     "
            + chip.arrays()
            + " ("
            + many(chip.cores(), "core")
            + " of "
            + many(chip.core().macros(), "macro")
            + "), each "
            + array.rows()
            + " rows × "
            + array.columns()
            + " columns; "
            + array.activeRows()
            + " rows summed at once");
    out.add(
        "cell       "
            + cell.name()
            + ": "
            + word(cell.medium())
            + ", "
            + bits(cell.bits())
            + "; weights "
            + (chip.rewritableWhileRunning()
                ? "can be rewritten while it runs"
                : "stay while it runs"));
    out.add(
        "weights    "
            + word(array.encoding())
            + (array.pair() == null ? "" : " (pair in " + word(array.pair()) + ")")
            + ", "
            + span(array.weightBits())
            + "; holds "
            + holds(chip)
            + sets(chip));
    out.add(
        "inputs     "
            + span(array.inputBits())
            + (array.signedInputs() ? ", signed or not" : ", unsigned")
            + ", "
            + bits(chip.macro().dac().bits())
            + " a step ("
            + word(chip.macro().dac().type())
            + ")");
    out.add(
        "sums       "
            + (adc == null
                ? "digital and exact"
                : "converted by "
                    + adc.bits()
                    + "-bit "
                    + word(adc.type())
                    + ", "
                    + (adc.columnsPerAdc() == 1
                        ? "one a column"
                        : "one for " + adc.columnsPerAdc() + " columns")
                    + ", range "
                    + word(adc.range())));
    StepLaw law = chip.macro().stepLaw();
    if (law != null) {
      out.add(
          "steps      "
              + Units.format(law.pulse(), "s")
              + " a pulse, "
              + Units.format(law.conversion(), "s")
              + " a bit converted, "
              + Units.format(law.phase(), "s")
              + " a digit");
    }
    ConverterErrors.add(chip.macro(), out);
    FaultLines.add(chip.macro(), out);
    String writing = WritingCost.line(cell);
    if (writing != null) {
      out.add(writing);
    }
    Wires wires = chip.macro().wires();
    if (wires != null) {
      out.add(wires(wires));
    }
    return out;
  }

  private static String wires(Wires wires) {
    String ends =
        wires.driverResistance() + wires.senseResistance() == 0
            ? ""
            : ", drivers "
                + Units.format(wires.driverResistance(), "ohm")
                + ", sensing "
                + Units.format(wires.senseResistance(), "ohm");
    return "wires      "
        + Units.format(wires.supplyResistance(), "ohm")
        + " a cell along "
        + (wires.supply() == Wires.Supply.INPUT_LINE ? "rows" : "source lines")
        + " (driven "
        + end(wires.driven())
        + "), "
        + Units.format(wires.columnResistance(), "ohm")
        + " along columns (sensed "
        + end(wires.sensed())
        + ")"
        + ends;
  }

  private static String end(Wires.Ends ends) {
    return ends == Wires.Ends.BOTH ? "at both ends" : "at the " + word(ends) + " end";
  }

  private static String holds(Chip chip) {
    int widest = chip.array().maxWeightBits();
    int shown = chip.operatingPoint().weightBits();
    String own = ChipList.count(chip.weightCapacity(shown)) + " of " + bits(shown);
    return widest == shown
        ? own
        : own + ", " + ChipList.count(chip.weightCapacity(widest)) + " of " + widest;
  }

  private static String sets(Chip chip) {
    int sets = chip.macro().weightSets();
    return sets == 1 ? "" : " in " + sets + " sets";
  }

  /// The operating points; a column in which nobody has published anything is left out.
  private static Table points(Chip chip) {
    List<Table.Column> columns =
        List.of(
            Table.text("point"),
            Table.number("supply"),
            Table.number("in×w"),
            Table.number("step"),
            Table.number("published"),
            Table.number("geometry"),
            Table.number("efficiency"),
            Table.number("power"));
    List<List<String>> rows = new ArrayList<>();
    for (OperatingPoint point : chip.operatingPoints()) {
      rows.add(
          List.of(
              point.name(),
              quantity(point.supply(), "V"),
              point.inputBits() + "×" + point.weightBits(),
              Units.format(point.step(), "s"),
              quantity(point.ops(), "op/s"),
              Units.format(chip.peakOps(point), "op/s"),
              quantity(point.opsPerJoule(), "op/J"),
              quantity(point.power(), "W")));
    }
    List<Integer> kept =
        IntStream.range(0, columns.size())
            .filter(c -> rows.stream().anyMatch(row -> !row.get(c).equals(UNKNOWN)))
            .boxed()
            .toList();
    return new Table(
        kept.stream().map(columns::get).toList(),
        rows.stream().map(row -> kept.stream().map(row::get).toList()).toList());
  }

  /// Values with the number of their source, then the sources: a source may cover forty values.
  private static void evidence(StringBuilder out, List<Evidence> all, int width) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    for (Evidence each : all) {
      String said = word(each.kind()) + ": " + each.text();
      Integer number = numbers.computeIfAbsent(said, s -> numbers.size() + 1);
      rows.add(
          List.of(shorter(each.path()), each.written(), word(each.kind()) + " [" + number + "]"));
    }
    List<Table.Column> columns =
        List.of(Table.text("value"), Table.text("as written"), Table.text("from"));
    out.append(new Table(columns, rows).render(width)).append('\n');
    numbers.forEach((said, number) -> paragraph(out, "[" + number + "] " + said, "", width));
  }

  /// The array, converters and cell are what most values are about; their long paths would fill the
  /// table.
  private static String shorter(String path) {
    return path.replaceFirst("^core\\.macro\\.(cell\\.)?", "$1");
  }

  private static String span(List<Integer> bits) {
    boolean gapless = bits.getLast() - bits.getFirst() == bits.size() - 1;
    if (bits.size() == 1) {
      return bits(bits.getFirst());
    }
    return gapless
        ? bits.getFirst() + " to " + bits(bits.getLast())
        : String.join(", ", bits.stream().map(String::valueOf).toList()) + " bits";
  }

  private static String bits(int n) {
    return n == 1 ? "1 bit" : n + " bits";
  }

  private static String many(int n, String thing) {
    return n + " " + thing + (n == 1 ? "" : "s");
  }

  private static String quantity(@Nullable Double value, String unit) {
    return value == null ? UNKNOWN : Units.format(value, unit);
  }

  private static String or(@Nullable String text) {
    return text == null ? "not stated" : text;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("twos ", "two's ");
  }

  /// Breaks a line between words; what follows the first line stands under its text.
  private static void paragraph(StringBuilder out, String text, String indent, int width) {
    int label =
        text.indexOf("  ") < 0
            ? 4
            : text.length() - text.substring(text.indexOf("  ")).stripLeading().length();
    String hang = indent + " ".repeat(text.startsWith("[") || label > 4 ? Math.min(label, 12) : 2);
    out.append(Paragraph.wrap(text, indent, hang, width));
  }
}
