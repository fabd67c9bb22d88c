package bitline.sim.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Problem;
import bitline.chip.Wires.Ends;
import bitline.chip.Wires.Supply;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class IrDropTest {
  private static final int N = 64;

  @Test
  void wiresWithoutResistanceTakeNothing() {
    Cases.forAll(
        100,
        random -> {
          WireNetwork drawn = WireSolverTest.draw(random);
          WireNetwork net = wires(drawn, 0, 0, 0);
          double[] g = WireSolverTest.conductances(random, net);
          double[] x = inputs(random, net.rows());
          double[] ideal = IrDrop.product(g, x, net.columns());
          assertClose(IrDrop.currents(net, g, x), ideal, 1e-14);
          assertClose(IrDrop.approximation(net, g, x).currents(x), ideal, 1e-13);
          // next to nothing: the judge's equations would lose their digits here
          assertClose(IrDrop.currents(wires(drawn, 1e-9, 1e-9, 0), g, x), ideal, 1e-8);
        });
  }

  /// Terminals alone: every cell of a row, and every cell of a column, is at one node.
  @Test
  void terminalsAloneDivideTheVoltage() {
    WireNetwork net =
        new WireNetwork(3, 1, Supply.SOURCE_LINE, Ends.BOTH, Ends.LAST, 0, 0, 2000, 500);
    // 30 µS between half of 2 kΩ and 500 Ω
    double expected = 1 / (1000 + 500 + 1 / 30e-6);
    double[] currents =
        IrDrop.currents(net, new double[] {1e-5, 1e-5, 1e-5}, new double[] {1, 1, 1});
    assertThat(currents[0]).isCloseTo(expected, within(1e-12 * expected));
  }

  @Test
  void oneTransferIsRightForEveryInput() {
    Cases.forAll(
        60,
        random -> {
          WireNetwork drawn = WireSolverTest.draw(random);
          WireNetwork net =
              new WireNetwork(
                  drawn.rows(),
                  drawn.columns(),
                  Supply.INPUT_LINE,
                  drawn.driven(),
                  drawn.sensed(),
                  drawn.supplyOhms(),
                  drawn.columnOhms(),
                  drawn.driverOhms(),
                  drawn.senseOhms());
          double[] g = WireSolverTest.conductances(random, net);
          double[] transfer = IrDrop.transfer(net, g);
          for (int t = 0; t < 3; t++) {
            double[] x = inputs(random, net.rows());
            assertClose(
                IrDrop.currents(net, g, x), IrDrop.product(transfer, x, net.columns()), 1e-7);
          }
        });
  }

  @Test
  void theApproximationIsExactAtTheMean() {
    Cases.forAll(
        100,
        random -> {
          WireNetwork net = WireSolverTest.draw(random);
          double[] g = WireSolverTest.conductances(random, net);
          double[] mean = inputs(random, net.rows());
          double[] currents = IrDrop.currents(net, g, mean);
          assertClose(IrDrop.approximation(net, g, mean).currents(mean), currents, 1e-8);
          double[] effective = IrDrop.effective(net, g, mean);
          assertClose(IrDrop.product(effective, mean, net.columns()), currents, 1e-8);
        });
  }

  /// The errors that [IrDrop#approximation] states.
  @Test
  void theApproximationIsAsGoodAsItSays() {
    double[] screens = {0.1, 0.3, 1, 3};
    double[][][] rms = {
      {{1.2e-4, 8e-4, 5e-3, 1.6e-2}, {6e-4, 4e-3, 2.3e-2, 7.5e-2}},
      {{9e-4, 2.5e-3, 7e-3, 1.2e-2}, {5e-3, 1.2e-2, 3e-2, 6e-2}}
    };
    double[][][] worst = {
      {{8e-4, 5e-3, 3e-2, 9e-2}, {4e-3, 2.5e-2, 0.15, 0.45}},
      {{5e-3, 1.2e-2, 3e-2, 6e-2}, {4e-2, 0.1, 0.2, 0.35}}
    };
    for (Supply supply : Supply.values()) {
      for (int cells = 0; cells < 2; cells++) {
        for (int s = 0; s < screens.length; s++) {
          RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(s);
          double[] g = cells == 0 ? dense(random) : sparse(random);
          double[] error = error(random, supply, g, screens[s], false);
          String what = supply + " cells " + cells + " screen " + screens[s];
          assertThat(error[0]).as(what).isLessThan(rms[supply.ordinal()][cells][s]);
          assertThat(error[1]).as(what).isLessThan(worst[supply.ordinal()][cells][s]);
          // and it is no empty promise
          assertThat(error[0]).as(what).isGreaterThan(rms[supply.ordinal()][cells][s] / 5);
          // nothing else would do: wires change the sums by far more
          assertThat(error[2]).as(what).isGreaterThan(3 * error[0]);
        }
      }
    }
  }

  /// Inputs unlike the mean: the half of the rows that is on lies together.
  @Test
  void rowsTogetherAreTheSourceLinesWeakness() {
    double[] screens = {0.1, 0.3, 1, 3};
    double[] inputLines = {1.2e-4, 8e-4, 5e-3, 1.6e-2};
    double[] sourceLines = {7e-3, 1.8e-2, 5e-2, 8e-2};
    for (int s = 0; s < screens.length; s++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(s);
      double[] g = dense(random);
      assertThat(error(random, Supply.INPUT_LINE, g, screens[s], true)[0])
          .isLessThan(inputLines[s]);
      double together = error(random, Supply.SOURCE_LINE, g, screens[s], true)[0];
      assertThat(together).isBetween(sourceLines[s] / 5, sourceLines[s]);
    }
  }

  /// Rows of very different means, some never on, as behind a layer of rectified values.
  @Test
  void rowsThatAreNeverOnDisturbNothing() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    double[] g = sparse(random);
    WireNetwork net = network(Supply.INPUT_LINE, g, 0.3);
    double[] mean = new double[N];
    for (int i = 0; i < N; i++) {
      mean[i] = random.nextDouble() < 0.3 ? 0 : random.nextDouble();
    }
    double[] effective = IrDrop.effective(net, g, mean);
    double[] transfer = IrDrop.transfer(net, g);
    double largest = Arrays.stream(g).max().orElseThrow();
    for (int i = 0; i < g.length; i++) {
      assertThat(effective[i]).isCloseTo(transfer[i], within(0.05 * largest));
    }
  }

  /// For small losses the rule is what the furthest cell loses.
  @Test
  void theScreenIsTheFirstOrderLoss() {
    Cases.forAll(
        40,
        random -> {
          WireNetwork drawn = WireSolverTest.draw(random);
          double g = 1e-9 / Math.max(drawn.supplyOhms(), drawn.columnOhms());
          WireNetwork net =
              new WireNetwork(
                  drawn.rows(),
                  drawn.columns(),
                  drawn.supply(),
                  drawn.driven() == Ends.BOTH ? Ends.LAST : drawn.driven(),
                  drawn.driven() == Ends.BOTH ? Ends.FIRST : drawn.driven(),
                  drawn.supplyOhms(),
                  drawn.columnOhms(),
                  drawn.driverOhms(),
                  drawn.senseOhms());
          double[] cells = new double[net.cells()];
          Arrays.fill(cells, g);
          double[] drive =
              new double[net.supply() == Supply.INPUT_LINE ? net.rows() : net.columns()];
          Arrays.fill(drive, 1);
          WireSolution solution = new WireSolver(net, cells).solve(drive);
          double supply = 1;
          double column = 0;
          for (int i = 0; i < cells.length; i++) {
            supply = Math.min(supply, solution.supply()[i]);
            column = Math.max(column, solution.column()[i]);
          }
          double loss = 1 - supply + column;
          assertThat(net.screen(g)).isCloseTo(loss, within(1e-4 * loss + 1e-13));
        });
  }

  @Test
  void bothEndsLoseAboutAQuarter() {
    double[] g = new double[N * N];
    Arrays.fill(g, 1e-6);
    WireNetwork one = network(Supply.INPUT_LINE, g, 0.1);
    WireNetwork both =
        new WireNetwork(
            N,
            N,
            Supply.INPUT_LINE,
            Ends.BOTH,
            Ends.BOTH,
            one.supplyOhms(),
            one.columnOhms(),
            0,
            0);
    assertThat(both.screen(1e-6) / one.screen(1e-6)).isCloseTo(0.25, within(0.01));
    double[] x = new double[N];
    Arrays.fill(x, 1);
    double ideal = N * 1e-6 * N;
    double lostByOne = 1 - Arrays.stream(IrDrop.currents(one, g, x)).sum() / ideal;
    double lostByBoth = 1 - Arrays.stream(IrDrop.currents(both, g, x)).sum() / ideal;
    assertThat(lostByBoth / lostByOne).isBetween(0.24, 0.29);
  }

  /// Any mix of wires and terminals, some without resistance, that loses up to 10,000 times the
  /// voltage by the first-order rule.
  @Test
  void everyPlausibleArrayHasASolution() {
    Cases.forAll(
        150,
        random -> {
          WireNetwork size =
              new WireNetwork(
                  random.nextInt(1, 65),
                  random.nextInt(1, 65),
                  Supply.values()[random.nextInt(2)],
                  Ends.values()[random.nextInt(3)],
                  Ends.values()[random.nextInt(3)],
                  plausible(random),
                  plausible(random),
                  plausible(random),
                  plausible(random));
          double[] g = WireSolverTest.conductances(random, size);
          double mean = Arrays.stream(g).average().orElseThrow();
          double screen = size.screen(mean);
          double factor = screen > 0 ? StrictMath.pow(10, random.nextDouble(-3, 4)) / screen : 0;
          if (factor > 1e8) {
            return; // cells that do not conduct
          }
          WireNetwork net =
              new WireNetwork(
                  size.rows(),
                  size.columns(),
                  size.supply(),
                  size.driven(),
                  size.sensed(),
                  size.supplyOhms() * factor,
                  size.columnOhms() * factor,
                  size.driverOhms() * factor,
                  size.senseOhms() * factor);
          double[] x = inputs(random, net.rows());
          double ideal = Arrays.stream(IrDrop.product(g, x, net.columns())).sum();
          double[] currents = IrDrop.currents(net, g, x);
          assertThat(Arrays.stream(currents).min().orElseThrow()).isNotNegative();
          assertThat(Arrays.stream(currents).sum()).isLessThanOrEqualTo(ideal * (1 + 1e-12));
        });
  }

  /// Whatever is within the limits has an answer, or a problem is told: never a number that is
  /// none.
  @Test
  void extremesAreSolvedOrTold() {
    int[] told = new int[1];
    Cases.forAll(
        300,
        random -> {
          WireNetwork net =
              wires(WireSolverTest.draw(random), extreme(random), extreme(random), extreme(random));
          double[] g = new double[net.cells()];
          for (int i = 0; i < g.length; i++) {
            g[i] = random.nextBoolean() ? 0 : StrictMath.pow(10, random.nextDouble(-18, 6));
          }
          double[] x = inputs(random, net.rows());
          double ideal = Arrays.stream(IrDrop.product(g, x, net.columns())).sum();
          try {
            for (double current : IrDrop.currents(net, g, x)) {
              assertThat(current).isBetween(0.0, 1.0001 * ideal);
            }
          } catch (Problem problem) {
            told[0]++;
            assertThat(problem).hasMessageContaining("no solution after");
          }
        });
    assertThat(told[0]).isLessThan(100);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(
            () -> new WireNetwork(2, 2, Supply.INPUT_LINE, Ends.FIRST, Ends.LAST, -1, 1, 0, 0))
        .hasMessageContaining("supply wire is -1.0 ohm");
    assertThatThrownBy(() ->
            new WireNetwork(1 << 20, 1 << 20, Supply.INPUT_LINE, Ends.FIRST, Ends.LAST, 1, 1, 0, 0))
        .hasMessageContaining("1048576 × 1048576 cells");
    WireNetwork net = network(Supply.SOURCE_LINE, new double[] {1}, 1);
    double[] g = new double[N * N];
    double[] x = new double[N];
    x[3] = 1.5;
    assertThatThrownBy(() -> IrDrop.currents(net, g, x)).hasMessageContaining("an input is 1.5");
    assertThatThrownBy(() -> IrDrop.currents(net, g, new double[3]))
        .hasMessageContaining("3 inputs for 64 rows");
    assertThatThrownBy(() -> IrDrop.transfer(net, g)).hasMessageContaining("linear");
    g[0] = Double.NaN;
    assertThatThrownBy(() -> IrDrop.currents(net, g, new double[N]))
        .hasMessageContaining("conductance is NaN");
  }

  /// Root mean square and worst error of the approximation, relative to the columns' mean current,
  /// and the root mean square of what the wires take.
  private static double[] error(
      RandomGenerator random, Supply supply, double[] g, double screen, boolean together) {
    WireNetwork net = network(supply, g, screen);
    double[] mean = new double[N];
    Arrays.fill(mean, 0.5);
    Approximation approximation = IrDrop.approximation(net, g, mean);
    double scale = Arrays.stream(approximation.meanCurrent()).average().orElseThrow();
    double squares = 0;
    double worst = 0;
    double lost = 0;
    int patterns = 40;
    for (int t = 0; t < patterns; t++) {
      double[] x = new double[N];
      int first = random.nextInt(N);
      for (int i = 0; i < N; i++) {
        boolean on = together ? Math.floorMod(i - first, N) < N / 2 : random.nextBoolean();
        x[i] = on ? 1 : 0;
      }
      double[] exact = IrDrop.currents(net, g, x);
      double[] approximate = approximation.currents(x);
      double[] ideal = IrDrop.product(g, x, N);
      for (int j = 0; j < N; j++) {
        double off = (approximate[j] - exact[j]) / scale;
        squares += off * off;
        worst = Math.max(worst, Math.abs(off));
        double gone = (ideal[j] - exact[j]) / scale;
        lost += gone * gone;
      }
    }
    return new double[] {
      Math.sqrt(squares / (patterns * N)), worst, Math.sqrt(lost / (patterns * N))
    };
  }

  /// Driven at one end and sensed at the other, with what the screen asks for.
  private static WireNetwork network(Supply supply, double[] g, double screen) {
    double mean = Arrays.stream(g).average().orElseThrow();
    double ohms = screen / (mean * N * (N + 1));
    return new WireNetwork(N, N, supply, Ends.FIRST, Ends.LAST, ohms, ohms, 0, 0);
  }

  private static WireNetwork wires(WireNetwork net, double supply, double column, double terminal) {
    return new WireNetwork(
        net.rows(),
        net.columns(),
        net.supply(),
        net.driven(),
        net.sensed(),
        supply,
        column,
        terminal,
        terminal);
  }

  private static double plausible(RandomGenerator random) {
    return random.nextInt(4) == 0 ? 0 : StrictMath.pow(10, random.nextDouble(-2, 4));
  }

  private static double extreme(RandomGenerator random) {
    return random.nextInt(4) == 0 ? 0 : StrictMath.pow(10, random.nextDouble(-12, 12));
  }

  private static double[] dense(RandomGenerator random) {
    double[] g = new double[N * N];
    for (int i = 0; i < g.length; i++) {
      g[i] = random.nextDouble(0.02, 1) * 1e-5;
    }
    return g;
  }

  private static double[] sparse(RandomGenerator random) {
    double[] g = new double[N * N];
    for (int i = 0; i < g.length; i++) {
      g[i] = random.nextInt(10) == 0 ? 1e-5 : 1e-8;
    }
    return g;
  }

  private static double[] inputs(RandomGenerator random, int rows) {
    double[] x = new double[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = random.nextInt(3) == 0 ? 0 : random.nextDouble();
    }
    return x;
  }

  /// Relative to the largest: a column that is fed through other columns alone may get next to
  /// nothing.
  private static void assertClose(double[] actual, double[] expected, double relative) {
    double largest = Arrays.stream(expected).max().orElseThrow();
    for (int j = 0; j < expected.length; j++) {
      assertThat(actual[j]).isCloseTo(expected[j], within(relative * largest));
    }
  }
}
