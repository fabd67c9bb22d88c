package bitline.tensor.simd;

import bitline.tensor.ArrayKernel;
import bitline.tensor.Converters;
import bitline.tensor.LevelCells;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The engine for cells with values of their own under inputs of several bits a step: the sums of a
/// row group and an input digit are a matrix product in float lanes, their variances a second one.
///
/// Floats hold integers up to 2^24 exactly. To stay below with as many rows as can be, values and
/// inputs are taken from the middle of their ranges: with v = v' + c and x = x' + h
///
/// ```
/// Σ x·v = Σ x'·v' + c·Σ x' + h·Σ v
/// ```
///
/// and rows are cut into blocks in which no Σ |x'·v'| can pass 2^24. Σ x' is the product with one
/// more column, of ones.
final class LevelProductArray implements ArrayKernel {
  private static final int L = Lanes.COUNT;
  private static final int BLOCK = LevelCells.NOISE_VECTORS;

  /// Vectors that one product takes.
  private static final int WIDTH = ProductRoom.WIDTH;

  private static final int PANEL = Lanes.PANEL;

  /// Most rows of a block: what inputs in a block take of the cache.
  private static final int MOST_DEPTH = 256;

  private final LevelCells array;

  /// Digits times columns.
  private final int sums;

  /// Digit by digit, column by column: the rows, from the middle of their range; then ones.
  private final float[] values;

  private final float @Nullable [] variances;

  /// c above.
  private final int middle;

  /// Σ v of each row group, for each digit and column.
  private final int[] valueSums;

  /// Rows of a block, of the widest input digit.
  private final int depth;

  private final @Nullable DriverProducts drivers;

