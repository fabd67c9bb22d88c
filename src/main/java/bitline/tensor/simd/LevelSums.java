package bitline.tensor.simd;

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

  private LevelSums() {}

  /// Parts of sums to whole ones.
  ///
  /// @param first whether there is nothing to add to yet
  static void widen(short[] parts, int count, int[] sums, boolean first) {
    for (int i = 0; i < count; i += 2 * LANES) {
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
  static void toFloats(int[] from, float[] to, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector x = (FloatVector) IntVector.fromArray(I, from, i).convert(VectorOperators.I2F, 0);
      x.intoArray(to, i);
    }
  }

  /// Adds noise: [LevelCells#noise] of each sum from `at` on.
  static void addNoise(
      float[] variances, float unit, float[] normals, int at, int count, int[] sums) {
    FloatVector rounder = FloatVector.broadcast(F, LevelCells.ROUNDER);
    for (int i = 0; i < count; i += LANES) {
      FloatVector variance = FloatVector.fromArray(F, variances, at + i);
      FloatVector sigma = variance.mul(unit).lanewise(VectorOperators.SQRT);
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
      CodeLine line,
      int[] sums,
      int sumsAt,
      int from,
      int to,
      int weight,
      int[] totals,
      int at) {
    for (int v = 0; v < BLOCK; v += LANES) {
      IntVector codes = IntVector.zero(I);
      for (int i = to - 1; i >= from; i--) {
        IntVector p = IntVector.fromArray(I, sums, sumsAt + i * BLOCK + v);
        IntVector above = p.max(line.low()).min(line.high()).sub(line.low());
        IntVector scaled = above.mul(line.factor()).add(line.offset());
        codes = codes.add(codes).add(scaled.lanewise(VectorOperators.LSHR, line.shift()));
      }
      IntVector.fromArray(I, totals, at + v).add(codes.mul(weight)).intoArray(totals, at + v);
    }
  }
}
