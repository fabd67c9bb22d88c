package bitline.tensor.simd;

import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Bitline sums of cells with values of their own, for a vector register of columns at a time, by
/// tables of all sums that four rows can give: one addition to a register takes four rows of one
/// input bit into account.
final class ColumnTables {
  private static final VectorSpecies<Short> S = BitCellArray.SHORTS;
  private static final VectorSpecies<Short> EIGHT = ShortVector.SPECIES_128;

  /// Columns side by side.
  static final int LANES = S.length();

  /// Rows that share a table.
  static final int ROWS = 4;

  /// Elements of a table.
  static final int TABLE = (1 << ROWS) * LANES;

  /// Input bits, whether all are used or not.
  static final int BITS = 8;

  /// Of each byte: its bits, each where the place of the second entry of a table is or 0.
  private static final short[] SPREAD = new short[256 * BITS];

  static {
    for (int i = 0; i < SPREAD.length; i++) {
      SPREAD[i] = (short) ((i / BITS >> i % BITS & 1) * LANES);
    }
  }

  private ColumnTables() {}

  /// Tables that the rows of a row group take.
  static int depth(int rows) {
    return Math.ceilDiv(rows, ROWS);
  }

  /// Input bits as places in tables: for each of `count` vectors and each table the places of bits
  /// 0 to 7.
  ///
  /// @param inputs rows × `vectors`, of which those from `from` on are taken
  /// @param at the place of the first vector's first table
  /// @param stride between vectors
  static void index(
      byte[] inputs,
      int vectors,
      int from,
      int count,
      int rowFrom,
      int rowTo,
      short[] index,
      int at,
      int stride) {
    int k = rowFrom;
    for (; k + ROWS <= rowTo; k += ROWS, at += BITS) {
      int first = k * vectors + from;
      int second = first + vectors;
      int third = second + vectors;
      int fourth = third + vectors;
      for (int v = 0; v < count; v++) {
        bits(inputs[first + v])
            .or(bits(inputs[second + v]).lanewise(VectorOperators.LSHL, 1))
            .or(bits(inputs[third + v]).lanewise(VectorOperators.LSHL, 2))
            .or(bits(inputs[fourth + v]).lanewise(VectorOperators.LSHL, 3))
            .intoArray(index, at + v * stride);
      }
    }
    for (int v = 0; v < count && k < rowTo; v++) {
      ShortVector places = bits(inputs[k * vectors + from + v]);
      for (int r = 1; k + r < rowTo; r++) {
        ShortVector row = bits(inputs[(k + r) * vectors + from + v]);
        places = places.or(row.lanewise(VectorOperators.LSHL, r));
      }
      places.intoArray(index, at + v * stride);
    }
  }

  private static ShortVector bits(byte x) {
    return ShortVector.fromArray(EIGHT, SPREAD, (x & 0xFF) * BITS);
  }

  /// Tables of some rows.
  ///
  /// @param values rows of a register each, from `at` on
  static void fill(short[] values, int at, int depth, short[] tables) {
    for (int k = 0; k < depth; k++) {
      int from = at + k * ROWS * LANES;
      int to = k * TABLE;
      ShortVector zero = ShortVector.zero(S);
      ShortVector a = ShortVector.fromArray(S, values, from);
      ShortVector b = ShortVector.fromArray(S, values, from + LANES);
      ShortVector c = ShortVector.fromArray(S, values, from + 2 * LANES);
      ShortVector d = ShortVector.fromArray(S, values, from + 3 * LANES);
      ShortVector ab = a.add(b);
      ShortVector cd = c.add(d);
      zero.intoArray(tables, to);
      a.intoArray(tables, to + LANES);
      b.intoArray(tables, to + 2 * LANES);
      ab.intoArray(tables, to + 3 * LANES);
      c.intoArray(tables, to + 4 * LANES);
      a.add(c).intoArray(tables, to + 5 * LANES);
      b.add(c).intoArray(tables, to + 6 * LANES);
      ab.add(c).intoArray(tables, to + 7 * LANES);
      d.intoArray(tables, to + 8 * LANES);
      a.add(d).intoArray(tables, to + 9 * LANES);
      b.add(d).intoArray(tables, to + 10 * LANES);
      ab.add(d).intoArray(tables, to + 11 * LANES);
      cd.intoArray(tables, to + 12 * LANES);
      a.add(cd).intoArray(tables, to + 13 * LANES);
      b.add(cd).intoArray(tables, to + 14 * LANES);
      ab.add(cd).intoArray(tables, to + 15 * LANES);
    }
  }

  /// Adds up what `depth` tables say to one vector's input bits, modulo 2^16.
  ///
  /// @param index of the vector, from its first table on
  /// @param start what to add to: a register for each input bit
  /// @param sums a register for each input bit
  static void sum(
      short[] index,
      int from,
      short[] tables,
      int depth,
      short[] start,
      int startAt,
      short[] sums,
      int at) {
    ShortVector a0 = ShortVector.fromArray(S, start, startAt);
    ShortVector a1 = ShortVector.fromArray(S, start, startAt + LANES);
    ShortVector a2 = ShortVector.fromArray(S, start, startAt + 2 * LANES);
    ShortVector a3 = ShortVector.fromArray(S, start, startAt + 3 * LANES);
    ShortVector a4 = ShortVector.fromArray(S, start, startAt + 4 * LANES);
    ShortVector a5 = ShortVector.fromArray(S, start, startAt + 5 * LANES);
    ShortVector a6 = ShortVector.fromArray(S, start, startAt + 6 * LANES);
    ShortVector a7 = ShortVector.fromArray(S, start, startAt + 7 * LANES);
    for (int k = 0; k < depth; k++) {
      int x = from + k * BITS;
      int t = k * TABLE;
      a0 = a0.add(ShortVector.fromArray(S, tables, t + index[x]));
      a1 = a1.add(ShortVector.fromArray(S, tables, t + index[x + 1]));
      a2 = a2.add(ShortVector.fromArray(S, tables, t + index[x + 2]));
      a3 = a3.add(ShortVector.fromArray(S, tables, t + index[x + 3]));
      a4 = a4.add(ShortVector.fromArray(S, tables, t + index[x + 4]));
      a5 = a5.add(ShortVector.fromArray(S, tables, t + index[x + 5]));
      a6 = a6.add(ShortVector.fromArray(S, tables, t + index[x + 6]));
      a7 = a7.add(ShortVector.fromArray(S, tables, t + index[x + 7]));
    }
    a0.intoArray(sums, at);
    a1.intoArray(sums, at + LANES);
    a2.intoArray(sums, at + 2 * LANES);
    a3.intoArray(sums, at + 3 * LANES);
    a4.intoArray(sums, at + 4 * LANES);
    a5.intoArray(sums, at + 5 * LANES);
    a6.intoArray(sums, at + 6 * LANES);
    a7.intoArray(sums, at + 7 * LANES);
  }
}
