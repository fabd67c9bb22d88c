package bitline.forecast.score;

import bitline.forecast.Method;
import bitline.forecast.Observation;
import java.util.List;

/// Another method, made as wide as its own misses: at an origin it is rehearsed at every earlier
/// year, the standard normal deviates of what came are squared and averaged, and the forecast is
/// stretched by the root. Were the method calibrated the root would be 1, and so much is assumed to
/// begin with: the prior counts as [#PRIOR] releases of machines.
///
/// It corrects the width alone. A shift learned in the same way made scores worse (see
/// docs/forecast-scores.md): a trend that was too low for years is often too high in the next.
///
/// @param of what it corrects
/// @param prior releases that the belief in the method's own width is worth, above 0
public record Recalibrated(Method of, double prior) implements Method {
  /// A year or two of releases; what follows from 5 to 50 is in docs/forecast-scores.md.
  private static final double PRIOR = 20;

  public Recalibrated {
    if (!(prior > 0)) {
      throw new IllegalArgumentException("a prior of " + prior);
    }
  }

  public Recalibrated(Method of) {
    this(of, PRIOR);
  }

  /// The method to take where nothing speaks for another: the standard stack, recalibrated. Key:
  /// `stacked-calibrated`.
  public static Method standard() {
    return new Recalibrated(new Remembered(Stacked.standard()));
  }

  @Override
  public String name() {
    return of.name() + "-calibrated";
  }

  @Override
  public String says() {
    return of.says() + "; as wide as its misses at earlier origins ask for";
  }

  @Override
  public Fitted fit(List<Observation> known, double origin) {
    Fitted fitted = of.fit(known, origin);
    double factor = factor(known, origin);
    return date -> new Stretched(fitted.at(date), factor);
  }

  /// How much wider the forecast is made at an origin.
  public double factor(List<Observation> known, double origin) {
    double squares = prior;
    double weight = prior;
    for (Rehearsal.Outcome outcome : Rehearsal.of(List.of(of), known, origin)) {
      double z =
          Math.clamp(Stretched.deviate(outcome.said().getFirst(), outcome.log10()), -FAR, FAR);
      squares += outcome.weight() * z * z;
      weight += outcome.weight();
    }
    return Math.sqrt(squares / weight);
  }

  /// A miss that is further off counts as this many deviations: one in a million.
  private static final double FAR = 4.75;
}
