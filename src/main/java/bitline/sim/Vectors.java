package bitline.sim;

import bitline.program.Unrolling;
import java.util.Arrays;

/// Fetches the input vectors of a layer (*im2col*) and puts its sums where they belong.
final class Vectors {
  private Vectors() {}

  /// Fills `into` (rows × count) with vectors `from` to `from + count` of one group; places outside
  /// the picture get `zero`.
  static void fetch(
      Unrolling unrolling, int group, int[] x, int zero, int from, int count, int[] into) {
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
          int stack = group * p.stacks() + (from + v) / p.each();
          int vector = (from + v) % p.each();
          int start =
              stack * p.each() * p.rows() + (p.operandColumns() ? vector : vector * p.rows());
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
    Axis[] axes = Axis.of(c.geometry());
    Axis az = axes[0];
    Axis ay = axes[1];
    Axis ax = axes[2];
    int perGroup = c.channels() / c.groups();
    int row = 0;
    for (int channel = group * perGroup; channel < (group + 1) * perGroup; channel++) {
      for (int kz = 0; kz < az.kernel(); kz++) {
        for (int ky = 0; ky < ay.kernel(); ky++) {
          for (int kx = 0; kx < ax.kernel(); kx++, row++) {
            int firstZ = az.first(kz);
            int endZ = az.end(kz);
            int firstY = ay.first(ky);
            int endY = ay.end(ky);
            int firstX = ax.first(kx);
            int endX = ax.end(kx);
            int at = row * count;
            int v = from;
            while (v < from + count) {
              int ox = v % ax.output();
              int oy = v / ax.output() % ay.output();
              int oz = v / ax.output() / ay.output() % az.output();
              int picture = v / ax.output() / ay.output() / az.output();
              int run = Math.min(ax.output() - ox, from + count - v);
              if (oz >= firstZ && oz < endZ && oy >= firstY && oy < endY) {
                int plane = (picture * c.channels() + channel) * az.input() + az.seen(oz, kz);
                int line = (plane * ay.input() + ay.seen(oy, ky)) * ax.input();
                int a = Math.clamp(firstX, ox, ox + run);
                int b = Math.clamp(endX, a, ox + run);
                Arrays.fill(into, at, at + a - ox, zero);
                copy(x, line + ax.seen(a, kx), ax.stride(), into, at + a - ox, b - a);
                Arrays.fill(into, at + b - ox, at + run, zero);
              } else {
                Arrays.fill(into, at, at + run, zero);
              }
              at += run;
              v += run;
            }
          }
        }
      }
    }
  }

  private static void copy(int[] x, int from, int step, int[] into, int at, int count) {
    if (step == 1) {
      System.arraycopy(x, count == 0 ? 0 : from, into, at, count);
    } else {
      for (int i = 0; i < count; i++) {
        into[at + i] = x[from + i * step];
      }
    }
  }

  /// Adds the sums of vectors `from` to `from + count` of one group (columns × count) into the
  /// result's accumulators.
  static void spread(
      Unrolling unrolling, int group, double[] acc, int from, int count, double[] result) {
    switch (unrolling) {
      case Unrolling.Convolution c -> {
        int pixels = c.vectors() / c.batch();
        int channels = c.groups() * c.columns();
        for (int n = 0; n < c.columns(); n++) {
          int v = from;
          while (v < from + count) {
            int picture = v / pixels;
            int pixel = v % pixels;
            int run = Math.min(pixels - pixel, from + count - v);
            int to = (picture * channels + group * c.columns() + n) * pixels + pixel;
            System.arraycopy(acc, n * count + v - from, result, to, run);
            v += run;
          }
        }
      }
      case Unrolling.Transposed t -> spreadTransposed(t, group, acc, from, count, result);
      case Unrolling.Product p -> {
        for (int v = 0; v < count; v++) {
          int stack = group * p.stacks() + (from + v) / p.each();
          int vector = (from + v) % p.each();
          int start =
              stack * p.each() * p.columns() + (p.resultColumns() ? vector : vector * p.columns());
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
    Axis[] axes = Axis.transposed(t.geometry());
    Axis az = axes[0];
    Axis ay = axes[1];
    Axis ax = axes[2];
    int channels = t.groups() * t.outputs();
    int at = 0;
    for (int o = 0; o < t.outputs(); o++) {
      for (int kz = 0; kz < az.kernel(); kz++) {
        for (int ky = 0; ky < ay.kernel(); ky++) {
          for (int kx = 0; kx < ax.kernel(); kx++, at += count) {
            int firstZ = az.first(kz);
            int endZ = az.end(kz);
            int firstY = ay.first(ky);
            int endY = ay.end(ky);
            int firstX = ax.first(kx);
            int endX = ax.end(kx);
            for (int v = 0; v < count; v++) {
              int x = (from + v) % ax.output();
              int y = (from + v) / ax.output() % ay.output();
              int z = (from + v) / ax.output() / ay.output() % az.output();
              if (z >= firstZ && z < endZ && y >= firstY && y < endY && x >= firstX && x < endX) {
                int picture = (from + v) / ax.output() / ay.output() / az.output();
                int plane =
                    (picture * channels + group * t.outputs() + o) * az.input() + az.seen(z, kz);
                result[(plane * ay.input() + ay.seen(y, ky)) * ax.input() + ax.seen(x, kx)] +=
                    acc[at + v];
              }
            }
          }
        }
      }
    }
  }
}
