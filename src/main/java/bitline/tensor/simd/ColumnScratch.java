package bitline.tensor.simd;

import java.util.Arrays;

/// What a thread keeps for [LevelColumnArray] from one call to the next; room grows and what is in
/// it does not matter.
final class ColumnScratch {
  private static final ThreadLocal<ColumnScratch> OF_THREAD =
      ThreadLocal.withInitial(ColumnScratch::new);

  /// Rows of sums that are converted at a time.
  static final int ROWS = 4;

  private static final int REGISTERS = ROWS * ColumnTables.BITS * ColumnTables.LANES / Lanes.COUNT;

  private static final int SUMS = LevelColumnArray.VECTORS * ColumnTables.BITS * ColumnTables.LANES;

  /// Input bits of rows that share a table, see [ColumnTables#index].
  short[] index = new short[0];

  final short[] tables = new short[LevelColumnArray.DEPTH * ColumnTables.TABLE];

  /// For each vector a register for each input bit.
  final short[] sums = new short[SUMS];

  final short[] variances = new short[SUMS];

  /// For each vector its columns.
  int[] totals = new int[0];

  /// Numbers of pairs of normal numbers, of each register of floats.
  final int[] pairs = new int[REGISTERS];

  /// Normal numbers, then codes: of some rows, then of their partners.
  final float[] codes = new float[2 * ROWS * ColumnTables.BITS * ColumnTables.LANES];

  final int[] from = new int[REGISTERS];
  final int[] to = new int[REGISTERS];
  final int[] weights = new int[REGISTERS];

  private ColumnScratch() {}

  /// @param index places of a vector
  /// @param still whether variances must be 0
  /// @param totals columns of a vector
  static ColumnScratch of(int index, boolean still, int totals) {
    ColumnScratch own = OF_THREAD.get();
    if (own.index.length < LevelColumnArray.VECTORS * index) {
      own.index = new short[LevelColumnArray.VECTORS * index];
    }
    if (own.totals.length < LevelColumnArray.VECTORS * totals) {
      own.totals = new int[LevelColumnArray.VECTORS * totals];
    }
    if (still) {
      Arrays.fill(own.variances, (short) 0);
    }
    return own;
  }
}