  private LevelProductArray(LevelCells array) {
    this.array = array;
    int least = Integer.MAX_VALUE;
    int greatest = Integer.MIN_VALUE;
    for (short value : array.values()) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    middle = (least + greatest) >> 1;
    sums = array.digits() * array.columns();
    values = new float[(sums + 1) * array.rows()];
    Arrays.fill(values, sums * array.rows(), values.length, 1);
    variances = array.variances() == null ? null : new float[sums * array.rows()];
    valueSums = new int[array.groupEnds().length * sums];
    int row = 0;
    for (int g = 0; g < array.groupEnds().length; g++) {
      for (; row < array.groupEnds()[g]; row++) {
        for (int s = 0; s < sums; s++) {
          int value = array.values()[row * sums + s];
          values[s * array.rows() + row] = value - middle;
          valueSums[g * sums + s] += value;
          if (variances != null && array.variances() != null) {
            variances[s * array.rows() + row] = array.variances()[row * sums + s];
          }
        }
      }
    }
    depth = depth();
    drivers = array.drivers() == null ? null : new DriverProducts(array, array.drivers());
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

  /// As many rows as halving gives.
  private int depth() {
    int widest = Arrays.stream(array.inputBits()).max().orElse(1);
    long input = widest == 1 ? 1 : half(widest);
    int depth = MOST_DEPTH;
    while (depth > 1 && input * greatest(depth) > 1 << 24) {
      depth /= 2;
    }
    return depth;
  }

  /// The greatest Σ |v'| of a block of `depth` rows.
  private long greatest(int depth) {
    long greatest = 0;
    for (int s = 0; s <= sums; s++) {
      int from = 0;
      for (int end : array.groupEnds()) {
        for (int k = from; k < end; k += depth) {
          long sum = 0;
          for (int r = k; r < Math.min(end, k + depth); r++) {
            sum += (long) Math.abs(values[s * array.rows() + r]);
          }
          greatest = Math.max(greatest, sum);
        }
        from = end;
      }
    }
    return greatest;
  }

  /// h of an input digit of so many bits.
  private static int half(int bits) {
    return bits == 1 ? 0 : 1 << bits - 1;
  }

  @Override
  public int vectorsAtOnce() {
    return WIDTH;
  }

  @Override
  public void totals(byte[] inputs, int vectors, long noiseKey, long firstVector, int[] totals) {
    if (firstVector % BLOCK != 0) {
      throw new IllegalArgumentException("vectors from " + firstVector);
    }
    ProductRoom room = ProductRoom.of(depth, sums, variances != null, array.columns());
    for (int from = 0; from < vectors; from += WIDTH) {
      int count = Math.min(WIDTH, vectors - from);
      Arrays.fill(room.totals, 0, array.columns() * WIDTH, 0);
      for (int i = 0; i < array.inputBits().length; i++) {
        int row = 0;
        for (int g = 0; g < array.groupEnds().length; g++) {
          int end = array.groupEnds()[g];
          for (int k = row; k < end; k += depth) {
            int rows = Math.min(depth, end - k);
            send(room, inputs, k, k + rows, vectors, from, count, i);
            multiply(room, k, rows, Math.ceilDiv(count, BLOCK) * BLOCK, k == row);
            int half = half(array.inputBits()[i]);
            ProductSums.collect(room, sums, middle, half, valueSums, g * sums, k == row);
          }
          if (drivers != null) {
            drivers.add(room.sums, inputs, row, end, vectors, from, count, i);
          }
          finish(room, g, i, count, noiseKey, firstVector + from);
          row = end;
        }
      }
      for (int n = 0; n < array.columns(); n++) {
        System.arraycopy(room.totals, n * WIDTH, totals, n * vectors + from, count);
      }
    }
  }

  /// One digit of the inputs of rows `k` to `to`, in panels.
  private void send(
      ProductRoom room, byte[] inputs, int k, int to, int vectors, int from, int count, int digit) {
    int bits = array.inputBits()[digit];
    int shift = array.inputShifts()[digit];
    for (int row = k; row < to; row++) {
      int start = row * vectors + from;
      byte[] source = inputs;
      if (count < WIDTH) {
        System.arraycopy(inputs, start, room.tail, 0, count);
        source = room.tail;
        start = 0;
      }
      ProductSums.send(
          source, start, shift, bits, half(bits), room, row - k, depth, variances != null);
    }
  }

  /// Products of some rows from `k` on with `width` vectors, and variances.
  private void multiply(ProductRoom room, int k, int rows, int width, boolean first) {
    int stride = array.rows();
    for (int p = 0; p < width; p += PANEL) {
      int wide = Math.min(PANEL, width - p) / L;
      int panel = p * depth;
      FloatTiles.multiply(
          sums + 1,
          wide,
          rows,
          values,
          k,
          stride,
          room.inputs,
          panel,
          room.zeros,
          0,
          0,
          room.products,
          p,
          WIDTH);
      if (variances != null) {
        FloatTiles.multiply(
            sums,
            wide,
            rows,
            variances,
            k,
            stride,
            room.squares,
            panel,
            first ? room.zeros : room.variance,
            first ? 0 : p,
            first ? 0 : WIDTH,
            room.variance,
            p,
            WIDTH);
      }
    }
  }

  /// Noise, converters, shift-add.
  private void finish(
      ProductRoom room, int group, int digit, int count, long noiseKey, long vector) {
    int columns = array.columns();
    // Numbers of neighbouring columns lie together where there is one input digit.
    int together = array.inputBits().length == 1 ? ProductRoom.COLUMNS : 1;
    for (int j = 0; j < array.digits(); j++) {
      int weight = array.digitWeights()[j] * array.inputWeights()[digit];
      for (int v = 0; v < count; v += BLOCK) {
        for (int n = 0; n < columns; n++) {
          int at = (j * columns + n) * WIDTH + v;
          int sum = (group * array.digits() + j) * columns + n;
          if (array.noisy()) {
            if (n % together == 0) {
              long first = array.noiseIndex(vector + v, group, j, n, digit);
              int numbers = Math.min(together, columns - n) * BLOCK;
              GaussianLanes.fill(noiseKey, first, room.normals, 0, numbers);
            }
            addNoise(room, sum, n % together * BLOCK, at);
          }
          convert(room, sum, at, weight, n * WIDTH + v);
        }
      }
    }
  }

  /// To a block of sums from `at` on.
  private void addNoise(ProductRoom room, int sum, int from, int at) {
    ProductSums.addNoise(
        variances == null ? null : room.variance,
        array.varianceUnit(),
        array.steadyVariance(sum),
        drivers == null ? null : drivers.jittered(),
        room.normals,
        from,
        at,
        room.sums);
  }

  private void convert(ProductRoom room, int sum, int at, int weight, int to) {
    Converters converters = array.converters();
    if (converters == null) {
      LevelSums.convertAndAdd(array.conversion(), room.sums, at, 0, 1, weight, room.totals, to);
    } else {
      int converter = converters.which()[sum] * converters.grid().codes();
      LevelSums.lookUpAndAdd(
          converters, converter, room.places, room.sums, at, 0, 1, weight, room.totals, to);
    }
  }
}
