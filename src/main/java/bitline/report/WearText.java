package bitline.report;

import bitline.base.Units;
import bitline.cell.Cell;
import bitline.program.Program;
import bitline.program.Wear;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How long cells last that a program writes while it runs, for a person to read.
///
/// @param rate pictures a second, all day and night
/// @param writes of the most written cell, a second
/// @param cells that are written for one picture, of all together
/// @param endurance writes that a cell survives; null where nobody has said, or it has no limit
/// @param seconds until the most written cell is worn out; null where it never is
public record WearText(
    double rate,
    double writes,
    double cells,
    @Nullable Double endurance,
    @Nullable Double seconds) {
  private static final double YEAR = 365.25 * 86400;

  /// @param batch pictures that go through one segment before the next is written
  /// @param rate pictures a second
  public static WearText of(Program program, int batch, double rate) {
    Wear wear = Wear.of(program, batch);
    Double endurance = program.chip().cell().endurance();
    return new WearText(
        rate,
        wear.worst() * rate,
        wear.cells(),
        endurance,
        endurance == null || wear.worst() == 0 ? null : wear.years(endurance, rate) * YEAR);
  }

  /// A sentence.
  public String text(Cell cell) {
    String at = "at " + plain(rate) + (rate == 1 ? " picture/s" : " pictures/s");
    if (writes == 0) {
      return "no cell is written while it runs: " + at + " none wears out";
    }
    String often =
        at
            + " the most written cell is written "
            + (writes >= 1
                ? plain(writes) + " times a second"
                : "once in " + Units.format(1 / writes, "s", 3));
    if (endurance == null || seconds == null) {
      return often + "; for " + cell.medium().words() + " no limit is given: it does not wear out";
    }
    return often
        + "; "
        + cell.medium().words()
        + " survives "
        + ChipList.count((long) (double) endurance)
        + " writes: worn out after "
        + Units.format(seconds, "s", 3);
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.3g", value);
  }
}
