package bitline.forecast;

import java.util.ArrayList;
import java.util.List;

/// One of several distributions, nobody knows which: each with the probability that it is the one.
///
/// @param parts at least one, with weights that sum to 1
public record Mixture(List<Part> parts) implements Predictive {
  /// One distribution and its probability.
  public record Part(double weight, Predictive of) {
    public Part {
      if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a weight of " + weight);
      }
    }
  }

  public Mixture {
    double sum = 0;
    for (Part part : parts) {
      sum += part.weight();
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a mixture of nothing");
    }
    double all = sum;
    parts = parts.stream().map(part -> new Part(part.weight() / all, part.of())).toList();
  }

  /// Equal parts, or the only one.
  public static Predictive equal(List<? extends Predictive> of) {
    return of.size() == 1
        ? of.getFirst()
        : new Mixture(of.stream().map(part -> new Part(1, part)).toList());
  }

  /// By weights of any sum; parts of weight 0 are left out.
  public static Predictive of(double[] weights, List<? extends Predictive> of) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0) {
        parts.add(new Part(weights[i], of.get(i)));
      }
    }
    return parts.size() == 1 ? parts.getFirst().of() : new Mixture(parts);
  }

  @Override
  public double cdf(double log10) {
    double sum = 0;
    for (Part part : parts) {
      sum += part.weight() * part.of().cdf(log10);
    }
    return Math.min(1, sum);
  }

  @Override
  public double quantile(double p) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double guess = 0;
    double freedom = Double.NaN;
    double standard = 0;
    for (Part part : parts) {
      double own;
      if (part.of() instanceof Student t) {
        if (t.freedom() != freedom) { // parts mostly share it, and it takes long to find
          freedom = t.freedom();
          standard = Student.standard(p, freedom);
        }
        own = t.location() + t.scale() * standard;
      } else {
        own = part.of().quantile(p);
      }
      low = Math.min(low, own);
      high = Math.max(high, own);
      guess += part.weight() * own;
    }
    return low == high ? low : Inversion.solve(this::cdf, this::logDensity, p, low, high, guess);
  }

  @Override
  public double logDensity(double log10) {
    double[] logs = new double[parts.size()];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logs.length; i++) {
      Part part = parts.get(i);
      logs[i] = StrictMath.log(part.weight()) + part.of().logDensity(log10);
      greatest = Math.max(greatest, logs[i]);
    }
    if (greatest == Double.NEGATIVE_INFINITY) {
      return greatest;
    }
    double sum = 0;
    for (double log : logs) {
      sum += StrictMath.exp(log - greatest);
    }
    return greatest + StrictMath.log(sum);
  }
}
