package bitline.sim.wire;

import bitline.chip.Wires.Supply;
import java.util.Arrays;

/// Column currents of an array with resistive wires: exactly, and by conductances that stand in for
/// cells and wires together.
///
/// Conductances are in siemens, row-major (rows × columns), 0 or more. Inputs are one a row: volts
/// on the rows ([Supply#INPUT_LINE], any sign), or how far a row is on, 0 to 1, with the source
/// lines at 1 V ([Supply#SOURCE_LINE]; currents are proportional to that voltage).
///
/// A network with input lines is linear, so that each cell has a conductance that is right for
/// *every* input: [#transfer] finds them with one solution a row or column. [#effective] takes at
/// most two solutions in all and is within the errors stated there.
public final class IrDrop {
  private IrDrop() {}

  /// The current of each column, summed over its sensed ends, ampere; within a relative 1e-6 of
  /// Kirchhoff's equations, which a test holds.
  ///
  /// @throws bitline.base.Problem when the solver finds no solution; it found one for every array
  ///   of cells within a factor of 200 that was tried, up to a [WireNetwork#screen] of 10,000
  public static double[] currents(WireNetwork net, double[] conductance, double[] inputs) {
    return solve(net, checked(net, conductance), inputs).currents();
  }

  /// The exact conductance from each row's driver to each column's sensing, row-major, for input
  /// lines: the current of column j is Σᵢ inputᵢ · transferᵢⱼ for every input. Includes what
  /// reaches a column through other cells, so that a cell of 0 S may have one. Takes as many
  /// solutions as the array has rows or columns, whichever are fewer.
  public static double[] transfer(WireNetwork net, double[] conductance) {
    checked(net, conductance);
    if (net.supply() != Supply.INPUT_LINE) {
      throw new IllegalArgumentException("only a network with input lines is linear");
    }
    int rows = net.rows();
    int columns = net.columns();
    boolean turned = columns < rows;
    WireSolver solver =
        turned
            ? new WireSolver(net.transposed(), transposed(conductance, rows, columns))
            : new WireSolver(net, conductance);
    double[] transfer = new double[conductance.length];
    double[] drive = new double[Math.min(rows, columns)];
    for (int line = 0; line < drive.length; line++) {
      Arrays.fill(drive, 0);
      drive[line] = 1;
      double[] currents = solver.solve(drive).currents();
      for (int k = 0; k < currents.length; k++) {
        transfer[turned ? k * columns + line : line * columns + k] = currents[k];
      }
    }
    return transfer;
  }

  /// Conductances of the cells with their wires, row-major, so that Σᵢ inputᵢ · effectiveᵢⱼ is
  /// about the current of column j; see [#approximation] for the error.
  public static double[] effective(WireNetwork net, double[] conductance, double[] meanInput) {
    return approximation(net, conductance, meanInput).conductance();
  }

  /// A fast stand-in for an array and its wires, found once and used for every input.
  ///
  /// Input lines: what each cell passes when all rows are at 1 V, then scaled column by column to
  /// be exact at the mean input's magnitude. It is right to first order in the wires' resistance
  /// for every input; the rest is what other rows lift a column by when the input's pattern is not
  /// like the mean.
  ///
  /// Source lines: what each cell passes when each row is on for its mean share; exact there. The
  /// loss of a column grows with its own current; [Approximation#compression] says how much, from a
  /// second solution at half the mean.
  ///
  /// Error against the exact currents, root mean square / worst of 40 inputs × 64 columns, relative
  /// to the columns' mean current: 64×64 cells, driven at one end and sensed at the other, a random
  /// half of the rows on. Dense cells are uniform between 2 % and 100 % of the largest; of sparse
  /// cells 10 % conduct, the others a thousandth of that. It shrinks with √rows, and is up to three
  /// times that where a tenth of the rows is on.
  ///
  /// | [WireNetwork#screen] | 0.1 | 0.3 | 1 | 3 |
  /// |---|---|---|---|---|
  /// | input lines, dense | 0.012 / 0.08 % | 0.08 / 0.5 % | 0.5 / 3 % | 1.6 / 9 % |
  /// | input lines, sparse | 0.06 / 0.4 % | 0.4 / 2.5 % | 2.3 / 15 % | 7.5 / 45 % |
  /// | source lines, dense | 0.09 / 0.5 % | 0.25 / 1.2 % | 0.7 / 3 % | 1.2 / 6 % |
  /// | source lines, sparse | 0.5 / 4 % | 1.2 / 10 % | 3 / 20 % | 6 / 35 % |
  ///
  /// Where the half that is on lies together, input lines do as well; source lines, dense, have
  /// 0.7, 1.8, 5 and 8 %.
  ///
  /// @param meanInput mean input of each row, over the inputs expected
  public static Approximation approximation(
      WireNetwork net, double[] conductance, double[] meanInput) {
    checked(net, conductance);
    return switch (net.supply()) {
      case INPUT_LINE -> acrossInputLines(net, conductance, meanInput);
      case SOURCE_LINE -> besideSourceLines(net, conductance, meanInput);
    };
  }

