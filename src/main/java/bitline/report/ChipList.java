package bitline.report;

import bitline.base.Units;
import bitline.chip.Adc;
import bitline.chip.Chip;
import bitline.chip.OperatingPoint;
import bitline.text.Evidence;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Chips beside each other: one row each.
public final class ChipList {
  private ChipList() {}

  /// What the list says of one chip; in JSON, SI units.
  ///
  /// @param name the name to give to `--chip`
  /// @param title one line
  /// @param year of publication
  /// @param node process node in metres
  /// @param memory the medium of its cells
  /// @param rewritableWhileRunning whether weights can be exchanged while it computes
  /// @param arrays arrays that compute at the same time
  /// @param adcBits resolution of its converters; null: digital
  /// @param weights how many weights of the point's width it holds
  /// @param inputBits bits of an input at its first operating point
  /// @param weightBits bits of a weight there
  /// @param ops operations a second as published; null where they were not
  /// @param peakOps operations a second that follow from geometry and step time
  /// @param watts published power
  /// @param published how many of its values were published
  /// @param assumed how many were assumed
  public record Summary(
      String name,
      String title,
      int year,
      double node,
      String memory,
      boolean rewritableWhileRunning,
      int arrays,
      @Nullable Integer adcBits,
      long weights,
      int inputBits,
      int weightBits,
      @Nullable Double ops,
      double peakOps,
      @Nullable Double watts,
      long published,
      long assumed) {}

  /// The summary of a chip.
  public static Summary summary(Chip chip) {
    OperatingPoint point = chip.operatingPoint();
    Adc adc = chip.adc();
    long published =
        chip.evidence().stream().filter(e -> e.kind() == Evidence.Kind.PUBLISHED).count();
    return new Summary(
        chip.name(),
        chip.title(),
        chip.year(),
        chip.node(),
        chip.cell().medium().name().toLowerCase(Locale.ROOT),
        chip.rewritableWhileRunning(),
        chip.arrays(),
        adc == null ? null : adc.bits(),
        chip.weightCapacity(point.weightBits()),
        point.inputBits(),
        point.weightBits(),
        point.ops(),
        chip.peakOps(point),
        point.power(),
        published,
        chip.evidence().size() - published);
  }

  /// A table of 80 columns: chip, node, memory, arrays, converter, precision, weights of that
  /// width, throughput.
  public static Table table(List<Summary> chips) {
    return new Table(
        List.of(
            Table.text("chip"),
            Table.number("node"),
            Table.text("memory"),
            Table.number("arrays"),
            Table.number("ADC"),
            Table.number("in×w"),
            Table.number("weights"),
            Table.number("speed")),
        chips.stream().map(ChipList::row).toList());
  }

  private static List<String> row(Summary chip) {
    Double ops = chip.ops();
    return List.of(
        chip.name(),
        Units.format(chip.node(), "m"),
        chip.memory(),
        String.valueOf(chip.arrays()),
        chip.adcBits() == null ? "none" : chip.adcBits() + " b",
        chip.inputBits() + "×" + chip.weightBits(),
        count(chip.weights()),
        Units.format(ops == null ? chip.peakOps() : ops, "op/s"));
  }

  /// A count to three digits: `4.19 M`.
  static String count(long n) {
    return n < 1_000
        ? String.valueOf(n)
        : n < 1_000_000
            ? three(n / 1e3) + " k"
            : n < 1_000_000_000L ? three(n / 1e6) + " M" : three(n / 1e9) + " G";
  }

  private static String three(double x) {
    return Units.format(x, "1", 3);
  }
}
