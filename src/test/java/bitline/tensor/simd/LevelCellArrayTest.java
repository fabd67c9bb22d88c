package bitline.tensor.simd;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.tensor.ArrayKernel;
import bitline.tensor.Conversion;
import bitline.tensor.Converters;
import bitline.tensor.Kernels;
import bitline.tensor.LevelCells;
import bitline.tensor.ScalarKernels;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Every lane width gives the totals of the scalar twin, noise and all.
final class LevelCellArrayTest {
  private static final Map<Integer, Kernels> KERNELS = Widths.all(1);
  private static final Kernels SCALAR = new ScalarKernels("the reference");

  @Test
  void totals() {
    int[] taken = new int[3];
    Cases.forAll(
        300,
        random -> {
          LevelCells array = array(random);
          int vectors = random.nextInt(8) == 0 ? random.nextInt(60, 300) : random.nextInt(0, 9);
          byte[] inputs = new byte[array.rows() * vectors];
          random.nextBytes(inputs);
          long key = random.nextLong();
          long first = firstVector(random, array);
          int[] expected = new int[array.columns() * vectors];
          SCALAR.levelCells(array).totals(inputs, vectors, key, first, expected);
          KERNELS.forEach((width, kernels) -> {
            ArrayKernel kernel = kernels.levelCells(array);
            int[] totals = new int[expected.length];
            kernel.totals(inputs, vectors, key, first, totals);
            assertThat(totals).as(width + " bits").isEqualTo(expected);
          });
          taken[array.variances() == null ? 0 : 1] += LevelCellArray.of(array) == null ? 0 : 1;
          SumRange range = SumRange.of(array);
          if (range != null) {
            taken[2]++;
            for (ArrayKernel kernel :
                List.of(new LevelCellArray(array, range), new LevelColumnArray(array, range))) {
              int[] totals = new int[expected.length];
              kernel.totals(inputs, vectors, key, first, totals);
              assertThat(totals).as(kernel.getClass().getSimpleName()).isEqualTo(expected);
            }
          }
        });
    if (Long.getLong("cases.seed") == null) {
      assertThat(taken[0]).as("quiet cases by tables").isGreaterThan(50);
      assertThat(taken[1]).as("noisy cases by tables").isGreaterThan(50);
      assertThat(taken[2]).as("sums of 16 bits").isGreaterThan(50);
    }
  }

  /// Any, or one whose noise is numbered across a multiple of 2^33, where keys change.
  private static long firstVector(RandomGenerator random, LevelCells array) {
    long block =
        random.nextInt(10) > 0
            ? random.nextLong(1L << 30)
            : (1L << 33) / (array.sums() * array.inputBits().length * LevelCells.NOISE_VECTORS);
    return block * LevelCells.NOISE_VECTORS;
  }

  private static LevelCells array(RandomGenerator random) {
    int rows = random.nextInt(4) == 0 ? random.nextInt(1, 400) : random.nextInt(1, 50);
    int columns = random.nextInt(3) == 0 ? random.nextInt(1, 60) : random.nextInt(1, 20);
    int digits = random.nextInt(1, 6);
    int active = random.nextInt(3) == 0 ? rows : random.nextInt(1, rows + 1);
    int[] ends =
        IntStream.iterate(active, end -> end < rows + active, end -> end + active)
            .map(end -> Math.min(end, rows))
            .toArray();
    int fraction = random.nextInt(3, 9);
    short[] values = new short[rows * digits * columns];
    boolean pair = random.nextBoolean();
    int top = random.nextInt(10) == 0 ? 32767 : (int) (1.3 * (1 << fraction));
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) random.nextInt(pair ? -top : 0, top);
    }
    short[] variances = random.nextBoolean() ? new short[values.length] : null;
    for (int i = 0; variances != null && i < values.length; i++) {
      variances[i] = (short) random.nextInt(0, 300);
    }
    int bits = random.nextInt(1, 9);
    boolean signed = random.nextBoolean();
    int codes = 1 << random.nextInt(1, 9);
    Conversion conversion =
        Conversion.of(
            pair ? -active * random.nextDouble() : 0,
            Math.max(0.5, active * random.nextDouble() / codes),
            codes,
            fraction);
    return new LevelCells(
        rows,
        columns,
        ends,
        IntStream.range(0, digits).map(j -> random.nextBoolean() ? 1 << j : -(1 << j)).toArray(),
        values,
        variances,
        random.nextFloat() / 4,
        IntStream.range(0, bits).toArray(),
        IntStream.range(0, bits).map(i -> 1).toArray(),
        IntStream.range(0, bits).map(i -> signed && i == bits - 1 ? -(1 << i) : 1 << i).toArray(),
        conversion,
        random.nextInt(3) == 0
            ? converters(random, conversion, ends.length * digits * columns)
            : null,
        random.nextInt(3) == 0 ? random.nextFloat() * 30 : 0,
        random.nextInt(4) == 0
            ? LevelProductArrayTest.steady(random, ends.length * digits * columns)
            : null,
        null);
  }

  /// Some converters with codes of any kind.
  private static Converters converters(RandomGenerator random, Conversion grid, int sums) {
    int count = random.nextInt(1, 5);
    int[] codes = new int[count * grid.codes()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = random.nextInt(grid.codes());
    }
    return new Converters(
        grid, codes, IntStream.range(0, sums).map(i -> random.nextInt(count)).toArray());
  }
}
