package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.text.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTablesTest {
  @Test
  void everyTableFitsEightyColumns() {
    for (RunReport run : SampleRuns.all().values()) {
      for (Table table :
          List.of(RunTables.scores(run), RunTables.layers(run), RunTables.costliest(run, 5))) {
        assertThat(table.render(80).lines())
            .allMatch(line -> line.codePointCount(0, line.length()) <= 80);
      }
    }
  }

  @Test
  void tellsWhatWasLost() {
    RunReport run = SampleRuns.detect();
    assertThat(Verdict.of(run))
        .isEqualTo(
            "The chip reaches 79.1 % mAP50 where the float network reaches 82.5 % on the same 3 inputs: 3.4 points lost."
                + " The chip's answers agree with float's to 40.0 % on average.");
    assertThat(RunTables.scores(run).render(80))
        .contains("mAP50                 82.5 %  79.1 %  −3.4 points")
        .contains("AP50 car");
    assertThat(RunTables.evidence(run))
        .isEqualTo("Of the chip's 5 numbers 2 published, 1 fitted, 2 assumed.");
  }

  @Test
  void theCostliestLayersComeWorstFirst() {
    List<RunReport.Layer> worst = SampleRuns.detect().costliest(5);
    assertThat(worst).hasSize(5).isSortedAccordingTo((a, b) -> Double.compare(loss(b), loss(a)));
  }

  private static double loss(RunReport.Layer layer) {
    Double loss = layer.loss();
    return loss == null ? 0 : loss;
  }

  @Test
  void numbersKeepThreeDigits() {
    assertThat(Numbers.count(999)).isEqualTo("999");
    assertThat(Numbers.count(1000)).isEqualTo("1.00 k");
    assertThat(Numbers.count(522_550_000)).isEqualTo("523 M");
    assertThat(Numbers.seconds(0.0000452)).isEqualTo("45.2 µs");
    assertThat(Numbers.seconds(75)).isEqualTo("75.0 s");
    assertThat(Numbers.percent(0.00012)).isEqualTo("0.01 %");
    assertThat(Numbers.percent(0.000012)).isEqualTo("0.001 %");
    assertThat(Numbers.percent(0.0000012)).isEqualTo("<0.001 %");
    assertThat(Numbers.percent(0.0)).isEqualTo("0.0 %");
    assertThat(Numbers.axis(-13440)).isEqualTo("−13440");
    assertThat(Numbers.axis(0.015)).isEqualTo("0.015");
    assertThat(Numbers.percent(null)).isEqualTo("–");
    assertThat(Numbers.decibels(Double.POSITIVE_INFINITY)).isEqualTo("exact");
    assertThat(Numbers.decibels(-3.25)).isEqualTo("−3.3 dB");
    assertThat(Numbers.change("top-1", 0.9, 0.9)).isEqualTo("±0.0 points");
    assertThat(Numbers.change("Spearman", 0.875, 0.8712)).isEqualTo("−0.0038");
  }

  @Test
  void theTextOfARunFitsItsWidth() {
    for (RunReport run : SampleRuns.all().values()) {
      String text = RunText.of(run, 80);
      assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 80);
      assertThat(text)
          .contains("on made_up_chip_2026")
          .contains("stage")
          .contains("Of the chip's 5 numbers");
    }
  }

  @Test
  void whatDiffersIsShownFirstAndTheRestEvenly() {
    assertThat(RunReport.worthShowing(List.of(1.0, 0.5, 1.0, 1.0, 0.2, 1.0), 4))
        .containsExactly(0, 1, 3, 4);
    assertThat(RunReport.worthShowing(List.of(0.5, 0.4, 0.3), 2)).containsExactly(1, 2);
    assertThat(RunReport.worthShowing(List.of(1.0, 1.0), 10)).containsExactly(0, 1);
    assertThat(RunReport.worthShowing(List.of(1.0), 0)).isEmpty();
  }

  @Test
  void axesHaveRoundSteps() {
    assertThat(Charts.roundStep(0)).isEqualTo(1);
    assertThat(Charts.roundStep(3.2)).isEqualTo(5);
    assertThat(Charts.roundStep(5)).isEqualTo(5);
    assertThat(Charts.roundStep(0.012)).isEqualTo(0.02);
    assertThat(Charts.roundStep(70)).isEqualTo(100);
  }

  @Test
  void figuresBecomeJson() {
    for (RunReport run : SampleRuns.all().values()) {
      String json = Json.text(RunFigures.of(run));
      assertThat(json).contains("\"chip\": \"made_up_chip_2026\"").doesNotContain("rgb");
      assertThat(Json.parse(json, "run.json")).isNotNull();
    }
  }
}
