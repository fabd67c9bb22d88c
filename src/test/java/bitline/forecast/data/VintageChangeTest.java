package bitline.forecast.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import bitline.forecast.Observation;
import bitline.forecast.Series;
import bitline.forecast.Trend;
import bitline.forecast.data.VintageChange.Change;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What moved from one copy of a table to the next.
class VintageChangeTest {
  private static Observation of(String name, double date, double value) {
    return new Observation(name, name, "", "", date, value, 0, null);
  }

  private static Series series(String unit, Observation... observations) {
    return new Series("s", "s", unit, true, List.of(observations), List.of());
  }

  @Test
  void addedRemovedChangedAndWhatStays() {
    Series older = series("W", of("a", 2020, 1), of("b", 2021, 2), of("c", 2022, 4));
    Series newer =
        series("W", of("a", 2020, 1), of("b", 2021, 3), of("c", 2022.5, 4), of("d", 2023, 8));
    VintageChange change = VintageChange.of(older, newer);
    assertThat(change.added()).extracting(Observation::name).containsExactly("d");
    assertThat(change.removed()).isEmpty();
    assertThat(change.changed())
        .containsExactlyInAnyOrder(
            new Change(of("b", 2021, 2), of("b", 2021, 3)),
            new Change(of("c", 2022, 4), of("c", 2022.5, 4)));
    assertThat(VintageChange.of(newer, older).removed())
        .extracting(Observation::name)
        .containsExactly("d");
    assertThat(VintageChange.of(newer, newer).nothing()).isTrue();
    assertThat(Objects.requireNonNull(change.was()).doubling()).isEqualTo(1, within(1e-9));
  }

  /// Two rows of one name stay apart by their dates.
  @Test
  void twoOfOneName() {
    Series older = series("W", of("a", 2020, 1), of("a", 2021, 2));
    Series newer = series("W", of("a", 2021, 2), of("a", 2020, 5));
    assertThat(VintageChange.of(older, newer).changed())
        .containsExactly(new Change(of("a", 2020, 1), of("a", 2020, 5)));
    assertThat(VintageChange.of(older, newer).was()).as("two points, no spread").isNull();
  }

  @Test
  void otherUnitsAreOtherSeries() {
    assertThatThrownBy(() -> VintageChange.of(series("W"), series("kW")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("not copies of one series");
  }

  /// The two copies of December 2025: nothing moved in memory, price or 32-bit rate, three machines
  /// have other low-precision rates, and the power of TPUs was mended.
  @Test
  void theTwoStoredCopies() {
    VintageChange rates = stored("ml-ops");
    assertThat(rates.added()).isEmpty();
    assertThat(rates.removed()).isEmpty();
    assertThat(rates.changed())
        .extracting(change -> change.to().name())
        .containsExactlyInAnyOrder("Google TPU v2", "Huawei Ascend 910C", "Google TPU v7 Ironwood");
    assertThat(rates.changed())
        .filteredOn(change -> change.to().name().equals("Google TPU v7 Ironwood"))
        .singleElement()
        .satisfies(change -> {
          assertThat(change.from().value()).isEqualTo(4.614e15);
          assertThat(change.to().value()).isEqualTo(2.307e15);
        });
    VintageChange power = stored("board-power");
    assertThat(power.added())
        .extracting(Observation::name)
        .containsExactlyInAnyOrder("Google TPU v5p", "Google TPU v6e Trillium");
    assertThat(power.removed()).extracting(Observation::name).containsExactly("Google TPU v5e");
    Trend was = Objects.requireNonNull(power.was());
    Trend is = Objects.requireNonNull(power.is());
    assertThat(was.doubling()).isEqualTo(8.07, within(0.01));
    assertThat(is.doubling()).isEqualTo(7.87, within(0.01));
    assertThat(stored("memory-bandwidth").nothing()).isTrue();
    assertThat(stored("price-performance").nothing()).isTrue();
  }

  private static VintageChange stored(String key) {
    List<Series> copies = Tables.vintages(PublicData.folder(), key);
    assertThat(copies)
        .extracting(copy -> copy.vintages().getFirst().file())
        .containsExactly("ml_hardware_sr3k.csv", "ml_hardware_2025-12_joshyou.csv");
    return VintageChange.of(copies.getFirst(), copies.getLast());
  }
}
