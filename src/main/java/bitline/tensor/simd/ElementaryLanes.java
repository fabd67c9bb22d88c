package bitline.tensor.simd;

import bitline.tensor.Elementary;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The twin of [Elementary]'s loops: the same operations on doubles in the same order, in lanes.
final class ElementaryLanes {
  private static final VectorSpecies<Double> D =
      DoubleVector.SPECIES_PREFERRED.withShape(Lanes.FLOATS.vectorShape());

  /// As many floats as there are doubles in a vector.
  private static final VectorSpecies<Float> F =
      Lanes.FLOATS.withShape(VectorShape.forBitSize(Lanes.FLOATS.vectorBitSize() / 2));

  private static final int L = D.length();
  private static final double PER_LN2 = 1.4426950408889634;
  private static final double LN2_HIGH = Double.longBitsToDouble(0x3FE62E42FEE00000L);
  private static final double LN2_LOW = 1.9082149292705877e-10;
  private static final double TO_INTEGER = 6755399441055744.0;
  private static final double BEYOND_FLOAT = 150;
  private static final double TANH_SERIES = 0x1p-12;

  private ElementaryLanes() {}

  static void exp(float[] from, int fromAt, float[] to, int toAt, int count) {
    int i = 0;
    for (; i + L <= count; i += L) {
      store(exp(load(from, fromAt + i)), to, toAt + i);
    }
    for (; i < count; i++) {
      to[toAt + i] = Elementary.exp(from[fromAt + i]);
    }
  }

  static void sigmoid(float[] from, int fromAt, float[] to, int toAt, int count) {
    int i = 0;
    for (; i + L <= count; i += L) {
      store(all(1).div(exp(load(from, fromAt + i).neg()).add(1)), to, toAt + i);
    }
    for (; i < count; i++) {
      to[toAt + i] = Elementary.sigmoid(from[fromAt + i]);
    }
  }

  static void tanh(float[] from, int fromAt, float[] to, int toAt, int count) {
    int i = 0;
    for (; i + L <= count; i += L) {
      DoubleVector x = load(from, fromAt + i);
      DoubleVector square = x.mul(x);
      DoubleVector large = all(1).sub(all(2).div(exp(x.mul(2)).add(1)));
      DoubleVector small = x.mul(square.fma(square.fma(all(2.0 / 15), all(-1.0 / 3)), all(1)));
      store(large.blend(small, square.lt(TANH_SERIES)), to, toAt + i);
    }
    for (; i < count; i++) {
      to[toAt + i] = Elementary.tanh(from[fromAt + i]);
    }
  }

  private static DoubleVector load(float[] from, int at) {
    return FloatVector.fromArray(F, from, at)
        .convertShape(VectorOperators.F2D, D, 0)
        .reinterpretAsDoubles();
  }

  private static void store(DoubleVector values, float[] to, int at) {
    values.convertShape(VectorOperators.D2F, F, 0).reinterpretAsFloats().intoArray(to, at);
  }

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(D, value);
  }

  private static DoubleVector exp(DoubleVector any) {
    DoubleVector x = any.min(BEYOND_FLOAT).max(-BEYOND_FLOAT);
    DoubleVector shifted = x.mul(PER_LN2).add(TO_INTEGER);
    DoubleVector k = shifted.sub(TO_INTEGER);
    DoubleVector r = k.fma(all(-LN2_LOW), k.fma(all(-LN2_HIGH), x));
    DoubleVector r2 = r.mul(r);
    DoubleVector r4 = r2.mul(r2);
    DoubleVector low = r.fma(all(1.0 / 6), all(0.5)).fma(r2, r.add(1));
    DoubleVector middle =
        r.fma(all(1.0 / 5040), all(1.0 / 720)).fma(r2, r.fma(all(1.0 / 120), all(1.0 / 24)));
    DoubleVector high =
        r.fma(all(1.0 / 39916800), all(1.0 / 3628800))
            .fma(r2, r.fma(all(1.0 / 362880), all(1.0 / 40320)));
    DoubleVector power =
        shifted
            .reinterpretAsLongs()
            .add(1023)
            .lanewise(VectorOperators.LSHL, 52)
            .reinterpretAsDoubles();
    return high.fma(r4, middle).fma(r4, low).mul(power);
  }
}
