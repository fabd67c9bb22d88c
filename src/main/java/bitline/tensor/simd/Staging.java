package bitline.tensor.simd;

import bitline.base.Problem;
import bitline.tensor.Convolution;
import bitline.tensor.Workers;
import java.util.Arrays;

/// How a convolution's input is laid out so that every kernel place reads outputs' neighbours side by side: zeros around
/// each plane, and with a stride of s, s planes instead of one an axis, each holding every s-th row or column.
///
/// @param identity whether the input itself already lies so
/// @param rows rows of one such plane
/// @param width its columns
/// @param phasesY the remainders of the stride that some kernel row reads, ascending
/// @param phasesX the same of kernel columns
record Staging(Convolution shape, boolean identity, int rows, int width, int[] phasesY, int[] phasesX) {
  /// The layout that `c` needs: the input as it is, where that will do.
  static Staging of(Convolution c) {
    long lastRow = (c.outHeight() - 1L) * c.strideY() + (c.kernelHeight() - 1L) * c.dilationY();
    long lastColumn = (c.outWidth() - 1L) * c.strideX() + (c.kernelWidth() - 1L) * c.dilationX();
    boolean inside =
        c.padTop() == 0 && c.padLeft() == 0 && lastRow < c.height() && lastColumn < c.width();
    if (inside && c.strideY() == 1 && c.strideX() == 1) {
      return new Staging(c, true, c.height(), c.width(), new int[] {0}, new int[] {0});
    }
    return bordered(c);
  }

  /// A layout apart from the input, even where that would do.
  static Staging bordered(Convolution c) {
    return new Staging(
        c,
        false,
        length(c.outHeight() + (c.kernelHeight() - 1L) * c.dilationY() / c.strideY()),
        length(c.outWidth() + (c.kernelWidth() - 1L) * c.dilationX() / c.strideX()),
        phases(c.kernelHeight(), c.dilationY(), c.strideY()),
        phases(c.kernelWidth(), c.dilationX(), c.strideX()));
  }

  /// Rows `top` to `top + rows` and columns `left` to `left + width` of each plane, zeros outside the picture.
  static Staging window(Convolution c, int top, int rows, int left, int width) {
    Convolution still =
        new Convolution(
            c.batch(), c.groups(), c.channels(), c.filters(), c.height(), c.width(), 1, 1, 1, 1, 1, 1, -top, -left,
            rows, width);
    return new Staging(still, false, rows, width, new int[] {0}, new int[] {0});
  }

  private static int[] phases(int kernel, int dilation, int stride) {
    boolean[] used = new boolean[stride];
    for (int k = 0; k < Math.min(kernel, stride); k++) {
      used[k * dilation % stride] = true;
    }
    int count = 0;
    int[] phases = new int[stride];
    for (int p = 0; p < stride; p++) {
      if (used[p]) {
        phases[count++] = p;
      }
    }
    return Arrays.copyOf(phases, count);
  }

  /// Elements of one channel.
  int size() {
    return length((long) phasesY.length * phasesX.length * length((long) rows * width));
  }

  private static int length(long elements) {
    if (elements > Integer.MAX_VALUE - 64) {
      throw new Problem("a padded picture of " + elements + " elements is more than one array can hold (2^31)");
    }
    return (int) elements;
  }

  /// Where each kernel place begins to read, from the channel's first element on.
  int[] places() {
    int[] places = new int[shape.kernelHeight() * shape.kernelWidth()];
    for (int ky = 0; ky < shape.kernelHeight(); ky++) {
      for (int kx = 0; kx < shape.kernelWidth(); kx++) {
        int y = ky * shape.dilationY();
        int x = kx * shape.dilationX();
        int plane =
            identity
                ? 0
                : Arrays.binarySearch(phasesY, y % shape.strideY()) * phasesX.length
                    + Arrays.binarySearch(phasesX, x % shape.strideX());
        places[ky * shape.kernelWidth() + kx] =
            plane * rows * width + y / shape.strideY() * width + x / shape.strideX();
      }
    }
    return places;
  }

  /// Lays out `channels` channels from `from` of `x` on, one behind the other.
  float[] fillAll(Workers workers, float[] x, int from, int channels) {
    int size = size();
    float[] staged = new float[length((long) channels * size)];
    int parts = Math.min(channels, 4 * workers.threads());
    workers.run(parts, part -> {
      for (int c = part * channels / parts; c < (part + 1) * channels / parts; c++) {
        fill(x, from + c * shape.inPlane(), staged, c * size);
      }
    });
    return staged;
  }

  /// Lays out the channel at `from` of `x`; every element of it is written.
  void fill(float[] x, int from, float[] to, int at) {
    int out = at;
    for (int phaseY : phasesY) {
      for (int phaseX : phasesX) {
        for (int row = 0; row < rows; row++) {
          int y = row * shape.strideY() + phaseY - shape.padTop();
          if (y < 0 || y >= shape.height()) {
            Arrays.fill(to, out, out + width, 0);
          } else {
            fillRow(x, from + y * shape.width(), phaseX - shape.padLeft(), to, out);
          }
          out += width;
        }
      }
    }
  }

  private void fillRow(float[] x, int from, int first, float[] to, int out) {
    int stride = shape.strideX();
    int begin = Math.clamp(Math.ceilDiv(-first, stride), 0, width);
    int end = Math.clamp(Math.ceilDiv(shape.width() - first, stride), begin, width);
    Arrays.fill(to, out, out + begin, 0);
    if (end > begin && stride == 1) {
      System.arraycopy(x, from + first + begin, to, out + begin, end - begin);
    } else {
      for (int j = begin; j < end; j++) {
        to[out + j] = x[from + first + j * stride];
      }
    }
    Arrays.fill(to, out + end, out + width, 0);
  }
}
