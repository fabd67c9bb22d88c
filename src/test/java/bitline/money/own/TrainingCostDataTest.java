package bitline.money.own;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.money.own.TrainingCost.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// All of Epoch's published costs of training, from its tables and our constants.
class TrainingCostDataTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("bitline.data", "../shared"), "forecast", "epoch");
  private static final TrainingPrices PRICES = OwnershipPrices.known().training();
  private static final String DOLLARS = "2024-12-01";
  private static final Percentage EXACT = Percentage.withPercentage(1e-9);

  /// Published in February 2025, a month of which the index was revised since: the file agrees with
  /// an index of 119.58 where the table of today holds 122.218.
  private static final String REVISED = "Grok-3";

  @BeforeAll
  static void thereAreTables() {
    Assumptions.assumeTrue(
        Files.isDirectory(FOLDER),
        "costs of training are not held to Epoch's tables: skipped, no ../shared/forecast/epoch");
  }

  /// 60 of the 82 models; of 21 the table does not name the chips (Epoch filled these in from
  /// similar models), and of one the price index was revised.
  @Test
  void everyModelWithKnownChipsCostsWhatWasPublished() throws IOException {
    EpochTables tables = new EpochTables(FOLDER, PRICES);
    Map<String, Double> published =
        EpochTables.column(
            FOLDER.resolve("model_costs.csv"), "Model", "Hardware_Capex_Energy_Cost");
    List<String> unknown = new ArrayList<>();
    int met = 0;
    for (Map.Entry<String, Double> each : published.entrySet()) {
      Optional<Run> run = tables.run(each.getKey(), DOLLARS);
      if (run.isEmpty()) {
        unknown.add(each.getKey());
      } else if (!each.getKey().equals(REVISED)) {
        assertThat(TrainingCost.of(run.get(), PRICES).total())
            .as(each.getKey())
            .isCloseTo(each.getValue(), EXACT);
        met++;
      }
    }
    assertThat(met).isEqualTo(60);
    assertThat(unknown).hasSize(21).contains("GPT-4.5", "Claude 3.5 Sonnet");
  }

  @Test
  void theLaterFileValuesChipsAsBought() throws IOException {
    EpochTables tables = new EpochTables(FOLDER, PRICES);
    Map<String, Double> later =
        EpochTables.column(FOLDER.resolve("model_costs_updated.csv"), "Model", "Cost");
    int met = 0;
    for (Map.Entry<String, Double> each : later.entrySet()) {
      Run run = tables.run(each.getKey(), DOLLARS).orElseThrow();
      Run bought =
          new Run(
              run.price(),
              run.available(),
              run.available(),
              run.hours(),
              run.watts(),
              run.family(),
              run.pue(),
              run.electricity(),
              each.getKey().equals(REVISED) ? 119.58 : run.from(),
              run.to());
      assertThat(TrainingCost.of(bought, PRICES).total())
          .as(each.getKey())
          .isCloseTo(
              each.getValue(),
              each.getKey().equals(REVISED) ? Percentage.withPercentage(1e-3) : EXACT);
      met++;
    }
    assertThat(met).isEqualTo(61);
  }
}
