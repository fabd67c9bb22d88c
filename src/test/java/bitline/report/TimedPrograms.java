package bitline.report;

import bitline.Signs;
import bitline.Workbench;
import bitline.graph.Graph;
import bitline.program.Batch;
import bitline.time.Arrivals;
import bitline.time.Service;
import bitline.time.Timing;
import java.util.List;

/// Programs that were played, for tests of what is made of them.
final class TimedPrograms {
  /// With wires and without, with a memory outside and without, with arrays for each layer and
  /// shared ones.
  static final List<String> CHIPS =
      List.of("axelera_isscc_2024", "houmo_h30_2023", "ideal_digital", "wan_nature_2022");

  private static final Graph SIGNS = Signs.QUANTISED;

  private TimedPrograms() {}

  /// Traffic signs, sixteen pictures one behind the other.
  ///
  /// @param most entries that are written down
  static Timing.Recorded signs(String chip, int most) {
    return Timing.recorded(Workbench.map(SIGNS, Workbench.chip(chip)), Batch.of(1), 16, most);
  }

  /// Traffic signs sent by cameras, 100 pictures of each.
  static Service.Recorded served(String chip, int cameras, double rate, int most) {
    Arrivals arrivals = new Arrivals(cameras, rate, 100, new Arrivals.Phases.Spread());
    long deadline = arrivals.period();
    return Service.recorded(
        Workbench.map(SIGNS, Workbench.chip(chip)), 1, arrivals, deadline, most);
  }
}
