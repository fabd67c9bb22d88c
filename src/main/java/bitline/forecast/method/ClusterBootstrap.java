package bitline.forecast.method;

import bitline.base.Keyed;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import java.util.List;

/// Exponential growth at one rate, uncertain as far as designs differ: variants of one design share
/// its luck, so designs are drawn with replacement and not machines (Field and Welsh,
/// *Bootstrapping clustered data*, JRSS B 69, 3, 2007).
///
/// Each replicate draws as many designs as there are, fits a line, and adds a residual: that of a
/// machine of a design drawn evenly, since the next machine may be of any. Two corrections for
/// small numbers of designs G: lines are moved from the fitted line by √(G/(G−1)), residuals
/// stretched by √(G/(G−2)). Replicates whose dates are all one keep the fitted line.
public record ClusterBootstrap() implements Method {
  private static final int REPLICATES = 1000;
  private static final long SEED = 1;

  /// Least number of designs: with fewer, resampling says nothing.
  private static final int DESIGNS = 5;

  @Override
  public String name() {
    return "log-linear-cluster";
  }

  @Override
  public String says() {
    return "growth goes on at one rate, known only as well as the designs seen so far agree on it";
  }

  @Override
  public Fitted fit(List<Observation> known, double origin) {
    Points points = Points.atLeast(6, 3, known, name());
    List<int[]> designs = Points.byDesign(known);
    if (designs.size() < DESIGNS) {
      throw new TooFew(name() + " needs " + DESIGNS + " designs and has " + designs.size());
    }
    Line all = Line.through(points);
    double moved = Math.sqrt(designs.size() / (designs.size() - 1.0));
    double stretched = Math.sqrt(designs.size() / (designs.size() - 2.0));
    double[] level = new double[REPLICATES];
    double[] slope = new double[REPLICATES];
    for (int r = 0; r < REPLICATES; r++) {
      long key = Keyed.bits(SEED, name(), r);
      Line line = resampled(points, designs, key, all);
      slope[r] = moved * (line.slope() - all.slope());
      level[r] =
          moved * (line.at(all.centre()) - all.level())
              + residual(points, designs, key, all, stretched);
    }
    return date -> {
      double[] draws = new double[REPLICATES];
      for (int r = 0; r < REPLICATES; r++) {
        draws[r] = all.at(date) + level[r] + slope[r] * (date - all.centre());
      }
      return Spread.least(draws);
    };
  }

  private static Line resampled(Points points, List<int[]> designs, long key, Line all) {
    int[][] drawn = new int[designs.size()][];
    int size = 0;
    for (int g = 0; g < drawn.length; g++) {
      drawn[g] = designs.get(index(key, g, drawn.length));
      size += drawn[g].length;
    }
    int[] places = new int[size];
    int to = 0;
    for (int[] design : drawn) {
      System.arraycopy(design, 0, places, to, design.length);
      to += design.length;
    }
    Line line = Line.through(points.at(places));
    return line.squares() > 0 ? line : all;
  }

  private static double residual(
      Points points, List<int[]> designs, long key, Line all, double stretched) {
    int[] design = designs.get(index(key, designs.size(), designs.size()));
    int i = design[index(key, designs.size() + 1, design.length)];
    return stretched * (points.value()[i] - all.at(points.date()[i]));
  }

  private static int index(long key, int draw, int total) {
    return (int) (Keyed.uniform(key, draw) * total);
  }
}
