package bitline.tensor.simd;

import bitline.tensor.Convolution;
import bitline.tensor.Workers;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// A convolution whose groups have one input channel: outputs side by side in the lanes, a weight
/// for all.
final class Depthwise {
  private static final VectorSpecies<Float> F = Lanes.FLOATS;
  private static final int L = Lanes.COUNT;

  private final int[] places;
  private final float[] plane;
  private final int stride;
  private final float[] w;
  private final float[] y;
  private final int height;
  private final int width;
  private final VectorMask<Float> narrow;

  static void convolve(
      Workers workers,
      Convolution shape,
      float[] x,
      float[] w,
      float @Nullable [] bias,
      float[] y) {
    if (shape.outPlane() == 0) {
      return;
    }
    Staging staging = Staging.bordered(shape);
    int size = staging.size();
    int pieces = shape.batch() * shape.groups();
    int parts = workers.threads() == 1 ? 1 : Math.min(pieces, 4 * workers.threads());
    workers.run(
        parts,
        part -> {
          float[] plane = Scratch.floats(Math.addExact(size, L));
          Arrays.fill(plane, 0, size, 0);
          Depthwise each = new Depthwise(staging, plane, w, y);
          for (int piece = part * pieces / parts; piece < (part + 1) * pieces / parts; piece++) {
            staging.fillPicture(x, piece * shape.inPlane(), plane, 0);
            for (int f = 0; f < shape.filters(); f++) {
              int filter = piece % shape.groups() * shape.filters() + f;
              each.filter(filter, bias, (piece * shape.filters() + f) * shape.outPlane());
            }
          }
        });
  }

  private Depthwise(Staging staging, float[] plane, float[] w, float[] y) {
    this.places = staging.places();
    this.plane = plane;
    this.stride = staging.width();
    this.w = w;
    this.y = y;
    this.height = staging.shape().outHeight();
    this.width = staging.shape().outWidth();
    this.narrow = F.indexInRange(0, width);
  }

  /// One output plane from `out` on, in blocks of four lines by one vector. Where the size is no
  /// multiple of the block, the last block lies over the one before and makes the same numbers
  /// again.
  private void filter(int filter, float @Nullable [] biases, int out) {
    int wAt = filter * places.length;
    // Adding −0 changes nothing, not even the sign of a zero.
    float bias = biases == null ? -0f : biases[filter];
    for (int row = 0; row < height; row += 4) {
      int from = Math.max(0, Math.min(row, height - 4));
      for (int column = 0; column < width; column += L) {
        int j = Math.max(0, Math.min(column, width - L));
        if (height >= 4) {
          block(wAt, bias, from * stride + j, out + from * width + j);
        } else {
          for (int r = 0; r < height; r++) {
            single(wAt, bias, r * stride + j, out + r * width + j);
          }
        }
      }
    }
  }

  private void block(int wAt, float bias, int from, int at) {
    FloatVector s0 = FloatVector.zero(F);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int l = 0; l < places.length; l++) {
      FloatVector weight = FloatVector.broadcast(F, w[wAt + l]);
      int place = from + places[l];
      s0 = weight.fma(FloatVector.fromArray(F, plane, place), s0);
      s1 = weight.fma(FloatVector.fromArray(F, plane, place + stride), s1);
      s2 = weight.fma(FloatVector.fromArray(F, plane, place + 2 * stride), s2);
      s3 = weight.fma(FloatVector.fromArray(F, plane, place + 3 * stride), s3);
    }
    s0 = s0.add(bias);
    s1 = s1.add(bias);
    s2 = s2.add(bias);
    s3 = s3.add(bias);
    if (width >= L) {
      s0.intoArray(y, at);
      s1.intoArray(y, at + width);
      s2.intoArray(y, at + 2 * width);
      s3.intoArray(y, at + 3 * width);
    } else {
      s0.intoArray(y, at, narrow);
      s1.intoArray(y, at + width, narrow);
      s2.intoArray(y, at + 2 * width, narrow);
      s3.intoArray(y, at + 3 * width, narrow);
    }
  }

  private void single(int wAt, float bias, int from, int at) {
    FloatVector sum = FloatVector.zero(F);
    for (int l = 0; l < places.length; l++) {
      sum =
          FloatVector.broadcast(F, w[wAt + l])
              .fma(FloatVector.fromArray(F, plane, from + places[l]), sum);
    }
    sum = sum.add(bias);
    if (width >= L) {
      sum.intoArray(y, at);
    } else {
      sum.intoArray(y, at, narrow);
    }
  }
}
