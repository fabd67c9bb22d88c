package bitline.report;

import bitline.base.Units;
import bitline.cell.Cell;
import bitline.cell.Write;
import bitline.cell.Writing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What writing cells once costs, for a person to read.
///
/// @param cells how many
/// @param atOnce cells that are programmed at the same time: one in each array
/// @param pulses mean pulses a cell
/// @param eraseBlocks blocks of flash that are erased first, one after the other
/// @param seconds of all of it
/// @param joules null where the cell does not tell
/// @param lifeUsed share of the writes that a cell survives; 0 where endurance has no limit
public record WritingCost(
    long cells,
    int atOnce,
    double pulses,
    long eraseBlocks,
    double seconds,
    @Nullable Double joules,
    double lifeUsed) {

  /// Null where nothing is known of the cell's writing.
  public static @Nullable WritingCost of(Cell cell, long cells, int atOnce) {
    Writing writing = Writing.of(cell);
    if (writing == null) {
      return null;
    }
    Writing.Cost cost = writing.cost(cells, atOnce);
    return new WritingCost(
        cells,
        atOnce,
        cost.pulses(),
        cost.erases(),
        cost.time(),
        cost.energy(),
        writing.lifeUsed(1));
  }

  /// A sentence.
  public String text() {
    List<String> said = new ArrayList<>();
    said.add(Units.format(seconds, "s", 3) + " with one cell at a time in each array");
    said.add(joules == null ? "energy not known" : Units.format(joules, "J", 3) + " in the cells");
    if (pulses != 1) {
      said.add(number(pulses) + " pulses a cell");
    }
    if (eraseBlocks > 0) {
      said.add(eraseBlocks + (eraseBlocks == 1 ? " block" : " blocks") + " erased first");
    }
    if (lifeUsed > 0) {
      said.add(
          "1 of the " + ChipList.count((long) (1 / lifeUsed)) + " writes that a cell survives");
    }
    return "writing its weights once: " + String.join(", ", said);
  }

  /// How a cell is written, in a line; null where nothing is known of it.
  static @Nullable String line(Cell cell) {
    Write write = cell.write();
    WritingCost one = of(cell, 1, 1);
    if (write == null || one == null) {
      return null;
    }
    List<String> said = new ArrayList<>();
    Write.Erase erase = write.erase();
    double time = one.seconds - (erase == null ? 0 : erase.time());
    String each = (one.pulses == 1 ? "" : number(one.pulses) + " pulses, ");
    each += Units.format(time, "s", 3);
    Double joules = one.joules;
    if (joules != null) {
      Double erasing = erase == null ? Double.valueOf(0) : erase.energy();
      each += ", " + Units.format(joules - (erasing == null ? 0 : erasing), "J", 3);
    }
    said.add("each cell " + each);
    if (erase != null) {
      said.add(
          "erased in blocks of "
              + erase.cells()
              + " cells, "
              + Units.format(erase.time(), "s", 3)
              + " each");
    }
    Double endurance = cell.endurance();
    if (endurance != null) {
      said.add("survives " + ChipList.count((long) (double) endurance) + " writes");
    }
    Double retention = cell.retention();
    if (retention != null) {
      said.add("kept for " + Units.format(retention, "s", 3));
    }
    return "writing    " + String.join("; ", said);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
