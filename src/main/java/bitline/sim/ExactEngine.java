package bitline.sim;

import bitline.program.ArrayLayer;
import bitline.tensor.Kernels;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The engine for arrays that lose nothing, digital ones and those whose ADC tells every sum apart:
/// the shift-add tree then gives the integer product, which is computed as such. OFFSET_BINARY
/// arrays give the product of what the cells hold.
final class ExactEngine implements ArrayEngine {
  private final ArrayLayer layer;
  private final Kernels kernels;
  private final ConcurrentHashMap<Integer, int[]> transposed = new ConcurrentHashMap<>();

  ExactEngine(ArrayLayer layer, Kernels kernels) {
    this.layer = layer;
    this.kernels = kernels;
  }

  @Override
  public void accumulate(
      int group, int[] inputs, int vectors, double[] acc, @Nullable SumSink sums) {
    if (sums != null) {
      throw new IllegalArgumentException("the exact engine forms no bitline sums to count");
    }
    int rows = layer.unrolling().rows();
    int columns = layer.unrolling().columns();
    int[] weights = transposed.computeIfAbsent(group, this::transpose);
    long largest = (1L << layer.coding().inputBits()) * (1L << layer.coding().weightBits());
    int most = (int) Math.clamp(Integer.MAX_VALUE / largest, 1, rows);
    int[] part = new int[columns * vectors];
    for (int k = 0; k < rows; k += most) {
      int depth = Math.min(most, rows - k);
      Arrays.fill(part, 0);
      kernels.matmulInt(
          columns,
          vectors,
          depth,
          weights,
          k,
          rows,
          inputs,
          k * vectors,
          vectors,
          part,
          0,
          vectors);
      for (int i = 0; i < part.length; i++) {
        acc[i] = k == 0 ? part[i] : acc[i] + part[i];
      }
    }
  }

  /// Columns × rows, each weight as the cells hold it.
  private int[] transpose(int group) {
    int rows = layer.unrolling().rows();
    int columns = layer.unrolling().columns();
    int[] out = new int[rows * columns];
    int held = layer.coding().correction();
    int matrix = group * rows * columns;
    for (int k = 0; k < rows; k++) {
      for (int n = 0; n < columns; n++) {
        out[n * rows + k] = layer.weights()[matrix + k * columns + n] + held;
      }
    }
    return out;
  }
}
