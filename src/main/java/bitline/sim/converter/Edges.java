package bitline.sim.converter;

import java.util.Arrays;

/// Where the codes of a converter begin, from the physics of its circuit. An edge is the smallest v
/// = (sum − lo)/step + ½ that gives code q or a greater one; edge q − 1 of a result is that of code
/// q, for q = 1 to codes − 1, ascending. An ideal converter has edge q for code q.
final class Edges {
  private Edges() {}

  static double[] ideal(int codes) {
    double[] edges = new double[codes - 1];
    for (int q = 1; q < codes; q++) {
      edges[q - 1] = q;
    }
    return edges;
  }

  /// Successive approximation with charge redistribution: bit i is kept where v is not below the
  /// capacitors kept so far and capacitor i together, largest first, over the whole array, which
  /// stands for 2^bits.
  ///
  /// Where a capacitor is smaller than those below it together, some codes are never given: their
  /// edge is that of the next one. Codes never fall as v grows: of two inputs, at the first bit
  /// that they decide differently both are compared with the same level.
  ///
  /// @param capacitors of bits 0, 1, …; ideal: 2^i
  /// @param dummy the last capacitor, which is never switched; ideal: 1
  /// @param loopGain by whose 1 + 1/gain all levels are divided
  static double[] sar(double[] capacitors, double dummy, double loopGain) {
    int bits = capacitors.length;
    double whole = dummy;
    for (double each : capacitors) {
      whole += each;
    }
    double scale = (1 << bits) / whole / (1 + 1 / loopGain);
    double[] edges = new double[(1 << bits) - 1];
    decide(
        capacitors,
        scale,
        bits - 1,
        0,
        0,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        edges);
    return edges;
  }

  /// @param code the bits kept so far
  /// @param kept their capacitors
  /// @param from the least v that comes to this decision
  /// @param to the v from which on another way was taken
  private static void decide(
      double[] capacitors,
      double scale,
      int bit,
      int code,
      double kept,
      double from,
      double to,
      double[] edges) {
    if (bit < 0) {
      return;
    }
    int with = code | 1 << bit;
    double level = Math.clamp((kept + capacitors[bit]) * scale, from, to);
    edges[with - 1] = level;
    decide(capacitors, scale, bit - 1, code, kept, from, level, edges);
    decide(capacitors, scale, bit - 1, with, kept + capacitors[bit], level, to, edges);
  }

  /// A comparator for each code. The decoder counts the comparators that answer, so that offsets
  /// larger than a code change the order of comparators but not that of codes.
  ///
  /// @param offsets of the comparators in LSB, that of code 1 first
  static double[] flash(double[] offsets) {
    double[] edges = new double[offsets.length];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = i + 1 + offsets[i];
    }
    Arrays.sort(edges);
    return edges;
  }

  /// A ramp, or charge taken away, or a delay line: a step a count, until the sum is reached. A
  /// step that goes backwards reaches nothing new.
  ///
  /// @param errors of the steps in LSB, first step first
  static double[] ramp(double[] errors) {
    double[] edges = new double[errors.length];
    double error = 0;
    for (int i = 0; i < edges.length; i++) {
      error += errors[i];
      edges[i] = Math.max(i + 1 + error, i == 0 ? Double.NEGATIVE_INFINITY : edges[i - 1]);
    }
    return edges;
  }

  /// An oscillator whose frequency is not quite proportional to the sum, counted over a fixed time:
  /// with x the sum in LSB, the count is ⌊x·(1 + curvature·|x|/reach) + ½⌋ above the code of sum 0.
  ///
  /// @param zero the code that stands for sum 0, which need not be a whole number or in the range
  /// @param curvature above −¼, so that a larger sum has a larger count
  static double[] oscillator(int codes, double zero, double curvature) {
    double reach = Math.max(Math.abs(zero), Math.abs(codes - 1 - zero));
    double[] edges = new double[codes - 1];
    for (int q = 1; q < codes; q++) {
      double count = q - 0.5 - zero;
      // the root of x·(1 + curvature·|x|/reach) = count that does not cancel
      double x = 2 * count / (1 + Math.sqrt(1 + 4 * curvature * Math.abs(count) / reach));
      edges[q - 1] = zero + x + 0.5;
    }
    return edges;
  }
}
