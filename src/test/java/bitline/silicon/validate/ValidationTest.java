package bitline.silicon.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Normal;
import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.chip.Measured;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import bitline.silicon.Assumption;
import bitline.silicon.Factors;
import bitline.silicon.Peak;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The three errors and the intervals, on invented chips whose truth is known.
class ValidationTest {
  private static final Factors TRUTH =
      Factors.BLIND
          .with(Assumption.SAR_ENERGY, 2)
          .with(Assumption.CHARGE_ENERGY, 0.6)
          .with(Assumption.CELL_AREA, 1.4);

  @Test
  void factorsThatAllChipsShareAreFound() {
    Validation v = Validation.of(Synthetic.measured(40, TRUTH, 0.02, 1), Synthetic::model);
    assertThat(v.together().get(Assumption.SAR_ENERGY)).isCloseTo(2, within(0.1));
    assertThat(v.together().get(Assumption.CHARGE_ENERGY)).isCloseTo(0.6, within(0.06));
    assertThat(v.together().get(Assumption.CELL_AREA)).isCloseTo(1.4, within(0.1));
    assertThat(v.together().get(Assumption.MEMORY_ENERGY)).isEqualTo(1);
    assertThat(median(v, Quantity.ENERGY, Fitting.BLIND)).isGreaterThan(0.1);
    assertThat(median(v, Quantity.ENERGY, Fitting.LEFT_OUT)).isLessThan(0.03);
    assertThat(median(v, Quantity.ENERGY, Fitting.FITTED)).isLessThan(0.02);
  }

  @Test
  void eightOfTenFiguresLieInTheirInterval() {
    double leftOut = 0;
    double blind = 0;
    int worlds = 12;
    for (int world = 0; world < worlds; world++) {
      Factors truth = Factors.BLIND;
      for (Assumption a : Assumption.values()) {
        truth = truth.with(a, StrictMath.exp(a.spread() * Normal.drawn(3, a.name(), world)));
      }
      Validation v =
          Validation.of(
              Synthetic.measured(16, truth, Discrepancy.STATED, 100 + world), Synthetic::model);
      leftOut += Score.coverage(v.rows(), Fitting.LEFT_OUT) / worlds;
      blind += Score.coverage(v.rows(), Fitting.BLIND) / worlds;
    }
    assertThat(leftOut).isBetween(0.74, 0.86);
    assertThat(blind).isBetween(0.66, 0.94);
  }

  /// What was published of a chip reaches neither its blind nor its left-out prediction, and
  /// reaches others'.
  @Test
  void aChipIsPredictedWithoutItsOwnFigures() {
    List<Chip> chips = Synthetic.measured(8, TRUTH, 0.2, 7);
    Validation before = Validation.of(chips, Synthetic::model);
    Chip seen = chips.get(3);
    List<Chip> changed = new ArrayList<>(chips);
    OperatingPoint p = seen.operatingPoint();
    changed.set(
        3,
        Synthetic.chip(
            seen.name(),
            null,
            3 * seen.area(),
            List.of(Synthetic.point(p.name(), 1, 7 * p.opsPerJoule())),
            List.of(Synthetic.conversion(p.name(), Part.CONVERTERS, 1e-10))));
    Validation after = Validation.of(changed, Synthetic::model);
    int others = 0;
    for (int i = 0; i < before.rows().size(); i++) {
      Row one = before.rows().get(i);
      Row two = after.rows().get(i);
      assertThat(two.blind()).isEqualTo(one.blind());
      assertThat(two.blindInterval()).isEqualTo(one.blindInterval());
      if (one.published().chip().equals(seen.name())) {
        assertThat(two.leftOut()).isEqualTo(one.leftOut());
        assertThat(two.leftOutInterval()).isEqualTo(one.leftOutInterval());
        assertThat(two.fitted()).isNotEqualTo(one.fitted());
      } else {
        others += two.leftOut() == one.leftOut() ? 0 : 1;
      }
    }
    assertThat(others).isGreaterThan(5);
  }

