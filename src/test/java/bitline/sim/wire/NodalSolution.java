package bitline.sim.wire;

import bitline.chip.Wires.Ends;
import bitline.chip.Wires.Supply;

/// The same network as a dense system of Kirchhoff's equations, one for each of its 2 · rows ·
/// columns nodes, by Gaussian elimination with pivots: the judge of the solver. Wires need a
/// resistance above 0.
public final class NodalSolution {
  private NodalSolution() {}

  /// @param load conductance of each cell
  /// @param drive voltage of each supply line
  public static double[] currents(WireNetwork net, double[] load, double[] drive) {
    int rows = net.rows();
    int columns = net.columns();
    int cells = rows * columns;
    double[][] a = new double[2 * cells][2 * cells + 1];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int supply = i * columns + j;
        int column = cells + supply;
        join(a, supply, column, load[supply]);
        if (net.supply() == Supply.INPUT_LINE) {
          if (j + 1 < columns) {
            join(a, supply, supply + 1, 1 / net.supplyOhms());
          }
          end(a, supply, net.driven(), j, columns, net.supplyOhms() + net.driverOhms(), drive[i]);
        } else {
          if (i + 1 < rows) {
            join(a, supply, supply + columns, 1 / net.supplyOhms());
          }
          end(a, supply, net.driven(), i, rows, net.supplyOhms() + net.driverOhms(), drive[j]);
        }
        if (i + 1 < rows) {
          join(a, column, column + columns, 1 / net.columnOhms());
        }
        end(a, column, net.sensed(), i, rows, net.columnOhms() + net.senseOhms(), 0);
      }
    }
    double[] v = eliminate(a);
    double[] currents = new double[columns];
    for (int j = 0; j < columns; j++) {
      double ohms = net.columnOhms() + net.senseOhms();
      if (net.sensed() != Ends.LAST) {
        currents[j] += v[cells + j] / ohms;
      }
      if (net.sensed() != Ends.FIRST) {
        currents[j] += v[cells + (rows - 1) * columns + j] / ohms;
      }
    }
    return currents;
  }

  private static void join(double[][] a, int p, int q, double siemens) {
    a[p][p] += siemens;
    a[q][q] += siemens;
    a[p][q] -= siemens;
    a[q][p] -= siemens;
  }

  private static void end(
      double[][] a, int node, Ends ends, int place, int length, double ohms, double volts) {
    int terminals =
        (place == 0 && ends != Ends.LAST ? 1 : 0)
            + (place == length - 1 && ends != Ends.FIRST ? 1 : 0);
    a[node][node] += terminals / ohms;
    a[node][a.length] += terminals * volts / ohms;
  }

  private static double[] eliminate(double[][] a) {
    int n = a.length;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(a[i][k]) > Math.abs(a[pivot][k])) {
          pivot = i;
        }
      }
      double[] row = a[pivot];
      a[pivot] = a[k];
      a[k] = row;
      for (int i = k + 1; i < n; i++) {
        double factor = a[i][k] / row[k];
        if (factor != 0) {
          for (int j = k; j <= n; j++) {
            a[i][j] -= factor * row[j];
          }
        }
      }
    }
    double[] x = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double rest = a[i][n];
      for (int j = i + 1; j < n; j++) {
        rest -= a[i][j] * x[j];
      }
      x[i] = rest / a[i][i];
    }
    return x;
  }
}
