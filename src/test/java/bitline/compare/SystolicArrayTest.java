package bitline.compare;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Closed forms against an array that is clocked cycle by cycle, register by register, and has to
/// get the products right.
class SystolicArrayTest {

  /// What a clocked array did.
  ///
  /// @param cycles until the last result was out
  /// @param results tile by tile
  private record Run(long cycles, long[][][] results) {}

  /// Weight-stationary. `w[t]` is rows × columns, `x[t]` vectors × rows. Weights of tile t come in
  /// as soon as tile t − 1 has begun to pass (the first at cycle 0), row after row, and are kept in
  /// a second register until the tile's first vector comes by.
  private static Run weightStationary(int rows, int columns, long[][][] w, long[][][] x) {
    int tiles = w.length;
    int vectors = x[0].length;
    long[][][] out = new long[tiles][vectors][columns];
    int missing = tiles * vectors * columns;
    long[][] weight = new long[rows][columns];
    long[][] next = new long[rows][columns];
    int[][] loaded = new int[rows][columns]; // which tile's weight lies in the second register
    int[][] holds = new int[rows][columns]; // which tile's weight multiplies
    for (int r = 0; r < rows; r++) {
      Arrays.fill(loaded[r], -1);
      Arrays.fill(holds[r], -1);
    }
    long[][] input = new long[rows][columns];
    long[][] sum = new long[rows][columns];
    int[][] of = new int[rows][columns]; // vector whose input and sum a multiplier holds, -1: none
    for (int[] each : of) {
      Arrays.fill(each, -1);
    }
    // weights on their way down a column: value, the row they are for, their tile
    long[][] falling = new long[rows][columns];
    int[][] goal = new int[rows][columns];
    int[][] tileOf = new int[rows][columns];
    for (int[] each : goal) {
      Arrays.fill(each, -1);
    }
    long[] began = new long[tiles];
    Arrays.fill(began, -1);
    long[] loading = new long[tiles];
    Arrays.fill(loading, -1);
    loading[0] = 0;
    int entering = 0; // tile of the vectors that enter row 0
    int entered = 0; // of its vectors
    for (long cycle = 0; ; cycle++) {
      assertThat(cycle).isLessThan(100_000);
      if (entering < tiles && began[entering] < 0 && cycle >= loading[entering] + rows) {
        began[entering] = cycle;
        if (entering + 1 < tiles) {
          loading[entering + 1] = cycle;
        }
      }
      // weights fall by one row; column c starts c cycles after column 0
      for (int c = 0; c < columns; c++) {
        for (int r = rows - 1; r > 0; r--) {
          falling[r][c] = falling[r - 1][c];
          goal[r][c] = goal[r - 1][c];
          tileOf[r][c] = tileOf[r - 1][c];
        }
        goal[0][c] = -1;
        for (int t = 0; t < tiles; t++) {
          long row = rows - 1 - (cycle - loading[t] - c);
          if (loading[t] >= 0 && row >= 0 && row < rows) {
            falling[0][c] = w[t][(int) row][c];
            goal[0][c] = (int) row;
            tileOf[0][c] = t;
          }
        }
      }
      // inputs move right, sums move down
      for (int c = columns - 1; c >= 0; c--) {
        for (int r = rows - 1; r >= 0; r--) {
          int vector = -1;
          long value = 0;
          if (c > 0) {
            vector = of[r][c - 1];
            value = input[r][c - 1];
          } else if (r > 0) {
            // row r begins a cycle after the row above it
            vector = of[r - 1][0];
            value = vector < 0 ? 0 : x[vector / vectors][vector % vectors][r];
          } else if (entering < tiles && began[entering] >= 0) {
            vector = entering * vectors + entered;
            value = x[entering][entered][0];
            if (++entered == vectors) {
              entered = 0;
              entering++;
            }
          }
          long above = r == 0 ? 0 : sum[r - 1][c];
          if (vector >= 0) {
            int tile = vector / vectors;
            if (r > 0) {
              assertThat(of[r - 1][c]).as("the sum of another vector").isEqualTo(vector);
            }
            if (holds[r][c] != tile) {
              assertThat(loaded[r][c]).as("weights came too late").isEqualTo(tile);
              weight[r][c] = next[r][c];
              holds[r][c] = tile;
            }
            input[r][c] = value;
            sum[r][c] = above + value * weight[r][c];
            if (r == rows - 1) {
              out[tile][vector % vectors][c] = sum[r][c];
              missing--;
            }
          }
          of[r][c] = vector;
        }
      }
      // a weight that has reached its row stays there, once the one before it was taken over
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          if (goal[r][c] == r) {
            assertThat(loaded[r][c] == -1 || holds[r][c] == loaded[r][c])
                .as("a weight that waits is written over")
                .isTrue();
            next[r][c] = falling[r][c];
            loaded[r][c] = tileOf[r][c];
          }
        }
      }
      if (missing == 0) {
        return new Run(cycle + 1, out);
      }
    }
  }

  /// Output-stationary: a[t] is rows × length, b[t] length × columns.
  private static Run outputStationary(int rows, int columns, long[][][] a, long[][][] b) {
    int tiles = a.length;
    int length = b[0].length;
    long[][][] out = new long[tiles][rows][columns];
    int missing = tiles * rows * columns;
    long period = Math.max(length, 2L * rows - 1);
    long[][] left = new long[rows][columns];
    long[][] top = new long[rows][columns];
    int[][] at = new int[rows][columns]; // tile · length + place in the sum; -1: nothing
    for (int[] each : at) {
      Arrays.fill(each, -1);
    }
    long[][] sum = new long[rows][columns];
    // results on their way up: value and whose they are
    long[][] rising = new long[rows][columns];
    int[][] whose = new int[rows][columns];
    for (int[] each : whose) {
      Arrays.fill(each, -1);
    }
    for (long cycle = 0; ; cycle++) {
      assertThat(cycle).isLessThan(100_000);
      // results rise by one row, out of row 0
      for (int c = 0; c < columns; c++) {
        if (whose[0][c] >= 0) {
          out[whose[0][c] / rows][whose[0][c] % rows][c] = rising[0][c];
          missing--;
        }
        for (int r = 0; r + 1 < rows; r++) {
          rising[r][c] = rising[r + 1][c];
          whose[r][c] = whose[r + 1][c];
        }
        whose[rows - 1][c] = -1;
      }
      // a sum that was finished in the cycle before leaves its place
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          if (at[r][c] >= 0 && at[r][c] % length == length - 1) {
            assertThat(whose[r][c]).as("two results in one register").isEqualTo(-1);
            rising[r][c] = sum[r][c];
            whose[r][c] = at[r][c] / length * rows + r;
            sum[r][c] = 0;
          }
        }
      }
      if (missing == 0) {
        return new Run(cycle, out);
      }
      for (int r = rows - 1; r >= 0; r--) {
        for (int c = columns - 1; c >= 0; c--) {
          int here = c > 0 ? at[r][c - 1] : r > 0 ? at[r - 1][0] : -1;
          if (c == 0 && r == 0) {
            long tile = cycle / period;
            here =
                tile < tiles && cycle % period < length
                    ? (int) (tile * length + cycle % period)
                    : -1;
          }
          if (here >= 0) {
            int tile = here / length;
            int place = here % length;
            left[r][c] = c > 0 ? left[r][c - 1] : a[tile][r][place];
            top[r][c] = r > 0 ? top[r - 1][c] : b[tile][place][c];
            sum[r][c] += left[r][c] * top[r][c];
          }
          at[r][c] = here;
        }
      }
    }
  }

  private static long[][][] numbers(RandomGenerator random, int count, int rows, int columns) {
    long[][][] all = new long[count][rows][columns];
    for (long[][] matrix : all) {
      for (long[] row : matrix) {
        for (int c = 0; c < columns; c++) {
          row[c] = random.nextInt(-128, 128);
        }
      }
    }
    return all;
  }

  private static long[][] product(long[][] a, long[][] b) {
    long[][] out = new long[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          out[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return out;
  }

  @Test
  void weightsThatStayTakeWhatTheClosedFormSays() {
    Cases.forAll(
        150,
        random -> {
          int rows = random.nextInt(1, 8);
          int columns = random.nextInt(1, 8);
          int tiles = random.nextInt(1, 5);
          int vectors = random.nextInt(1, 14);
          long[][][] w = numbers(random, tiles, rows, columns);
          long[][][] x = numbers(random, tiles, vectors, rows);
          Run run = weightStationary(rows, columns, w, x);
          for (int t = 0; t < tiles; t++) {
            assertThat(run.results[t]).isDeepEqualTo(product(x[t], w[t]));
          }
          assertThat(new SystolicArray(rows, columns).weightStationary(tiles, vectors))
              .isEqualTo(run.cycles);
        });
  }

  @Test
  void resultsThatStayTakeWhatTheClosedFormSays() {
    Cases.forAll(
        150,
        random -> {
          int rows = random.nextInt(1, 8);
          int columns = random.nextInt(1, 8);
          int tiles = random.nextInt(1, 5);
          int length = random.nextInt(1, 20);
          long[][][] a = numbers(random, tiles, rows, length);
          long[][][] b = numbers(random, tiles, length, columns);
          Run run = outputStationary(rows, columns, a, b);
          for (int t = 0; t < tiles; t++) {
            assertThat(run.results[t]).isDeepEqualTo(product(a[t], b[t]));
          }
          assertThat(new SystolicArray(rows, columns).outputStationary(tiles, length))
              .isEqualTo(run.cycles);
        });
  }

  /// SCALE-Sim's formula for one fold: 2·S_R + S_C + T − 2.
  @Test
  void oneTileTakesWhatScaleSimSays() {
    SystolicArray array = new SystolicArray(32, 16);
    assertThat(array.weightStationary(1, 100)).isEqualTo(2 * 32 + 16 + 100 - 2);
    assertThat(array.outputStationary(1, 100)).isEqualTo(2 * 32 + 16 + 100 - 2);
  }

  /// 256 × 256 multipliers and tiles of 2048 vectors are busy nearly all the time; with 32 vectors
  /// the loading of weights leaves an eighth.
  @Test
  void fewVectorsWaitForWeights() {
    SystolicArray tpu = new SystolicArray(256, 256);
    assertThat(1000.0 * 2048 / tpu.weightStationary(1000, 2048)).isGreaterThan(0.99);
    assertThat(1000.0 * 32 / tpu.weightStationary(1000, 32)).isBetween(0.124, 0.126);
  }
}
