package bitline.sim.wire;

import bitline.base.Problem;
import bitline.chip.Wires.Supply;
import java.util.Locale;

/// Voltages and currents of one array with given conductances, for as many inputs as are asked.
///
/// With the column voltages known, each supply line is a chain of its own and is solved exactly
/// ([Lines]), and the other way round. Doing so by turns converges, and slowly where much is lost.
/// Here conjugate gradients take the same two line solves as one step on the equation for the
/// column voltages alone, with the columns' own chains as the preconditioner: its condition is 1 /
/// (1 − a²) where alternation shrinks the error by a² a turn. A step costs O(rows × columns); lines
/// that lose 1 % need about 4, those that lose most of their voltage 10 to 40. Sums run in a fixed
/// order.
final class WireSolver {
  /// Share of a column's current that a step may still move when it is the last.
  static final double TOLERANCE = 1e-12;

  private static final int MOST_ITERATIONS = 1000;

  private final WireNetwork net;
  private final double[] load;
  private final Lines supplies;
  private final Lines columns;

  /// @param load what each cell conducts, siemens, row-major
  WireSolver(WireNetwork net, double[] load) {
    this.net = net;
    this.load = load;
    int rows = net.rows();
    int cols = net.columns();
    supplies =
        net.supply() == Supply.INPUT_LINE
            ? Lines.alongRows(load, rows, cols, net.driven(), net.supplyOhms(), net.driverOhms())
            : Lines.alongColumns(
                load, rows, cols, net.driven(), net.supplyOhms(), net.driverOhms());
    columns = Lines.alongColumns(load, rows, cols, net.sensed(), net.columnOhms(), net.senseOhms());
  }

  /// @param drive voltage of each supply line's drivers
  WireSolution solve(double[] drive) {
    double[] voltage = new double[load.length]; // of the columns
    double[] residual = new double[load.length]; // what does not add up at the columns' nodes
    supplies.solve(residual, drive);
    times(residual, load);
    double[] fed = residual.clone(); // what the supply lines feed the columns' nodes
    columns.gather(residual);
    double[] corrected = residual.clone(); // residual as voltages of columns by themselves
    columns.solve(corrected);
    double[] direction = corrected.clone();
    double[] current = residual.clone(); // what the columns alone would take at that direction
    double[] through = new double[load.length];
    double[] more = new double[load.length];
    double rho = dot(corrected, residual);
    double worst = columnsAtGround() ? 0 : open(residual, corrected, fed);
    int iterations = 0;
    while (worst > TOLERANCE) {
      if (iterations == MOST_ITERATIONS || !(rho > 0)) {
        throw notConverged(iterations, worst);
      }
      iterations++;
      for (int i = 0; i < load.length; i++) {
        through[i] = load[i] * direction[i];
      }
      supplies.solve(through);
      double work = 0;
      for (int i = 0; i < load.length; i++) {
        more[i] = load[i] * through[i];
        through[i] = current[i] - more[i];
        work += direction[i] * through[i];
      }
      double step = rho / work;
      if (!(step > 0 && step <= Double.MAX_VALUE)) {
        throw notConverged(iterations, worst);
      }
      for (int i = 0; i < load.length; i++) {
        voltage[i] += step * direction[i];
        residual[i] -= step * through[i];
        fed[i] += step * more[i];
      }
      columns.gather(residual);
      System.arraycopy(residual, 0, corrected, 0, load.length);
      columns.solve(corrected);
      double next = dot(corrected, residual);
      double keep = next / rho;
      rho = next;
      for (int i = 0; i < load.length; i++) {
        direction[i] = corrected[i] + keep * direction[i];
        current[i] = residual[i] + keep * current[i];
      }
      worst = open(residual, corrected, fed);
    }
    double[] supply = voltage.clone();
    times(supply, load);
    supplies.solve(supply, drive);
    for (int i = 0; i < load.length; i++) {
      voltage[i] = load[i] * supply[i];
    }
    double[] currents = columns.collect(voltage);
    for (double delivered : currents) {
      if (!Double.isFinite(delivered)) {
        throw notConverged(iterations, worst);
      }
    }
    return new WireSolution(supply, voltage, currents, iterations, worst);
  }

  /// Whether the columns' wires take nothing, so that the first line solve is the answer.
  private boolean columnsAtGround() {
    return net.columnOhms() == 0 && net.senseOhms() == 0;
  }

  private Problem notConverged(int iterations, double worst) {
    double mean = 0;
    for (double g : load) {
      mean += g / load.length;
    }
    return new Problem(
        String.format(
            Locale.ROOT,
            "wires of an array of %d×%d cells: no solution after %d steps (%.1e of a column's"
                + " current still moves); cells of %.2e S on wires of %s and %s ohm a cell"
                + " lose %.3g times their voltage by the first-order rule; lower the wires'"
                + " resistance, the conductances or the active rows",
            net.rows(),
            net.columns(),
            iterations,
            worst,
            mean,
            net.supplyOhms(),
            net.columnOhms(),
            net.screen(mean)));
  }

  /// How much of a column's current the next correction would still move, in its cells and at its
  /// ends. Single nodes say less: along a wire of next to no resistance currents that do not add up
  /// cost nothing.
  private double open(double[] residual, double[] corrected, double[] fed) {
    int n = net.columns();
    double[] all = new double[n];
    double[] cells = new double[n];
    double[] ends = new double[n];
    for (int i = 0; i < net.rows(); i++) {
      int row = i * n;
      for (int j = 0; j < n; j++) {
        double moved = load[row + j] * corrected[row + j];
        all[j] += Math.abs(fed[row + j]);
        cells[j] += Math.abs(moved);
        ends[j] += residual[row + j] - moved;
      }
    }
    double worst = 0;
    for (int j = 0; j < n; j++) {
      double left = cells[j] + Math.abs(ends[j]);
      if (left > worst * all[j]) {
        worst = left / all[j];
      }
    }
    return worst;
  }

  private static void times(double[] cells, double[] factors) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] *= factors[i];
    }
  }

  /// Four sums side by side: one would make each addition wait for the one before.
  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
