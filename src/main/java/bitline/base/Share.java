package bitline.base;

/// A share of independent trials that passed, and where the share of all trials lies with 95 %
/// confidence: Wilson's interval (*Probable inference, the law of succession, and statistical
/// inference*, 1927), which also holds where all or none pass.
public record Share(int passed, int of, double low, double high) {
  /// The standard normal's 97.5 % quantile.
  private static final double Z = 1.959963984540054;

  /// @param passed of those that were tried
  /// @param n tried, at least one
  public static Share of(int passed, int n) {
    if (n < 1 || passed < 0 || passed > n) {
      throw new IllegalArgumentException(passed + " of " + n);
    }
    double p = (double) passed / n;
    double denominator = 1 + Z * Z / n;
    double centre = (p + Z * Z / (2 * n)) / denominator;
    double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4.0 * n * n)) / denominator;
    return new Share(
        passed,
        n,
        passed == 0 ? 0 : Math.max(0, centre - half),
        passed == n ? 1 : Math.min(1, centre + half));
  }

  /// The share among those that were tried.
  public double value() {
    return (double) passed / of;
  }
}
