package bitline.tensor.simd;

import bitline.tensor.Convolution;
import bitline.tensor.Workers;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// A convolution whose groups have one input channel: line by line, the kernel's weights spread over the lanes.
final class Depthwise {
  private static final VectorSpecies<Float> F = Lanes.FLOATS;
  private static final int L = Lanes.COUNT;

  private Depthwise() {}

  static void convolve(
      Workers workers, Convolution shape, float[] x, float[] w, float @Nullable [] bias, float[] y) {
    if (shape.outPlane() == 0) {
      return;
    }
    Staging staging = Staging.bordered(shape);
    int[] places = staging.places();
    int pieces = shape.batch() * shape.groups();
    int parts = workers.threads() == 1 ? 1 : Math.min(pieces, 4 * workers.threads());
    workers.run(parts, part -> {
      float[] plane = new float[Math.addExact(staging.size(), L)];
      for (int piece = part * pieces / parts; piece < (part + 1) * pieces / parts; piece++) {
        staging.fill(x, piece * shape.inPlane(), plane, 0);
        for (int f = 0; f < shape.filters(); f++) {
          int filter = piece % shape.groups() * shape.filters() + f;
          int out = (piece * shape.filters() + f) * shape.outPlane();
          for (int oy = 0; oy < shape.outHeight(); oy++) {
            line(
                plane, oy * staging.width(), places, w, filter * places.length, bias == null ? 0 : bias[filter],
                y, out + oy * shape.outWidth(), shape.outWidth());
          }
        }
      }
    });
  }

  private static void line(
      float[] plane, int from, int[] places, float[] w, int wAt, float bias, float[] y, int at, int width) {
    FloatVector start = FloatVector.broadcast(F, bias);
    int j = 0;
    for (; j + 4 * L <= width; j += 4 * L) {
      FloatVector s0 = start;
      FloatVector s1 = start;
      FloatVector s2 = start;
      FloatVector s3 = start;
      for (int l = 0; l < places.length; l++) {
        FloatVector weight = FloatVector.broadcast(F, w[wAt + l]);
        int place = from + places[l] + j;
        s0 = weight.fma(FloatVector.fromArray(F, plane, place), s0);
        s1 = weight.fma(FloatVector.fromArray(F, plane, place + L), s1);
        s2 = weight.fma(FloatVector.fromArray(F, plane, place + 2 * L), s2);
        s3 = weight.fma(FloatVector.fromArray(F, plane, place + 3 * L), s3);
      }
      s0.intoArray(y, at + j);
      s1.intoArray(y, at + j + L);
      s2.intoArray(y, at + j + 2 * L);
      s3.intoArray(y, at + j + 3 * L);
    }
    for (; j < width; j += L) {
      FloatVector sum = start;
      for (int l = 0; l < places.length; l++) {
        sum =
            FloatVector.broadcast(F, w[wAt + l])
                .fma(FloatVector.fromArray(F, plane, from + places[l] + j), sum);
      }
      if (j + L <= width) {
        sum.intoArray(y, at + j);
      } else {
        VectorMask<Float> rest = F.indexInRange(j, width);
        sum.intoArray(y, at + j, rest);
      }
    }
  }
}
