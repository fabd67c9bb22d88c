package bitline.tensor.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Bitline sums of cells with values of their own, by tables of all sums that a few rows can give.
/// A table fills one vector register, so that one permutation looks up as many input vectors as
/// there are lanes.
final class RowTables {
  private static final VectorSpecies<Short> S = BitCellArray.SHORTS;
  private static final VectorSpecies<Byte> HALF =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(S.vectorBitSize() / 2));
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
    byte[] tail = new byte[block];
    for (int k = rowFrom; k < rowTo; k += ROWS) {
      for (int v = 0; v < block; v += LANES) {
        zero(index, at + v);
        for (int r = 0; r < Math.min(ROWS, rowTo - k); r++) {
          int start = (k + r) * vectors + from;
          if (to - from == block) {
            add(inputs, start + v, r, index, at + v);
          } else {
            System.arraycopy(inputs, start, tail, 0, to - from);
            add(tail, v, r, index, at + v);
          }
        }
      }
      at += 8 * block;
    }
  }

  private static void zero(short[] index, int at) {
    ShortVector zero = ShortVector.zero(S);
    for (int i = 0; i < 8; i++) {
      zero.intoArray(index, at + i * LevelCellArray.BLOCK);
    }
  }

  /// Bit i of a row's inputs becomes bit `r` of the places of bit i.
  private static void add(byte[] inputs, int from, int r, short[] index, int at) {
    ShortVector row =
        (ShortVector)
            ByteVector.fromArray(HALF, inputs, from).convertShape(VectorOperators.B2S, S, 0);
    for (int i = 0; i < 8; i++) {
      int place = at + i * LevelCellArray.BLOCK;
      ShortVector.fromArray(S, index, place)
          .or(row.and((short) 1).lanewise(VectorOperators.LSHL, r))
          .intoArray(index, place);
      row = row.lanewise(VectorOperators.LSHR, 1);
    }
  }

  /// The tables of one column.
  ///
  /// @param values of its rows, from `at` on; tables that go past the end of the rows have zeros
  /// @param start what sums begin with
  static void fill(short[] values, int at, int depth, short start, short[] table, int to) {
    ShortVector begin = ShortVector.broadcast(S, start);
    ShortVector zero = ShortVector.zero(S);
    for (int k = 0; k < depth; k++) {
      ShortVector sums = k == 0 ? begin : zero;
      for (int r = 0; r < ROWS; r++) {
        sums = sums.add(MASKS[r].and(values[at + k * ROWS + r]));
      }
      sums.intoArray(table, to + k * LANES);
    }
  }

  /// Sums of four input bits of a vector register of input vectors on two columns.
  ///
  /// @param index from the first bit and vector on
  /// @param sums a block for each bit of the first column from `at` on, of the second from
  ///   `secondAt` on
  static void four(
      short[] index,
      int from,
      short[] table,
      int firstTable,
      int secondTable,
      int depth,
      short[] sums,
      int at,
      int secondAt) {
    int block = LevelCellArray.BLOCK;
    ShortVector a0 = ShortVector.zero(S);
    ShortVector a1 = a0;
    ShortVector a2 = a0;
    ShortVector a3 = a0;
    ShortVector b0 = a0;
    ShortVector b1 = a0;
    ShortVector b2 = a0;
    ShortVector b3 = a0;
    for (int k = 0; k < depth; k++) {
      ShortVector a = ShortVector.fromArray(S, table, firstTable + k * LANES);
      ShortVector b = ShortVector.fromArray(S, table, secondTable + k * LANES);
      int x = from + k * 8 * block;
      ShortVector bits = ShortVector.fromArray(S, index, x);
      a0 = a0.add(bits.selectFrom(a));
      b0 = b0.add(bits.selectFrom(b));
      bits = ShortVector.fromArray(S, index, x + block);
      a1 = a1.add(bits.selectFrom(a));
      b1 = b1.add(bits.selectFrom(b));
      bits = ShortVector.fromArray(S, index, x + 2 * block);
      a2 = a2.add(bits.selectFrom(a));
      b2 = b2.add(bits.selectFrom(b));
      bits = ShortVector.fromArray(S, index, x + 3 * block);
      a3 = a3.add(bits.selectFrom(a));
      b3 = b3.add(bits.selectFrom(b));
    }
    a0.intoArray(sums, at);
    a1.intoArray(sums, at + block);
    a2.intoArray(sums, at + 2 * block);
    a3.intoArray(sums, at + 3 * block);
    b0.intoArray(sums, secondAt);
    b1.intoArray(sums, secondAt + block);
    b2.intoArray(sums, secondAt + 2 * block);
    b3.intoArray(sums, secondAt + 3 * block);
  }
}
