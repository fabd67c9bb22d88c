package bitline.tensor.simd;

import bitline.tensor.Convolution;
import bitline.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A transposed convolution, one remainder of the output place by the stride at a time: the outputs
/// of one remainder see the same kernel places at the same distances, so they are an ordinary
/// product, spread over the output afterwards.
final class TransposedConvolution {
  /// The outputs `first`, `first + stride`, … of one axis: the kernel places they see and, for
  /// output number 0, where in the input; number o looks o further.
  private record Phase(int first, int outputs, int[] kernel, int[] input) {}

  private final Workers workers;
  private final Convolution shape;
  private final List<Phase> rows;
  private final List<Phase> columns;

  /// The first row and column of the input that some output sees.
  private final int top;

  private final int left;
  private final Staging staging;

  private TransposedConvolution(Workers workers, Convolution shape) {
    this.workers = workers;
    this.shape = shape;
    this.rows =
        phases(
            shape.outHeight(),
            shape.kernelHeight(),
            shape.strideY(),
            shape.dilationY(),
            shape.padTop());
    this.columns =
        phases(
            shape.outWidth(),
            shape.kernelWidth(),
            shape.strideX(),
            shape.dilationX(),
            shape.padLeft());
    this.top = least(rows);
    this.left = least(columns);
    this.staging = Staging.window(shape, top, most(rows) - top, left, most(columns) - left);
  }

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
    TransposedConvolution transposed = new TransposedConvolution(workers, shape);
    for (int piece = 0; piece < shape.batch() * shape.groups(); piece++) {
      transposed.piece(piece, x, w, bias, y);
    }
  }

  private void piece(int piece, float[] x, float[] w, float @Nullable [] bias, float[] y) {
    int group = piece % shape.groups();
    int filters = shape.filters();
    FloatProduct.Ends ends = new FloatProduct.Ends(true, bias, group * filters);
    float[] staged =
        staging.fillAll(workers, x, piece * shape.channels() * shape.inPlane(), shape.channels());
    for (Phase row : rows) {
      for (Phase column : columns) {
        int depth = shape.channels() * row.kernel.length * column.kernel.length;
        int plane = row.outputs * column.outputs;
        PlacedRows placed =
            new PlacedRows(staged, offsets(row, column), plane, column.outputs, staging.width());
        float[] out = new float[filters * plane];
        FloatProduct.multiply(
            workers,
            filters,
            weights(w, group, row, column),
            0,
            depth,
            placed,
            ends,
            out,
            0,
            plane);
        spread(out, row, column, y, piece * filters);
      }
    }
  }

  private int[] offsets(Phase row, Phase column) {
    int[] offsets = new int[shape.channels() * row.kernel.length * column.kernel.length];
    int l = 0;
    for (int c = 0; c < shape.channels(); c++) {
      for (int iy : row.input) {
        for (int ix : column.input) {
          offsets[l++] = c * staging.size() + (iy - top) * staging.width() + ix - left;
        }
      }
    }
    return offsets;
  }

  private float[] weights(float[] w, int group, Phase row, Phase column) {
    float[] weights =
        new float[shape.filters() * shape.channels() * row.kernel.length * column.kernel.length];
    int l = 0;
    for (int m = 0; m < shape.filters(); m++) {
      for (int c = 0; c < shape.channels(); c++) {
        int at = ((group * shape.channels() + c) * shape.filters() + m) * shape.kernelHeight();
        for (int ky : row.kernel) {
          for (int kx : column.kernel) {
            weights[l++] = w[(at + ky) * shape.kernelWidth() + kx];
          }
        }
      }
    }
    return weights;
  }

  private void spread(float[] out, Phase row, Phase column, float[] y, int plane) {
    workers.run(
        shape.filters(),
        m -> {
          int from = m * row.outputs * column.outputs;
          for (int r = 0; r < row.outputs; r++) {
            int to =
                ((plane + m) * shape.outHeight() + row.first + r * shape.strideY())
                        * shape.outWidth()
                    + column.first;
            for (int q = 0; q < column.outputs; q++) {
              y[to + q * shape.strideX()] = out[from + r * column.outputs + q];
            }
          }
        });
  }

  private static List<Phase> phases(int outputs, int kernel, int stride, int dilation, int pad) {
    int count = Math.min(stride, outputs);
    List<List<Integer>> seen = new ArrayList<>();
    for (int first = 0; first < count; first++) {
      seen.add(new ArrayList<>());
    }
    for (int k = 0; k < kernel; k++) {
      int first = Math.floorMod(k * dilation - pad, stride);
      if (first < count) {
        seen.get(first).add(k);
      }
    }
    List<Phase> phases = new ArrayList<>();
    for (int first = 0; first < count; first++) {
      int begin = first + pad;
      int[] places = seen.get(first).stream().mapToInt(Integer::intValue).toArray();
      int[] input = Arrays.stream(places).map(k -> (begin - k * dilation) / stride).toArray();
      phases.add(new Phase(first, Math.ceilDiv(outputs - first, stride), places, input));
    }
    return phases;
  }

  /// The first input place that some output sees; below 0 where it lies outside.
  private static int least(List<Phase> phases) {
    int least = 0;
    for (Phase phase : phases) {
      for (int place : phase.input) {
        least = Math.min(least, place);
      }
    }
    return least;
  }

  /// One past the last.
  private static int most(List<Phase> phases) {
    int most = 1;
    for (Phase phase : phases) {
      for (int place : phase.input) {
        most = Math.max(most, place + phase.outputs);
      }
    }
    return most;
  }
}
