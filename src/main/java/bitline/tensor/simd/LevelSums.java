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

  /// Adds noise: [LevelCells#noise] of each sum.
  static void addNoise(int[] variances, float unit, float[] normals, int count, int[] sums) {
    FloatVector rounder = FloatVector.broadcast(F, LevelCells.ROUNDER);
    for (int i = 0; i < count; i += LANES) {
      FloatVector variance =
          (FloatVector) IntVector.fromArray(I, variances, i).convert(VectorOperators.I2F, 0);
      FloatVector sigma = variance.mul(unit).lanewise(VectorOperators.SQRT);
      IntVector noise =
          sigma
              .fma(FloatVector.fromArray(F, normals, i), rounder)
              .reinterpretAsInts()
              .sub(rounder.reinterpretAsInts());
      IntVector.fromArray(I, sums, i).add(noise).intoArray(sums, i);
    }
  }

  /// Codes of input bits `from` to `to` − 1, the highest counting most, times `weight` to totals.
  static void convertAndAdd(
      CodeLine line, int[] sums, int from, int to, int weight, int[] totals, int at) {
    for (int v = 0; v < BLOCK; v += LANES) {
      IntVector codes = IntVector.zero(I);
      for (int i = to - 1; i >= from; i--) {
        IntVector p = IntVector.fromArray(I, sums, i * BLOCK + v);
        IntVector above = p.max(line.low()).min(line.high()).sub(line.low());
        IntVector scaled = above.mul(line.factor()).add(line.offset());
        codes = codes.add(codes).add(scaled.lanewise(VectorOperators.LSHR, line.shift()));
      }
      IntVector.fromArray(I, totals, at + v).add(codes.mul(weight)).intoArray(totals, at + v);
    }
  }
}
