package bitline.money.yield;

import java.util.function.DoubleUnaryOperator;

/// Laws by which defects that fall on a die become dies that work.
///
/// All are the same thing with another clustering: the density of defects where a die lies is the
/// mean density times a random factor x of mean 1, and a die with λ·x expected defects has none
/// with probability e^(−λ·x). Poisson has x = 1; Murphy a triangle from 0 to 2; Seeds an
/// exponential; the negative binomial a gamma distribution of shape α; √Seeds, e^(−√λ), a Lévy
/// distribution, which has no mean and is a fit to data only. Memories with spares need the x
/// itself, [#mean].
public enum YieldModel {
  POISSON("Poisson"),
  MURPHY("Murphy"),
  SEEDS("Seeds"),
  ROOT_SEEDS("√Seeds"),
  NEGATIVE_BINOMIAL("negative binomial");

  private static final int STEPS = 400;

  private final String words;

  YieldModel(String words) {
    this.words = words;
  }

  /// Its name in tables.
  public String words() {
    return words;
  }

  /// Share of dies without a defect.
  ///
  /// @param defects expected on one die: area × density, at least 0
  /// @param alpha clustering of the negative binomial: small is clustered; others ignore it
  public double yield(double defects, double alpha) {
    if (!(defects >= 0)) {
      throw new IllegalArgumentException(defects + " defects");
    }
    return switch (this) {
      case POISSON -> StrictMath.exp(-defects);
      case MURPHY -> {
        double even = defects == 0 ? 1 : -StrictMath.expm1(-defects) / defects;
        yield even * even;
      }
      case SEEDS -> 1 / (1 + defects);
      case ROOT_SEEDS -> StrictMath.exp(-Math.sqrt(defects));
      case NEGATIVE_BINOMIAL -> StrictMath.exp(-alpha * StrictMath.log1p(defects / alpha));
    };
  }

  /// Expected value of what depends on x, the local factor on the density of defects.
  ///
  /// @param of x → a number between 0 and 1, smooth
  public double mean(DoubleUnaryOperator of, double alpha) {
    return switch (this) {
      case POISSON -> of.applyAsDouble(1);
      case MURPHY -> triangle(of);
      case SEEDS -> gamma(of, 1);
      case ROOT_SEEDS -> levy(of);
      case NEGATIVE_BINOMIAL -> gamma(of, alpha);
    };
  }

  /// Simpson's rule on either side of the tip at 1.
  private static double triangle(DoubleUnaryOperator of) {
    double sum = 0;
    double h = 1.0 / STEPS;
    for (int i = 0; i <= STEPS; i++) {
      double weight = i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2;
      double x = i * h;
      sum += weight * (x * of.applyAsDouble(x) + x * of.applyAsDouble(2 - x));
    }
    return sum * h / 3;
  }

  /// Over x = e^u, where the trapezoid rule converges faster than any power: the density falls to
  /// the left as e^(αu) and to the right doubly exponentially.
  private static double gamma(DoubleUnaryOperator of, double alpha) {
    double low = -45 / alpha - 10 / Math.sqrt(alpha);
    double high = StrictMath.log(1 + 45 / alpha + 10 / Math.sqrt(alpha));
    double h = (high - low) / STEPS;
    double sum = 0;
    double all = 0;
    for (int i = 0; i <= STEPS; i++) {
      double u = low + i * h;
      double x = StrictMath.exp(u);
      // relative to its top at u = 0; the sum of weights stands for the gamma function
      double weight = StrictMath.exp(alpha * (u - (x - 1)));
      sum += weight * of.applyAsDouble(x);
      all += weight;
    }
    return sum / all;
  }

  /// x = 1 / (2 z²) with z half normal has the Laplace transform e^(−√λ). Over z = e^u, as above.
  private static double levy(DoubleUnaryOperator of) {
    double low = -30;
    double h = (2.2 - low) / STEPS;
    double sum = 0;
    double all = 0;
    for (int i = 0; i <= STEPS; i++) {
      double z = StrictMath.exp(low + i * h);
      double weight = z * StrictMath.exp(-z * z / 2);
      sum += weight * of.applyAsDouble(1 / (2 * z * z));
      all += weight;
    }
    return sum / all;
  }
}
