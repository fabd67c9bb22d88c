package bitline.forecast.score;

import java.util.List;

/// A back-test in a few figures; each a mean over all scored observations.
///
/// @param scored how many; one that lies within the horizon of several origins counts for each
/// @param designs how many different designs they are
/// @param origins at how many origins anything was scored
/// @param cover50 share of observations inside the central 50 % interval
/// @param cover80 the same for 80 %
/// @param cover90 the same for 90 %
/// @param crps continuous ranked probability score, orders of magnitude
/// @param pinball over 5 … 95 %, orders of magnitude
/// @param logScore natural logarithm of the density
/// @param bias what came less the foretold median, orders of magnitude
public record Summary(
    int scored,
    int designs,
    int origins,
    double cover50,
    double cover80,
    double cover90,
    double crps,
    double pinball,
    double logScore,
    double bias) {

  /// Of some outcomes, such as those of one year ahead.
  public static Summary of(List<Scored> all) {
    int n = all.size();
    double crps = 0;
    double pinball = 0;
    double logScore = 0;
    double bias = 0;
    for (Scored s : all) {
      crps += s.crps();
      pinball += s.pinball();
      logScore += s.logScore();
      bias += s.error();
    }
    return new Summary(
        n,
        (int) all.stream().map(s -> s.seen().design()).distinct().count(),
        (int) all.stream().mapToDouble(Scored::origin).distinct().count(),
        share(all, 0.5),
        share(all, 0.8),
        share(all, 0.9),
        crps / n,
        pinball / n,
        logScore / n,
        bias / n);
  }

  private static double share(List<Scored> all, double probability) {
    return (double) all.stream().filter(s -> s.inside(probability)).count() / all.size();
  }
}
