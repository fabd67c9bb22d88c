package bitline.tensor.simd;

import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/// Bitline sums of cells with values of their own, by tables of all sums that a few rows can give.
/// A table fills one vector register, so that one permutation looks up as many input vectors as
/// there are lanes.
final class RowTables {
  private static final VectorSpecies<Short> S = BitCellArray.SHORTS;
  private static final int LANES = S.length();

  /// Rows that share a table: 5 where vectors have 512 bits.
  static final int ROWS = Integer.numberOfTrailingZeros(LANES);

  private static final ShortVector[] MASKS = new ShortVector[ROWS];

  static {
    for (int r = 0; r < ROWS; r++) {
      short[] mask = new short[LANES];
      for (int e = 0; e < LANES; e++) {
        mask[e] = (short) -(e >> r & 1);
      }
      MASKS[r] = ShortVector.fromArray(S, mask, 0);
    }
  }

  private RowTables() {}

  /// Tables that the rows of a row group take.
  static int depth(int rows) {
    return Math.ceilDiv(rows, ROWS);
  }

  /// Input bits as places in tables: bit r of `index[at + (k·8 + i)·BLOCK + v]` is bit i of row
  /// k·ROWS + r of vector v.
  ///
  /// @param inputs rows × `vectors`, of which `from` to `to` are taken
  static void index(
      byte[] inputs, int vectors, int from, int to, int rowFrom, int rowTo, short[] index, int at) {
    int block = LevelCellArray.BLOCK;
    short[] row = new short[block];
    for (int k = rowFrom; k < rowTo; k += ROWS) {
      java.util.Arrays.fill(index, at, at + 8 * block, (short) 0);
      for (int r = 0; r < Math.min(ROWS, rowTo - k); r++) {
        int start = (k + r) * vectors + from;
        for (int v = 0; v < to - from; v++) {
          row[v] = inputs[start + v];
        }
        for (int i = 0; i < 8; i++) {
          int place = at + i * block;
          for (int v = 0; v < block; v++) {
            index[place + v] |= (short) ((row[v] >> i & 1) << r);
          }
        }
      }
      at += 8 * block;
    }
  }

  /// The tables of one column.
  ///
  /// @param values of its rows, from `at` on; tables that go past the end of the rows have zeros
  static void fill(short[] values, int at, int depth, short[] table, int to) {
    for (int k = 0; k < depth; k++) {
      ShortVector sums = ShortVector.zero(S);
      for (int r = 0; r < ROWS; r++) {
        sums = sums.add(MASKS[r].and(values[at + k * ROWS + r]));
      }
      sums.intoArray(table, to + k * LANES);
    }
  }

  /// Sums of four input bits of a vector register of input vectors.
  ///
  /// @param index from the first bit and vector on
  /// @param sums a block for each bit, from `at` on
  static void four(
      short[] index, int from, short[] table, int tableAt, int depth, short[] sums, int at) {
    int block = LevelCellArray.BLOCK;
    ShortVector a = ShortVector.zero(S);
    ShortVector b = a;
    ShortVector c = a;
    ShortVector d = a;
    for (int k = 0; k < depth; k++) {
      ShortVector entries = ShortVector.fromArray(S, table, tableAt + k * LANES);
      int x = from + k * 8 * block;
      a = a.add(ShortVector.fromArray(S, index, x).selectFrom(entries));
      b = b.add(ShortVector.fromArray(S, index, x + block).selectFrom(entries));
      c = c.add(ShortVector.fromArray(S, index, x + 2 * block).selectFrom(entries));
      d = d.add(ShortVector.fromArray(S, index, x + 3 * block).selectFrom(entries));
    }
    a.intoArray(sums, at);
    b.intoArray(sums, at + block);
    c.intoArray(sums, at + 2 * block);
    d.intoArray(sums, at + 3 * block);
  }
}
