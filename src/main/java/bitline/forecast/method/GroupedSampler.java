package bitline.forecast.method;

import bitline.base.Gamma;
import bitline.base.Keyed;
import bitline.base.Normal;
import java.util.Arrays;
import java.util.List;

/// A Gibbs sampler of [GroupedPosterior] with keyed numbers.
///
/// Line and effects of factors are drawn together, the designs' effects summed out (all are jointly
/// normal given the variances), so that neighbouring draws hardly depend on one another; then the
/// designs' effects; then the variances, which are inverse gamma. Effects of factors and designs
/// are normal with standard deviations whose priors are half-Cauchy with scale [#SCALE] (Gelman,
/// *Prior distributions for variance parameters in hierarchical models*, Bayesian Analysis 1, 3,
/// 2006; drawn through an auxiliary variable after Makalic and Schmidt, *A simple sampler for the
/// horseshoe estimator*, 2016). The line's prior is flat, that of the slope within designs normal
/// with a standard deviation of one order of magnitude a year, that of the residual variance 1/σ².
final class GroupedSampler {
  /// Orders of magnitude by which groups typically differ, before anything is seen; assumed: a
  /// factor of two, while the prior's tail allows tenfold.
  static final double SCALE = 0.3;

  private static final int BURNT = 200;
  private static final int KEPT = 1000;
  private static final long SEED = 3;

  private final double[] value;
  private final List<int[]> designs;
  private final boolean repeats;
  private final String purpose;
  private final Line start;
  private final int[] offset;
  private final double[][] columns;

  /// Products of columns with each other and with the values; and sums of columns by design.
  private final double[][] products;

  private final double[] right;
  private final double[][] byDesign;
  private final double[] valueByDesign;

  private double variance;
  private double betweenDesigns;
  private final double[] between;
  private double[] line = {};

  private GroupedSampler(Points points, List<Factor> factors, List<int[]> designs, String purpose) {
    value = points.value();
    this.designs = designs;
    this.purpose = purpose;
    repeats = designs.size() < points.size();
    start = Line.through(points);
    offset = new int[factors.size() + 1];
    offset[0] = repeats ? 3 : 2;
    for (int f = 0; f < factors.size(); f++) {
      offset[f + 1] = offset[f] + (factors.get(f).divides() ? factors.get(f).levels().size() : 0);
    }
    int p = offset[factors.size()];
    columns = columns(points, factors, p);
    products = new double[p][p];
    right = new double[p];
    byDesign = new double[designs.size()][p];
    valueByDesign = new double[designs.size()];
    for (int i = 0; i < p; i++) {
      right[i] = product(columns[i], value);
      for (int j = 0; j < p; j++) {
        products[i][j] = product(columns[i], columns[j]);
      }
    }
    for (int g = 0; g < byDesign.length; g++) {
      for (int r : designs.get(g)) {
        valueByDesign[g] += value[r];
        for (int i = 0; i < p; i++) {
          byDesign[g][i] += columns[i][r];
        }
      }
    }
    variance = start.variance() / (repeats ? 2 : 1);
    betweenDesigns = repeats ? variance : 0;
    between = new double[factors.size()];
    Arrays.fill(between, SCALE * SCALE);
  }

  /// @param designs for each its observations, see [Points#byDesign]
  /// @param purpose of the keyed draws
  static GroupedPosterior draw(
      Points points, List<Factor> factors, List<int[]> designs, String purpose) {
    GroupedSampler sampler = new GroupedSampler(points, factors, designs, purpose);
    double[][] line = new double[KEPT][];
    double[][] spread = new double[factors.size()][KEPT];
    double[] design = new double[KEPT];
    double[] residual = new double[KEPT];
    for (int sweep = 0; sweep < BURNT + KEPT; sweep++) {
      sampler.sweep(sweep);
      int d = sweep - BURNT;
      if (d >= 0) {
        line[d] = sampler.line;
        design[d] = Math.sqrt(sampler.betweenDesigns);
        residual[d] = Math.sqrt(sampler.variance);
        for (int f = 0; f < spread.length; f++) {
          spread[f][d] = factors.get(f).divides() ? Math.sqrt(sampler.between[f]) : 0;
        }
      }
    }
    return new GroupedPosterior(
        sampler.start.centre(), sampler.offset, line, spread, design, residual);
  }

