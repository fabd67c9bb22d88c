package bitline.tensor.simd;

import bitline.tensor.BitCells;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Lays rows down eight to a byte: inputs as bit planes, cells as strips of columns.
final class BitPacking {
  private static final VectorSpecies<Byte> B = BitCellArray.BYTES;
  private static final VectorSpecies<Long> L = BitCellArray.LONGS;
  private static final int LANES = BitCellArray.LANES;

  private BitPacking() {}

  /// Bytes that the rows of a row group take.
  static int bytes(int rows) {
    return (rows + 7) / 8;
  }

  /// Bit planes of up to `LANES` input vectors and one row group. Bit i of the eight rows of byte k
  /// of vector v is `planes[at + (k·8 + i)·LANES + v]`.
  ///
  /// @param inputs rows × `vectors`
  /// @param from the first vector
  /// @param to the vector after the last
  static void inputs(
      byte[] inputs, int vectors, int from, int to, int rowFrom, int rowTo, byte[] planes, int at) {
    for (int k = rowFrom; k < rowTo; k += 8) {
      for (int r = 0; r < 8; r++) {
        int place = at + r * LANES;
        int row = (k + r) * vectors + from;
        if (k + r >= rowTo) {
          ByteVector.zero(B).intoArray(planes, place);
        } else if (to - from == LANES) {
          ByteVector.fromArray(B, inputs, row).intoArray(planes, place);
        } else {
          ByteVector.zero(B).intoArray(planes, place);
          System.arraycopy(inputs, row, planes, place, to - from);
        }
      }
      swap(planes, at, 4, 0x0F0F0F0F0F0F0F0FL);
      swap(planes, at, 2, 0x3333333333333333L);
      swap(planes, at, 1, 0x5555555555555555L);
      at += 8 * LANES;
    }
  }

  /// The same for all row groups, one after the other.
  static void inputs(
      byte[] inputs, int vectors, int from, int to, int[] groupEnds, byte[] planes, int at) {
    int row = 0;
    for (int end : groupEnds) {
      inputs(inputs, vectors, from, to, row, end, planes, at);
      at += bytes(end - row) * 8 * LANES;
      row = end;
    }
  }

  /// One of three steps that turn eight rows of bytes into eight planes of bits: exchanges bits
  /// with the row `apart` further on.
  private static void swap(byte[] rows, int at, int apart, long mask) {
    for (int r = 0; r < 8; r++) {
      if ((r & apart) != 0) {
        continue;
      }
      int upper = at + r * LANES;
      int lower = upper + apart * LANES;
      LongVector a = ByteVector.fromArray(B, rows, upper).reinterpretAsLongs();
      LongVector b = ByteVector.fromArray(B, rows, lower).reinterpretAsLongs();
      LongVector moved = a.lanewise(VectorOperators.LSHR, apart).lanewise(VectorOperators.XOR, b);
      moved = moved.and(mask);
      b.lanewise(VectorOperators.XOR, moved).reinterpretAsBytes().intoArray(rows, lower);
      a.lanewise(VectorOperators.XOR, moved.lanewise(VectorOperators.LSHL, apart))
          .reinterpretAsBytes()
          .intoArray(rows, upper);
    }
  }

  /// The cells of one sign. Strip, row group, byte of eight rows, two vectors of lanes: lane 4t + m
  /// of the strip's vector h is column t of the strip's slot 4h + m. Slots are groups of `LANES`/4
  /// columns, each with all its digits.
  static byte[] cells(BitCells array, int sign) {
    int bytes = Arrays.stream(depths(array.groupEnds())).sum();
    byte[] out = new byte[Math.multiplyExact(strips(array), bytes * 2 * LANES)];
    int digits = array.digits();
    int columns = array.columns();
    for (int j = 0; j < digits; j++) {
      for (int n = 0; n < columns; n++) {
        int slot = n / (LANES / 4) * digits + j;
        int lane = slot % 8 / 4 * LANES + n % (LANES / 4) * 4 + slot % 4;
        int start = slot / 8 * bytes * 2 * LANES + lane;
        int from = 0;
        for (int end : array.groupEnds()) {
          for (int row = from; row < end; row++) {
            if (array.cells()[(row * digits + j) * columns + n] == sign) {
              int k = row - from;
              out[start + (k >> 3) * 2 * LANES] |= (byte) (1 << (k & 7));
            }
          }
          start += bytes(end - from) * 2 * LANES;
          from = end;
        }
      }
    }
    return out;
  }

  /// Bytes that the rows of each row group take.
  static int[] depths(int[] groupEnds) {
    int[] depths = new int[groupEnds.length];
    for (int g = 0; g < depths.length; g++) {
      depths[g] = bytes(groupEnds[g] - (g == 0 ? 0 : groupEnds[g - 1]));
    }
    return depths;
  }

  /// Strips of two vectors of lanes that hold all columns and digits.
  static int strips(BitCells array) {
    return Math.ceilDiv(Math.ceilDiv(array.columns(), LANES / 4) * array.digits(), 8);
  }
}
