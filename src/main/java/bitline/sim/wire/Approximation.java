package bitline.sim.wire;

/// What stands in for an array and its wires: cells of other conductances on ideal wires, and for
/// each column how its sum saturates.
///
/// @param conductance of the cells with their wires, siemens, row-major
/// @param meanCurrent exact current of each column at the mean input (at its magnitude with input
///   lines), ampere
/// @param compression how much more a column loses when its current grows, 0 with input lines
public record Approximation(double[] conductance, double[] meanCurrent, double[] compression) {

  /// The current of column `j` whose cells' currents add up to `sum` with [#conductance]: sum · (1
  /// + κ) / (1 + κ · sum / mean), which is `sum` at the mean.
  public double current(int j, double sum) {
    double k = compression[j];
    return k == 0 ? sum : sum * (1 + k) / (1 + k * sum / meanCurrent[j]);
  }

  /// The current of each column, ampere.
  public double[] currents(double[] inputs) {
    double[] sums = IrDrop.product(conductance, inputs, meanCurrent.length);
    for (int j = 0; j < sums.length; j++) {
      sums[j] = current(j, sums[j]);
    }
    return sums;
  }
}
