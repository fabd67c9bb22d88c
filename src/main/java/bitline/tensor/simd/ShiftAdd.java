package bitline.tensor.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Converters and shift-add trees in lanes: codes of bitline sums, added up over input bits.
///
/// Sums of a vector of byte lanes are worked on as two vectors of shorts, those of the even lanes
/// and those of the odd ones.
final class ShiftAdd {
  private static final VectorSpecies<Byte> B = BitCellArray.BYTES;
  private static final VectorSpecies<Short> S = BitCellArray.SHORTS;
  private static final VectorSpecies<Integer> I = BitCellArray.INTS;
  private static final int LANES = BitCellArray.LANES;

  private ShiftAdd() {}

  /// Adds bytes to shorts, or takes them off.
  ///
  /// @param sums `count` vectors of byte lanes
  /// @param wide for each of them the even lanes, then the odd ones
  static void widen(byte[] sums, int at, int count, boolean negative, short[] wide, int wideAt) {
    for (int i = 0; i < count; i++) {
      ShortVector p = ByteVector.fromArray(B, sums, at + i * LANES).reinterpretAsShorts();
      int to = wideAt + i * LANES;
      ShortVector even = ShortVector.fromArray(S, wide, to);
      ShortVector odd = ShortVector.fromArray(S, wide, to + LANES / 2);
      ShortVector evenBytes = p.and((short) 255);
      ShortVector oddBytes = p.lanewise(VectorOperators.LSHR, 8);
      (negative ? even.sub(evenBytes) : even.add(evenBytes)).intoArray(wide, to);
      (negative ? odd.sub(oddBytes) : odd.add(oddBytes)).intoArray(wide, to + LANES / 2);
    }
  }

  /// Turns sums into codes, with products below 2^16.
  static void convert(CodeLine line, short[] sums, int at, int count) {
    short low = (short) line.low();
    short high = (short) line.high();
    short factor = (short) line.factor();
    short offset = (short) line.offset();
    for (int i = at; i < at + count; i += LANES / 2) {
      ShortVector p = ShortVector.fromArray(S, sums, i).max(low).min(high).sub(low);
      p.mul(factor).add(offset).lanewise(VectorOperators.LSHR, line.shift()).intoArray(sums, i);
    }
  }

  /// Turns sums into codes, with products below 2^31.
  static void convertWide(CodeLine line, short[] sums, int at, int count) {
    short low = (short) line.low();
    short high = (short) line.high();
    for (int i = at; i < at + count; i += LANES / 2) {
      IntVector p =
          ShortVector.fromArray(S, sums, i).max(low).min(high).sub(low).reinterpretAsInts();
      IntVector even = p.and(0xFFFF).mul(line.factor()).add(line.offset());
      IntVector odd = p.lanewise(VectorOperators.LSHR, 16).mul(line.factor()).add(line.offset());
      even = even.lanewise(VectorOperators.LSHR, line.shift());
      odd = odd.lanewise(VectorOperators.LSHR, line.shift());
      even.or(odd.lanewise(VectorOperators.LSHL, 16)).reinterpretAsShorts().intoArray(sums, i);
    }
  }

  /// Turns sums into codes by looking them up.
  static void lookUp(int least, int[] codes, short[] sums, int at, int count) {
    for (int i = at; i < at + count; i++) {
      sums[i] = (short) codes[sums[i] - least];
    }
  }

  /// Adds codes of input bits `from` to `to` − 1, the highest counting most, of one vector of byte
  /// lanes to the totals of its four slots: slot m's column t is lane 4t + m.
  ///
  /// @param codes the even lanes' and the odd lanes' codes of bit 0, then those of bit 1, …
  /// @param weights what a code of bit `from` counts in each slot
  /// @param scale times this
  /// @param totals the vector's, a slot's columns from `vector + places[firstSlot + m]` on
  static void add(
      short[] codes,
      int at,
      int from,
      int to,
      int[] weights,
      int[] places,
      int firstSlot,
      int scale,
      int[] totals,
      int vector) {
    ShortVector even = ShortVector.zero(S);
    ShortVector odd = even;
    for (int i = to - 1; i >= from; i--) {
      even = even.add(even).add(ShortVector.fromArray(S, codes, at + i * LANES));
      odd = odd.add(odd).add(ShortVector.fromArray(S, codes, at + i * LANES + LANES / 2));
    }
    spread(even, odd, weights, places, firstSlot, scale, totals, vector);
  }

  /// The same straight from sums of one byte, with products below 2^16.
  static void convertAndAdd(
      CodeLine line,
      byte[] sums,
      int at,
      int from,
      int to,
      int[] weights,
      int[] places,
      int firstSlot,
      int scale,
      int[] totals,
      int vector) {
    byte low = (byte) line.low();
    byte high = (byte) Math.min(255, line.high());
    short factor = (short) line.factor();
    short offset = (short) (line.offset() - line.low() * line.factor());
    int shift = line.shift();
    ShortVector even = ShortVector.zero(S);
    ShortVector odd = even;
    for (int i = to - 1; i >= from; i--) {
      ShortVector p =
          ByteVector.fromArray(B, sums, at + i * LANES)
              .lanewise(VectorOperators.UMAX, low)
              .lanewise(VectorOperators.UMIN, high)
              .reinterpretAsShorts();
      ShortVector evens = p.and((short) 255).mul(factor).add(offset);
      ShortVector odds = p.lanewise(VectorOperators.LSHR, 8).mul(factor).add(offset);
      even = even.add(even).add(evens.lanewise(VectorOperators.LSHR, shift));
      odd = odd.add(odd).add(odds.lanewise(VectorOperators.LSHR, shift));
    }
    spread(even, odd, weights, places, firstSlot, scale, totals, vector);
  }

  /// The codes of four slots, each times its weight, to the slots' totals.
  private static void spread(
      ShortVector even,
      ShortVector odd,
      int[] weights,
      int[] places,
      int slot,
      int scale,
      int[] totals,
      int vector) {
    IntVector a = even.reinterpretAsInts();
    IntVector b = odd.reinterpretAsInts();
    IntVector first = a.and(0xFFFF).mul(weights[slot] * scale);
    IntVector second = b.and(0xFFFF).mul(weights[slot + 1] * scale);
    IntVector third = a.lanewise(VectorOperators.LSHR, 16).mul(weights[slot + 2] * scale);
    IntVector fourth = b.lanewise(VectorOperators.LSHR, 16).mul(weights[slot + 3] * scale);
    int at = vector + places[slot];
    if (places[slot] == places[slot + 3]) {
      add(first.add(second).add(third.add(fourth)), totals, at);
    } else {
      add(first, totals, at);
      add(second, totals, vector + places[slot + 1]);
      add(third, totals, vector + places[slot + 2]);
      add(fourth, totals, vector + places[slot + 3]);
    }
  }

  private static void add(IntVector sums, int[] totals, int at) {
    IntVector.fromArray(I, totals, at).add(sums).intoArray(totals, at);
  }
}
