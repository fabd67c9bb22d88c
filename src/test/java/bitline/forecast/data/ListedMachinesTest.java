package bitline.forecast.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import bitline.forecast.Observation;
import bitline.forecast.measure.Choice;
import bitline.forecast.measure.Conventions;
import bitline.forecast.measure.Machine;
import bitline.forecast.measure.Measure;
import bitline.forecast.measure.MeasuredSeries;
import bitline.forecast.measure.Precision;
import bitline.forecast.measure.PriceBasis;
import bitline.forecast.measure.PriceIndex;
import bitline.forecast.measure.Valuation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedMachinesTest {
  private static final String TITLES =
      "Hardware name,Manufacturer,Type,Release date,Release price (USD),"
          + "Tensor-FP16/BF16 performance (FLOP/s),FP32 (single precision) performance (FLOP/s),"
          + "INT8 performance (OP/s),TDP (W),Memory (bytes),Memory bandwidth (byte/s),"
          + "Intranode bandwidth (byte/s),Die Size (mm^2),Transistors (millions),ML OP/s\n";

  @TempDir Path folder;

  private static Path shared() {
    Path data = Path.of(System.getProperty("bitline.data", "../shared"));
    Assumptions.assumeTrue(
        Files.exists(data.resolve("forecast")), "skipped: no ../shared/forecast");
    return data;
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aRowIsAMachine() throws Exception {
    write(
        "ml_hardware.csv",
        TITLES
            + "Some A1,Some,GPU,2020-07-01,1000,8e13,1e13,1.6e14,200,1.6e10,5e11,,400,20000,1e14\n"
            + "Some B1,Some,GPU,,500,,,,,,,,,,\n");
    write(
        "hardware_prices.csv",
        "Price date,Hardware model,Price per chip-hour (on-demand),Price (hardware purchase),Notes\n"
            + "2020-08-01,Some A1,3.00,,\n"
            + "2020-09-01,Some A1,1.00,,\n"
            + "2020-10-01,Some A1,1.50,,\n"
            + "2021-01-01,Some A1,,900,in a shop\n");
    ListedMachines listed = ListedMachines.of(folder);
    assertThat(listed.machines()).hasSize(1); // the other has no date
    assertThat(listed.vintages()).hasSize(2);
    Machine machine = listed.machines().getFirst();
    assertThat(machine.row()).isEqualTo(2);
    assertThat(machine.kind()).isEqualTo("gpu");
    assertThat(machine.link()).isNull();
    MeasuredSeries list = measure(listed, Choice.of(Measure.OPS_PER_DOLLAR).in(Precision.FP16));
    assertThat(list.series().observations().getFirst().value()).isCloseTo(8e10, within(1.0));
    MeasuredSeries street =
        measure(listed, Choice.of(Measure.OPS_PER_DOLLAR).in(Precision.FP16).at(PriceBasis.STREET));
    assertThat(street.series().observations().getFirst().value())
        .isCloseTo(8e13 / 900, within(1.0));
    MeasuredSeries cloud =
        measure(listed, Choice.of(Measure.OPS_PER_DOLLAR).in(Precision.FP16).at(PriceBasis.CLOUD));
    assertThat(cloud.series().observations().getFirst().value() / (8e13 * 3600 / 1.5))
        .isCloseTo(1, within(1e-12));
    assertThat(measure(listed, Choice.of(Measure.NETWORK)).unused().getFirst().why())
        .isEqualTo("nobody has told the bandwidth of its links");
  }

  private static MeasuredSeries measure(ListedMachines listed, Choice choice) {
    return MeasuredSeries.of(listed.machines(), choice, Valuation.standard(), listed.vintages());
  }

  @Test
  void withoutATableThereIsNothing() {
    Assertions.assertThatThrownBy(() -> ListedMachines.of(folder))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("ml_hardware");
  }

  /// The same rows give the same numbers as the series that are read straight from the columns.
  @Test
  void theTableGivesWhatItsColumnsSay() {
    Path data = shared();
    ListedMachines listed = ListedMachines.of(data);
    same(Tables.series(data, "memory-bandwidth"), measure(listed, Choice.of(Measure.BANDWIDTH)));
    same(Tables.series(data, "memory"), measure(listed, Choice.of(Measure.MEMORY)));
    same(Tables.series(data, "fp32"), measure(listed, Choice.of(Measure.OPS).in(Precision.FP32)));
    same(
        Tables.series(data, "fp32-per-watt"),
        measure(listed, Choice.of(Measure.OPS_PER_JOULE).in(Precision.FP32)));
  }

  private static void same(bitline.forecast.Series expected, MeasuredSeries measured) {
    List<Observation> got = measured.series().observations();
    assertThat(got).hasSameSizeAs(expected.observations());
    for (int i = 0; i < got.size(); i++) {
      assertThat(got.get(i).name()).isEqualTo(expected.observations().get(i).name());
      assertThat(got.get(i).value() / expected.observations().get(i).value())
          .isCloseTo(1, within(1e-12));
    }
  }

  /// The means that `measures/conventions.yaml` holds are those of the file that they name.
  @Test
  void producerPricesAreTranscribedRight() {
    PriceIndex read = ListedMachines.producerPrices(shared());
    PriceIndex ours = Conventions.known().index("ppi");
    for (PriceIndex.Level level : ours.levels()) {
      assertThat(level.level()).isCloseTo(read.level(level.year()), within(0.0006));
    }
  }
}