  private double[][] columns(Points points, List<Factor> factors, int p) {
    double[][] columns = new double[p][points.size()];
    for (int[] design : designs) {
      double mean = 0;
      for (int r : design) {
        mean += (points.date()[r] - start.centre()) / design.length;
      }
      for (int r : design) {
        columns[1][r] = mean;
        if (repeats) {
          columns[2][r] = points.date()[r] - start.centre() - mean;
        }
      }
    }
    for (int r = 0; r < points.size(); r++) {
      columns[0][r] = 1;
      for (int f = 0; f < factors.size(); f++) {
        if (factors.get(f).divides()) {
          columns[offset[f] + factors.get(f).of()[r]][r] = 1;
        }
      }
    }
    return columns;
  }

  private void sweep(int sweep) {
    line = drawnLine(sweep);
    double[] rest = value.clone();
    for (int i = 0; i < line.length; i++) {
      for (int r = 0; r < rest.length; r++) {
        rest[r] -= columns[i][r] * line[i];
      }
    }
    if (repeats) {
      double squares = takeDesigns(rest, sweep);
      betweenDesigns = between(squares, designs.size(), betweenDesigns, " designs", sweep);
    }
    variance =
        Math.max(
            inverseGamma(0.5 * rest.length, 0.5 * product(rest, rest), " residual", sweep),
            Points.LEAST * Points.LEAST);
    for (int f = 0; f < between.length; f++) {
      int groups = offset[f + 1] - offset[f];
      if (groups > 0) {
        double squares = 0;
        for (int i = offset[f]; i < offset[f + 1]; i++) {
          squares += line[i] * line[i];
        }
        between[f] = between(squares, groups, between[f], " groups " + f, sweep);
      }
    }
  }

  /// Within a design of m machines errors have the covariance σ² on the diagonal and δ² everywhere,
  /// whose inverse is (1 − δ²/(σ² + m·δ²))/σ² there.
  private double[] drawnLine(int sweep) {
    int p = right.length;
    double[][] precision = new double[p][p];
    double[] scaled = right.clone();
    for (int i = 0; i < p; i++) {
      precision[i] = products[i].clone();
    }
    for (int g = 0; repeats && g < byDesign.length; g++) {
      double c = betweenDesigns / (variance + designs.get(g).length * betweenDesigns);
      double[] sums = byDesign[g];
      for (int i = 0; i < p; i++) {
        if (sums[i] != 0) {
          scaled[i] -= c * sums[i] * valueByDesign[g];
          for (int j = 0; j < p; j++) {
            precision[i][j] -= c * sums[i] * sums[j];
          }
        }
      }
    }
    for (int i = 0; i < p; i++) {
      scaled[i] /= variance;
      for (int j = 0; j < p; j++) {
        precision[i][j] /= variance;
      }
    }
    if (repeats) {
      precision[2][2] += 1;
    }
    for (int f = 0; f < between.length; f++) {
      for (int i = offset[f]; i < offset[f + 1]; i++) {
        precision[i][i] += 1 / between[f];
      }
    }
    Cholesky root = Cholesky.of(precision);
    if (root == null) {
      throw new IllegalStateException("singular with " + p + " coefficients at sweep " + sweep);
    }
    double[] mean = root.solve(scaled);
    double[] drawn = root.back(normal(" line", sweep, p));
    for (int i = 0; i < p; i++) {
      drawn[i] += mean[i];
    }
    return drawn;
  }

  /// Draws the designs' effects and takes them off the residuals.
  ///
  /// @return the sum of their squares
  private double takeDesigns(double[] rest, int sweep) {
    double[] normal = normal(" design", sweep, designs.size());
    double squares = 0;
    for (int g = 0; g < normal.length; g++) {
      int[] machines = designs.get(g);
      double sum = 0;
      for (int r : machines) {
        sum += rest[r];
      }
      double share = betweenDesigns / (variance + machines.length * betweenDesigns);
      double effect = share * sum + Math.sqrt(share * variance) * normal[g];
      squares += effect * effect;
      for (int r : machines) {
        rest[r] -= effect;
      }
    }
    return squares;
  }

  private double[] normal(String of, int sweep, int count) {
    long key = Keyed.bits(SEED, purpose + of, sweep);
    double[] normal = new double[count];
    for (int i = 0; i < count; i++) {
      normal[i] = Normal.quantile(Keyed.uniform(key, i));
    }
    return normal;
  }

  private double between(double squares, int groups, double now, String of, int sweep) {
    double auxiliary = inverseGamma(1, 1 / (SCALE * SCALE) + 1 / now, of + " auxiliary", sweep);
    return Math.max(
        inverseGamma(0.5 * (groups + 1), 0.5 * squares + 1 / auxiliary, of, sweep), 1e-10);
  }

  private double inverseGamma(double shape, double rate, String of, int sweep) {
    return rate / Gamma.drawn(SEED, purpose + of, sweep, shape);
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
