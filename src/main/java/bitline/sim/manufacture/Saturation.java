package bitline.sim.manufacture;

import bitline.sim.wire.Approximation;

/// How the sums of a row group saturate where a column loses more the more it carries: a sum s of
/// cells, each worth `gain` times what reaches the sensed end at the mean input, is read as s / (1
/// + bend·s). Sums are in units of a digit's step; one number a place, as in [Worth].
///
/// A converter sees the difference of a column and of what is taken off it, of which each saturates
/// by itself. What the two carry is not known from the difference; their mean for rows of which any
/// share may be on stands for it. Differences of two columns of a pair, of either sign, get a gain
/// alone.
record Saturation(double[] gain, double[] bend) {
  /// The curve bends no further than to this share of its slope at 0.
  private static final double FLATTEST = 0.1;

  static Saturation of(int places) {
    return new Saturation(new double[places], new double[places]);
  }

  /// Moments, while rows are on and off, of a column's current and of what is taken off it; both as
  /// they are without saturation.
  ///
  /// Rows are on for some share of them, the same for all and from vector to vector anything
  /// between 0 and 1 that lies at most so far from the mean as the nearer of the two; rows that
  /// have the same share are independent.
  static final class Moments {
    private final double on;
    private final double variance;
    private final double covariance;
    private double plus;
    private double minus;
    private double plusSquares;
    private double minusSquares;
    private double products;

    /// @param on the mean share
    Moments(double on) {
      double reach = Math.min(on, 1 - on);
      this.on = on;
      variance = on * (1 - on);
      covariance = reach * reach / 3;
    }

    /// Adds a row.
    ///
    /// @param add what its cell adds to the column
    /// @param take what its cell adds to what is taken off
    void row(double add, double take) {
      plus += add;
      minus += take;
      plusSquares += add * add;
      minusSquares += take * take;
      products += add * take;
    }

    double mean() {
      return on * (plus - minus);
    }

    /// Standard deviation of the difference.
    double spread() {
      double squares = plusSquares + minusSquares - 2 * products;
      return Math.sqrt(Math.max(0, variance(squares, plus - minus)));
    }

    /// How what is taken off grows with the difference, as the best straight line has it.
    double slope() {
      double spread = spread();
      double common = (variance - covariance) * products + covariance * plus * minus;
      return (common - variance(minusSquares, minus)) / (spread * spread);
    }

    private double variance(double squares, double sum) {
      return (variance - covariance) * squares + covariance * sum * sum;
    }
  }

  /// Sets the curve of a place.
  ///
  /// @param step siemens of a digit's step
  /// @param column of the network
  /// @param taken the column that is taken off; −1 for none
  /// @param pair whether that is the other column of a pair
  /// @param moments in siemens
  void set(
      int place,
      Approximation wired,
      double step,
      int column,
      int taken,
      boolean pair,
      Moments moments) {
    gain[place] = 1;
    double spread = moments.spread();
    if (!(spread > 0)) {
      return;
    }
    Difference difference =
        new Difference(wired, column, taken, taken < 0 ? 0 : moments.slope(), moments.mean());
    double reach = difference.reach(pair ? spread : 2 * spread);
    double mean = moments.mean();
    double high = mean + reach;
    if (pair) {
      // the best line through 0, where nothing is on
      double low = mean - reach;
      double products = low * difference.read(low) + high * difference.read(high);
      gain[place] = Math.max(products / (low * low + high * high), FLATTEST);
      return;
    }
    double read = difference.read(high);
    if (read > mean && read < high && mean > 0) {
      double bent = (high - read) / (high * (read - mean)); // 1 / siemens
      gain[place] = 1 + bent * mean;
      bend[place] = bent / gain[place] * step;
    }
  }

  /// A column less what is taken off it, as a function of the same without saturation.
  private record Difference(Approximation wired, int column, int taken, double slope, double mean) {
    /// How far from the mean it may go until one of the two carries nothing.
    double reach(double wanted) {
      double reach = Math.min(wanted, wired.meanCurrent()[column] / Math.abs(1 + slope));
      return taken < 0 || slope == 0
          ? reach
          : Math.min(reach, wired.meanCurrent()[taken] / Math.abs(slope));
    }

    double read(double sum) {
      double moved = sum - mean;
      double carried = wired.meanCurrent()[column];
      double off = taken < 0 ? 0 : wired.meanCurrent()[taken];
      double less = taken < 0 ? 0 : wired.current(taken, off + slope * moved);
      return mean + wired.current(column, carried + (1 + slope) * moved) - carried - (less - off);
    }
  }

  /// What a cell of a place is worth, over what reaches the sensed end, when inputs are as their
  /// mean.
  double calibrated(int place) {
    return bend[place] == 0 ? gain[place] : 1;
  }

  /// What a sum is read as.
  static double read(double bend, double sum) {
    return sum / Math.max(1 + bend * sum, FLATTEST);
  }

  /// The sum that is read as this.
  static double sum(double bend, double read) {
    return read / Math.max(1 - bend * read, FLATTEST);
  }
}
