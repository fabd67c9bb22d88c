package bitline.tensor.simd;

import static jdk.incubator.vector.VectorOperators.F2I;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.SQRT;
import static jdk.incubator.vector.VectorOperators.XOR;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_S2I;

import bitline.tensor.Conversion;
import bitline.tensor.Gaussian;
import bitline.tensor.LevelCells;
import bitline.tensor.ScalarKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// From bitline sums in 16 bits to totals: normal numbers by lanes that have them anywhere in their
/// stream, noise and codes, shift-add over input digits.
///
/// Sums are modulo 2^16 above the least one there is, variances from 0 to 2^16 − 1. As in
/// [GaussianLanes] the loops call nothing but the Vector API; they are long and plain, because
/// short ones inside others cost the compiled code more than what they do.
final class SumCodes {
  private static final VectorSpecies<Float> F = Lanes.FLOATS;
  private static final VectorSpecies<Integer> I = Lanes.INTS;
  private static final VectorSpecies<Short> HALF =
      VectorSpecies.of(short.class, VectorShape.forBitSize(Lanes.INTS.vectorBitSize() / 2));
  private static final int L = Lanes.COUNT;
  private static final int WEYL = 0x9E3779B9;

  private SumCodes() {}

  /// The pair that a number of a stream belongs to, but for whole turns of 2^32 pairs.
  static int pair(long index) {
    int half = Gaussian.BLOCK / 2;
    return (int) ((index >>> 1 & -half) | (index & (half - 1)));
  }

  /// Which turn of 2^32 pairs a number of a stream is in.
  static long turn(long index) {
    return index >>> 33;
  }

  /// Whether the numbers of so many vectors lie in two turns, for which lanes have no key.
  static boolean turns(LevelCells array, long firstVector, int vectors) {
    long last = (firstVector + vectors) / LevelCells.NOISE_VECTORS * LevelCells.NOISE_VECTORS;
    long end = array.noiseIndex(last + LevelCells.NOISE_VECTORS, 0, 0, 0, 0);
    return array.noisy() && turn(array.noiseIndex(firstVector, 0, 0, 0, 0)) != turn(end);
  }

  /// What [LevelCells] says, as it stands.
  static void plain(
      LevelCells array, byte[] inputs, int vectors, long noiseKey, long firstVector, int[] totals) {
    new ScalarKernels("numbers of two turns")
        .levelCells(array)
        .totals(inputs, vectors, noiseKey, firstVector, totals);
  }

  /// Radii of pairs of normal numbers, where the pairs' first numbers will be.
  ///
  /// @param pairs number of the first lane's pair, of each of `count` registers
  /// @param step between the pairs of neighbouring lanes
  /// @param words of the key
  /// @param apart numbers from a pair's first to its second: so many first ones, then so many
  ///   second ones, by turns; a power of two
  static void radii(int[] pairs, int count, int step, long words, float[] radii, int apart) {
    IntVector lanes = IntVector.zero(I).addIndex(1).mul(step * WEYL).add((int) (words >>> 32));
    int word = (int) words;
    for (int i = 0; i < count; i++) {
      IntVector weyl = lanes.add(pairs[i] * WEYL);
      IntVector h = weyl.lanewise(XOR, weyl.lanewise(LSHR, 17)).mul(0xED5AD4BB).add(word);
      h = h.lanewise(XOR, h.lanewise(LSHR, 11)).mul(0xAC4C1B51);
      h = h.lanewise(XOR, h.lanewise(LSHR, 15)).mul(0x31848BAB);
      h = h.lanewise(XOR, h.lanewise(LSHR, 14)).lanewise(LSHR, 1);
      IntVector bits = ((FloatVector) h.convert(I2F, 0)).add(0.5f).reinterpretAsInts();
      FloatVector log2 = (FloatVector) bits.sub(0x4F000000).convert(I2F, 0);
      FloatVector f = bits.and(0x7FFFFF).or(0x3F800000).reinterpretAsFloats().sub(1.5f);
      FloatVector p =
          f.fma(FloatVector.broadcast(F, -0.020968201f), FloatVector.broadcast(F, 0.034828387f));
      p = p.fma(f, FloatVector.broadcast(F, -0.05172443f));
      p = p.fma(f, FloatVector.broadcast(F, 0.09785798f));
      p = p.fma(f, FloatVector.broadcast(F, -0.19760978f));
      p = p.fma(f, FloatVector.broadcast(F, 0.4444908f));
      p = p.fma(f, FloatVector.broadcast(F, 0.05296285f));
      p = p.fma(f, FloatVector.broadcast(F, -0.117783405f));
      FloatVector square = log2.fma(FloatVector.broadcast(F, -0x1.62e43p-23f), p);
      square.abs().lanewise(SQRT).intoArray(radii, i * L + (i * L & -apart));
    }
  }

