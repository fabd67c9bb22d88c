package bitline.sim.fault;

import bitline.program.ArrayLayer;
import java.util.Arrays;
import java.util.List;

/// The stuck devices of one of a layer's matrices, and the columns that its digits lie in.
public final class MatrixFaults {
  private final ArrayLayer layer;
  private final List<LaidTile> tiles;

  MatrixFaults(ArrayLayer layer, List<LaidTile> tiles) {
    this.layer = layer;
    this.tiles = tiles;
  }

  /// The states of the devices of one sign in a row of the matrix.
  ///
  /// @param states filled: digit · columns + column
  public void row(int k, boolean negative, Stuck[] states) {
    int across = layer.unrolling().columns();
    int digits = layer.coding().weightDigits().size();
    Arrays.fill(states, Stuck.FINE);
    for (LaidTile laid : tiles) {
      int from = laid.tile().fromColumn();
      for (int n = from; laid.holds(k) && n < laid.tile().toColumn(); n++) {
        for (int j = 0; j < digits; j++) {
          states[j * across + n] = laid.device(k, (n - from) * digits + j, negative);
        }
      }
    }
  }

  /// The column of the array in which a digit lies, before spare columns: that is the one whose
  /// converter it meets.
  ///
  /// @param k row of the matrix
  /// @param n column of the matrix
  public int arrayColumn(int k, int n, int digit) {
    int digits = layer.coding().weightDigits().size();
    LaidTile laid = at(k, n);
    return laid.arrayColumn((n - laid.tile().fromColumn()) * digits + digit);
  }

  /// The row of the array in which a weight lies, before spare rows, a pair of rows being one: that
  /// is the one whose drivers it meets.
  public int arrayRow(int k, int n) {
    return at(k, n).arrayRow(k);
  }

  private LaidTile at(int k, int n) {
    for (LaidTile laid : tiles) {
      if (laid.holds(k) && n >= laid.tile().fromColumn() && n < laid.tile().toColumn()) {
        return laid;
      }
    }
    throw new IllegalStateException(
        "row " + k + ", column " + n + " of " + layer.node() + " lies in no array");
  }
}
