package bitline.tensor.simd;

import bitline.tensor.LevelCells;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// What happens around the products of [LevelProductArray], in lanes.
final class ProductSums {
  private static final VectorSpecies<Float> F = Lanes.FLOATS;
  private static final VectorSpecies<Integer> I = Lanes.INTS;
  private static final VectorSpecies<Short> S = BitCellArray.SHORTS;
  private static final VectorSpecies<Byte> HALF =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(S.vectorBitSize() / 2));
  private static final int L = Lanes.COUNT;
  private static final int PANEL = Lanes.PANEL;
  private static final int WIDTH = ProductRoom.WIDTH;

  private ProductSums() {}

  /// One digit of a row of inputs, from the middle of its range, and its squares.
  ///
  /// @param row of the panels
  /// @param depth rows of a panel
  static void send(
      byte[] inputs,
      int from,
      int shift,
      int bits,
      int half,
      ProductRoom room,
      int row,
      int depth,
      boolean squares) {
    short mask = (short) ((1 << bits) - 1);
    for (int v = 0; v < WIDTH; v += 2 * L) {
      ShortVector x =
          ((ShortVector)
                  ByteVector.fromArray(HALF, inputs, from + v)
                      .convertShape(VectorOperators.B2S, S, 0))
              .and((short) 255)
              .lanewise(VectorOperators.LSHR, shift)
              .and(mask);
      FloatVector low = (FloatVector) x.convert(VectorOperators.S2F, 0);
      FloatVector high = (FloatVector) x.convert(VectorOperators.S2F, 1);
      int at = v / PANEL * PANEL * depth + row * PANEL + v % PANEL;
      low.sub(half).intoArray(room.inputs, at);
      high.sub(half).intoArray(room.inputs, at + L);
      if (squares) {
        low.mul(low).intoArray(room.squares, at);
        high.mul(high).intoArray(room.squares, at + L);
      }
    }
  }

  /// Products of a block of rows to sums.
  ///
  /// @param first whether there is nothing to add to yet
  static void collect(
      ProductRoom room, int sums, int middle, int half, int[] valueSums, int group, boolean first) {
    for (int v = 0; v < WIDTH; v += L) {
      IntVector ones =
          (IntVector)
              FloatVector.fromArray(F, room.products, sums * WIDTH + v)
                  .convert(VectorOperators.F2I, 0);
      ones.mul(middle).intoArray(room.shared, v);
    }
    for (int s = 0; s < sums; s++) {
      int bias = half * valueSums[group + s];
      for (int v = 0; v < WIDTH; v += L) {
        int at = s * WIDTH + v;
        IntVector sum =
            (IntVector) FloatVector.fromArray(F, room.products, at).convert(VectorOperators.F2I, 0);
        sum = sum.add(IntVector.fromArray(I, room.shared, v));
        sum = first ? sum.add(bias) : sum.add(IntVector.fromArray(I, room.sums, at));
        sum.intoArray(room.sums, at);
      }
    }
  }

  /// Adds noise to a block of sums: [LevelCells#noise] of each from `at` on.
  ///
  /// @param variances null where there are none but the steady one
  /// @param jittered to be added to the steady variance; null: nothing
  static void addNoise(
      float @Nullable [] variances,
      float unit,
      float steady,
      float @Nullable [] jittered,
      float[] normals,
      int from,
      int at,
      int[] sums) {
    FloatVector rounder = FloatVector.broadcast(F, LevelCells.ROUNDER);
    FloatVector units = FloatVector.broadcast(F, unit);
    FloatVector constants = FloatVector.broadcast(F, steady);
    FloatVector sigma = FloatVector.broadcast(F, (float) Math.sqrt(steady));
    for (int i = 0; i < LevelCells.NOISE_VECTORS; i += L) {
      if (jittered != null) {
        FloatVector other = constants.add(FloatVector.fromArray(F, jittered, at + i));
        FloatVector variance =
            variances == null ? FloatVector.zero(F) : FloatVector.fromArray(F, variances, at + i);
        sigma = variance.fma(units, other).lanewise(VectorOperators.SQRT);
      } else if (variances != null) {
        FloatVector variance = FloatVector.fromArray(F, variances, at + i);
        sigma = variance.fma(units, constants).lanewise(VectorOperators.SQRT);
      }
      IntVector noise =
          sigma
              .fma(FloatVector.fromArray(F, normals, from + i), rounder)
              .reinterpretAsInts()
              .sub(rounder.reinterpretAsInts());
      IntVector.fromArray(I, sums, at + i).add(noise).intoArray(sums, at + i);
    }
  }
}
