package bitline.cli;

import bitline.Workbench;
import bitline.base.Units;
import bitline.chip.Chip;
import bitline.chip.OperatingPoint;
import bitline.report.Figure;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Speeds that were published of chips, beside what `time` says.
final class PublishedTimes {
  private static final double CLOSE = 0.03;

  private PublishedTimes() {}

  static void measure(Path data, Consumer<Figure> figures) {
    for (String name : List.of("hermes64_natel_2023", "wan_nature_2022", "jia_jssc_2020")) {
      Chip chip = Workbench.chip(name);
      for (OperatingPoint point : chip.operatingPoints()) {
        Double published = point.ops();
        if (published != null) {
          Chip at = chip.at(point.name());
          figures.accept(fullChip(at, point.name(), FullChip.inputBits(at), published, CLOSE));
        }
      }
    }
    widthsOfJia(figures);
    PublishedNetworks.measure(data, figures);
  }

  /// Jia et al. 2020, figure 10, as transcribed in CiMLoop @ 2bac57f: inputs of 2, 4 and 8 bits
  /// take 2, 4 and 9.4 times as long as those of 1 bit. The last is limited by what brings data to
  /// the array, which our description of the chip leaves out: it is shown, and no target.
  private static void widthsOfJia(Consumer<Figure> figures) {
    Chip jia = Workbench.chip("jia_jssc_2020");
    double one = Objects.requireNonNull(jia.operatingPoint().ops());
    figures.accept(fullChip(jia, "2-bit inputs", 2, one / 2, CLOSE));
    figures.accept(fullChip(jia, "4-bit inputs", 4, one / 4, CLOSE));
    figures.accept(fullChip(jia, "8-bit inputs", 8, one * 64 / 600, null));
  }

  /// @param share of the published figure that ours may lie off; null: no target
  private static Figure fullChip(
      Chip chip, String point, int inputBits, double published, @Nullable Double share) {
    double ops = FullChip.ops(chip, inputBits);
    String product =
        Units.format(2.0 * chip.weightCapacity(chip.operatingPoint().weightBits()) / ops, "s", 4);
    return figure(
        chip.name().substring(0, chip.name().indexOf('_')) + ", " + point,
        tera(ops),
        tera(published),
        ops / published - 1,
        share,
        ", " + product);
  }

  static String tera(double ops) {
    return String.format(Locale.ROOT, "%.4g TOPS", ops * 1e-12);
  }

  static Figure figure(
      String what,
      String ours,
      String published,
      double error,
      @Nullable Double share,
      String remark) {
    return new Figure(
        Verification.TIME,
        what,
        ours,
        published + (share == null ? "" : String.format(Locale.ROOT, " ± %.0f %%", 100 * share)),
        share == null ? null : Math.abs(error) <= share,
        String.format(Locale.ROOT, "%+.1f %%%s", Math.rint(error * 1000) / 10 + 0.0, remark));
  }
}
