package bitline.tensor.simd;

import bitline.base.Problem;
import bitline.tensor.Convolution;
import bitline.tensor.Workers;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// How a convolution's input is laid out so that every kernel place reads outputs' neighbours side
/// by side: zeros around each plane, and with a stride of s, s planes instead of one an axis, each
/// holding every s-th row or column.
///
/// @param identity whether the input itself already lies so
/// @param rows rows of one such plane
/// @param width its columns
/// @param phasesY the remainders of the stride that some kernel row reads, ascending
/// @param phasesX the same of kernel columns
record Staging(
    Convolution shape, boolean identity, int rows, int width, int[] phasesY, int[] phasesX) {
  private static final VectorSpecies<Float> F = Lanes.FLOATS;
  private static final int L = Lanes.COUNT;

  /// Lane i takes lane 2·i, and again from lane 0 in the upper half.
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(F, i -> 2 * i % L);

  private static final VectorMask<Float> UPPER = VectorMask.fromLong(F, -1L << L / 2);

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

  /// Rows `top` to `top + rows` and columns `left` to `left + width` of each plane, zeros outside
  /// the picture.
  static Staging window(Convolution c, int top, int rows, int left, int width) {
    Convolution still =
        new Convolution(
            c.batch(),
            c.groups(),
            c.channels(),
            c.filters(),
            c.height(),
            c.width(),
            1,
            1,
            1,
            1,
            1,
            1,
            -top,
            -left,
            rows,
            width);
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
      throw new Problem(
          "a padded picture of " + elements + " elements is more than one array can hold (2^31)");
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

  /// Lays out `channels` channels from `from` of `x` on, one behind the other, in the calling
  /// thread's scratch.
  float[] fillAll(Workers workers, float[] x, int from, int channels) {
    int size = size();
    float[] staged = Scratch.floats(length((long) channels * size));
    int parts = workers.threads() == 1 ? 1 : Math.min(channels, 4 * workers.threads());
    workers.run(
        parts,
        part -> {
          for (int c = part * channels / parts; c < (part + 1) * channels / parts; c++) {
            Arrays.fill(staged, c * size, (c + 1) * size, 0);
            fillPicture(x, from + c * shape.inPlane(), staged, c * size);
          }
        });
    return staged;
  }

  /// Lays out the channel at `from` of `x`. Only places of the picture are written: those around it
  /// must be zero, and stay so for the next channel.
  void fillPicture(float[] x, int from, float[] to, int at) {
    int plane = at;
    for (int phaseY : phasesY) {
      int firstRow = first(phaseY, shape.padTop(), shape.strideY(), rows);
      int lastRow = last(phaseY, shape.padTop(), shape.strideY(), rows, shape.height());
      for (int phaseX : phasesX) {
        int first = first(phaseX, shape.padLeft(), shape.strideX(), width);
        int count = last(phaseX, shape.padLeft(), shape.strideX(), width, shape.width()) - first;
        int column = first * shape.strideX() + phaseX - shape.padLeft();
        for (int row = firstRow; row < lastRow && count > 0; row++) {
          int y = row * shape.strideY() + phaseY - shape.padTop();
          copy(
              x,
              from + y * shape.width() + column,
              shape.strideX(),
              to,
              plane + row * width + first,
              count);
        }
        plane += rows * width;
      }
    }
  }

  /// The first place of a phase that lies in the picture.
  private static int first(int phase, int pad, int stride, int places) {
    return Math.clamp(Math.ceilDiv(pad - phase, stride), 0, places);
  }

  /// One past the last place of a phase that lies in the picture.
  private static int last(int phase, int pad, int stride, int places, int size) {
    return Math.clamp(Math.ceilDiv(size + pad - phase, stride), 0, places);
  }

  private static void copy(float[] x, int from, int stride, float[] to, int at, int count) {
    int j = 0;
    if (stride == 1) {
      System.arraycopy(x, from, to, at, count);
      return;
    }
    // Two vectors make one: the even places of both, and the second reaches no further than the
    // last even one.
    for (; stride == 2 && j + L <= count - 1; j += L) {
      FloatVector low = FloatVector.fromArray(F, x, from + 2 * j);
      FloatVector high = FloatVector.fromArray(F, x, from + 2 * j + L);
      low.rearrange(EVEN).blend(high.rearrange(EVEN), UPPER).intoArray(to, at + j);
    }
    for (; j < count; j++) {
      to[at + j] = x[from + j * stride];
    }
  }
}
