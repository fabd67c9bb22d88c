package bitline.tensor.simd;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.tensor.Conversion;
import bitline.tensor.Converters;
import bitline.tensor.Kernels;
import bitline.tensor.LevelCells;
import bitline.tensor.RowDrivers;
import bitline.tensor.ScalarKernels;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Every lane width gives the totals of the scalar twin where inputs are sent several bits a step.
final class LevelProductArrayTest {
  private static final Map<Integer, Kernels> KERNELS = Widths.all(1);
  private static final Kernels SCALAR = new ScalarKernels("the reference");

  @Test
  void totals() {
    int[] taken = new int[2];
    Cases.forAll(
        250,
        random -> {
          LevelCells array = array(random);
          int vectors = random.nextInt(8) == 0 ? random.nextInt(60, 200) : random.nextInt(0, 9);
          byte[] inputs = new byte[array.rows() * vectors];
          random.nextBytes(inputs);
          long key = random.nextLong();
          long first = random.nextLong(1L << 30) * LevelCells.NOISE_VECTORS;
          int[] expected = new int[array.columns() * vectors];
          SCALAR.levelCells(array).totals(inputs, vectors, key, first, expected);
          KERNELS.forEach((width, kernels) -> {
            int[] totals = new int[expected.length];
            kernels.levelCells(array).totals(inputs, vectors, key, first, totals);
            assertThat(totals).as(width + " bits").isEqualTo(expected);
          });
          boolean product = LevelCellArray.of(array) == null && LevelProductArray.of(array) != null;
          taken[array.noisy() ? 1 : 0] += product ? 1 : 0;
        });
    if (Long.getLong("cases.seed") == null) {
      assertThat(taken[0]).as("quiet cases by products").isGreaterThan(30);
      assertThat(taken[1]).as("noisy cases by products").isGreaterThan(50);
    }
  }

  /// Cells of up to eight bits in their place of the 16, inputs in digits of 1 to 8 bits.
  private static LevelCells array(RandomGenerator random) {
    int rows = random.nextInt(4) == 0 ? random.nextInt(1, 600) : random.nextInt(1, 50);
    int columns = random.nextInt(3) == 0 ? random.nextInt(1, 60) : random.nextInt(1, 20);
    int digits = random.nextInt(1, 4);
    int active = random.nextInt(3) == 0 ? rows : random.nextInt(1, rows + 1);
    int[] ends =
        IntStream.iterate(active, end -> end < rows + active, end -> end + active)
            .map(end -> Math.min(end, rows))
            .toArray();
    int fraction = random.nextInt(0, 8);
    int top = random.nextInt(10) == 0 ? 32767 : (int) (1.3 * (1 << fraction + 4));
    boolean pair = random.nextBoolean();
    short[] values = new short[rows * digits * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) random.nextInt(pair ? -top : 0, top);
    }
    short[] variances = random.nextBoolean() ? new short[values.length] : null;
    for (int i = 0; variances != null && i < values.length; i++) {
      variances[i] = (short) random.nextInt(0, 300);
    }
    int width = random.nextInt(2, 9);
    int bits = random.nextInt(width, 9);
    int steps = Math.ceilDiv(bits, width);
    int codes = 1 << random.nextInt(1, 9);
    double span = (double) active * top / (1 << fraction) * ((1 << width) - 1);
    Conversion conversion =
        Conversion.of(
            pair ? -span / 2 : 0, span * random.nextDouble(0.1, 1) / codes, codes, fraction);
    return new LevelCells(
        rows,
        columns,
        ends,
        IntStream.range(0, digits).map(j -> random.nextBoolean() ? 1 << j : -(1 << j)).toArray(),
        values,
        variances,
        random.nextFloat() / 4,
        IntStream.range(0, steps).map(i -> i * width).toArray(),
        IntStream.range(0, steps).map(i -> Math.min(width, bits - i * width)).toArray(),
        IntStream.range(0, steps).map(i -> 1 << i * width).toArray(),
        conversion,
        random.nextInt(3) == 0
            ? converters(random, conversion, ends.length * digits * columns)
            : null,
        random.nextInt(3) == 0 ? random.nextFloat() * 3000 : 0,
        random.nextInt(3) == 0 ? steady(random, ends.length * digits * columns) : null,
        random.nextInt(3) == 0 ? drivers(random, values, digits * columns, columns, width) : null);
  }

  static float[] steady(RandomGenerator random, int sums) {
    float[] variances = new float[sums];
    for (int i = 0; i < sums; i++) {
      variances[i] = random.nextFloat() * 900;
    }
    return variances;
  }

  /// One or two drivers a row, the same for all columns or for some of them.
  private static RowDrivers drivers(
      RandomGenerator random, short[] values, int sums, int columns, int width) {
    int perRow = random.nextInt(1, 3);
    int[] ends =
        columns > 1 && random.nextBoolean()
            ? new int[] {random.nextInt(1, columns), columns}
            : new int[] {columns};
    int rows = values.length / sums;
    short[] held = new short[values.length * perRow];
    for (int i = 0; i < held.length; i++) {
      held[i] = values[i % values.length];
    }
    int most = random.nextBoolean() ? 3 : 400;
    short[] errors = new short[ends.length * rows * perRow << width];
    float[] jitter = new float[1 << width];
    boolean jitters = random.nextBoolean();
    for (int i = 0; i < errors.length; i++) {
      errors[i] = (short) (i % (1 << width) == 0 ? 0 : random.nextInt(-most, most + 1));
    }
    for (int x = 1; jitters && x < jitter.length; x++) {
      jitter[x] = random.nextFloat() / 50;
    }
    return new RowDrivers(perRow, 1 << width, ends, random.nextInt(0, 7), errors, held, jitter);
  }

  /// Some converters with codes of any kind.
  private static Converters converters(RandomGenerator random, Conversion grid, int sums) {
    int count = random.nextInt(1, 5);
    int[] codes = random.ints((long) count * grid.codes(), 0, grid.codes()).toArray();
    return new Converters(grid, codes, random.ints(sums, 0, count).toArray());
  }
}
