package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Workbench;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.chip.Part;
import bitline.report.Plan.Block;
import bitline.text.Json;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// An estimate as page, text and JSON: the same figures, and all of them.
class EstimateReportTest {
  private static final EstimateAnswer ANSWER =
      SampleEstimates.answer("axelera_isscc_2024", 60, 5.0, 0.4);

  @Test
  void pageIsWholeAndSafe() {
    for (String chip : List.of("axelera_isscc_2024", "ideal_digital", "wan_nature_2022")) {
      String page = SampleEstimates.report(chip, 200).page();
      PageChecks.needsNothingElse(page);
      PageChecks.tagsAreBalanced(page);
      assertThat(page)
          .contains(
              "id=\"parts\"",
              "id=\"flows\"",
              "id=\"layers\"",
              "id=\"power\"",
              "id=\"plan\"",
              "id=\"causes\"",
              "badge assumed",
              "A &amp; B, 2022",
              "signs &lt;net&gt;",
              "at 40.0 % of the clock")
          .doesNotContain("NaN", "Infinity", "<net>", "<Conv>");
    }
  }

  @Test
  void pageWithoutPowerOverTimeHasNoSuchSection() {
    Chip chip = Workbench.chip("ideal_digital");
    String page = new EstimateReport(ANSWER, chip, null, null).page();
    assertThat(page).doesNotContain("id=\"power\"").contains("id=\"plan\"");
  }

  /// Tables, whose rest is told, sum up to the whole.
  @Test
  void partsAndLayersSumUp() {
    double whole = 0;
    for (EstimateAnswer.Layer layer : ANSWER.layers()) {
      whole += layer.sum();
    }
    assertThat(EstimateAnswer.sum(ANSWER.energy())).isCloseTo(whole, within(1e-12 * whole));
    Table layers = EstimateText.layers(ANSWER, 8);
    assertThat(layers.rows()).hasSize(9);
    double shares =
        layers.rows().stream()
            .mapToDouble(row -> Double.parseDouble(row.get(2).replace(" %", "")))
            .sum();
    assertThat(shares).isCloseTo(100, within(0.5));
    assertThat(EstimateText.parts(ANSWER).rows()).hasSizeGreaterThan(5);
    for (Table table :
        List.of(
            EstimateText.figures(ANSWER),
            EstimateText.parts(ANSWER),
            EstimateText.full(ANSWER),
            layers,
            EstimateText.causes(ANSWER, 5))) {
      assertThat(table.render(80).lines()).allMatch(line -> line.length() <= 80);
    }
  }

  @Test
  void textTellsConditionsCausesAndLimits() {
    assertThat(EstimateText.conditions(ANSWER))
        .isEqualTo(
            "operating point 0.8 V, 25 °C, inputs of 4 bits, weights of 4 bits, one picture at a time;"
                + " activity counted in a run of 4 pictures");
    assertThat(EstimateText.mostly(ANSWER)).contains("energy of a SAR conversion");
    assertThat(EstimateText.limit(ANSWER)).contains("40.0 % of the clock", "250 µs");
    assertThat(EstimateText.limit(SampleEstimates.answer("c", 3, 5.0, 1.0)))
        .startsWith("The average keeps within 5 W");
    assertThat(EstimateText.limit(SampleEstimates.answer("c", 3, 5.0, 0.0)))
        .startsWith("No clock keeps within 5 W");
    assertThat(EstimateText.limit(SampleEstimates.answer("c", 3, null, null))).isEmpty();
    assertThat(EstimateText.inputs(ANSWER))
        .isEqualTo(
            "Of 3 inputs 1 is published, 1 fitted to published data, 1 assumed;"
                + " the report lists them.");
  }

  @Test
  void jsonHasEverything() {
    String json = Json.text(ANSWER);
    assertThat(json)
        .contains("\"energyDelay\"", "\"converters\"", "\"inputBits\": 4", "\"kind\": \"assumed\"")
        .isEqualTo(Json.text(SampleEstimates.answer("axelera_isscc_2024", 60, 5.0, 0.4)));
  }

  /// Every chip that the workbench knows has a plan that holds all of the area.
  @Test
  void everyChipHasAPlan() {
    Map<Part, Double> area = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      area.put(part, 1e-7 * (1 + part.ordinal()));
    }
    double whole = EstimateAnswer.sum(area);
    for (Chip chip : Chips.all()) {

      Block block = ChipPlan.of(chip, area);
      assertThat(block.area()).as(chip.name()).isCloseTo(whole, within(1e-9 * whole));
      FloorPlan plan = new FloorPlan("plan", block, 1);
      assertThat(plan.html()).contains("macro").doesNotContain("NaN");
      assertThat(plan.placed().surfaces()).isLessThan(2 * 65_536 + 2500);
    }
  }
}
