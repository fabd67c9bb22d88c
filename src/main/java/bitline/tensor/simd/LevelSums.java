package bitline.tensor.simd;

import bitline.tensor.Conversion;
import bitline.tensor.Converters;
import bitline.tensor.LevelCells;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// What happens to the sums of one column for a block of vectors: noise, converters, shift-add.
/// Sums lie by input bit, then vector.
final class LevelSums {
  private static final VectorSpecies<Short> S = BitCellArray.SHORTS;
  private static final VectorSpecies<Integer> I = BitCellArray.INTS;
  private static final VectorSpecies<Float> F = Lanes.FLOATS;
  private static final int LANES = I.length();
  private static final int BLOCK = LevelCellArray.BLOCK;

  /// A code of 0 that [Conversion#ROUNDER] was added to, as bits. Codes are held in their range as
  /// such integers: what Java's float minimum says about zeros and NaN takes many instructions.
  static final int NONE = Float.floatToRawIntBits(Conversion.ROUNDER);

  private LevelSums() {}

  /// Parts of sums to whole ones.
  ///
  /// @param first whether there is nothing to add to yet
  static void widen(short[] parts, int from, int count, int[] sums, boolean first) {
    for (int i = from; i < from + count; i += 2 * LANES) {
      ShortVector p = ShortVector.fromArray(S, parts, i);
      IntVector low = (IntVector) p.convert(VectorOperators.S2I, 0);
      IntVector high = (IntVector) p.convert(VectorOperators.S2I, 1);
      if (!first) {
        low = low.add(IntVector.fromArray(I, sums, i));
        high = high.add(IntVector.fromArray(I, sums, i + LANES));
      }
      low.intoArray(sums, i);
      high.intoArray(sums, i + LANES);
    }
  }

  /// Whole numbers as floats.
  static void toFloats(int[] from, int at, int count, float[] to) {
    for (int i = at; i < at + count; i += LANES) {
      FloatVector x = (FloatVector) IntVector.fromArray(I, from, i).convert(VectorOperators.I2F, 0);
      x.intoArray(to, i);
    }
  }

  /// Adds noise: [LevelCells#noise] of each sum from `at` on.
  static void addNoise(
      float[] variances,
      float unit,
      float constant,
      float[] normals,
      int at,
      int count,
      int[] sums) {
    FloatVector units = FloatVector.broadcast(F, unit);
    FloatVector constants = FloatVector.broadcast(F, constant);
    FloatVector rounder = FloatVector.broadcast(F, LevelCells.ROUNDER);
    for (int i = 0; i < count; i += LANES) {
      FloatVector variance = FloatVector.fromArray(F, variances, at + i);
      FloatVector sigma = variance.fma(units, constants).lanewise(VectorOperators.SQRT);
      IntVector noise =
          sigma
              .fma(FloatVector.fromArray(F, normals, i), rounder)
              .reinterpretAsInts()
              .sub(rounder.reinterpretAsInts());
      IntVector.fromArray(I, sums, at + i).add(noise).intoArray(sums, at + i);
    }
  }

  /// Codes of input digits `from` to `to` − 1, each counting twice the one before, times `weight`
  /// to totals.
  ///
  /// @param sums of digit 0 from `sumsAt` on, each digit a block
  static void convertAndAdd(
      Conversion conversion,
      int[] sums,
      int sumsAt,
      int from,
      int to,
      int weight,
      int[] totals,
      int at) {
    FloatVector shift = FloatVector.broadcast(F, conversion.shift());
    FloatVector scale = FloatVector.broadcast(F, conversion.scale());
    int top = NONE + conversion.codes() - 1;
    for (int v = 0; v < BLOCK; v += 2 * LANES) {
      IntVector low = IntVector.zero(I);
      IntVector high = low;
      for (int i = to - 1; i >= from; i--) {
        int p = sumsAt + i * BLOCK + v;
        low = low.add(low).add(code(IntVector.fromArray(I, sums, p), scale, shift, top));
        high = high.add(high).add(code(IntVector.fromArray(I, sums, p + LANES), scale, shift, top));
      }
      IntVector.fromArray(I, totals, at + v).add(low.mul(weight)).intoArray(totals, at + v);
      int next = at + v + LANES;
      IntVector.fromArray(I, totals, next).add(high.mul(weight)).intoArray(totals, next);
    }
  }

  /// The same by a converter of its own.
  ///
  /// @param converter where its codes start in those of `converters`
  /// @param places room for a vector register
  static void lookUpAndAdd(
      Converters converters,
      int converter,
      int[] places,
      int[] sums,
      int sumsAt,
      int from,
      int to,
      int weight,
      int[] totals,
      int at) {
    FloatVector shift = FloatVector.broadcast(F, converters.grid().shift());
    FloatVector scale = FloatVector.broadcast(F, converters.grid().scale());
    int top = NONE + converters.grid().codes() - 1;
    for (int v = 0; v < BLOCK; v += LANES) {
      IntVector codes = IntVector.zero(I);
      for (int i = to - 1; i >= from; i--) {
        IntVector p = IntVector.fromArray(I, sums, sumsAt + i * BLOCK + v);
        code(p, scale, shift, top).intoArray(places, 0);
        codes = codes.add(codes);
        codes = codes.add(IntVector.fromArray(I, converters.codes(), converter, places, 0));
      }
      IntVector.fromArray(I, totals, at + v).add(codes.mul(weight)).intoArray(totals, at + v);
    }
  }

  /// The same straight from sums that were never parts.
  static void convertAndAdd(
      Conversion conversion,
      short[] sums,
      int sumsAt,
      int from,
      int to,
      int weight,
      int[] totals,
      int at) {
    FloatVector shift = FloatVector.broadcast(F, conversion.shift());
    FloatVector scale = FloatVector.broadcast(F, conversion.scale());
    int top = NONE + conversion.codes() - 1;
    for (int v = 0; v < BLOCK; v += 2 * LANES) {
      IntVector low = IntVector.zero(I);
      IntVector high = low;
      for (int i = to - 1; i >= from; i--) {
        ShortVector p = ShortVector.fromArray(S, sums, sumsAt + i * BLOCK + v);
        IntVector first = (IntVector) p.convert(VectorOperators.S2I, 0);
        IntVector second = (IntVector) p.convert(VectorOperators.S2I, 1);
        low = low.add(low).add(code(first, scale, shift, top));
        high = high.add(high).add(code(second, scale, shift, top));
      }
      IntVector.fromArray(I, totals, at + v).add(low.mul(weight)).intoArray(totals, at + v);
      int next = at + v + LANES;
      IntVector.fromArray(I, totals, next).add(high.mul(weight)).intoArray(totals, next);
    }
  }

  private static IntVector code(IntVector p, FloatVector scale, FloatVector shift, int top) {
    return ((FloatVector) p.convert(VectorOperators.I2F, 0))
        .fma(scale, shift)
        .add(Conversion.ROUNDER)
        .reinterpretAsInts()
        .max(NONE)
        .min(top)
        .sub(NONE);
  }
}
