package bitline.sim.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Converters of three bits, worked out by hand.
class EdgesTest {
  private static final double NEVER = Double.POSITIVE_INFINITY;

  /// Capacitors 1, 2, 5 and a dummy of 1: 9 units stand for 8 LSB, so a unit is 8/9 of one.
  @Test
  void aSarWithALargeTopCapacitorIsSteepInTheMiddle() {
    double[] edges = Edges.sar(new double[] {1, 2, 5}, 1, NEVER);
    double u = 8.0 / 9;
    assertThat(edges)
        .containsExactly(new double[] {u, 2 * u, 3 * u, 5 * u, 6 * u, 7 * u, 8 * u}, within(1e-15));
    Linearity linearity = Linearity.of(edges);
    // code 3 is two units wide; the line has 7 units for 6 codes
    assertThat(linearity.dnl()[2]).isEqualTo(2 / (7 / 6.0) - 1, within(1e-15));
    assertThat(linearity.dnl()[0]).isEqualTo(1 / (7 / 6.0) - 1, within(1e-15));
    assertThat(linearity.inl()[3]).isEqualTo(4 / (7 / 6.0) - 3, within(1e-15));
    assertThat(linearity.missing()).isEmpty();
  }

  /// Capacitors 1, 2, 2.5: the top one alone is less than the lower two together, 3 units. Whatever
  /// is above 2.5 units is kept at the first decision, so 011 is never answered.
  @Test
  void aSarWithASmallTopCapacitorMissesACode() {
    double[] edges = Edges.sar(new double[] {1, 2, 2.5}, 1, NEVER);
    double u = 8 / 6.5;
    assertThat(edges)
        .containsExactly(
            new double[] {u, 2 * u, 2.5 * u, 2.5 * u, 3.5 * u, 4.5 * u, 5.5 * u}, within(1e-15));
    assertThat(Linearity.of(edges).missing()).containsExactly(3);
  }

  @Test
  void finiteLoopGainDividesTheLevels() {
    assertThat(Edges.sar(new double[] {1, 2, 4}, 1, 100)[6]).isEqualTo(7 / 1.01, within(1e-15));
  }

  /// Every input, decided bit by bit as the circuit does it.
  @Test
  void aSarsEdgesAreThoseOfItsDecisions() {
    Cases.forAll(
        200,
        random -> {
          int bits = random.nextInt(1, 8);
          double[] capacitors = new double[bits];
          double whole = 1;
          for (int i = 0; i < bits; i++) {
            capacitors[i] = (1 << i) * random.nextDouble(0.4, 1.6);
            whole += capacitors[i];
          }
          double[] edges = Edges.sar(capacitors, 1, NEVER);
          double scale = (1 << bits) / whole;
          for (int k = 0; k < 200; k++) {
            double v = random.nextDouble(-1, (1 << bits) + 1);
            int code = 0;
            double kept = 0;
            for (int bit = bits - 1; bit >= 0; bit--) {
              if (v >= (kept + capacitors[bit]) * scale) {
                kept += capacitors[bit];
                code |= 1 << bit;
              }
            }
            int below = 0;
            for (double edge : edges) {
              below += edge <= v ? 1 : 0;
            }
            assertThat(below).isEqualTo(code);
          }
        });
  }

  /// The comparator of code 2 answers later than that of code 3: counted, they change places.
  @Test
  void aFlashCountsItsComparators() {
    assertThat(Edges.flash(new double[] {0.25, 1.5, 0, -0.25, 0, 0, -0.5}))
        .containsExactly(1.25, 3, 3.5, 3.75, 5, 6, 6.5);
    assertThat(Linearity.of(Edges.flash(new double[] {0, 1, 0, 0, 0, 0, 0})).missing())
        .containsExactly(2);
  }

  @Test
  void aRampsStepErrorsAddUp() {
    double[] edges = Edges.ramp(new double[] {0.25, 0.25, -0.5, 0, -1.5, 0, 0.125});
    // the fifth step goes backwards: code 4 is missing, its counter runs through
    assertThat(edges).containsExactly(1.25, 2.5, 3, 4, 4, 4.5, 5.625);
    Linearity linearity = Linearity.of(edges);
    assertThat(linearity.missing()).containsExactly(4);
    assertThat(linearity.inl()[1]).isEqualTo(1.25 / (4.375 / 6) - 1, within(1e-15));
    assertThat(linearity.inl()[6]).isZero();
  }

  /// Sums from 0 and up, 7 LSB the largest, a curvature of 10 %: x·(1 + 0.1·x/7) = q − ½.
  @Test
  void anOscillatorsCountIsBent() {
    double[] edges = Edges.oscillator(8, 0, 0.1);
    for (int q = 1; q <= 7; q++) {
      double x = edges[q - 1] - 0.5;
      assertThat(x * (1 + 0.1 * x / 7)).isEqualTo(q - 0.5, within(1e-14));
    }
    // a sum of 6 counts ⌊6·(1 + 0.6/7) + ½⌋ = ⌊7.014⌋, one more than it should
    assertThat(edges[6]).isBetween(6.0, 6.5);
    assertThat(edges[6])
        .isEqualTo(0.5 + (-1 + Math.sqrt(1 + 4 * 6.5 / 70)) / (0.2 / 7), within(1e-13));
  }

  /// Sums from −4 to 3, about zero: as many counts down as up.
  @Test
  void anOscillatorOfPairsIsBentAlikeToBothSides() {
    double[] edges = Edges.oscillator(8, 4, -0.2);
    for (int q = 2; q <= 4; q++) {
      assertThat(edges[q - 1] - 4.5).isEqualTo(-(edges[8 - q] - 4.5), within(1e-14));
    }
    double x = edges[6] - 4.5;
    assertThat(x * (1 - 0.2 * x / 4)).isEqualTo(2.5, within(1e-14));
  }

  @Test
  void withoutErrorsAllAreIdeal() {
    double[] ideal = Edges.ideal(8);
    assertThat(ideal).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(Edges.sar(new double[] {1, 2, 4}, 1, NEVER)).containsExactly(ideal);
    assertThat(Edges.flash(new double[7])).containsExactly(ideal);
    assertThat(Edges.ramp(new double[7])).containsExactly(ideal);
    assertThat(Edges.oscillator(8, 3, 0)).containsExactly(ideal);
    Linearity linearity = Linearity.of(ideal);
    assertThat(List.of(linearity.worstInl(), linearity.worstDnl())).containsOnly(0.0);
  }
}
