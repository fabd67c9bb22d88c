package bitline.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.chip.Array;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.RowGroup;
import bitline.sim.RandomLayers;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemappingTest {
  private static final AdcRange RANGE = AdcRange.covering(0, 100, 64);

  @Test
  void anAssignmentCostsTheLeastOfAll() {
    Cases.forAll(
        300,
        random -> {
          int rows = random.nextInt(1, 6);
          int columns = random.nextInt(rows, 7);
          long[][] cost = new long[rows][columns];
          for (long[] row : cost) {
            for (int c = 0; c < columns; c++) {
              row[c] = random.nextInt(random.nextBoolean() ? 3 : 1000);
            }
          }
          int[] chosen = Assignment.least(cost);
          assertThat(IntStream.of(chosen).distinct().count()).isEqualTo(rows);
          long sum = 0;
          for (int row = 0; row < rows; row++) {
            sum += cost[row][chosen[row]];
          }
          long least = Long.MAX_VALUE;
          for (int[] order : orders(columns)) {
            long tried = 0;
            for (int row = 0; row < rows; row++) {
              tried += cost[row][order[row]];
            }
            least = Math.min(least, tried);
          }
          assertThat(sum).isEqualTo(least);
        });
  }

  @Test
  void neitherOrderCanBeBetteredAndNothingIsWorseThanBefore() {
    int[] bettered = new int[2];
    Cases.forAll(
        150,
        random -> {
          Tiny tiny = Tiny.draw(random, 0.3);
          LaidTile laid = tiny.laid();
          long before = laid.harm().harm();
          laid.remap(List.of(new RowGroup(0, tiny.rows)), true);
          long after = laid.harm().harm();
          long best = tiny.least();
          assertThat(after).isBetween(best, before);
          // both orders at once may do better; neither alone
          List<int[]> rows = orders(tiny.rows);
          int[] columnAt = tiny.columnsOf(laid);
          assertThat(rows.stream().mapToLong(r -> tiny.harm(r, columnAt)).min().orElseThrow())
              .isEqualTo(after);
          int[] rowAt = tiny.rowsOf(laid);
          assertThat(
                  orders(tiny.columns).stream()
                      .mapToLong(c -> tiny.harm(rowAt, c))
                      .min()
                      .orElseThrow())
              .isEqualTo(after);
          bettered[0] += after < before ? 1 : 0;
          bettered[1] += after == best ? 1 : 0;
        });
    if (Long.getLong("cases.seed") == null) {
      assertThat(bettered[0]).as("tiles that remapping helps").isGreaterThan(75);
      assertThat(bettered[1]).as("tiles with the least harm of all").isGreaterThan(75);
    }
  }

  @Test
  void rowsAloneAreLaidAsWellAsTheyCanBe() {
    Cases.forAll(
        50,
        random -> {
          Tiny tiny = Tiny.draw(random, 0.3);
          LaidTile laid = tiny.laid();
          laid.remap(List.of(new RowGroup(0, tiny.rows)), false);
          int[] columnAt = IntStream.range(0, tiny.columns).toArray();
          assertThat(tiny.columnsOf(laid)).isEqualTo(columnAt);
          assertThat(laid.harm().harm())
              .isEqualTo(
                  orders(tiny.rows).stream()
                      .mapToLong(rows -> tiny.harm(rows, columnAt))
                      .min()
                      .orElseThrow());
        });
  }

  @Test
  void rowsStayInTheirRowGroup() {
    Cases.forAll(
        50,
        random -> {
          Tiny tiny = Tiny.draw(random, 0.3);
          int cut = random.nextInt(1, tiny.rows);
          LaidTile laid = tiny.laid();
          laid.remap(List.of(new RowGroup(0, cut), new RowGroup(cut, tiny.rows)), true);
          int[] rowAt = tiny.rowsOf(laid);
          for (int k = 0; k < tiny.rows; k++) {
            assertThat(rowAt[k] < cut).isEqualTo(k < cut);
          }
        });
  }

  @Test
  void withoutFaultsNothingMoves() {
    Cases.forAll(
        20,
        random -> {
          Tiny tiny = Tiny.draw(random, 0);
          LaidTile laid = tiny.laid();
          laid.remap(List.of(new RowGroup(0, tiny.rows)), true);
          assertThat(tiny.rowsOf(laid)).isEqualTo(IntStream.range(0, tiny.rows).toArray());
          assertThat(tiny.columnsOf(laid)).isEqualTo(IntStream.range(0, tiny.columns).toArray());
        });
  }

  /// All orders of a few lines.
  private static List<int[]> orders(int count) {
    List<int[]> orders = new ArrayList<>();
    orders(new int[count], 0, 0, orders);
    return orders;
  }

  private static void orders(int[] order, int filled, int used, List<int[]> orders) {
    if (filled == order.length) {
      orders.add(order.clone());
      return;
    }
    for (int line = 0; line < order.length; line++) {
      if ((used >> line & 1) == 0) {
        order[filled] = line;
        orders(order, filled + 1, used | 1 << line, orders);
      }
    }
  }

  /// A matrix of few digits on an array of its own, and what harm an order of its lines does,
  /// counted as it is written down.
  private record Tiny(ArrayLayer layer, Coding coding, ArrayFaults faults, int rows, int columns) {
    static Tiny draw(RandomGenerator random, double share) {
      Coding.WeightCode code = Coding.WeightCode.values()[random.nextInt(5)];
      Coding coding = Coding.of(code, 6, false, random.nextInt(2, 4), 4, false, 1);
      int digits = coding.weightDigits().size();
      int weights = Math.max(1, 5 / digits);
      int rows = random.nextInt(2, 6);
      ArrayLayer layer = RandomLayers.matrix(random, rows, weights, coding, RANGE);
      boolean pair = code == Coding.WeightCode.PAIR_IN_CELL;
      Array array =
          pair
              ? new Array(
                  rows,
                  weights * digits,
                  rows,
                  bitline.chip.Encoding.DIFFERENTIAL_PAIR,
                  bitline.chip.Pair.CELL,
                  List.of(6),
                  List.of(4),
                  true)
              : FaultCases.array(2 * rows, weights * digits, 0, 0);
      ArrayFaults faults = FaultCases.strewn(random, array, share, false);
      if (pair) {
        for (int row = 0; row < rows; row++) {
          faults.set(row, 0, 1, share == 0 ? Stuck.FINE : Stuck.ON);
        }
      }
      return new Tiny(layer, coding, faults, rows, weights * digits);
    }

    private Array array() {
      return FaultCases.array(faults.rows(), faults.columns(), 0, 0);
    }

    LaidTile laid() {
      RepairedArray behind = new RepairedArray(faults, Spares.none(array(), faults));
      return new LaidTile(layer, layer.tiles().getFirst(), behind, top());
    }

    private int top() {
      return 7;
    }

    int[] columnsOf(LaidTile laid) {
      return IntStream.range(0, columns).map(laid::arrayColumn).toArray();
    }

    int[] rowsOf(LaidTile laid) {
      return IntStream.range(0, rows).map(laid::arrayRow).toArray();
    }

    long least() {
      long least = Long.MAX_VALUE;
      for (int[] rowAt : orders(rows)) {
        for (int[] columnAt : orders(columns)) {
          least = Math.min(least, harm(rowAt, columnAt));
        }
      }
      return least;
    }

    long harm(int[] rowAt, int[] columnAt) {
      int digits = coding.weightDigits().size();
      long sum = 0;
      for (int k = 0; k < rows; k++) {
        for (int c = 0; c < columns; c++) {
          int meant = coding.cell(layer.weights()[k * (columns / digits) + c / digits], c % digits);
          int weight = Math.abs(coding.weightDigits().get(c % digits).weight());
          int row = rowAt[k];
          int column = columnAt[c];
          int held =
              switch (coding.weightCode()) {
                case PAIR_IN_CELL ->
                    held(Math.max(meant, 0), faults.device(row, column, 0))
                        - held(Math.max(-meant, 0), faults.device(row, column, 1));
                case PAIR_OF_ROWS ->
                    held(Math.max(meant, 0), faults.device(2 * row, column, 0))
                        - held(Math.max(-meant, 0), faults.device(2 * row + 1, column, 0));
                default -> held(meant, faults.device(row, column, 0));
              };
          sum += (long) weight * Math.abs(meant - held);
        }
      }
      return sum;
    }

    private int held(int digit, Stuck stuck) {
      return stuck == Stuck.FINE ? digit : stuck == Stuck.OFF ? 0 : top();
    }
  }
}
