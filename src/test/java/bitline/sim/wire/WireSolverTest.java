package bitline.sim.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.chip.Wires.Ends;
import bitline.chip.Wires.Supply;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class WireSolverTest {

  @Test
  void currentsAreThoseOfKirchhoffsEquations() {
    Set<String> arrangements = new HashSet<>();
    int[] severe = new int[1];
    Cases.forAll(
        400,
        random -> {
          WireNetwork drawn = draw(random);
          boolean idealSupply = random.nextInt(6) == 0;
          boolean idealColumn = random.nextInt(6) == 0;
          WireNetwork net =
              pitches(
                  drawn,
                  idealSupply ? 0 : drawn.supplyOhms(),
                  idealColumn ? 0 : drawn.columnOhms());
          double[] load = conductances(random, net);
          boolean inputLines = net.supply() == Supply.INPUT_LINE;
          double[] drive = new double[inputLines ? net.rows() : net.columns()];
          boolean signed = inputLines && random.nextInt(4) == 0;
          for (int i = 0; i < drive.length; i++) {
            drive[i] = inputLines ? random.nextDouble(signed ? -0.5 : 0, 0.5) : 1;
          }
          WireSolution found = new WireSolver(net, load).solve(drive);
          // the judge takes no zeros, and a wire far below what else is in its way for one
          double supplyOhms = Math.max(net.supplyOhms(), nearlyNothing(net.driverOhms()));
          double columnOhms = Math.max(net.columnOhms(), nearlyNothing(net.senseOhms()));
          double[] exact =
              NodalSolution.currents(pitches(net, supplyOhms, columnOhms), load, drive);
          double largest = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
          for (int j = 0; j < exact.length; j++) {
            // where signs differ a column may cancel to nothing
            double scale = signed ? largest : Math.abs(exact[j]);
            assertThat(found.currents()[j]).isCloseTo(exact[j], within(1e-6 * scale));
          }
          assertThat(found.residual()).isLessThanOrEqualTo(WireSolver.TOLERANCE);
          arrangements.add(net.supply() + " " + net.driven() + " " + net.sensed());
          double ideal = 0;
          for (int i = 0; i < load.length; i++) {
            ideal += load[i] * Math.abs(drive[inputLines ? i / net.columns() : i % net.columns()]);
          }
          severe[0] += Arrays.stream(exact).map(Math::abs).sum() < 0.2 * ideal ? 1 : 0;
        });
    assertThat(arrangements).hasSize(18);
    assertThat(severe[0]).isGreaterThan(40);
  }

  private static double nearlyNothing(double terminal) {
    return terminal > 0 ? 1e-8 * terminal : 1e-10 / 2e-5;
  }

  private static WireNetwork pitches(WireNetwork net, double supply, double column) {
    return new WireNetwork(
        net.rows(),
        net.columns(),
        net.supply(),
        net.driven(),
        net.sensed(),
        supply,
        column,
        net.driverOhms(),
        net.senseOhms());
  }

  static WireNetwork draw(RandomGenerator random) {
    Ends[] ends = Ends.values();
    // so that r · g · n² runs from a ten-thousandth to a thousand for cells of 10 µS
    double ohms = StrictMath.pow(10, random.nextDouble(-1, 6));
    return new WireNetwork(
        random.nextInt(1, 13),
        random.nextInt(1, 13),
        Supply.values()[random.nextInt(2)],
        ends[random.nextInt(3)],
        ends[random.nextInt(3)],
        ohms,
        ohms * StrictMath.pow(10, random.nextDouble(-2, 2)),
        random.nextBoolean() ? 0 : ohms * random.nextDouble(0, 20),
        random.nextBoolean() ? 0 : ohms * random.nextDouble(0, 20));
  }

  static double[] conductances(RandomGenerator random, WireNetwork net) {
    double off = random.nextBoolean() ? 0 : 1e-7;
    double share = random.nextDouble(0.1, 1);
    double[] g = new double[net.rows() * net.columns()];
    for (int i = 0; i < g.length; i++) {
      g[i] = random.nextDouble() < share ? random.nextDouble(1e-6, 2e-5) : off;
    }
    return g;
  }
}
