package bitline.forecast.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.forecast.Series;
import bitline.forecast.data.Tables;
import bitline.forecast.method.LogLinear;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Back-tests on the table of public hardware.
class PublicSeriesTest {
  private static Series series(String key) {
    Path table =
        Path.of(System.getProperty("bitline.data", "../shared"))
            .resolve("forecast/epoch/ml_hardware_2025-12_joshyou.csv");
    Assumptions.assumeTrue(Files.exists(table), "skipped: no ../shared");
    return Tables.series(table, key);
  }

  /// The published back-test of a straight line. Its protocol: all rows with a value, each origin's
  /// observations pooled, so that one within the horizon of three origins counts three times.
  @ParameterizedTest
  @CsvSource({
    "ml-ops, 0.78, 0.334, -0.05",
    "energy-efficiency, 0.80, 0.328, -0.146",
    "memory-bandwidth, 0.83, 0.262, 0.148",
    "fp32, 0.88, 0.162, ",
    "price-performance, 0.90, 0.319, 0.251"
  })
  void straightLine(String key, double coverage, double crps, Double bias) {
    Summary summary = Backtest.of(new LogLinear(), series(key), Protocol.STANDARD).summary();
    assertThat(summary.cover90()).isCloseTo(coverage, within(0.01));
    assertThat(summary.crps()).isCloseTo(crps, within(0.002));
    if (bias != null) {
      assertThat(summary.bias()).isCloseTo(bias, within(0.005));
    }
    double climatology =
        Backtest.of(new Climatology(), series(key), Protocol.STANDARD).summary().crps();
    assertThat(climatology).isBetween(0.395, 0.765);
  }

  /// The series with the fewest observations; `verify --part forecast` does all five.
  @Test
  void recalibratedStackOnPricePerformance() {
    Summary summary =
        Backtest.of(Recalibrated.standard(), series("price-performance"), Protocol.STANDARD)
            .summary();
    assertThat(summary.cover90()).isBetween(0.87, 0.93);
    assertThat(summary.crps()).isLessThan(0.319);
  }
}
