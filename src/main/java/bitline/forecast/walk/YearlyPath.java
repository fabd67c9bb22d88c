package bitline.forecast.walk;

import bitline.forecast.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Machines of many dates as one value a year: years are counted back from the origin, so that the
/// last is as full as the others, and those without a machine are left out.
///
/// @param steps number of each year that holds machines, ascending
/// @param dates mean date of its machines
/// @param logs natural logarithm of what stands for it
/// @param residuals how far single machines lie from what stands for their year, natural
///   logarithms, ascending; one zero where no year holds two machines
record YearlyPath(int[] steps, double[] dates, double[] logs, List<Double> residuals) {
  /// More than these tell nothing more about the distribution of residuals.
  private static final int MOST_RESIDUALS = 101;

  /// What stands for a year.
  enum Level {
    MEDIAN,
    HIGHEST,
    LOWEST;

    private double of(double[] sorted) {
      int n = sorted.length;
      return switch (this) {
        case MEDIAN -> (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        case HIGHEST -> sorted[n - 1];
        case LOWEST -> sorted[0];
      };
    }
  }

  static YearlyPath of(List<Observation> known, double origin, Level level) {
    List<List<Observation>> years = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (Observation o : known) {
      int year = -(int) Math.ceil(origin - o.date() - 1e-9); // the last year before is −1
      if (steps.isEmpty() || steps.getLast() != year) {
        steps.add(year);
        years.add(new ArrayList<>());
      }
      years.getLast().add(o);
    }
    double[] dates = new double[years.size()];
    double[] logs = new double[years.size()];
    List<Double> residuals = new ArrayList<>();
    for (int i = 0; i < years.size(); i++) {
      List<Observation> year = years.get(i);
      double[] values = year.stream().mapToDouble(o -> StrictMath.log(o.value())).toArray();
      Arrays.sort(values);
      double sum = 0;
      for (Observation o : year) {
        sum += o.date();
      }
      dates[i] = sum / year.size();
      logs[i] = level.of(values);
      if (values.length > 1) {
        // a middle that was fitted to few lies closer to them than to the next one
        double widen = level == Level.MEDIAN ? Math.sqrt(values.length / (values.length - 1.0)) : 1;
        for (double value : values) {
          residuals.add(widen * (value - logs[i]));
        }
      }
    }
    return new YearlyPath(
        steps.stream().mapToInt(Integer::intValue).toArray(), dates, logs, thinned(residuals));
  }

  private static List<Double> thinned(List<Double> residuals) {
    List<Double> all = residuals.stream().sorted().toList();
    if (all.isEmpty()) {
      return List.of(0.0);
    }
    if (all.size() <= MOST_RESIDUALS) {
      return all;
    }
    List<Double> thin = new ArrayList<>();
    for (int i = 0; i < MOST_RESIDUALS; i++) {
      thin.add(all.get((int) ((i + 0.5) * all.size() / MOST_RESIDUALS)));
    }
    return thin;
  }
}
