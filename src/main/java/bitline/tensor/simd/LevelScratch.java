package bitline.tensor.simd;

/// What a thread keeps for [LevelCellArray] from one call to the next; room grows and what is in it
/// does not matter.
final class LevelScratch {
  private static final ThreadLocal<LevelScratch> OF_THREAD =
      ThreadLocal.withInitial(LevelScratch::new);

  private static final int BLOCK = 8 * LevelCellArray.BLOCK;

  /// Input bits of rows that share a table, see [RowTables#index].
  short[] index = new short[0];

  /// The sums of rows' values, and of their variances.
  short[] table = new short[0];

  short[] varianceTable = new short[0];

  /// Sums of some columns and one block of vectors for eight input bits.
  final short[] part = new short[LevelCellArray.COLUMNS * BLOCK];

  final short[] variancePart = new short[LevelCellArray.COLUMNS * BLOCK];

  /// Numbers of pairs of normal numbers, of each register of floats.
  final int[] pairs = new int[LevelCellArray.COLUMNS * BLOCK / 2 / Lanes.COUNT];

  /// Normal numbers, then codes.
  final float[] codes = new float[LevelCellArray.COLUMNS * BLOCK];

  final int[] from = new int[LevelCellArray.COLUMNS * LevelCellArray.BLOCK / Lanes.COUNT];
  final int[] to = new int[from.length];
  final int[] weights = new int[from.length];

  final int[] sums = new int[2 * BLOCK];
  final int[] variances = new int[2 * BLOCK];
  final float[] floatVariances = new float[2 * BLOCK];
  final float[] normals = new float[2 * BLOCK];

  /// Room for a vector register of places in a table.
  final int[] places = new int[LevelCellArray.BLOCK];

  /// Totals of some blocks of input vectors.
  int[] totals = new int[0];

  private LevelScratch() {}

  static LevelScratch of(int index, int table, boolean noise, int totals) {
    LevelScratch own = OF_THREAD.get();
    if (own.index.length < index) {
      own.index = new short[index];
    }
    if (own.table.length < table) {
      own.table = new short[table];
    }
    if (noise && own.varianceTable.length < table) {
      own.varianceTable = new short[table];
    }
    if (own.totals.length < totals) {
      own.totals = new int[totals];
    }
    return own;
  }
}