  /// Turns radii into pairs of numbers.
  static void angles(int[] pairs, int count, int step, long words, float[] normals, int apart) {
    IntVector lanes = IntVector.zero(I).addIndex(1).mul(step * WEYL).add((int) (words >>> 32));
    int word = (int) words;
    for (int i = 0; i < count; i++) {
      int at = i * L + (i * L & -apart);
      IntVector weyl = lanes.add(pairs[i] * WEYL);
      IntVector h = weyl.lanewise(XOR, weyl.lanewise(LSHR, 17)).mul(0xED5AD4BB).add(word);
      h = h.lanewise(XOR, h.lanewise(LSHR, 11)).mul(0xAC4C1B51);
      h = h.lanewise(XOR, h.lanewise(LSHR, 15)).mul(0x31848BAB);
      FloatVector r = FloatVector.fromArray(F, normals, at);
      FloatVector t = ((FloatVector) h.convert(I2F, 0)).mul(0x1p-31f);
      FloatVector s = t.mul(t);
      FloatVector cos =
          s.fma(FloatVector.broadcast(F, -0.020582795f), FloatVector.broadcast(F, 0.22966422f));
      cos = cos.fma(s, FloatVector.broadcast(F, -1.3323812f));
      cos = cos.fma(s, FloatVector.broadcast(F, 4.0580454f));
      cos = cos.fma(s, FloatVector.broadcast(F, -4.934746f));
      cos.fma(s, FloatVector.broadcast(F, 0.9999992f)).mul(r).intoArray(normals, at);
      FloatVector sin =
          s.fma(FloatVector.broadcast(F, -0.0059918277f), FloatVector.broadcast(F, 0.08047929f));
      sin = sin.fma(s, FloatVector.broadcast(F, -0.59828204f));
      sin = sin.fma(s, FloatVector.broadcast(F, 2.5498807f));
      sin = sin.fma(s, FloatVector.broadcast(F, -5.167678f));
      sin.fma(s, FloatVector.broadcast(F, 3.1415913f)).mul(r.mul(t)).intoArray(normals, at + apart);
    }
  }

  /// Codes of `count` sums with noise in place of the normal numbers that make the noise.
  ///
  /// @param at the first sum, and its variance
  /// @param least the least sum that there is
  /// @param unit of the variances
  /// @param constant variance of every sum
  static void noisy(
      short[] sums,
      short[] variances,
      int at,
      int count,
      int least,
      float unit,
      float constant,
      Conversion conversion,
      float[] normals,
      int normalsAt) {
    FloatVector units = FloatVector.broadcast(F, unit);
    FloatVector constants = FloatVector.broadcast(F, constant);
    FloatVector rounder = FloatVector.broadcast(F, LevelCells.ROUNDER);
    int base = least - Float.floatToRawIntBits(LevelCells.ROUNDER);
    FloatVector scale = FloatVector.broadcast(F, conversion.scale());
    FloatVector shift = FloatVector.broadcast(F, conversion.shift());
    int top = LevelSums.NONE + conversion.codes() - 1;
    for (int i = 0; i < count; i += L) {
      FloatVector z = FloatVector.fromArray(F, normals, normalsAt + i);
      IntVector variance =
          (IntVector)
              ShortVector.fromArray(HALF, variances, at + i).convertShape(ZERO_EXTEND_S2I, I, 0);
      IntVector p =
          (IntVector) ShortVector.fromArray(HALF, sums, at + i).convertShape(ZERO_EXTEND_S2I, I, 0);
      FloatVector sigma =
          ((FloatVector) variance.convert(I2F, 0)).fma(units, constants).lanewise(SQRT);
      p = p.add(sigma.fma(z, rounder).reinterpretAsInts()).add(base);
      ((FloatVector) p.convert(I2F, 0))
          .fma(scale, shift)
          .add(Conversion.ROUNDER)
          .reinterpretAsInts()
          .max(LevelSums.NONE)
          .min(top)
          .reinterpretAsFloats()
          .sub(Conversion.ROUNDER)
          .intoArray(normals, normalsAt + i);
    }
  }

