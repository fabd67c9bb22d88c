package bitline.sim;

import bitline.graph.ConvGeometry;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Unrolling;
import bitline.tensor.Convolution;
import bitline.tensor.Kernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The result of a layer that loses nothing, at once: Σ (x − z_x)·(w − z_w) by the float kernels.
/// As long as Σ |w − z_w| · max |x − z_x| ≤ 2^24 for every sum, each product and partial sum is an
/// integer that a float holds exactly, so the float sum is the integer sum.
final class WholeProduct {
  private static final long EXACT = 1 << 24;

  private final Kernels kernels;
  private final Coding coding;

  /// The greatest Σ |w − z_w| of an output.
  private final long reach;

  /// Weights without their zero points, laid out as the kernel takes them.
  private final float[] weights;

  private WholeProduct(ArrayLayer layer, Kernels kernels, long reach) {
    this.kernels = kernels;
    this.reach = reach;
    coding = layer.coding();
    weights = weights(layer);
  }

  /// Null where sums are not exact for any zero point, or no kernel does the like.
  static @Nullable WholeProduct of(ArrayLayer layer, Kernels kernels) {
    boolean planes =
        switch (layer.unrolling()) {
          case Unrolling.Convolution c -> c.geometry().axes() <= 2;
          case Unrolling.Transposed t -> t.geometry().axes() <= 2;
          case Unrolling.Product _ -> true;
        };
    long reach = reach(layer);
    boolean hopeless = reach << (layer.coding().inputBits() - 1) > EXACT;
    return planes && !hopeless ? new WholeProduct(layer, kernels, reach) : null;
  }

  private static long reach(ArrayLayer layer) {
    Unrolling unrolling = layer.unrolling();
    int columns = unrolling.columns();
    int places = unrolling instanceof Unrolling.Transposed t ? t.geometry().kernelPlaces() : 1;
    long[] sums = new long[unrolling.groups() * columns / places];
    for (int group = 0; group < unrolling.groups(); group++) {
      for (int k = 0; k < unrolling.rows(); k++) {
        for (int n = 0; n < columns; n++) {
          sums[(group * columns + n) / places] += Math.abs(weight(layer, group, k, n));
        }
      }
    }
    return Arrays.stream(sums).max().orElse(0);
  }

  /// Whether every sum is exact for inputs with this zero point.
  boolean exact(int zero) {
    int least = coding.inputSigned() ? -(1 << (coding.inputBits() - 1)) : 0;
    int greatest = least + (1 << coding.inputBits()) - 1;
    return reach * Math.max((long) zero - least, (long) greatest - zero) <= EXACT;
  }

  private static int weight(ArrayLayer layer, int group, int k, int n) {
    int columns = layer.unrolling().columns();
    int[] zeros = layer.weightZeros();
    int zero = zeros == null ? 0 : zeros[group * columns + n];
    return layer.weights()[(group * layer.unrolling().rows() + k) * columns + n] - zero;
  }

  private static float[] weights(ArrayLayer layer) {
    Unrolling unrolling = layer.unrolling();
    int rows = unrolling.rows();
    int columns = unrolling.columns();
    boolean columnsFirst =
        switch (unrolling) {
          case Unrolling.Convolution _ -> true;
          case Unrolling.Transposed _ -> false;
          case Unrolling.Product p -> p.resultColumns();
        };
    float[] out = new float[layer.weights().length];
    for (int group = 0; group < unrolling.groups(); group++) {
      int start = group * rows * columns;
      for (int k = 0; k < rows; k++) {
        for (int n = 0; n < columns; n++) {
          out[start + (columnsFirst ? n * rows + k : k * columns + n)] = weight(layer, group, k, n);
        }
      }
    }
    return out;
  }

  /// The sums in the result's layout.
  ///
  /// @param data the operand as the coding takes it, `zero` its zero point
  double[] run(Unrolling unrolling, int[] data, int zero, int results) {
    float[] x = new float[data.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = data[i] - zero;
    }
    float[] y = new float[results];
    switch (unrolling) {
      case Unrolling.Convolution c ->
          kernels.convolve(
              planes(c.geometry(), c.batch(), c.groups(), c.channels() / c.groups(), c.columns()),
              x,
              weights,
              null,
              y);
      case Unrolling.Transposed t ->
          kernels.convolveTransposed(
              planes(t.geometry(), t.batch(), t.groups(), t.channels() / t.groups(), t.outputs()),
              x,
              weights,
              null,
              y);
      case Unrolling.Product p ->
          product(p, p.operandColumns() == p.resultColumns() ? x : turned(p, x), y);
    }
    double[] sums = new double[results];
    for (int i = 0; i < results; i++) {
      sums[i] = y[i];
    }
    return sums;
  }

  private void product(Unrolling.Product p, float[] x, float[] y) {
    int cells = p.rows() * p.columns();
    for (int group = 0; !p.resultColumns() && group < p.groups(); group++) {
      kernels.matmul(
          p.vectors(),
          p.columns(),
          p.rows(),
          x,
          group * p.vectors() * p.rows(),
          p.rows(),
          weights,
          group * cells,
          p.columns(),
          y,
          group * p.vectors() * p.columns(),
          p.columns());
    }
    for (int stack = 0; p.resultColumns() && stack < p.groups() * p.stacks(); stack++) {
      kernels.matmul(
          p.columns(),
          p.each(),
          p.rows(),
          weights,
          stack / p.stacks() * cells,
          p.rows(),
          x,
          stack * p.rows() * p.each(),
          p.each(),
          y,
          stack * p.columns() * p.each(),
          p.each());
    }
  }

  /// The operand with each vector in a row instead of a column, or the other way round.
  private static float[] turned(Unrolling.Product p, float[] x) {
    float[] out = new float[x.length];
    for (int stack = 0; stack < p.groups() * p.stacks(); stack++) {
      int start = stack * p.rows() * p.each();
      for (int k = 0; k < p.rows(); k++) {
        for (int v = 0; v < p.each(); v++) {
          int inRow = start + v * p.rows() + k;
          int inColumn = start + k * p.each() + v;
          out[p.operandColumns() ? inRow : inColumn] = x[p.operandColumns() ? inColumn : inRow];
        }
      }
    }
    return out;
  }

  private static Convolution planes(
      ConvGeometry g, int batch, int groups, int channels, int filters) {
    boolean line = g.axes() == 1;
    int x = g.axes() - 1;
    return new Convolution(
        batch,
        groups,
        channels,
        filters,
        line ? 1 : g.input().get(0),
        g.input().get(x),
        line ? 1 : g.kernel().get(0),
        g.kernel().get(x),
        line ? 1 : g.strides().get(0),
        g.strides().get(x),
        line ? 1 : g.dilations().get(0),
        g.dilations().get(x),
        line ? 0 : g.begin().get(0),
        g.begin().get(x),
        line ? 1 : g.output().get(0),
        g.output().get(x));
  }
}