  @Test
  void chipsOfOneSiliconAreLeftOutTogether() {
    List<Chip> chips = new ArrayList<>(Synthetic.measured(6, TRUTH, 0.2, 9));
    for (int i = 0; i < 2; i++) {
      Chip c = chips.get(i);
      chips.set(i, Synthetic.chip(c.name(), "same", c.area(), c.operatingPoints(), c.measured()));
    }
    Validation both = Validation.of(chips, Synthetic::model);
    Validation one = Validation.of(chips.subList(1, 6), Synthetic::model);
    String second = chips.get(1).name();
    assertThat(leftOut(both, second)).isEqualTo(leftOut(one, second));
  }

  @Test
  void theSameInputGivesTheSameBits() {
    List<Chip> chips = Synthetic.measured(5, TRUTH, 0.2, 11);
    assertThat(Validation.of(chips, Synthetic::model))
        .isEqualTo(Validation.of(chips, Synthetic::model));
  }

  @Test
  void manyFiguresOfOneChipWeighAsOne() {
    List<Chip> chips = new ArrayList<>(Synthetic.measured(10, Factors.BLIND, 0.1, 13));
    List<Measured> many = new ArrayList<>();
    OperatingPoint at = Synthetic.point("1 V", 1, null);
    Chip loud = Synthetic.chip("loud", null, null, List.of(at), List.of());
    for (int k = 0; k < 90; k++) {
      double supply = 1 + 1e-6 * k;
      Peak peak = Synthetic.model(loud, Synthetic.point("x", supply, null), Factors.BLIND);
      many.add(
          Synthetic.perMac(
              "1 V", supply, "supply", 3 * Synthetic.sum(peak.energy()) / peak.macs()));
    }
    chips.add(Synthetic.chip("loud", null, null, List.of(at), many));
    Validation loudly = Validation.of(chips, Synthetic::model);
    chips.set(10, Synthetic.chip("loud", null, null, List.of(at), many.subList(0, 1)));
    Validation softly = Validation.of(chips, Synthetic::model);
    for (Assumption a : Assumption.values()) {
      assertThat(loudly.together().get(a)).isCloseTo(softly.together().get(a), offset(1e-3));
    }
    assertThat(CurveError.of(loudly.rows()))
        .singleElement()
        .satisfies(c -> {
          assertThat(c.points()).isEqualTo(90);
          assertThat(c.blind()).isCloseTo(2 / 3.0, within(1e-6));
          assertThat(c.constant()).isCloseTo(3, within(1e-6));
          assertThat(c.afterOne()).isLessThan(1e-6);
        });
  }

  @Test
  void aChipThatCannotBeModelledIsNamed() {
    List<Chip> chips = Synthetic.measured(4, TRUTH, 0.2, 15);
    String bad = chips.get(2).name();
    Validation v =
        Validation.of(
            chips,
            (chip, point, factors) -> {
              if (chip.name().equals(bad)) {
                throw new Problem("0.2 V is below what its node can do");
              }
              return Synthetic.model(chip, point, factors);
            });
    assertThat(v.rows()).hasSize(9).noneMatch(r -> r.published().chip().equals(bad));
    assertThat(v.missing())
        .hasSize(3)
        .allMatch(m -> m.why().equals("not modelled: 0.2 V is below what its node can do"));
  }

  private static double median(Validation v, Quantity quantity, Fitting fitting) {
    return Score.of(v.rows()).stream()
        .filter(s -> s.kind() == Score.Kind.ALL)
        .filter(s -> s.quantity() == quantity && s.fitting() == fitting)
        .findFirst()
        .orElseThrow()
        .median();
  }

  private static List<Double> leftOut(Validation v, String chip) {
    return v.rows().stream()
        .filter(r -> r.published().chip().equals(chip))
        .map(Row::leftOut)
        .toList();
  }
}
