package bitline.sim;

import bitline.graph.ConvGeometry;
import bitline.program.Unrolling;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The inputs of a convolution as bytes, with the places outside the picture that a window sees
/// filled in, so that a matrix row is copied without asking where the picture ends.
final class PaddedInput {
  /// Bytes above which wide pads make this a waste.
  private static final long MOST = 1 << 26;

  private final Unrolling.Convolution convolution;
  private final Axis[] axes;

  /// Places of the padded picture along each axis.
  private final int[] sizes = new int[3];

  private final byte[] padded;

  /// Where each matrix row of a group starts to read, from the group's first channel on.
  private final int[] rowStarts;

  private PaddedInput(Unrolling.Convolution convolution, Axis[] axes, int[] x, int zero) {
    this.convolution = convolution;
    this.axes = axes;
    for (int a = 0; a < 3; a++) {
      sizes[a] = Math.toIntExact(spanned(axes[a]));
    }
    padded = new byte[convolution.batch() * convolution.channels() * plane()];
    Arrays.fill(padded, (byte) zero);
    fill(x);
    rowStarts = rowStarts();
  }

  /// The padded inputs; null where pads would make them far larger than the picture.
  static @Nullable PaddedInput of(Unrolling.Convolution convolution, int[] x, int zero) {
    ConvGeometry geometry = convolution.geometry();
    Axis[] axes = Axis.of(geometry);
    double bytes = (double) convolution.batch() * convolution.channels();
    for (Axis axis : axes) {
      bytes *= spanned(axis);
    }
    return bytes > MOST ? null : new PaddedInput(convolution, axes, x, zero);
  }

  /// Places from the first to the last that any window sees, and at least the picture.
  private static long spanned(Axis axis) {
    long seen = (axis.output() - 1L) * axis.stride() + (axis.kernel() - 1L) * axis.dilation() + 1;
    return Math.max(seen, (long) axis.begin() + axis.input());
  }

  private int plane() {
    return sizes[0] * sizes[1] * sizes[2];
  }

  private void fill(int[] x) {
    int from = 0;
    for (int c = 0; c < convolution.batch() * convolution.channels(); c++) {
      for (int z = 0; z < axes[0].input(); z++) {
        for (int y = 0; y < axes[1].input(); y++) {
          int to = place(z + axes[0].begin(), y + axes[1].begin(), axes[2].begin()) + c * plane();
          for (int i = 0; i < axes[2].input(); i++) {
            padded[to + i] = (byte) x[from + i];
          }
          from += axes[2].input();
        }
      }
    }
  }

  private int place(int z, int y, int x) {
    return (z * sizes[1] + y) * sizes[2] + x;
  }

  private int[] rowStarts() {
    int[] starts = new int[convolution.rows()];
    int row = 0;
    for (int c = 0; c < convolution.channels() / convolution.groups(); c++) {
      for (int kz = 0; kz < axes[0].kernel(); kz++) {
        for (int ky = 0; ky < axes[1].kernel(); ky++) {
          for (int kx = 0; kx < axes[2].kernel(); kx++, row++) {
            int seen =
                place(kz * axes[0].dilation(), ky * axes[1].dilation(), kx * axes[2].dilation());
            starts[row] = c * plane() + seen;
          }
        }
      }
    }
    return starts;
  }

  /// Fills `into` (rows × count) with vectors `from` to `from + count` of one group.
  void fetch(int group, int from, int count, byte[] into) {
    int perGroup = convolution.channels() / convolution.groups() * plane();
    int width = axes[2].output();
    int stride = axes[2].stride();
    for (int v = from; v < from + count; ) {
      int line = v / width;
      int ox = v % width;
      int run = Math.min(width - ox, from + count - v);
      int oy = line % axes[1].output();
      int oz = line / axes[1].output() % axes[0].output();
      int picture = line / axes[1].output() / axes[0].output();
      int start =
          (picture * convolution.groups() + group) * perGroup
              + place(oz * axes[0].stride(), oy * axes[1].stride(), ox * stride);
      int to = v - from;
      for (int rowStart : rowStarts) {
        copy(start + rowStart, stride, into, to, run);
        to += count;
      }
      v += run;
    }
  }

  private void copy(int from, int stride, byte[] into, int to, int run) {
    if (stride == 1) {
      System.arraycopy(padded, from, into, to, run);
    } else {
      for (int i = 0; i < run; i++) {
        into[to + i] = padded[from + i * stride];
      }
    }
  }
}
