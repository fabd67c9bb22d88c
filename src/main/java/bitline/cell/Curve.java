package bitline.cell;

import bitline.text.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A fitted function of the normalised conductance g = G / Gmax, 0 < g ≤ 1. A fit in pieces is a
/// list of curves; each but the last says up to which g it holds. Evaluated with `StrictMath`, so
/// it has the same bits everywhere.
public sealed interface Curve {
  /// The g up to which this piece holds; null: to the end.
  @Nullable Double upTo();

  /// The value at g.
  double at(double g);

  /// c₀ + c₁·g + c₂·g² + …
  record Polynomial(@Range(min = 0, max = 1) @Nullable Double upTo, List<Double> coefficients)
      implements Curve {
    public Polynomial {
      coefficients = List.copyOf(coefficients);
      if (coefficients.isEmpty() || coefficients.size() > 16) {
        throw new IllegalArgumentException(
            "coefficients: 1 to 16 of them, not " + coefficients.size());
      }
    }

    @Override
    public double at(double g) {
      double sum = 0;
      for (int k = coefficients.size() - 1; k >= 0; k--) {
        sum = sum * g + coefficients.get(k);
      }
      return sum;
    }
  }

  /// slope·ln g + offset, held between `lowest` and `highest`.
  record Log(
      @Range(min = 0, max = 1) @Nullable Double upTo,
      double slope,
      double offset,
      double lowest,
      double highest)
      implements Curve {
    public Log {
      if (lowest > highest) {
        throw new IllegalArgumentException("lowest " + lowest + " is above highest " + highest);
      }
    }

    @Override
    public double at(double g) {
      return Math.min(highest, Math.max(lowest, slope * StrictMath.log(g) + offset));
    }
  }

  /// scale·g^exponent, at most `highest`.
  record Power(
      @Range(min = 0, max = 1) @Nullable Double upTo, double scale, double exponent, double highest)
      implements Curve {
    @Override
    public double at(double g) {
      return Math.min(highest, scale * StrictMath.pow(g, exponent));
    }
  }

  /// scale·(1 − e^(−g/knee)): a spread that grows and then stays.
  record Saturating(
      @Range(min = 0, max = 1) @Nullable Double upTo, double scale, @Range(min = 1e-9) double knee)
      implements Curve {
    @Override
    public double at(double g) {
      return scale * (1 - StrictMath.exp(-g / knee));
    }
  }

  /// Straight lines between points; beyond the first and last, their values.
  ///
  /// @param g where, ascending
  /// @param values one each
  record Table(
      @Range(min = 0, max = 1) @Nullable Double upTo,
      @Range(min = 0, max = 1) List<Double> g,
      List<Double> values)
      implements Curve {
    public Table {
      g = List.copyOf(g);
      values = List.copyOf(values);
      if (g.isEmpty() || g.size() > 256 || g.size() != values.size()) {
        throw new IllegalArgumentException(
            "values: 1 to 256 of them and one for each g, not "
                + values.size()
                + " for "
                + g.size());
      }
      for (int i = 1; i < g.size(); i++) {
        if (g.get(i) <= g.get(i - 1)) {
          throw new IllegalArgumentException("g must ascend");
        }
      }
    }

    @Override
    public double at(double at) {
      int i = 0;
      while (i < g.size() && g.get(i) < at) {
        i++;
      }
      if (i == 0 || i == g.size()) {
        return values.get(i == 0 ? 0 : i - 1);
      }
      double share = (at - g.get(i - 1)) / (g.get(i) - g.get(i - 1));
      return values.get(i - 1) + share * (values.get(i) - values.get(i - 1));
    }
  }

  /// The value at g of a fit in pieces.
  static double at(List<Curve> pieces, double g) {
    for (Curve piece : pieces) {
      Double end = piece.upTo();
      if (end == null || g <= end) {
        return piece.at(g);
      }
    }
    throw new IllegalArgumentException("no piece of the curve covers g = " + g);
  }
}
