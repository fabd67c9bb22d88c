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
    for (LaidTile laid : tiles) {
      int from = laid.tile().fromColumn();
      if (laid.holds(k) && n >= from && n < laid.tile().toColumn()) {
        return laid.arrayColumn((n - from) * digits + digit);
      }
    }
    throw new IllegalStateException(
        "row " + k + ", column " + n + " of " + layer.node() + " lies in no array");
  }
}
