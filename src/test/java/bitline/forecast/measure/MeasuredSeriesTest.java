package bitline.forecast.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.catalogue.Catalogue;
import bitline.forecast.Observation;
import bitline.forecast.Series;
import bitline.text.Evidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuredSeriesTest {
  @Test
  void allOfTheCatalogueIsUsedOrNotAndWhy() {
    for (Measure measure : Measure.values()) {
      MeasuredSeries measured = MeasuredSeries.catalogue(Choice.of(measure));
      assertThat(measured.series().observations().size() + measured.unused().size())
          .isEqualTo(Catalogue.all().size());
      assertThat(measured.series().name()).isEqualTo(measure.key());
      assertThat(measured.series().observations()).allMatch(o -> o.grade() != null);
      assertThat(measured.unused()).noneMatch(each -> each.why().isEmpty());
    }
  }

  @Test
  void theVintageIsThatOfTheCatalogue() {
    Series series = MeasuredSeries.ofCatalogue(Choice.of(Measure.OPS));
    assertThat(series.vintages()).hasSize(1);
    assertThat(series.vintages().getFirst().file()).isEqualTo("catalogue");
    assertThat(series.vintages().getFirst().sha256()).isEqualTo(Catalogue.sha256());
    assertThat(series.title())
        .isEqualTo("operations a second, the fastest format of 4 bits or more");
  }

  @Test
  void oneDesignIsOneDesign() {
    List<Observation> all = MeasuredSeries.ofCatalogue(Choice.of(Measure.MEMORY)).observations();
    Map<String, String> designs = new LinkedHashMap<>();
    all.forEach(o -> designs.put(o.name(), o.design()));
    assertThat(designs.get("h100-sxm")).isEqualTo(designs.get("h200"));
    assertThat(designs.get("h100-sxm")).isNotEqualTo(designs.get("a100-sxm-80"));
  }

  /// The same work at fixed precision grows slower than the best of each year: the measure decides.
  @Test
  void measuresDoNotAgree() {
    double best = yearly(Choice.of(Measure.OPS_PER_DOLLAR));
    double fixed = yearly(Choice.of(Measure.OPS_PER_DOLLAR).in(Precision.FP32));
    double memory = yearly(Choice.of(Measure.MEMORY_PER_DOLLAR));
    assertThat(best).isGreaterThan(1.15 * fixed);
    assertThat(fixed).isBetween(1.0, 1.4);
    assertThat(memory).isBetween(1.0, 1.3);
  }

  private static double yearly(Choice choice) {
    List<Observation> all = MeasuredSeries.ofCatalogue(choice).observations();
    double x = all.stream().mapToDouble(Observation::date).average().orElseThrow();
    double y = all.stream().mapToDouble(Observation::log10).average().orElseThrow();
    double above = 0;
    double below = 0;
    for (Observation each : all) {
      above += (each.date() - x) * (each.log10() - y);
      below += (each.date() - x) * (each.date() - x);
    }
    return Math.pow(10, above / below);
  }

  /// 256 TOPS at 8 bits are what its arrays make, and what its maker tells.
  @Test
  void aSimulatedChipIsAMachine() {
    Machine chip = SimulatedMachine.of(Workbench.chip("houmo_h30_2023"), 2023.4);
    Worth.Told ops =
        (Worth.Told) Valuation.standard().of(chip, Choice.of(Measure.OPS).in(Precision.INT8));
    assertThat(ops.value().middle()).isCloseTo(256e12, within(1e12));
    assertThat(ops.grade()).isEqualTo(Evidence.Grade.DERIVED);
    Worth.Told joule = (Worth.Told) Valuation.standard().of(chip, Choice.of(Measure.OPS_PER_JOULE));
    assertThat(joule.value().low()).isLessThan(joule.value().middle());
    Worth.Told dollar =
        (Worth.Told)
            Valuation.standard()
                .of(chip, Choice.of(Measure.OPS_PER_DOLLAR).at(PriceBasis.PRODUCER));
    assertThat(256e12 / dollar.value().middle()).isBetween(30.0, 500.0); // dollars
    assertThat(Valuation.standard().of(chip, Choice.of(Measure.PRICE)))
        .isEqualTo(new Worth.Untold("nobody has told a price"));
  }

  @Test
  void anIndexOfTwoMeasuresByHand() {
    Series rate = series("rate", List.of(2020.2, 2020.4, 2020.6, 2021.1, 2021.2, 2021.3), 1, 4);
    Series memory = series("memory", List.of(2020.2, 2020.4, 2020.6, 2021.1, 2021.2, 2021.3), 8, 8);
    Map<Series, Double> weights = new LinkedHashMap<>();
    weights.put(rate, 0.75);
    weights.put(memory, 0.25);
    YearlyIndex tornqvist = YearlyIndex.of(weights, YearlyIndex.Formula.TORNQVIST);
    assertThat(tornqvist.steps()).hasSize(1);
    assertThat(tornqvist.steps().getFirst().growth()).isCloseTo(Math.pow(4, 0.75), within(1e-12));
    YearlyIndex fisher = YearlyIndex.of(weights, YearlyIndex.Formula.FISHER);
    // Laspeyres 0.75 · 4 + 0.25; Paasche 1 / (0.75 / 4 + 0.25)
    assertThat(fisher.series().observations().getLast().value())
        .isCloseTo(Math.sqrt(3.25 / 0.4375), within(1e-12));
    assertThat(fisher.series().title()).contains("rate × 0.75", "memory × 0.25");
  }

  @Test
  void anIndexNeedsTwoYears() {
    Series rate = series("rate", List.of(2020.2, 2020.4, 2020.6), 1, 1);
    assertThatThrownBy(() -> YearlyIndex.of(Map.of(rate, 1.0), YearlyIndex.Formula.FISHER))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("two years");
  }

  private static Series series(String name, List<Double> dates, double first, double later) {
    List<Observation> out =
        dates.stream()
            .map(date ->
                new Observation(
                    name + date, name, "", "", date, date < 2021 ? first : later, 0, null))
            .toList();
    return new Series(name, name, "1", true, out, List.of());
  }

  @Test
  void theCataloguesIndexGrows() {
    YearlyIndex index =
        YearlyIndex.ofCatalogue(
            Choice.of(Measure.OPS_PER_DOLLAR).in(Precision.BEST), YearlyIndex.Formula.TORNQVIST);
    assertThat(index.steps()).hasSizeGreaterThan(3);
    assertThat(index.steps())
        .allSatisfy(step ->
            assertThat(step.each().stream().mapToDouble(YearlyIndex.Part::weight).sum())
                .isCloseTo(1, within(1e-12)));
    assertThat(index.series().observations().getLast().value()).isGreaterThan(1);
  }

  @Test
  void indicesOfPricesFillGapsAndStopAtTheirBegin() {
    PriceIndex index =
        new PriceIndex(
            "x", "x", List.of(new PriceIndex.Level(2010, 1), new PriceIndex.Level(2014, 16)));
    assertThat(index.level(2011)).isCloseTo(2, within(1e-12));
    assertThat(index.level(2020)).isEqualTo(16);
    assertThat(index.yearly(2010, 2014)).isCloseTo(1, within(1e-12));
    assertThatThrownBy(() -> index.level(2009)).hasMessageContaining("begins in 2010");
  }
}
