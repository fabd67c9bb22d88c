package bitline.tensor.simd;

import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import bitline.tensor.Gaussian;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// The twin of [Gaussian]: whole blocks in lanes, all radii of a few blocks first and then their
/// angles. Blocks that are wanted in part are made whole and cut.
///
/// The two loops call nothing but the Vector API itself: where they call methods of ours, or one
/// another's caller takes them in, the compiler meets its limit on nodes, leaves some calls be and
/// makes an object of every vector, for a tenth of the speed.
final class GaussianLanes {
  private static final VectorSpecies<Float> F = Lanes.FLOATS;
  private static final int L = Lanes.COUNT;
  private static final int BLOCK = Gaussian.BLOCK;
  private static final int PAIRS = BLOCK / 2;
  private static final int WEYL = 0x9E3779B9;

  /// 0, WEYL, 2·WEYL …
  private static final IntVector STEPS = IntVector.zero(Lanes.INTS).addIndex(1).mul(WEYL);

  /// Blocks between the two loops: 8 kB, so that the radii are still in the first-level cache.
  private static final int MOST_BLOCKS = 64;

  /// Blocks between changes of the key words: 2³² pairs.
  private static final long TURN_BLOCKS = (1L << 32) / PAIRS;

  private static final ThreadLocal<float[]> CUT = ThreadLocal.withInitial(() -> new float[BLOCK]);

  private GaussianLanes() {}

  static void fill(long key, long first, float[] to, int at, int count) {
    Objects.checkFromIndexSize(at, count, to.length);
    int done = 0;
    while (done < count) {
      long index = first + done;
      int skip = (int) (index & (BLOCK - 1));
      long block = index >>> 5;
      int left = count - done;
      if (skip != 0 || left < BLOCK) {
        int part = Math.min(left, BLOCK - skip);
        float[] cut = CUT.get();
        blocks(key, block, cut, 0, 1);
        System.arraycopy(cut, skip, to, at + done, part);
        done += part;
      } else {
        int whole = Math.min(left / BLOCK, MOST_BLOCKS);
        whole = (int) Math.min(whole, TURN_BLOCKS - block % TURN_BLOCKS);
        blocks(key, block, to, at + done, whole);
        done += whole * BLOCK;
      }
    }
  }

  private static void blocks(long key, long block, float[] to, int at, int count) {
    long turn = block / TURN_BLOCKS;
    int start = (int) (block * PAIRS) * WEYL;
    long words = Gaussian.radiusWords(key, turn);
    radii(start + (int) (words >>> 32), (int) words, to, at, count * PAIRS);
    words = Gaussian.angleWords(key, turn);
    angles(start + (int) (words >>> 32), (int) words, to, at, count * PAIRS);
  }

  /// Radii in the first half of each block.
  private static void radii(int start, int word, float[] to, int at, int pairs) {
    IntVector weyl = STEPS.add(start);
    for (int i = 0; i < pairs; i += L) {
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
      square.abs().sqrt().intoArray(to, at + i + (i & -PAIRS));
      weyl = weyl.add(L * WEYL);
    }
  }

  /// Turns the radii in the first half of each block into the block's numbers.
  private static void angles(int start, int word, float[] to, int at, int pairs) {
    IntVector weyl = STEPS.add(start);
    for (int i = 0; i < pairs; i += L) {
      int place = at + i + (i & -PAIRS);
      IntVector h = weyl.lanewise(XOR, weyl.lanewise(LSHR, 17)).mul(0xED5AD4BB).add(word);
      h = h.lanewise(XOR, h.lanewise(LSHR, 11)).mul(0xAC4C1B51);
      h = h.lanewise(XOR, h.lanewise(LSHR, 15)).mul(0x31848BAB);
      FloatVector r = FloatVector.fromArray(F, to, place);
      FloatVector t = ((FloatVector) h.convert(I2F, 0)).mul(0x1p-31f);
      FloatVector s = t.mul(t);
      FloatVector cos =
          s.fma(FloatVector.broadcast(F, -0.020582795f), FloatVector.broadcast(F, 0.22966422f));
      cos = cos.fma(s, FloatVector.broadcast(F, -1.3323812f));
      cos = cos.fma(s, FloatVector.broadcast(F, 4.0580454f));
      cos = cos.fma(s, FloatVector.broadcast(F, -4.934746f));
      cos.fma(s, FloatVector.broadcast(F, 0.9999992f)).mul(r).intoArray(to, place);
      FloatVector sin =
          s.fma(FloatVector.broadcast(F, -0.0059918277f), FloatVector.broadcast(F, 0.08047929f));
      sin = sin.fma(s, FloatVector.broadcast(F, -0.59828204f));
      sin = sin.fma(s, FloatVector.broadcast(F, 2.5498807f));
      sin = sin.fma(s, FloatVector.broadcast(F, -5.167678f));
      sin.fma(s, FloatVector.broadcast(F, 3.1415913f)).mul(r.mul(t)).intoArray(to, place + PAIRS);
      weyl = weyl.add(L * WEYL);
    }
  }
}
