package bitline.scenario;

import bitline.base.Interval;
import bitline.base.Normal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What would put another alternative first: inputs drawn within their intervals, weights drawn or
/// moved, one input moved alone.
///
/// An input is drawn from a distribution of two halves, each normal (or log-normal) with the
/// deviation that its end of the interval gives. Draws are keyed by the input, so that an input
/// that is added changes no draw of another.
final class Sensitivity {
  private static final long SEED = 1;

  /// Steps in which an input is moved from its middle to an end before the turn is narrowed down.
  private static final int STEPS = 200;

  /// Halvings of a step: to the last bit, nearly.
  private static final int HALVINGS = 50;

  /// How far beyond its interval an input is moved, in multiples of the way from middle to end.
  private static final double BEYOND = 4;

  private final Inputs inputs;
  private final double[] weights;
  private final double[] middles;
  private final int first;

  Sensitivity(Inputs inputs, double[] weights) {
    this.inputs = inputs;
    this.weights = weights.clone();
    middles = inputs.middles();
    first = first(middles, this.weights);
  }

  private int first(double[] values, double[] weights) {
    return Inputs.first(Inputs.totals(inputs.worths(values), weights));
  }

  /// How often each alternative is first, by alternative.
  List<Choice.First> first(int draws) {
    int count = inputs.alternatives().size();
    int[][] firsts = new int[3][count];
    double[][] middle = inputs.worths(middles);
    for (int d = 0; d < draws; d++) {
      double[] values = new double[middles.length];
      for (int i = 0; i < values.length; i++) {
        Inputs.Input input = inputs.inputs().get(i);
        double deviations = Normal.drawn(SEED, "scenario " + input.key(), d);
        values[i] = input.stated().at(deviations, input.logarithmic());
      }
      double[][] worths = inputs.worths(values);
      double[] drawn = Weights.drawn(inputs.criteria(), SEED, d);
      firsts[0][Inputs.first(Inputs.totals(worths, weights))]++;
      firsts[1][Inputs.first(Inputs.totals(middle, drawn))]++;
      firsts[2][Inputs.first(Inputs.totals(worths, drawn))]++;
    }
    List<Choice.First> out = new ArrayList<>();
    for (int a = 0; a < count; a++) {
      out.add(
          new Choice.First(
              (double) firsts[0][a] / draws,
              (double) firsts[1][a] / draws,
              (double) firsts[2][a] / draws));
    }
    return out;
  }

  /// Each weight moved to where the first is first no more. Scores are straight lines over a weight
  /// while the others keep their proportion, so every crossing is exact.
  List<Choice.Moved> moved() {
    List<Choice.Moved> out = new ArrayList<>();
    double[][] worths = inputs.worths(middles);
    for (int c = 0; c < weights.length; c++) {
      double[] none = Inputs.totals(worths, Weights.with(weights, c, 0));
      double[] all = Inputs.totals(worths, Weights.with(weights, c, 1));
      double from = 0;
      double to = 1;
      @Nullable String below = null;
      @Nullable String above = null;
      for (int a = 0; a < none.length; a++) {
        double lead = none[first] - none[a];
        double slope = all[first] - all[a] - lead;
        double at = -lead / slope;
        if (slope > 0 && at > from) {
          from = at;
          below = inputs.alternatives().get(a);
        } else if (slope < 0 && at < to) {
          to = at;
          above = inputs.alternatives().get(a);
        }
      }
      out.add(new Choice.Moved(inputs.criteria().get(c), weights[c], from, below, to, above));
    }
    return out;
  }

  /// Every input that can turn the order alone, at the turn that is nearest to its middle.
  List<Choice.Turn> turns() {
    List<Choice.Turn> out = new ArrayList<>();
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < middles.length; i++) {
      double down = turn(i, -1);
      double up = turn(i, 1);
      double deviations = up <= down ? up : -down;
      if (Double.isInfinite(deviations)) {
        continue;
      }
      Inputs.Input input = inputs.inputs().get(i);
      Stated s = input.stated();
      double at = s.at(deviations * Interval.DEVIATIONS, input.logarithmic());
      double over = deviations + Math.copySign(1e-9, deviations);
      out.add(
          new Choice.Turn(
              input.key(),
              input.title(),
              input.unit(),
              s.middle(),
              s.low(),
              s.high(),
              at,
              inputs.alternatives().get(firstAt(i, over)),
              Math.abs(deviations) <= 1));
      distances.add(Math.abs(deviations));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < out.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(distances::get));
    return order.stream().map(out::get).toList();
  }

  /// How far an input goes in a direction, in ways from its middle to that end of its interval,
  /// until another is first; infinite: it does not come to that.
  private double turn(int input, int sign) {
    double before = 0;
    for (int step = 1; step <= STEPS; step++) {
      double at = BEYOND * step / STEPS;
      if (firstAt(input, sign * at) != first) {
        double low = before;
        double high = at;
        for (int h = 0; h < HALVINGS; h++) {
          double half = (low + high) / 2;
          if (firstAt(input, sign * half) == first) {
            low = half;
          } else {
            high = half;
          }
        }
        return high;
      }
      before = at;
    }
    return Double.POSITIVE_INFINITY;
  }

  private int firstAt(int input, double ways) {
    Inputs.Input one = inputs.inputs().get(input);
    double[] values = middles.clone();
    values[input] = one.stated().at(ways * Interval.DEVIATIONS, one.logarithmic());
    return first(values, weights);
  }
}
