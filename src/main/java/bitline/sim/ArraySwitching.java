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
  private final RowPulses pulses;

  /// For each row of each matrix: cells whose digit is not zero.
  private final long[] cellsOn;

  /// Sum of the sizes of its cells' digits.
  private final long[] cellDigits;

  /// Wordlines that one of its inputs drives.
  private final long[] wordlines;

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
    countCells(layer);
  }

  private void countCells(ArrayLayer layer) {
    Coding coding = layer.coding();
    int lowest = 1 << (coding.weightBits() - 1);
    int[] on = new int[2 * lowest];
    long[] digits = new long[2 * lowest];
    for (int weight = -lowest; weight < lowest; weight++) {
      for (int j = 0; j < coding.weightDigits().size(); j++) {
        int cell = coding.cell(weight, j);
        on[weight + lowest] += cell != 0 ? 1 : 0;
        digits[weight + lowest] += Math.abs(cell);
      }
    }
    int[] weights = layer.weights();
    int columns = layer.unrolling().columns();
    for (int k = 0; k < cellsOn.length; k++) {
      for (int n = 0; n < columns; n++) {
        int weight = weights[k * columns + n] + lowest;
        cellsOn[k] += on[weight];
        cellDigits[k] += digits[weight];
      }
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
}
