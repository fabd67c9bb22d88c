package bitline.silicon.validate;

import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.chip.OperatingPoint;
import bitline.silicon.Assumption;
import bitline.silicon.Factors;
import bitline.silicon.Peak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a model says of comparisons: natural logarithms, and how they follow the factors. The model
/// is asked once for all figures of the same conditions. Published values play no part in it.
final class Predictions {
  /// Of a factor's logarithm, for slopes.
  private static final double STEP = 1e-4;

  private static final int ASSUMPTIONS = Assumption.values().length;

  private final List<Comparison> comparisons;
  private final Model model;
  private final List<Comparison> conditions = new ArrayList<>();
  private final int[] conditionOf;
  private final @Nullable String[] failures;
  private final double[] blind;
  private final double[][] slopes;

  /// Factors that change anything at a condition.
  private final int[][] active;

  Predictions(List<Comparison> comparisons, Model model) {
    this.comparisons = comparisons;
    this.model = model;
    conditionOf = new int[comparisons.size()];
    Map<Object, Integer> seen = new HashMap<>();
    for (int i = 0; i < conditionOf.length; i++) {
      Comparison c = comparisons.get(i);
      Integer known = seen.get(List.of(c.chip().name(), c.at()));
      if (known == null) {
        known = conditions.size();
        conditions.add(c);
        seen.put(List.of(c.chip().name(), c.at()), known);
      }
      conditionOf[i] = known;
    }
    failures = new String[comparisons.size()];
    blind = blind();
    slopes = new double[comparisons.size()][ASSUMPTIONS];
    active = new int[conditions.size()][];
    Arrays.fill(active, IntStream.range(0, ASSUMPTIONS).toArray());
    int[] all = IntStream.range(0, conditionOf.length).filter(i -> failures[i] == null).toArray();
    double[] there = Arrays.stream(all).mapToDouble(i -> blind[i]).toArray();
    double[][] found = slopes(new double[ASSUMPTIONS], there, all);
    for (int k = 0; k < all.length; k++) {
      slopes[all[k]] = found[k];
    }
    for (int c = 0; c < active.length; c++) {
      int condition = c;
      active[c] =
          IntStream.range(0, ASSUMPTIONS)
              .filter(a ->
                  Arrays.stream(all)
                      .anyMatch(i -> conditionOf[i] == condition && slopes[i][a] != 0))
              .toArray();
    }
  }

  private double[] blind() {
    double[] out = new double[conditionOf.length];
    @Nullable Peak[] peaks = new Peak[conditions.size()];
    String[] problems = new String[conditions.size()];
    for (int c = 0; c < peaks.length; c++) {
      Chip chip = conditions.get(c).chip();
      OperatingPoint at = conditions.get(c).at();
      try {
        peaks[c] = model.peak(chip, at, Factors.BLIND);
      } catch (Problem problem) {
        problems[c] = "not modelled: " + problem.getMessage();
      }
    }
    for (int i = 0; i < out.length; i++) {
      Peak peak = peaks[conditionOf[i]];
      double value = peak == null ? Double.NaN : comparisons.get(i).modelled(peak);
      boolean something = value > 0 && value < Double.POSITIVE_INFINITY;
      out[i] = something ? StrictMath.log(value) : Double.NaN;
      failures[i] =
          peak == null
              ? problems[conditionOf[i]]
              : something ? null : "the models give nothing for these parts";
    }
    return out;
  }

  /// Why there is no prediction of a figure; null where there is one.
  @Nullable String failure(int figure) {
    return failures[figure];
  }

  /// Of a figure, with no factor touched.
  double blind(int figure) {
    return blind[figure];
  }

  /// How a figure follows the logarithm of each factor, at the blind ones.
  double[] slopes(int figure) {
    return slopes[figure];
  }

  /// Of some figures, in their order.
  ///
  /// @param logarithms of the factors
  double[] of(double[] logarithms, int[] figures) {
    return of(Factors.exp(logarithms), figures);
  }

  private double[] of(Factors factors, int[] figures) {
    @Nullable Peak[] peaks = new Peak[conditions.size()];
    double[] out = new double[figures.length];
    for (int k = 0; k < figures.length; k++) {
      int c = conditionOf[figures[k]];
      Peak peak = peaks[c];
      if (peak == null) {
        Comparison condition = conditions.get(c);
        peak = model.peak(condition.chip(), condition.at(), factors);
        peaks[c] = peak;
      }
      out[k] = StrictMath.log(comparisons.get(figures[k]).modelled(peak));
    }
    return out;
  }

  /// How some figures follow the logarithm of each factor: a row a figure.
  ///
  /// @param at the logarithms of the factors there
  /// @param there the figures there
  double[][] slopes(double[] at, double[] there, int[] figures) {
    double[][] out = new double[figures.length][ASSUMPTIONS];
    for (int a = 0; a < ASSUMPTIONS; a++) {
      int assumption = a;
      int[] which =
          IntStream.range(0, figures.length)
              .filter(k ->
                  Arrays.stream(active[conditionOf[figures[k]]]).anyMatch(x -> x == assumption))
              .toArray();
      double[] moved = at.clone();
      moved[a] += STEP;
      double[] then = of(moved, Arrays.stream(which).map(k -> figures[k]).toArray());
      for (int j = 0; j < which.length; j++) {
        out[which[j]][a] = (then[j] - there[which[j]]) / STEP;
      }
    }
    return out;
  }
}
