package bitline.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Interval;
import bitline.forecast.measure.Choice;
import bitline.forecast.measure.Known;
import bitline.forecast.measure.Machine;
import bitline.forecast.measure.Machines;
import bitline.forecast.measure.Measure;
import bitline.forecast.measure.PriceBasis;
import bitline.forecast.measure.Valuation;
import bitline.forecast.measure.Worth;
import bitline.text.Evidence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkupTest {
  private static final Valuation VALUATION = Valuation.standard();
  private static final Choice COST = Choice.of(Measure.PRICE).at(PriceBasis.PRODUCER);

  /// Eleven machines sold at 2, 3 … 12 times what they cost to make.
  private static List<Machine> sold() {
    List<Machine> out = new ArrayList<>();
    for (Machine machine : Machines.catalogue()) {
      if (out.size() < 11 && VALUATION.of(machine, COST) instanceof Worth.Told cost) {
        double dollars = (2 + out.size()) * cost.value().middle();
        out.add(
            machine.prices(
                List.of(
                    new Machine.Price(
                        Known.of(dollars, Evidence.Grade.VENDOR),
                        machine.date(),
                        PriceBasis.LIST,
                        "list"))));
      }
    }
    return out;
  }

  @Test
  void theMiddleAndTheTenthsOfTheRatios() {
    Markup markup = Markup.of(sold(), VALUATION).orElseThrow();
    assertThat(markup.machines()).isEqualTo(11);
    assertThat(markup.times().middle()).isCloseTo(7, within(1e-9));
    assertThat(markup.times().low()).isCloseTo(3, within(1e-9));
    assertThat(markup.times().high()).isCloseTo(11, within(1e-9));
    assertThat(Markup.of(sold().subList(0, 9), VALUATION)).isEmpty();
  }

  @Test
  void anEstimateIsWiderThanEitherOfWhatItIsMadeOf() {
    Markup markup = Markup.of(sold(), VALUATION).orElseThrow();
    Machine bare = sold().getFirst().prices(List.of());
    Machine priced = markup.price(bare, VALUATION);
    Interval cost = ((Worth.Told) VALUATION.of(bare, COST)).value();
    Interval price = priced.prices().getFirst().dollars().value();
    assertThat(price.middle()).isCloseTo(7 * cost.middle(), within(1e-6 * cost.middle()));
    assertThat(price.high() / price.low())
        .isGreaterThan(cost.high() / cost.low())
        .isGreaterThan(11.0 / 3);
    assertThat(priced.prices().getFirst().words()).contains("11 machines");
  }
}
