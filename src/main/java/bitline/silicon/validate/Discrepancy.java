package bitline.silicon.validate;

import bitline.silicon.Uncertainty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How far chips are from the models even with the right factors: what layouts, margins and a
/// paper's silence add. The scale of the error ln(model / published), by quantity.
///
/// It is estimated together with the factors, as the maximum of the posterior by expectation and
/// maximisation: from a fit, the mean square of what it leaves open and what it does not know of
/// the factors, groups far off weighing less as in the fit; with it, the next fit. It starts at
/// [#STATED], which goes on to count as two chips.
final class Discrepancy {
  /// What is taken before any chip has been looked at.
  static final double STATED = Uncertainty.LEFT_OUT;

  /// Chips that the stated value counts for.
  private static final double STATED_CHIPS = 2;

  private final double[] scales;

  private Discrepancy(double[] scales) {
    this.scales = scales;
  }

  /// The same scale for all quantities.
  static Discrepancy constant(double scale) {
    double[] all = new double[Quantity.values().length];
    Arrays.fill(all, scale);
    return new Discrepancy(all);
  }

  /// The discrepancy that a fit with this one shows.
  ///
  /// @param figures that were fitted, by number
  /// @param errors ln(model / published) of each that the fit leaves
  Discrepancy after(
      Fit fit, Predictions predictions, List<Published> published, int[] figures, double[] errors) {
    Weights weights = weights(published, figures);
    double[] downhill = weights.at(errors);
    double[] squares = new double[scales.length];
    double[] chips = new double[scales.length];
    for (int k = 0; k < figures.length; k++) {
      int q = published.get(figures[k]).quantity().ordinal();
      double open = fit.variance(predictions.slopes(figures[k]));
      // Of weights.each, the share of the figure in its group; of the rest, how far off that is.
      double share = weights.each()[k] * scales[q] * scales[q];
      squares[q] += share * downhill[k] / weights.each()[k] * (errors[k] * errors[k] + open);
      chips[q] += share;
    }
    double[] next = new double[scales.length];
    for (int q = 0; q < next.length; q++) {
      double stated = STATED_CHIPS * STATED * STATED;
      next[q] = Math.sqrt((stated + squares[q]) / (STATED_CHIPS + chips[q]));
    }
    return new Discrepancy(next);
  }

  /// How much each figure weighs in a fit: all figures of a chip, quantity and set of parts
  /// together weigh as one.
  Weights weights(List<Published> published, int[] figures) {
    Map<Object, List<Integer>> groups = new LinkedHashMap<>();
    for (int k = 0; k < figures.length; k++) {
      Published p = published.get(figures[k]);
      Object group = List.of(p.chip(), p.quantity(), p.parts());
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(k);
    }
    double[] weights = new double[figures.length];
    int[] of = new int[figures.length];
    int group = 0;
    for (List<Integer> members : groups.values()) {
      for (int k : members) {
        double scale = scales[published.get(figures[k]).quantity().ordinal()];
        weights[k] = 1 / (scale * scale * members.size());
        of[k] = group;
      }
      group++;
    }
    return new Weights(weights, of, group);
  }

  /// Square of the scale that it adds to ln(model / published) of one figure.
  double square(Quantity quantity) {
    double scale = scales[quantity.ordinal()];
    return scale * scale;
  }
}
