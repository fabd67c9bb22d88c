package bitline.tensor.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Population counts of inputs AND cells: bitline sums of up to 255 rows, a byte each.
final class BitCounts {
  private static final VectorSpecies<Byte> B = BitCellArray.BYTES;
  private static final int LANES = BitCellArray.LANES;

  private BitCounts() {}

  /// Sums of four input bits of one vector on one strip. The sum of bit i in lane l of the strip's
  /// vector h goes to `sums[at + (h·8 + i)·LANES + l]`.
  ///
  /// @param planes as [BitPacking#inputs] packs them, from the first bit and the vector on
  /// @param cells as [BitPacking#cells] packs them, from the first byte of rows on
  /// @param depth bytes of rows
  static void four(
      byte[] planes, int planesAt, byte[] cells, int cellsAt, int depth, byte[] sums, int at) {
    ByteVector a0 = ByteVector.zero(B);
    ByteVector a1 = a0;
    ByteVector a2 = a0;
    ByteVector a3 = a0;
    ByteVector b0 = a0;
    ByteVector b1 = a0;
    ByteVector b2 = a0;
    ByteVector b3 = a0;
    for (int k = 0; k < depth; k++) {
      int from = planesAt + k * 8 * LANES;
      ByteVector a = ByteVector.fromArray(B, cells, cellsAt + k * 2 * LANES);
      ByteVector b = ByteVector.fromArray(B, cells, cellsAt + k * 2 * LANES + LANES);
      ByteVector x = ByteVector.broadcast(B, planes[from]);
      a0 = count(a0, a, x);
      b0 = count(b0, b, x);
      x = ByteVector.broadcast(B, planes[from + LANES]);
      a1 = count(a1, a, x);
      b1 = count(b1, b, x);
      x = ByteVector.broadcast(B, planes[from + 2 * LANES]);
      a2 = count(a2, a, x);
      b2 = count(b2, b, x);
      x = ByteVector.broadcast(B, planes[from + 3 * LANES]);
      a3 = count(a3, a, x);
      b3 = count(b3, b, x);
    }
    a0.intoArray(sums, at);
    a1.intoArray(sums, at + LANES);
    a2.intoArray(sums, at + 2 * LANES);
    a3.intoArray(sums, at + 3 * LANES);
    b0.intoArray(sums, at + 8 * LANES);
    b1.intoArray(sums, at + 9 * LANES);
    b2.intoArray(sums, at + 10 * LANES);
    b3.intoArray(sums, at + 11 * LANES);
  }

  private static ByteVector count(ByteVector sum, ByteVector cells, ByteVector x) {
    return sum.add(cells.and(x).lanewise(VectorOperators.BIT_COUNT));
  }
}
