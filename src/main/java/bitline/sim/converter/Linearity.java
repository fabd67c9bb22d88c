package bitline.sim.converter;

import java.util.ArrayList;
import java.util.List;

/// How even the codes of a converter are, after the straight line through its first and last
/// threshold is taken off (endpoint fit): gain and offset do not show here. In LSB of that line.
///
/// @param dnl differential non-linearity of codes 1 to codes − 2, the first and last having no
///   width: width of the code − 1
/// @param inl integral non-linearity of thresholds 1 to codes − 1: distance from the line; 0 at
///   both ends
/// @param missing codes that no sum gives
public record Linearity(double[] dnl, double[] inl, List<Integer> missing) {
  public Linearity {
    missing = List.copyOf(missing);
  }

  static Linearity of(double[] edges) {
    int n = edges.length;
    double lsb = n == 1 ? 1 : (edges[n - 1] - edges[0]) / (n - 1);
    if (!(lsb > 0)) {
      lsb = 1; // all codes but two are missing: no line goes through them
    }
    double[] dnl = new double[n - 1];
    double[] inl = new double[n];
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      inl[i] = (edges[i] - edges[0]) / lsb - i;
      if (i + 1 < n) {
        dnl[i] = (edges[i + 1] - edges[i]) / lsb - 1;
        if (edges[i + 1] <= edges[i]) {
          missing.add(i + 1);
        }
      }
    }
    return new Linearity(dnl, inl, missing);
  }

  /// The largest absolute INL.
  public double worstInl() {
    return largest(inl);
  }

  /// The largest absolute DNL.
  public double worstDnl() {
    return largest(dnl);
  }

  private static double largest(double[] values) {
    double most = 0;
    for (double each : values) {
      most = Math.max(most, Math.abs(each));
    }
    return most;
  }
}
