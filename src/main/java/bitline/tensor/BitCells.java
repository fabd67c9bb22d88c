package bitline.tensor;

import java.util.Arrays;

/// An array of 1-bit cells under inputs that are sent bit by bit, as an engine needs to know it:
/// for each input vector x and column n
///
/// ```
/// total[n] = Σ over row groups, input bits i and weight digits j of
///            ±2^i · digitWeights[j] · code(p)
/// p        = Σ over the group's rows of bit i of x · cell[row, j, n]
/// ```
///
/// with exact integer sums. `code` is the converter: the sum itself where there is none.
///
/// @param rows of the whole matrix
/// @param columns weights side by side
/// @param groupEnds row groups in order, each from the end of the one before
/// @param digitWeights what one unit of each weight digit counts
/// @param cells what each cell holds: rows × digits × columns, each 0 or 1, and −1 where a pair is
///   subtracted on the bitline
/// @param inputBits 1 to 8
/// @param inputSigned whether the top input bit counts negative
/// @param least the least sum that a bitline can have
/// @param codes what the converter says to `least`, `least + 1`, …; never falls
public record BitCells(
    int rows,
    int columns,
    int[] groupEnds,
    int[] digitWeights,
    byte[] cells,
    int inputBits,
    boolean inputSigned,
    int least,
    int[] codes) {
  public BitCells {
    if (inputBits < 1
        || inputBits > 8
        || groupEnds.length == 0
        || groupEnds[groupEnds.length - 1] != rows
        || cells.length != rows * digitWeights.length * columns) {
      throw new IllegalArgumentException(
          rows
              + " rows, "
              + columns
              + " columns, "
              + inputBits
              + " input bits, row groups to "
              + Arrays.toString(groupEnds)
              + ", "
              + cells.length
              + " cells");
    }
  }

  public int digits() {
    return digitWeights.length;
  }

  /// Rows of the largest row group.
  public int mostRows() {
    int most = 0;
    int from = 0;
    for (int end : groupEnds) {
      most = Math.max(most, end - from);
      from = end;
    }
    return most;
  }

  /// Whether some cells are subtracted.
  public boolean subtracts() {
    for (byte cell : cells) {
      if (cell < 0) {
        return true;
      }
    }
    return false;
  }

  /// The greatest magnitude that a total can have.
  public long greatestTotal() {
    long weights = 0;
    for (int weight : digitWeights) {
      weights += Math.abs(weight);
    }
    long code = 0;
    for (int value : codes) {
      code = Math.max(code, Math.abs((long) value));
    }
    return Math.multiplyExact(
        Math.multiplyExact(weights * ((1L << inputBits) - 1), code), groupEnds.length);
  }
}
