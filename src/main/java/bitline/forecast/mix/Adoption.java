package bitline.forecast.mix;

/// The share of work that a technology does, over time: a logistic curve.
///
/// @param ceiling share at the end, 0 to 1; drawn by ratio
/// @param midpoint decimal year of half of it
/// @param rise years from a tenth to nine tenths of it, above 0; drawn by ratio
public record Adoption(Stated ceiling, Stated midpoint, Stated rise) {
  private static final double LOG_81 = 4.394449154672439;

  public Adoption {
    if (!(ceiling.low() > 0 && ceiling.high() <= 1)) {
      throw new IllegalArgumentException("ceiling is a share: above 0, at most 1");
    }
    if (!(rise.low() > 0)) {
      throw new IllegalArgumentException("rise must be above 0 years");
    }
    if (!(midpoint.low() > 1950 && midpoint.high() < 2300)) {
      throw new IllegalArgumentException("midpoint is a year, such as 2035");
    }
  }

  /// The share on a date, each parameter so many standard deviations from its middle.
  double at(double date, double top, double middle, double slope) {
    double years = date - midpoint.at(middle);
    return Math.min(1, ceiling.atRatio(top))
        / (1 + StrictMath.exp(-LOG_81 * years / rise.atRatio(slope)));
  }
}
