package bitline.cli;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.sim.fault.FaultMap;
import bitline.sim.fault.FaultSource;
import bitline.sim.fault.Repair;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Effect;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say which cells are stuck, and what is done about them; mixed in with `@Mixin`.
final class FaultOptions {
  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description =
          "Stuck cells as a test found them instead of drawn ones: CSV (array,weight_set,row,column,stuck) or .npy.")
  private @Nullable Path faults;

  @Option(
      names = "--repair",
      paramLabel = "WAY",
      description = "What is done about stuck cells: none, spares, rows, remap or both (none).")
  private @Nullable String repair;

  @Mixin private DefectOptions defects = new DefectOptions();

  /// Whether cells are stuck whatever the chip's file tells.
  boolean told() {
    return asked() != null;
  }

  /// Defects of manufacture.
  DefectOptions defects() {
    return defects;
  }

  /// The option that asks for a manufactured chip, as it stands on the command line; null where
  /// none does.
  @Nullable String asked() {
    return faults != null ? "--faults " + faults : defects.asked();
  }

  /// Conditions with the faults and the repair that were asked for.
  Conditions on(Conditions conditions, Chip chip) {
    Set<Effect> effects = conditions.effects();
    String asked = asked();
    if (faults != null && defects.asked() != null) {
      throw new Problem(
          defects.asked() + " draws faults, --faults " + faults + " reads them; keep one");
    }
    if ((asked != null || repair != null) && !effects.contains(Effect.STUCK)) {
      throw new Problem(
          (asked != null ? asked : "--repair " + repair)
              + " would do nothing: no cell is stuck; "
              + (asked != null
                  ? "add stuck to --effects"
                  : "add stuck to --effects where the chip's or the cell's file tells of it, or give --faults FILE or --defects 0.1/cm2"));
    }
    Conditions repaired = conditions.repaired(repair(chip));
    return faults == null
        ? repaired.withFaults(defects.on(conditions.faults(), chip))
        : repaired.withFaults(new FaultSource.Tested(FaultMap.read(faults, chip)));
  }

  private Repair repair(Chip chip) {
    if (repair == null) {
      return Repair.NONE;
    }
    for (Repair way : Repair.values()) {
      if (way.word().equals(repair)) {
        if (way == Repair.SPARES || way == Repair.BOTH) {
          checkSpares(chip);
        }
        if (chip.adc() == null && (way == Repair.REMAP || way == Repair.BOTH)) {
          throw new Problem(
              "--repair "
                  + repair
                  + ": the adders of "
                  + chip.name()
                  + " are wired to its columns, so that no digit goes to another; rows or spares");
        }
        return way;
      }
    }
    List<String> words = Stream.of(Repair.values()).map(Repair::word).toList();
    throw new Problem(
        "--repair '"
            + repair
            + "' is none of "
            + String.join(", ", words)
            + Spelling.hint(repair, words));
  }

  private void checkSpares(Chip chip) {
    if (!spares(chip)) {
      throw new Problem(
          "--repair "
              + repair
              + ": the arrays of "
              + chip.name()
              + " have no spare lines; give --spares 2x2, or add spareRows or spareColumns to the array in its file");
    }
  }

  static boolean spares(Chip chip) {
    Array array = chip.array();
    return array.spareRows() + array.spareColumns() > 0;
  }
}
