package bitline.report;

import bitline.program.Estimate;
import bitline.program.LayerActivity;
import bitline.program.ProgramActivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How far an activity that was not counted in a run may be off, in words.
public final class ActivityError {
  private ActivityError() {}

  /// Of statistics, beside a run of the same pictures.
  ///
  /// @param energy joules with the statistics over joules with the run
  public static String of(ProgramActivity statistics, ProgramActivity run, double energy) {
    List<String> counts = new ArrayList<>();
    for (ProgramActivity.Deviation deviation : statistics.against(run)) {
      counts.add(name(deviation.count()) + " " + signed(deviation.total()));
    }
    return "; beside a counted run of them energy "
        + signed(energy - 1)
        + " ("
        + String.join(", ", counts)
        + ")";
  }

  /// Of a sample: the largest standard error of a count over all layers.
  public static String of(ProgramActivity sample) {
    double worst = 0;
    for (ProgramActivity.Count count : ProgramActivity.Count.values()) {
      double sum = 0;
      double variance = 0;
      for (LayerActivity layer : sample.layers().values()) {
        Estimate estimate = count.of(layer);
        sum += estimate.value();
        variance += estimate.error() * estimate.error();
      }
      worst = Math.max(worst, sum == 0 ? 0 : Math.sqrt(variance) / sum);
    }
    return ", each count known within " + Numbers.percent(worst) + " (standard error)";
  }

  private static String name(ProgramActivity.Count count) {
    return count.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String signed(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * share).replace('-', '−');
  }
}
