package bitline.graph.eval;

import bitline.tensor.Kernels;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;

/// Softmax, its logarithm, and the place of the greatest element.
final class SoftmaxEval {
  private SoftmaxEval() {}

  /// The axis as (outer, length, inner).
  record Split(int outer, int length, int inner) {
    static Split of(Shape shape, int axis, boolean flattened) {
      if (shape.rank() == 0) {
        return new Split(1, 1, 1);
      }
      int at = flattened && axis == shape.rank() ? axis : shape.axis(axis);
      return flattened
          ? new Split(shape.span(0, at), shape.span(at, shape.rank()), 1)
          : new Split(shape.span(0, at), shape.size(at), shape.span(at + 1, shape.rank()));
    }
  }

  static Tensor softmax(Tensor x, Split split, boolean logarithm, Kernels kernels) {
    if (!(x instanceof Tensor.Floats floats)) {
      return inDoubles(x, split, logarithm);
    }
    float[] in = floats.data();
    float[] out = new float[in.length];
    Shares.of(
        kernels,
        split.outer,
        split.length * split.inner,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            if (split.inner != 1) {
              columns(in, i * split.length * split.inner, split, logarithm, out, kernels);
            } else if (logarithm) {
              logarithmRow(in, i * split.length, split.length, out, kernels);
            } else {
              row(in, i * split.length, split.length, out, kernels);
            }
          }
        });
    return new Tensor.Floats(x.type(), x.shape(), NarrowFloats.round(x.type(), out));
  }

  /// Softmax of `count` neighbours; `out` may be `in`. The sum is a double, see [#sum]. A row of −∞
  /// alone gives NaN.
  static void row(float[] in, int at, int count, float[] out, Kernels kernels) {
    float most = kernels.greatest(in, at, count);
    for (int i = at; i < at + count; i++) {
      out[i] = in[i] - most;
    }
    kernels.exp(out, at, out, at, count);
    float factor = (float) (1 / sum(out, at, count));
    for (int i = at; i < at + count; i++) {
      out[i] *= factor;
    }
  }

  private static void logarithmRow(float[] in, int at, int count, float[] out, Kernels kernels) {
    float most = kernels.greatest(in, at, count);
    for (int i = at; i < at + count; i++) {
      out[i] = in[i] - most;
    }
    float[] powers = new float[count];
    kernels.exp(out, at, powers, 0, count);
    float log = (float) StrictMath.log(sum(powers, 0, count));
    for (int i = at; i < at + count; i++) {
      out[i] -= log;
    }
  }

  /// All the softmaxes of one outer index side by side.
  private static void columns(
      float[] in, int at, Split split, boolean logarithm, float[] out, Kernels kernels) {
    int inner = split.inner;
    float[] most = new float[inner];
    Arrays.fill(most, Float.NEGATIVE_INFINITY);
    for (int l = 0; l < split.length; l++) {
      for (int j = 0; j < inner; j++) {
        most[j] = Math.max(most[j], in[at + l * inner + j]);
      }
    }
    double[] sum = new double[inner];
    float[] powers = new float[inner];
    for (int l = 0; l < split.length; l++) {
      int row = at + l * inner;
      for (int j = 0; j < inner; j++) {
        out[row + j] = in[row + j] - most[j];
      }
      float[] to = logarithm ? powers : out;
      int toAt = logarithm ? 0 : row;
      kernels.exp(out, row, to, toAt, inner);
      for (int j = 0; j < inner; j++) {
        sum[j] += to[toAt + j];
      }
    }
    for (int j = 0; j < inner; j++) {
      powers[j] = (float) (logarithm ? StrictMath.log(sum[j]) : 1 / sum[j]);
    }
    for (int l = 0; l < split.length; l++) {
      int row = at + l * inner;
      for (int j = 0; j < inner; j++) {
        out[row + j] = logarithm ? out[row + j] - powers[j] : out[row + j] * powers[j];
      }
    }
  }

  /// The sum in double of eight sums, each of every eighth element: an addition need not wait for
  /// the one before. Zeros at the end change nothing, so that a masked row has the bits of the row
  /// without what the mask takes out.
  private static double sum(float[] x, int at, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = at;
    for (; i + 8 <= at + count; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    int left = at + count - i;
    s0 += left > 0 ? x[i] : 0;
    s1 += left > 1 ? x[i + 1] : 0;
    s2 += left > 2 ? x[i + 2] : 0;
    s3 += left > 3 ? x[i + 3] : 0;
    s4 += left > 4 ? x[i + 4] : 0;
    s5 += left > 5 ? x[i + 5] : 0;
    s6 += left > 6 ? x[i + 6] : 0;
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  private static Tensor inDoubles(Tensor x, Split split, boolean logarithm) {
    double[] in = Reals.of(x);
    double[] out = new double[in.length];
    for (int i = 0; i < split.outer * split.inner; i++) {
      int at = i / split.inner * split.length * split.inner + i % split.inner;
      double most = Double.NEGATIVE_INFINITY;
      for (int l = 0; l < split.length; l++) {
        most = Math.max(most, in[at + l * split.inner]);
      }
      double sum = 0;
      for (int l = 0; l < split.length; l++) {
        double power = StrictMath.exp(in[at + l * split.inner] - most);
        out[at + l * split.inner] = power;
        sum += power;
      }
      double log = StrictMath.log(sum);
      for (int l = 0; l < split.length; l++) {
        int place = at + l * split.inner;
        out[place] = logarithm ? in[place] - most - log : out[place] / sum;
      }
    }
    return Reals.tensor(x.type(), x.shape(), out);
  }

  static Tensor hardmax(Tensor x, Split split) {
    double[] in = Reals.of(x);
    double[] out = new double[in.length];
    for (int i = 0; i < split.outer * split.inner; i++) {
      int at = i / split.inner * split.length * split.inner + i % split.inner;
      int best = at;
      for (int l = 1; l < split.length; l++) {
        if (in[at + l * split.inner] > in[best]) {
          best = at + l * split.inner;
        }
      }
      if (split.length > 0) {
        out[best] = 1;
      }
    }
    return Reals.tensor(x.type(), x.shape(), out);
  }
}