  private static Approximation acrossInputLines(
      WireNetwork net, double[] conductance, double[] meanInput) {
    double[] magnitude = new double[meanInput.length];
    for (int i = 0; i < magnitude.length; i++) {
      magnitude[i] = Math.abs(meanInput[i]);
    }
    inputs(net, magnitude);
    WireSolver solver = new WireSolver(net, conductance);
    double[] ones = new double[net.rows()];
    Arrays.fill(ones, 1);
    double[] effective = passed(conductance, solver.solve(ones));
    double[] exact = solver.solve(magnitude).currents();
    double[] sums = product(effective, magnitude, net.columns());
    double power = 0;
    for (double m : magnitude) {
      power += m * m;
    }
    // the least change to a column's conductances that makes it exact there; a factor instead would
    // be far off in columns whose cells lie in rows that are seldom on
    for (int i = 0; power > 0 && i < effective.length; i++) {
      int j = i % net.columns();
      effective[i] += (exact[j] - sums[j]) * magnitude[i / net.columns()] / power;
    }
    return new Approximation(effective, exact, new double[net.columns()]);
  }

  private static Approximation besideSourceLines(
      WireNetwork net, double[] conductance, double[] meanInput) {
    WireSolution mean = solve(net, conductance, meanInput);
    double[] halved = new double[meanInput.length];
    for (int i = 0; i < halved.length; i++) {
      halved[i] = meanInput[i] / 2;
    }
    double[] half = solve(net, conductance, halved).currents();
    double[] compression = new double[net.columns()];
    for (int j = 0; j < compression.length; j++) {
      double ratio = mean.currents()[j] > 0 ? half[j] / mean.currents()[j] : 0.5;
      compression[j] = Math.max(0, (2 * ratio - 1) / Math.max(1 - ratio, 1e-9));
    }
    return new Approximation(passed(conductance, mean), mean.currents(), compression);
  }

  private static WireSolution solve(WireNetwork net, double[] conductance, double[] inputs) {
    inputs(net, inputs);
    if (net.supply() == Supply.INPUT_LINE) {
      return new WireSolver(net, conductance).solve(inputs);
    }
    double[] on = new double[conductance.length];
    for (int i = 0; i < on.length; i++) {
      on[i] = conductance[i] * inputs[i / net.columns()];
    }
    double[] drive = new double[net.columns()];
    Arrays.fill(drive, 1);
    return new WireSolver(net, on).solve(drive);
  }

  private static double[] passed(double[] conductance, WireSolution solution) {
    double[] effective = new double[conductance.length];
    for (int i = 0; i < effective.length; i++) {
      effective[i] = conductance[i] * (solution.supply()[i] - solution.column()[i]);
    }
    return effective;
  }

  static double[] product(double[] conductance, double[] inputs, int columns) {
    double[] sums = new double[columns];
    for (int i = 0; i < conductance.length; i++) {
      sums[i % columns] += inputs[i / columns] * conductance[i];
    }
    return sums;
  }

  private static double[] transposed(double[] cells, int rows, int columns) {
    double[] turned = new double[cells.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j * rows + i] = cells[i * columns + j];
      }
    }
    return turned;
  }

  private static double[] checked(WireNetwork net, double[] conductance) {
    if (conductance.length != net.cells()) {
      throw new IllegalArgumentException(
          conductance.length + " conductances for " + net.rows() + " × " + net.columns());
    }
    for (double g : conductance) {
      if (!(g >= 0 && g <= 1e6)) {
        throw new IllegalArgumentException("a conductance is " + g + " S; 0 to 1e6 are possible");
      }
    }
    return conductance;
  }

  private static void inputs(WireNetwork net, double[] inputs) {
    if (inputs.length != net.rows()) {
      throw new IllegalArgumentException(inputs.length + " inputs for " + net.rows() + " rows");
    }
    boolean volts = net.supply() == Supply.INPUT_LINE;
    for (double x : inputs) {
      if (volts ? !(Math.abs(x) <= 1e9) : !(x >= 0 && x <= 1)) {
        throw new IllegalArgumentException(
            "an input is " + x + (volts ? " V" : "; with source lines 0 to 1 are possible"));
      }
    }
  }
}
