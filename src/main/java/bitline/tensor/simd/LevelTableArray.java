package bitline.tensor.simd;

import bitline.tensor.ArrayKernel;
import bitline.tensor.LevelCells;
import org.jspecify.annotations.Nullable;

/// Cells with values of their own under inputs sent bit by bit: for each call the engine that has
/// less to do, with vectors as lanes or with columns as lanes. Each packs the cells when it is
/// first needed; most arrays need one of them only.
final class LevelTableArray implements ArrayKernel {
  // Cycles of a register of 16-bit lanes as measured: a table asked, a table filled, what happens
  // to a sum. They decide about time, never about bits.
  private static final double ASKED_BY_VECTORS = 1.4;
  private static final double ASKED_BY_COLUMNS = 1.8;
  private static final double FILLED_BY_VECTORS = 12;
  private static final double FILLED_BY_COLUMNS = 37;
  private static final double NOISE = 85;
  private static final double CODES = 20;

  private final LevelCells array;
  private final SumRange range;

  private volatile @Nullable LevelCellArray byVectors;
  private volatile @Nullable LevelColumnArray byColumns;

  private LevelTableArray(LevelCells array, SumRange range) {
    this.array = array;
    this.range = range;
  }

  /// The engine for these cells; null where [SumRange] knows none.
  static @Nullable LevelTableArray of(LevelCells array) {
    SumRange range = SumRange.of(array);
    return range == null ? null : new LevelTableArray(array, range);
  }

  @Override
  public int vectorsAtOnce() {
    return LevelCellArray.BLOCKS * LevelCellArray.BLOCK;
  }

  @Override
  public void totals(byte[] inputs, int vectors, long noiseKey, long firstVector, int[] totals) {
    ArrayKernel engine = columnsAsLanes(array, vectors) ? byColumns() : byVectors();
    engine.totals(inputs, vectors, noiseKey, firstVector, totals);
  }

  private LevelCellArray byVectors() {
    LevelCellArray made = byVectors;
    if (made == null) {
      synchronized (this) {
        made = byVectors;
        if (made == null) {
          made = new LevelCellArray(array, range);
          byVectors = made;
        }
      }
    }
    return made;
  }

  private LevelColumnArray byColumns() {
    LevelColumnArray made = byColumns;
    if (made == null) {
      synchronized (this) {
        made = byColumns;
        if (made == null) {
          made = new LevelColumnArray(array, range);
          byColumns = made;
        }
      }
    }
    return made;
  }

  /// Whether columns as lanes take less time for so many vectors.
  static boolean columnsAsLanes(LevelCells array, int vectors) {
    double sums = array.columns() * array.digits();
    double lanes = ColumnTables.LANES;
    int bits = ColumnTables.BITS;
    int tables = array.variances() == null ? 1 : 2;
    double each = array.noisy() ? NOISE : CODES;
    double byVectors = 0;
    double byColumns = 0;
    double blocks = Math.ceilDiv(vectors, LevelCellArray.BLOCK);
    double registers = blocks * LevelCellArray.BLOCK / lanes;
    double packs = Math.ceil(Math.ceilDiv(array.columns(), Lanes.COUNT) * array.digits() / 2.0);
    int row = 0;
    for (int end : array.groupEnds()) {
      double depth = tables * RowTables.depth(end - row);
      double fillings = Math.ceil(blocks / LevelCellArray.BLOCKS);
      byVectors +=
          sums
              * (registers * bits * (depth * ASKED_BY_VECTORS + each)
                  + fillings * depth * FILLED_BY_VECTORS);
      depth = tables * ColumnTables.depth(end - row);
      fillings = Math.ceilDiv(vectors, LevelColumnArray.VECTORS);
      byColumns +=
          packs
              * (vectors * bits * (depth * ASKED_BY_COLUMNS + each)
                  + fillings * depth * FILLED_BY_COLUMNS);
      row = end;
    }
    return byColumns < byVectors;
  }
}
