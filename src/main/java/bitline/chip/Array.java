package bitline.chip;

import bitline.text.Default;
import bitline.text.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A memory array: rows (wordlines) × columns (bitlines) of cells, with the number formats it
/// computes in.
///
/// `rows` and `columns` count cells, not weights: an 8-bit weight in 1-bit cells takes eight
/// columns. Where a differential pair takes two rows or two columns, [#inputRows()] and
/// [#digitColumns()] count what is left for inputs and weight digits, so that a mapper need not
/// know where the pair lies.
///
/// @param rows cells on one column
/// @param columns cells on one row
/// @param activeRows rows that are summed in one step
/// @param encoding how a signed weight becomes digits
/// @param pair where the cells of a differential pair lie; null for the other encodings
/// @param weightBits widths of weights it computes with, sign included, ascending
/// @param inputBits widths of inputs it computes with, sign included where signed, ascending
/// @param signedInputs whether signed inputs can be sent as they are (the top digit counts
///   negative); if not, an offset must be added and corrected digitally
/// @param spareRows rows of cells beyond `rows`, which may stand in for faulty ones
/// @param spareColumns columns of cells beyond `columns`, which may stand in for faulty ones
public record Array(
    @Range(min = 1, max = 1 << 20) int rows,
    @Range(min = 1, max = 1 << 20) int columns,
    @Range(min = 1, max = 1 << 20) int activeRows,
    Encoding encoding,
    @Nullable Pair pair,
    @Range(min = 1, max = 16) List<Integer> weightBits,
    @Range(min = 1, max = 16) List<Integer> inputBits,
    boolean signedInputs,
    @Default("0") @Range(min = 0, max = 1 << 16) int spareRows,
    @Default("0") @Range(min = 0, max = 1 << 16) int spareColumns) {

  /// Without spare lines.
  public Array(
      int rows,
      int columns,
      int activeRows,
      Encoding encoding,
      @Nullable Pair pair,
      List<Integer> weightBits,
      List<Integer> inputBits,
      boolean signedInputs) {
    this(rows, columns, activeRows, encoding, pair, weightBits, inputBits, signedInputs, 0, 0);
  }

  public Array {
    weightBits = ascending("weightBits", weightBits);
    inputBits = ascending("inputBits", inputBits);
    if (activeRows > rows) {
      throw new IllegalArgumentException(
          "activeRows " + activeRows + " is more than the " + rows + " rows");
    }
    if ((encoding == Encoding.DIFFERENTIAL_PAIR) != (pair != null)) {
      throw new IllegalArgumentException(
          pair == null
              ? "encoding differential_pair needs 'pair': cell, rows or columns"
              : "pair is only for encoding differential_pair");
    }
    if (pair == Pair.ROWS && (rows % 2 != 0 || activeRows % 2 != 0)) {
      throw new IllegalArgumentException("rows and activeRows must be even when pairs lie in rows");
    }
    if (pair == Pair.COLUMNS && columns % 2 != 0) {
      throw new IllegalArgumentException("columns must be even when pairs lie in columns");
    }
  }

  private static List<Integer> ascending(String name, List<Integer> bits) {
    if (bits.isEmpty()) {
      throw new IllegalArgumentException(name + " is empty");
    }
    for (int i = 1; i < bits.size(); i++) {
      if (bits.get(i) <= bits.get(i - 1)) {
        throw new IllegalArgumentException(name + " must ascend");
      }
    }
    return List.copyOf(bits);
  }

  /// The array with other spare lines.
  Array withSpares(int spareRows, int spareColumns) {
    return new Array(
        rows,
        columns,
        activeRows,
        encoding,
        pair,
        weightBits,
        inputBits,
        signedInputs,
        spareRows,
        spareColumns);
  }

  /// Cells of the array and of its spare lines, for each of its own.
  public double spareFactor() {
    return (1 + (double) spareRows / rows) * (1 + (double) spareColumns / columns);
  }

  /// Cells of the array.
  public long cells() {
    return (long) rows * columns;
  }

  /// Elements of an input vector that the array takes.
  public int inputRows() {
    return pair == Pair.ROWS ? rows / 2 : rows;
  }

  /// Elements of an input vector that are summed in one step.
  public int activeInputRows() {
    return pair == Pair.ROWS ? activeRows / 2 : activeRows;
  }

  /// Weight digits that lie side by side in one input row.
  int digitColumns() {
    return pair == Pair.COLUMNS ? columns / 2 : columns;
  }

  /// Cells that one weight digit takes: 2 where a pair lies in rows or columns, else 1.
  public int cellsPerDigit() {
    return pair == Pair.ROWS || pair == Pair.COLUMNS ? 2 : 1;
  }

  /// Digits of at most `cellBits` bits that a weight of `weightBits` bits is cut into. The sign bit
  /// of a two's complement is a digit of its own; the sign of a differential pair is in the pair
  /// and takes no bit.
  int digitsPerWeight(int weightBits, int cellBits) {
    return switch (encoding) {
      case TWOS_COMPLEMENT -> Math.ceilDiv(weightBits - 1, cellBits) + 1;
      case OFFSET_BINARY -> Math.ceilDiv(weightBits, cellBits);
      case DIFFERENTIAL_PAIR -> Math.ceilDiv(Math.max(1, weightBits - 1), cellBits);
    };
  }

  /// The widest weight, in bits.
  public int maxWeightBits() {
    return weightBits.getLast();
  }

  /// The widest input, in bits.
  public int maxInputBits() {
    return inputBits.getLast();
  }
}
