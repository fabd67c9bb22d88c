package bitline.silicon.fit;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// Laws of SRAM buffers from the CACTI sweep, least squares of logarithms.
///
/// Energies and leakage are power laws. Area and access time are sums of two terms, because that is
/// what they are made of: cells and what a wide word adds; a fixed part and a way across the array
/// that goes with the root of the size. With that the residual falls, against power laws, from 0.23
/// to 0.08 (area) and from 0.13 to 0.08 (access time). Squares and products of logarithms did not
/// help the energies (0.247 to 0.244).
public record SweepFit(Law read, Law write, Law leakage, Law area, Law access) {
  private static final int STEPS = 60;

  /// Numbers of a law, in the order of its formula, and the standard deviation of ln(value / law).
  ///
  /// @param terms of `read` and `write`: value at 64 KB, 128 bits, 22 nm; exponents of size, word
  ///   and node; of `leakage`: the same without the word; of `area`: per bit, per bit of word
  ///   squared, exponent of the node; of `access`: fixed, per root of KB, exponent of the node
  public record Law(List<Double> terms, double residual) {}

  /// Fits the rows of one kind of cell.
  public static SweepFit of(List<SweepRow> rows, String cell) {
    List<SweepRow> chosen = rows.stream().filter(r -> r.cell().equals(cell)).toList();
    return new SweepFit(
        power(chosen, SweepRow::read, true),
        power(chosen, SweepRow::write, true),
        power(chosen, SweepRow::leakage, false),
        sum(chosen, SweepRow::area, r -> r.kilobytes() * 8192, r -> r.word() * r.word()),
        sum(chosen, SweepRow::access, r -> 1, r -> Math.sqrt(r.kilobytes())));
  }

  private static double node(SweepRow r) {
    return StrictMath.log(r.node() / 22e-9);
  }

  private static Law power(
      List<SweepRow> rows, ToDoubleFunction<SweepRow> value, boolean withWord) {
    double[][] x = new double[rows.size()][];
    double[] y = new double[rows.size()];
    for (int i = 0; i < y.length; i++) {
      SweepRow r = rows.get(i);
      double size = StrictMath.log(r.kilobytes() / 64);
      double word = StrictMath.log(r.word() / 128);
      x[i] = withWord ? new double[] {1, size, word, node(r)} : new double[] {1, size, node(r)};
      y[i] = StrictMath.log(value.applyAsDouble(r));
    }
    double[] b = LinearSystem.leastSquares(x, y);
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      double off = y[i] - LinearSystem.dot(x[i], b);
      squares += off * off;
    }
    double first = StrictMath.exp(b[0]);
    return new Law(
        withWord ? List.of(first, b[1], b[2], b[3]) : List.of(first, b[1], b[2]),
        Math.sqrt(squares / y.length));
  }

  /// value = (a · first + b · second) · (node / 22 nm)^g: Gauss and Newton's steps in ln a, ln b, g
  /// from where either term gives half.
  private static Law sum(
      List<SweepRow> rows,
      ToDoubleFunction<SweepRow> value,
      ToDoubleFunction<SweepRow> first,
      ToDoubleFunction<SweepRow> second) {
    int n = rows.size();
    double[] p = {mean(rows, value, first), mean(rows, value, second), 1};
    double[] off = new double[n];
    for (int step = 0; step < STEPS; step++) {
      double[][] x = new double[n][];
      for (int i = 0; i < n; i++) {
        SweepRow r = rows.get(i);
        double one = StrictMath.exp(p[0]) * first.applyAsDouble(r);
        double two = StrictMath.exp(p[1]) * second.applyAsDouble(r);
        x[i] = new double[] {one / (one + two), two / (one + two), node(r)};
        off[i] =
            StrictMath.log(value.applyAsDouble(r)) - StrictMath.log(one + two) - p[2] * node(r);
      }
      double[] change = LinearSystem.leastSquares(x, off);
      for (int k = 0; k < p.length; k++) {
        p[k] += Math.clamp(change[k], -1, 1);
      }
    }
    return new Law(
        List.of(StrictMath.exp(p[0]), StrictMath.exp(p[1]), p[2]),
        Math.sqrt(LinearSystem.dot(off, off) / n));
  }

  /// The mean logarithm of half of a value over a term.
  private static double mean(
      List<SweepRow> rows, ToDoubleFunction<SweepRow> value, ToDoubleFunction<SweepRow> term) {
    double sum = 0;
    for (SweepRow r : rows) {
      sum += StrictMath.log(value.applyAsDouble(r) / term.applyAsDouble(r) / 2) - node(r);
    }
    return sum / rows.size();
  }
}
