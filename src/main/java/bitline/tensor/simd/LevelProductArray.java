package bitline.tensor.simd;

import bitline.tensor.ArrayKernel;
import bitline.tensor.Converters;
import bitline.tensor.LevelCells;
import bitline.tensor.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The engine for cells with values of their own under inputs of several bits a step: the sums of a
/// row group and an input digit are an exact matrix product, their variances a second one.
final class LevelProductArray implements ArrayKernel {
  private static final int BLOCK = LevelCells.NOISE_VECTORS;

  /// Vectors that one product takes.
  private static final int VECTORS = 8 * BLOCK;

  private final LevelCells array;

  /// Digit by digit, column by column: the rows.
  private final int[] values;

  private final float @Nullable [] variances;

  private LevelProductArray(LevelCells array) {
    this.array = array;
    values = new int[array.values().length];
    variances = array.variances() == null ? null : new float[values.length];
    int sums = array.digits() * array.columns();
    for (int k = 0; k < array.rows(); k++) {
      for (int s = 0; s < sums; s++) {
        values[s * array.rows() + k] = array.values()[k * sums + s];
        if (variances != null && array.variances() != null) {
          variances[s * array.rows() + k] = array.variances()[k * sums + s];
        }
      }
    }
  }

  /// The engine for these cells; null where sums can pass 30 bits.
  static @Nullable LevelProductArray of(LevelCells array) {
    int widest = Arrays.stream(array.inputBits()).max().orElse(1);
    return !fits(array, widest) ? null : new LevelProductArray(array);
  }

  private static boolean fits(LevelCells array, int widest) {
    int sums = array.digits() * array.columns();
    long greatest = 0;
    for (int s = 0; s < sums; s++) {
      long sum = 0;
      for (int k = 0; k < array.rows(); k++) {
        sum += Math.abs(array.values()[k * sums + s]);
      }
      greatest = Math.max(greatest, sum);
    }
    return greatest << widest < 1L << 30;
  }

  @Override
  public int vectorsAtOnce() {
    return VECTORS;
  }

  @Override
  public void totals(byte[] inputs, int vectors, long noiseKey, long firstVector, int[] totals) {
    if (firstVector % BLOCK != 0) {
      throw new IllegalArgumentException("vectors from " + firstVector);
    }
    int width = Math.min(VECTORS, Math.ceilDiv(vectors, BLOCK) * BLOCK);
    int sums = array.digits() * array.columns();
    int[] digits = new int[array.rows() * width];
    float[] squares = new float[variances == null ? 0 : digits.length];
    int[] p = new int[sums * width];
    float[] variance = new float[array.noisy() ? p.length : 0];
    int[] places = new int[BLOCK];
    int[] added = new int[array.columns() * width];
    float[] normals = new float[BLOCK];
    for (int from = 0; from < vectors; from += width) {
      int count = Math.min(width, vectors - from);
      Arrays.fill(added, 0);
      for (int i = 0; i < array.inputBits().length; i++) {
        send(inputs, vectors, from, count, width, i, digits, squares);
        int row = 0;
        for (int g = 0; g < array.groupEnds().length; g++) {
          int end = array.groupEnds()[g];
          multiply(row, end, width, digits, squares, p, variance);
          int blocks = Math.ceilDiv(count, BLOCK);
          for (int s = 0; s < sums; s++) {
            for (int b = 0; b < blocks; b++) {
              int at = s * width + b * BLOCK;
              if (array.noisy()) {
                long vector = firstVector + from + (long) b * BLOCK;
                int column = s % array.columns();
                long first = array.noiseIndex(vector, g, s / array.columns(), column, i);
                GaussianLanes.fill(noiseKey, first, normals, 0, BLOCK);
                LevelSums.addNoise(
                    variance,
                    array.varianceUnit(),
                    array.converterVariance(),
                    normals,
                    at,
                    BLOCK,
                    p);
              }
              convert(g, s, i, p, at, places, added, s % array.columns() * width + b * BLOCK);
            }
          }
          row = end;
        }
      }
      for (int n = 0; n < array.columns(); n++) {
        System.arraycopy(added, n * width, totals, n * vectors + from, count);
      }
    }
  }

  private void convert(
      int group, int s, int i, int[] p, int at, int[] places, int[] added, int to) {
    int weight = array.digitWeights()[s / array.columns()] * array.inputWeights()[i];
    Converters converters = array.converters();
    if (converters == null) {
      LevelSums.convertAndAdd(array.conversion(), p, at, 0, 1, weight, added, to);
    } else {
      int sum = group * array.digits() * array.columns() + s;
      int converter = converters.which()[sum] * converters.grid().codes();
      LevelSums.lookUpAndAdd(converters, converter, places, p, at, 0, 1, weight, added, to);
    }
  }

  /// One digit of the inputs, and its squares.
  private void send(
      byte[] inputs,
      int vectors,
      int from,
      int count,
      int width,
      int digit,
      int[] x,
      float[] squares) {
    int shift = array.inputShifts()[digit];
    int mask = (1 << array.inputBits()[digit]) - 1;
    for (int k = 0; k < array.rows(); k++) {
      int start = k * vectors + from;
      for (int v = 0; v < count; v++) {
        x[k * width + v] = (inputs[start + v] & 0xFF) >> shift & mask;
      }
    }
    for (int i = 0; i < squares.length; i++) {
      squares[i] = x[i] * x[i];
    }
  }

  private void multiply(
      int from, int to, int width, int[] digits, float[] squares, int[] p, float[] variance) {
    int sums = array.digits() * array.columns();
    int rows = array.rows();
    int depth = to - from;
    Arrays.fill(p, 0);
    IntProduct.multiply(
        Workers.ALONE,
        sums,
        width,
        depth,
        values,
        from,
        rows,
        digits,
        from * width,
        width,
        p,
        0,
        width);
    if (variances != null) {
      Arrays.fill(variance, 0);
      FloatProduct.multiply(
          Workers.ALONE,
          sums,
          variances,
          from,
          rows,
          PlacedRows.matrix(squares, from * width, width, depth, width),
          FloatProduct.Ends.CONTINUED,
          variance,
          0,
          width);
    }
  }
}
