package bitline.tensor.simd;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.tensor.ArrayKernel;
import bitline.tensor.BitCells;
import bitline.tensor.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Every lane width gives the totals that the formula of [BitCells] gives, written down as it
/// stands.
final class BitCellArrayTest {
  private static final Map<Integer, Kernels> KERNELS = Widths.all(1);

  @Test
  void totals() {
    int[] taken = new int[4];
    int[] lossless = new int[1];
    Cases.forAll(
        400,
        random -> {
          BitCells array = array(random);
          int vectors = random.nextInt(4) == 0 ? random.nextInt(60, 140) : random.nextInt(0, 9);
          byte[] inputs = new byte[array.rows() * vectors];
          boolean sparse = random.nextBoolean();
          for (int i = 0; i < inputs.length; i++) {
            int x = sparse && random.nextBoolean() ? 0 : random.nextInt(1 << array.inputBits());
            inputs[i] = (byte) (random.nextInt(8) == 0 ? (1 << array.inputBits()) - 1 : x);
          }
          int[] expected = reference(array, inputs, vectors);
          KERNELS.forEach((width, kernels) -> {
            ArrayKernel kernel = kernels.bitCells(array);
            assertThat(kernel).as(width + " bits").isNotNull();
            int[] totals = new int[array.columns() * vectors];
            kernel.totals(inputs, vectors, 0, 0, totals);
            assertThat(totals).as(width + " bits, " + vectors).isEqualTo(expected);
          });
          lossless[0] += LosslessCellArray.of(array) == null ? 0 : 1;
          CodeLine line = CodeLine.of(array.least(), array.codes());
          taken[line == null ? 0 : line.wide() ? 1 : array.mostRows() > 255 ? 2 : 3]++;
        });
    if (Long.getLong("cases.seed") == null) {
      assertThat(taken).as("cases by way of converting").doesNotContain(0);
      assertThat(lossless[0]).as("cases that lose nothing").isGreaterThan(40);
    }
  }

  @Test
  void whatNeedsWiderTotalsIsNotTaken() {
    int[] codes = new int[301];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = i * 218;
    }
    BitCells array =
        new BitCells(
            300, 1, new int[] {300}, new int[] {1 << 14}, new byte[300], 8, false, 0, codes);
    KERNELS.forEach((width, kernels) -> assertThat(kernels.bitCells(array)).isNull());
  }

  private static BitCells array(RandomGenerator random) {
    int rows = random.nextInt(3) == 0 ? random.nextInt(1, 700) : random.nextInt(1, 80);
    int columns = random.nextInt(3) == 0 ? random.nextInt(1, 80) : random.nextInt(1, 20);
    int digits = random.nextInt(1, 9);
    int active = random.nextInt(3) == 0 ? rows : random.nextInt(1, rows + 1);
    List<Integer> ends = new ArrayList<>();
    for (int end = Math.min(rows, active); ; end = Math.min(rows, end + active)) {
      ends.add(end);
      if (end == rows) {
        break;
      }
    }
    boolean pair = random.nextInt(3) == 0;
    byte[] cells = new byte[rows * digits * columns];
    boolean full = random.nextInt(4) == 0;
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) (full ? 1 : random.nextInt(pair ? -1 : 0, 2));
    }
    int most = Math.min(rows, active);
    int[] weights = new int[digits];
    for (int j = 0; j < digits; j++) {
      weights[j] = random.nextBoolean() ? 1 << j : -(1 << j);
    }
    return new BitCells(
        rows,
        columns,
        ends.stream().mapToInt(i -> i).toArray(),
        weights,
        cells,
        random.nextInt(1, 9),
        random.nextBoolean(),
        pair ? -most : 0,
        codes(random, pair ? -most : 0, most));
  }

  /// Equal steps that may clip, or steps of any height.
  private static int[] codes(RandomGenerator random, int least, int greatest) {
    int[] codes = new int[greatest - least + 1];
    if (random.nextInt(4) == 0) {
      Arrays.setAll(codes, i -> least + i);
      return codes;
    }
    if (random.nextInt(5) == 0) {
      for (int i = 1; i < codes.length; i++) {
        codes[i] = codes[i - 1] + (random.nextInt(3) == 0 ? random.nextInt(3) : 0);
      }
      return codes;
    }
    int most = (1 << random.nextInt(1, 10)) - 1;
    double lo = least + random.nextDouble() * (greatest - least) / 3;
    double step = Math.max(1, (greatest - lo) * random.nextDouble() / most);
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (int) Math.clamp(Math.floor((least + i - lo) / step + 0.5), 0, most);
    }
    return codes;
  }

  private static int[] reference(BitCells array, byte[] inputs, int vectors) {
    int[] totals = new int[array.columns() * vectors];
    for (int n = 0; n < array.columns(); n++) {
      for (int v = 0; v < vectors; v++) {
        int from = 0;
        for (int end : array.groupEnds()) {
          for (int i = 0; i < array.inputBits(); i++) {
            for (int j = 0; j < array.digits(); j++) {
              int p = 0;
              for (int k = from; k < end; k++) {
                int bit = inputs[k * vectors + v] >> i & 1;
                p += bit * array.cells()[(k * array.digits() + j) * array.columns() + n];
              }
              boolean top = array.inputSigned() && i == array.inputBits() - 1;
              totals[n * vectors + v] +=
                  (top ? -(1 << i) : 1 << i)
                      * array.digitWeights()[j]
                      * array.codes()[p - array.least()];
            }
          }
          from = end;
        }
      }
    }
    return totals;
  }
}
