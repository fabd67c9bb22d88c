package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.MappedProducts;
import bitline.base.Normal;
import bitline.chip.Adc;
import bitline.chip.AdcErrors;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class SumProbeTest {
  private static final RangeRule LEAST_ERROR = new RangeRule.LeastError();

  /// A layer whose sums reach far enough.
  private static ArrayLayer layer(boolean pairs) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    while (true) {
      ArrayLayer layer = MappedProducts.draw(random, 4).program().layers().getFirst();
      if (layer.greatestSum() > 400 && pairs == layer.leastSum() < 0) {
        return layer;
      }
    }
  }

  /// Normal sums, folded to one side where there are no pairs.
  private static SumProbe normal(ArrayLayer layer, double sigma) {
    SumProbe probe = new SumProbe(layer);
    for (int i = 0; i < 100_000; i++) {
      double sum = sigma * Normal.drawn(1, "sums", i);
      probe.count((int) Math.rint(layer.leastSum() < 0 ? sum : Math.abs(sum)), 1);
    }
    return probe;
  }

  private static double end(AdcRange range) {
    return range.read(range.codes() - 1);
  }

  @Test
  void percentilesLeaveTheirShareOutside() {
    ArrayLayer pairs = layer(true);
    AdcRange wide = AdcRange.covering(pairs.leastSum(), pairs.greatestSum(), 16);
    AdcRange found = normal(pairs, 60).best(16, wide, new RangeRule.Percentile(0.9545));
    assertThat(end(found)).as("two standard deviations").isEqualTo(120, within(3.0));
    ArrayLayer single = layer(false);
    AdcRange all = AdcRange.covering(0, single.greatestSum(), 16);
    SumProbe probe = normal(single, 60);
    // of a folded distribution half of the share outside lies above
    AdcRange folded = probe.best(16, all, new RangeRule.Percentile(0.9));
    assertThat(end(folded)).isEqualTo(60 * 1.959964, within(3.0));
    AdcRange everything = probe.best(16, all, new RangeRule.Percentile(1));
    assertThat(end(everything)).isBetween(60 * 3.9, 60 * 5.5);
  }

  /// The best uniform quantiser of a normal variable in 16 levels has a step of 0.3352 σ (Max
  /// 1960); ours keeps a level at 0, and tries 64 ranges.
  @Test
  void leastErrorIsNearTheBestUniformQuantiser() {
    ArrayLayer pairs = layer(true);
    AdcRange wide = AdcRange.covering(pairs.leastSum(), pairs.greatestSum(), 16);
    AdcRange found = normal(pairs, 60).best(16, wide, LEAST_ERROR);
    assertThat(found.step() / 60).isEqualTo(0.3352, within(0.03));
  }

  @Test
  void signalToNoiseOfAnIdealConverterIsLeastErrorAndNoiseNarrowsTheRange() {
    for (boolean pairs : new boolean[] {false, true}) {
      ArrayLayer layer = layer(pairs);
      AdcRange wide = AdcRange.covering(layer.leastSum(), layer.greatestSum(), 16);
      SumProbe probe = normal(layer, 60);
      AdcRange least = probe.best(16, wide, LEAST_ERROR);
      assertThat(probe.best(16, wide, new RangeRule.Csnr(0))).isEqualTo(least);
      double before = least.step();
      for (double noise : new double[] {0.3, 1, 3}) {
        double step = probe.best(16, wide, new RangeRule.Csnr(noise)).step();
        assertThat(step).isLessThan(before);
        before = step;
      }
    }
  }

  @Test
  void theRulesOfPolicies() {
    AdcErrors errors =
        new AdcErrors(
            null, null, 1.2, null, null, null, null, 0.4, 0, 0.3, AdcErrors.Correction.NONE);
    Adc adc = new Adc(4, Adc.Type.FLASH, 1, Adc.RangePolicy.CSNR, errors);
    assertThat(RangeRule.of(Adc.RangePolicy.CSNR, adc)).isEqualTo(new RangeRule.Csnr(1.3));
    assertThat(RangeRule.of(Adc.RangePolicy.CALIBRATED, adc)).isEqualTo(LEAST_ERROR);
    assertThat(RangeRule.of(Adc.RangePolicy.LEAST_ERROR, adc)).isEqualTo(LEAST_ERROR);
    assertThat(RangeRule.of(Adc.RangePolicy.PERCENTILE, adc))
        .isEqualTo(new RangeRule.Percentile(0.9995));
  }

  @Test
  void noSumsLeaveTheRange() {
    ArrayLayer layer = layer(true);
    AdcRange wide = AdcRange.covering(layer.leastSum(), layer.greatestSum(), 16);
    for (RangeRule rule :
        new RangeRule[] {LEAST_ERROR, new RangeRule.Csnr(1), new RangeRule.Percentile(0.5)}) {
      assertThat(new SumProbe(layer).best(16, wide, rule)).isSameAs(wide);
    }
  }
}
