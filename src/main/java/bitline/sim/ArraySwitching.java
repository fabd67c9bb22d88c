package bitline.sim;

import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Switching;
import bitline.program.Tile;
import bitline.program.Unrolling;

/// Counts what inputs switch in a layer's arrays, for ideal cells. All that a row's cells do
/// follows from what the row is sent over all vectors, so that rows are counted first and weighed
/// by their cells and tiles after.
final class ArraySwitching {
  /// Room for the sum of the digits of a row's cells: of at most 2^20 columns.
  private static final int SUM_BITS = 40;

  private final RowPulses pulses;

  /// For each row of each matrix: cells whose digit is not zero.
  private final long[] cellsOn;

  /// Sum of the sizes of its cells' digits.
  private final long[] cellDigits;

  /// Wordlines that one of its inputs drives.
  private final long[] wordlines;

  /// @param layer where its cells are not filled yet, none of them is counted
  ArraySwitching(ArrayLayer layer) {
    Coding coding = layer.coding();
    pulses = new RowPulses(coding);
    int rows = layer.unrolling().rows();
    wordlines = new long[layer.unrolling().groups() * rows];
    int each = coding.weightCode() == Coding.WeightCode.PAIR_OF_ROWS ? 2 : 1;
    for (Tile tile : layer.tiles()) {
      for (int k = tile.fromRow(); k < tile.toRow(); k++) {
        wordlines[tile.group() * rows + k] += each;
      }
    }
    cellsOn = new long[wordlines.length];
    cellDigits = new long[wordlines.length];
    if (layer.written() == null) {
      countCells(layer);
    }
  }

  private void countCells(ArrayLayer layer) {
    Coding coding = layer.coding();
    int lowest = 1 << (coding.weightBits() - 1);
    long[] of = new long[2 * lowest]; // cells on above the sum of their digits
    for (int weight = -lowest; weight < lowest; weight++) {
      for (int j = 0; j < coding.weightDigits().size(); j++) {
        int cell = Math.abs(coding.cell(weight, j));
        of[weight + lowest] += (Math.min(1L, cell) << SUM_BITS) + cell;
      }
    }
    int[] weights = layer.weights();
    int columns = layer.unrolling().columns();
    for (int k = 0; k < cellsOn.length; k++) {
      long sum = 0;
      for (int n = 0; n < columns; n++) {
        sum += of[weights[k * columns + n] + lowest];
      }
      cellsOn[k] = sum >>> SUM_BITS;
      cellDigits[k] = sum & ((1L << SUM_BITS) - 1);
    }
  }

  /// @param operand as the coding takes it
  /// @param zero what places outside the picture hold
  Switching count(Unrolling unrolling, int[] operand, int zero) {
    RowPulses.Counts sent = pulses.count(unrolling, operand, zero);
    long driven = 0;
    long drive = 0;
    long toggles = 0;
    long active = 0;
    long charge = 0;
    for (int row = 0; row < wordlines.length; row++) {
      driven += wordlines[row] * sent.pulses()[row];
      drive += wordlines[row] * sent.digits()[row];
      toggles += wordlines[row] * sent.changes()[row];
      active += cellsOn[row] * sent.pulses()[row];
      charge += cellDigits[row] * sent.digits()[row];
    }
    return new Switching(driven, drive, toggles, active, charge);
  }

  /// Adds what a row is sent to `counts`: driven rows, drive, toggles, active cells, charge.
  void add(int row, double pulses, double digits, double changes, double[] counts) {
    counts[0] += wordlines[row] * pulses;
    counts[1] += wordlines[row] * digits;
    counts[2] += wordlines[row] * changes;
    counts[3] += cellsOn[row] * pulses;
    counts[4] += cellDigits[row] * digits;
  }
}