  /// Codes of sums without noise.
  static void quiet(
      short[] sums,
      int at,
      int count,
      int least,
      Conversion conversion,
      float[] codes,
      int codesAt) {
    FloatVector scale = FloatVector.broadcast(F, conversion.scale());
    FloatVector shift = FloatVector.broadcast(F, conversion.shift());
    int top = LevelSums.NONE + conversion.codes() - 1;
    for (int i = 0; i < count; i += L) {
      IntVector p =
          (IntVector) ShortVector.fromArray(HALF, sums, at + i).convertShape(ZERO_EXTEND_S2I, I, 0);
      ((FloatVector) p.add(least).convert(I2F, 0))
          .fma(scale, shift)
          .add(Conversion.ROUNDER)
          .reinterpretAsInts()
          .max(LevelSums.NONE)
          .min(top)
          .reinterpretAsFloats()
          .sub(Conversion.ROUNDER)
          .intoArray(codes, codesAt + i);
    }
  }

  /// Adds codes of eight input digits to totals.
  ///
  /// @param digitWeights what a code of each input digit counts; 0 for digits that there are not
  /// @param at where the codes of each of `count` registers start
  /// @param stride between those of neighbouring digits
  /// @param weights what each register counts
  /// @param to where it goes
  static void add(
      float[] digitWeights,
      int count,
      float[] codes,
      int[] at,
      int stride,
      int[] weights,
      int[] totals,
      int[] to) {
    FloatVector w0 = FloatVector.broadcast(F, digitWeights[0]);
    FloatVector w1 = FloatVector.broadcast(F, digitWeights[1]);
    FloatVector w2 = FloatVector.broadcast(F, digitWeights[2]);
    FloatVector w3 = FloatVector.broadcast(F, digitWeights[3]);
    FloatVector w4 = FloatVector.broadcast(F, digitWeights[4]);
    FloatVector w5 = FloatVector.broadcast(F, digitWeights[5]);
    FloatVector w6 = FloatVector.broadcast(F, digitWeights[6]);
    FloatVector w7 = FloatVector.broadcast(F, digitWeights[7]);
    for (int u = 0; u < count; u++) {
      int from = at[u];
      FloatVector a = FloatVector.fromArray(F, codes, from).mul(w0);
      FloatVector b = FloatVector.fromArray(F, codes, from + stride).mul(w1);
      a = FloatVector.fromArray(F, codes, from + 2 * stride).fma(w2, a);
      b = FloatVector.fromArray(F, codes, from + 3 * stride).fma(w3, b);
      a = FloatVector.fromArray(F, codes, from + 4 * stride).fma(w4, a);
      b = FloatVector.fromArray(F, codes, from + 5 * stride).fma(w5, b);
      a = FloatVector.fromArray(F, codes, from + 6 * stride).fma(w6, a);
      b = FloatVector.fromArray(F, codes, from + 7 * stride).fma(w7, b);
      IntVector sum = ((IntVector) a.add(b).convert(F2I, 0)).mul(weights[u]);
      IntVector.fromArray(I, totals, to[u]).add(sum).intoArray(totals, to[u]);
    }
  }
}
