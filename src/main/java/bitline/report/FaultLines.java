package bitline.report;

import bitline.base.Units;
import bitline.chip.Array;
import bitline.chip.Faults;
import bitline.chip.Macro;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a chip's file says of dead lines and of spare ones, in words.
final class FaultLines {
  private FaultLines() {}

  /// Adds a line where there are any.
  static void add(Macro macro, List<String> lines) {
    List<String> said = new ArrayList<>();
    Array array = macro.array();
    if (array.spareRows() + array.spareColumns() > 0) {
      said.add(array.spareRows() + " spare rows, " + array.spareColumns() + " spare columns");
    }
    Faults faults = macro.faults();
    if (faults != null) {
      dead(said, "rows", faults.rows());
      dead(said, "columns", faults.columns());
      Faults.Clusters clusters = faults.clusters();
      if (clusters != null) {
        said.add(
            Units.format(clusters.perArray(), "1", 3)
                + " clusters an array, of radius "
                + Units.format(clusters.radius(), "1", 3));
      }
    }
    if (!said.isEmpty()) {
      lines.add("faults     " + String.join(", ", said));
    }
  }

  private static void dead(List<String> said, String what, Faults.@Nullable Lines share) {
    if (share != null) {
      said.add(Numbers.percent(share.off() + share.on()) + " of " + what + " dead");
    }
  }
}
