package bitline.sim;

import bitline.graph.ConvGeometry;
import bitline.program.Unrolling;

/// Fetches the input vectors of a layer (*im2col*) and puts its sums where they belong.
final class Vectors {
  private Vectors() {}

  /// Fills `into` (rows × count) with vectors `from` to `from + count` of one group; places outside the picture get `zero`.
  static void fetch(Unrolling unrolling, int group, int[] x, int zero, int from, int count, int[] into) {
    switch (unrolling) {
      case Unrolling.Convolution c -> fetchConvolution(c, group, x, zero, from, count, into);
      case Unrolling.Transposed t -> {
        int pixels = t.vectors() / t.batch();
        for (int k = 0; k < t.rows(); k++) {
          int channel = group * t.rows() + k;
          for (int v = 0; v < count; v++) {
            int picture = (from + v) / pixels;
            int pixel = (from + v) % pixels;
            into[k * count + v] = x[(picture * t.channels() + channel) * pixels + pixel];
          }
        }
      }
      case Unrolling.Product p -> {
        for (int v = 0; v < count; v++) {
          int stack = (from + v) / p.each();
          int vector = (from + v) % p.each();
          int start = stack * p.each() * p.rows() + (p.operandColumns() ? vector : vector * p.rows());
          int step = p.operandColumns() ? p.each() : 1;
          for (int k = 0; k < p.rows(); k++) {
            into[k * count + v] = x[start + k * step];
          }
        }
      }
    }
  }

  private static void fetchConvolution(
      Unrolling.Convolution c, int group, int[] x, int zero, int from, int count, int[] into) {
    Box in = Box.of(c.geometry().input(), 1);
    Box out = Box.of(c.geometry().output(), 1);
    Box kernel = Box.of(c.geometry().kernel(), 1);
    Box stride = Box.of(c.geometry().strides(), 1);
    Box dilation = Box.of(c.geometry().dilations(), 1);
    Box pad = Box.of(c.geometry().begin(), 0);
    int perGroup = c.channels() / c.groups();
    int row = 0;
    for (int channel = group * perGroup; channel < (group + 1) * perGroup; channel++) {
      for (int kz = 0; kz < kernel.z; kz++) {
        for (int ky = 0; ky < kernel.y; ky++) {
          for (int kx = 0; kx < kernel.x; kx++, row++) {
            int at = row * count;
            int v = from;
            while (v < from + count) {
              int ox = v % out.x;
              int oy = v / out.x % out.y;
              int oz = v / out.x / out.y % out.z;
              int picture = v / out.x / out.y / out.z;
              int run = Math.min(out.x - ox, from + count - v);
              int iz = oz * stride.z - pad.z + kz * dilation.z;
              int iy = oy * stride.y - pad.y + ky * dilation.y;
              if (iz < 0 || iz >= in.z || iy < 0 || iy >= in.y) {
                java.util.Arrays.fill(into, at, at + run, zero);
              } else {
                int line = (((picture * c.channels() + channel) * in.z + iz) * in.y + iy) * in.x;
                int ix = ox * stride.x - pad.x + kx * dilation.x;
                for (int i = 0; i < run; i++, ix += stride.x) {
                  into[at + i] = ix >= 0 && ix < in.x ? x[line + ix] : zero;
                }
              }
              at += run;
              v += run;
            }
          }
        }
      }
    }
  }

  /// Adds the sums of vectors `from` to `from + count` of one group (columns × count) into the result's accumulators.
  static void spread(Unrolling unrolling, int group, double[] acc, int from, int count, double[] result) {
    switch (unrolling) {
      case Unrolling.Convolution c -> {
        int pixels = c.vectors() / c.batch();
        int channels = c.groups() * c.columns();
        for (int n = 0; n < c.columns(); n++) {
          for (int v = 0; v < count; v++) {
            int picture = (from + v) / pixels;
            int pixel = (from + v) % pixels;
            result[(picture * channels + group * c.columns() + n) * pixels + pixel] = acc[n * count + v];
          }
        }
      }
      case Unrolling.Transposed t -> spreadTransposed(t, group, acc, from, count, result);
      case Unrolling.Product p -> {
        for (int v = 0; v < count; v++) {
          int stack = (from + v) / p.each();
          int vector = (from + v) % p.each();
          int start = stack * p.each() * p.columns() + (p.resultColumns() ? vector : vector * p.columns());
          int step = p.resultColumns() ? p.each() : 1;
          for (int n = 0; n < p.columns(); n++) {
            result[start + n * step] = acc[n * count + v];
          }
        }
      }
    }
  }

  private static void spreadTransposed(
      Unrolling.Transposed t, int group, double[] acc, int from, int count, double[] result) {
    ConvGeometry geometry = t.geometry();
    Box in = Box.of(geometry.input(), 1);
    Box out = Box.of(geometry.output(), 1);
    Box kernel = Box.of(geometry.kernel(), 1);
    Box stride = Box.of(geometry.strides(), 1);
    Box dilation = Box.of(geometry.dilations(), 1);
    Box pad = Box.of(geometry.begin(), 0);
    int channels = t.groups() * t.outputs();
    int n = 0;
    for (int o = 0; o < t.outputs(); o++) {
      for (int kz = 0; kz < kernel.z; kz++) {
        for (int ky = 0; ky < kernel.y; ky++) {
          for (int kx = 0; kx < kernel.x; kx++, n++) {
            for (int v = 0; v < count; v++) {
              int pixel = from + v;
              int oz = pixel / in.x / in.y % in.z * stride.z - pad.z + kz * dilation.z;
              int oy = pixel / in.x % in.y * stride.y - pad.y + ky * dilation.y;
              int ox = pixel % in.x * stride.x - pad.x + kx * dilation.x;
              if (oz >= 0 && oz < out.z && oy >= 0 && oy < out.y && ox >= 0 && ox < out.x) {
                int picture = pixel / in.x / in.y / in.z;
                int channel = picture * channels + group * t.outputs() + o;
                result[((channel * out.z + oz) * out.y + oy) * out.x + ox] += acc[n * count + v];
              }
            }
          }
        }
      }
    }
  }

  /// Up to three spatial sizes, missing outer ones filled in.
  private record Box(int z, int y, int x) {
    static Box of(java.util.List<Integer> sizes, int missing) {
      int axes = sizes.size();
      return new Box(
          axes > 2 ? sizes.get(axes - 3) : missing,
          axes > 1 ? sizes.get(axes - 2) : missing,
          sizes.get(axes - 1));
    }
  }
}
