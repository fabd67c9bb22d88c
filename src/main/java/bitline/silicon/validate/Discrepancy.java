package bitline.silicon.validate;

import bitline.silicon.Assumption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How far chips are from the models even with the right factors: what layouts, margins and a
/// paper's silence add. A standard deviation of ln(model / published), by quantity.
///
/// It is estimated from figures by greatest marginal likelihood: the mean error of each chip in one
/// quantity and set of parts is normal, with what the factors leave open and the discrepancy as its
/// variance; a weak prior keeps the discrepancy near [#STATED] where few chips speak. To that adds
/// how much the figures of one chip scatter among themselves, points of curves mostly.
final class Discrepancy {
  /// What is taken before any chip has been looked at.
  static final double STATED = 0.25;

  /// Spread of the logarithm of the discrepancy before any chip has been looked at.
  private static final double STATED_SPREAD = 0.7;

  private static final double[] TRIED = {
    0.03, 0.04, 0.055, 0.075, 0.1, 0.13, 0.17, 0.22, 0.29, 0.38, 0.5, 0.65, 0.85, 1.1
  };
  private static final int SWEEPS = 3;

  private final double[] between;
  private final double[] within;

  private Discrepancy(double[] between, double[] within) {
    this.between = between;
    this.within = within;
  }

  /// What figures of one chip, quantity and set of parts have in common.
  private record Shared(Quantity quantity, double error, double[] slopes) {}

  /// Estimates it.
  ///
  /// @param figures by number
  /// @param errors ln(model / published) of each with no factor touched
  static Discrepancy of(
      Predictions predictions, List<Published> published, int[] figures, double[] errors) {
    Map<Object, List<Integer>> groups = groups(published, figures);
    List<Shared> shared = new ArrayList<>();
    int quantities = Quantity.values().length;
    double[] scatter = new double[quantities];
    int[] scattered = new int[quantities];
    groups.forEach((key, members) -> {
      int n = members.size();
      Quantity quantity = published.get(figures[members.getFirst()]).quantity();
      double[] slopes = new double[Assumption.values().length];
      double mean = 0;
      for (int k : members) {
        mean += errors[k] / n;
        double[] each = predictions.slopes(figures[k]);
        for (int a = 0; a < slopes.length; a++) {
          slopes[a] += each[a] / n;
        }
      }
      shared.add(new Shared(quantity, mean, slopes));
      if (n > 1) {
        double sum = 0;
        for (int k : members) {
          sum += (errors[k] - mean) * (errors[k] - mean) / (n - 1);
        }
        scatter[quantity.ordinal()] += sum;
        scattered[quantity.ordinal()]++;
      }
    });
    double[] within = new double[quantities];
    for (int q = 0; q < quantities; q++) {
      within[q] = scattered[q] == 0 ? 0 : scatter[q] / scattered[q];
    }
    return new Discrepancy(between(shared), within);
  }

  /// Numbers into `figures`, of each chip, quantity and set of parts.
  private static Map<Object, List<Integer>> groups(List<Published> published, int[] figures) {
    Map<Object, List<Integer>> groups = new LinkedHashMap<>();
    for (int k = 0; k < figures.length; k++) {
      groups.computeIfAbsent(group(published.get(figures[k])), g -> new ArrayList<>()).add(k);
    }
    return groups;
  }

  private static Object group(Published p) {
    return List.of(p.chip(), p.quantity(), p.parts());
  }

  /// How much each figure weighs in a fit: all figures of a chip, quantity and set of parts
  /// together weigh as one.
  Weights weights(List<Published> published, int[] figures) {
    Map<Object, List<Integer>> groups = groups(published, figures);
    double[] weights = new double[figures.length];
    int[] of = new int[figures.length];
    int group = 0;
    for (List<Integer> members : groups.values()) {
      for (int k : members) {
        double spread = between[published.get(figures[k]).quantity().ordinal()];
        weights[k] = 1 / (spread * spread * members.size());
        of[k] = group;
      }
      group++;
    }
    return new Weights(weights, of, group);
  }

  /// The same spread for all quantities.
  static Discrepancy constant(double spread) {
    double[] all = new double[Quantity.values().length];
    Arrays.fill(all, spread);
    return new Discrepancy(all, new double[all.length]);
  }

  /// Variance that it adds to ln(model / published) of one figure.
  double variance(Quantity quantity) {
    double spread = between[quantity.ordinal()];
    return spread * spread + within[quantity.ordinal()];
  }

  private static double[] between(List<Shared> shared) {
    double[] spreads = new double[Quantity.values().length];
    Arrays.fill(spreads, STATED);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (Quantity quantity : Quantity.values()) {
        if (shared.stream().noneMatch(s -> s.quantity == quantity)) {
          continue;
        }
        double best = Double.NEGATIVE_INFINITY;
        double chosen = STATED;
        for (double tried : TRIED) {
          spreads[quantity.ordinal()] = tried;
          double likely = logLikelihood(shared, spreads);
          if (likely > best) {
            best = likely;
            chosen = tried;
          }
        }
        spreads[quantity.ordinal()] = chosen;
      }
    }
    return spreads;
  }

  /// Of the errors with variance slopes·spreads²·slopesᵀ + discrepancy², and of the discrepancies
  /// themselves, less a constant. By the matrix determinant lemma, in as many dimensions as there
  /// are factors.
  private static double logLikelihood(List<Shared> shared, double[] spreads) {
    Assumption[] assumptions = Assumption.values();
    int n = assumptions.length;
    double[][] matrix = new double[n][n];
    double[] b = new double[n];
    for (Assumption a : assumptions) {
      matrix[a.ordinal()][a.ordinal()] = 1 / (a.spread() * a.spread());
    }
    double sum = 0;
    for (Shared s : shared) {
      double spread = spreads[s.quantity.ordinal()];
      double weight = 1 / (spread * spread);
      sum += weight * s.error * s.error + 2 * StrictMath.log(spread);
      for (int i = 0; i < n; i++) {
        b[i] += weight * s.error * s.slopes[i];
        for (int j = 0; j <= i; j++) {
          matrix[i][j] += weight * s.slopes[i] * s.slopes[j];
        }
      }
    }
    PositiveDefinite information = new PositiveDefinite(matrix);
    sum += information.logDeterminant() - information.inverseForm(b);
    for (double spread : spreads) {
      double far = StrictMath.log(spread / STATED) / STATED_SPREAD;
      sum += far * far;
    }
    return -sum / 2;
  }
}
