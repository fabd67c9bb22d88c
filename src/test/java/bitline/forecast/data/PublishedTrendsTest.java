package bitline.forecast.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.forecast.Observation;
import bitline.forecast.Series;
import bitline.forecast.Trend;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Doubling times that were computed from the same tables by other software, with the number of
/// observations where it was told (0 where it was not).
class PublishedTrendsTest {
  @ParameterizedTest
  @CsvSource({
    "fp32, 126, 2.77",
    "tensor-16-bit, 65, 2.29",
    "int8, 0, 2.23",
    "memory, 0, 3.06",
    "memory-bandwidth, 0, 2.79",
    "board-power, 0, 7.87",
    "energy-efficiency, 0, 1.62",
    "fp32-per-watt, 0, 3.80",
    "price-performance, 53, 1.87",
    "fp32-per-dollar, 51, 3.47",
    "ml-ops, 0, 1.43",
    "tpp, 155, 1.75",
    "transistors, 0, 2.53",
    "link-bandwidth, 0, 2.57",
    "gpu-fp32-per-dollar, 229, 2.59",
  })
  void allYears(String key, int observations, double doubling) {
    check(Tables.series(PublicData.folder(), key).observations(), observations, doubling);
  }

  /// 2006 to 2021, both years whole.
  @ParameterizedTest
  @CsvSource({"gpu-fp32, 1888, 2.31", "gpu-fp32-per-dollar, 207, 3.56"})
  void sixteenYears(String key, int observations, double doubling) {
    Series series = Tables.series(PublicData.folder(), key);
    check(series.between(2006, 2022), observations, doubling);
  }

  private static void check(List<Observation> observations, int count, double doubling) {
    Trend trend = Trend.of(observations);
    assertThat(trend.doubling()).isEqualTo(doubling, within(0.02));
    if (count > 0) {
      assertThat(trend.observations()).isEqualTo(count);
    }
  }
}
