package bitline.money.spare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.chip.Chips;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpareSearchTest {
  private static SpareSearch search(String chip, double density, DieCost cost) {
    Chip asked = Chips.byName(chip);
    return SpareSearch.of(
        new SpareSearch.Question(
            asked, density, DefectModel.of(asked), asked.cores(), 1000, 0, new SparePlan(2, 2)),
        cost);
  }

  @Test
  void withoutDefectsSpareLinesOnlyCost() {
    Chip chip = Chips.byName("hermes64_natel_2023");
    SpareSearch found = search(chip.name(), 0, DieCost.of(chip));
    assertThat(found.cheapest().spares()).isEqualTo(SparePlan.NONE);
    assertThat(found.tried()).hasSize(9).allMatch(tried -> tried.yield() == 1);
  }

  @Test
  void whereDefectsAreManyTheyPay() {
    Chip chip = Chips.byName("hermes64_natel_2023");
    SpareSearch found = search(chip.name(), 10_000, DieCost.of(chip));
    SpareSearch.Tried none = found.tried().getFirst();
    assertThat(none.spares()).isEqualTo(SparePlan.NONE);
    assertThat(found.cheapest().yield()).isGreaterThan(none.yield());
    assertThat(found.cheapest().dollars()).isLessThan(none.dollars());
    double least = found.tried().stream().mapToDouble(SpareSearch.Tried::dollars).min().orElse(0);
    assertThat(found.cheapest().dollars()).isEqualTo(least);
  }

  @Test
  void moreLinesMakeTheDieLarger() {
    List<SpareSearch.Tried> tried =
        search("wan_nature_2022", 5000, (area, yield) -> area / yield).tried();
    for (SpareSearch.Tried one : tried) {
      for (SpareSearch.Tried other : tried) {
        boolean more =
            one.spares().rows() >= other.spares().rows()
                && one.spares().columns() >= other.spares().columns()
                && !one.equals(other);
        if (more) {
          assertThat(one.die()).isGreaterThan(other.die());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "", "x", "2x", "-1x2", "1.5x2", "2x3x4", "9999999x1"})
  void whatIsNoPlanIsRefused(String text) {
    assertThatThrownBy(() -> SparePlan.parse("--spares", text))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("--spares '" + text + "'")
        .hasMessageContaining("write 2x4");
  }

  @Test
  void moreSpareLinesThanLinesAreRefused() {
    Chip chip = Chips.byName("hermes64_natel_2023");
    assertThatThrownBy(() -> new SparePlan(257, 0).on(chip))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("257x0")
        .hasMessageContaining("256 x 256");
    assertThat(new SparePlan(256, 256).on(chip).array().spareRows()).isEqualTo(256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1 /cm2", "101 /cm2", "0.1", "many", "0.1 mm2"})
  void impossibleDensitiesAreRefused(String text) {
    assertThatThrownBy(() -> DefectModel.density("--defects", text))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("--defects")
        .hasMessageContaining("/cm2");
  }

  @Test
  void densitiesAreRead() {
    assertThat(DefectModel.density("--defects", "0.1/cm2")).isEqualTo(1000);
    assertThat(DefectModel.density("--defects", "0.001 /mm2")).isEqualTo(1000);
    assertThat(DefectModel.density("--defects", "0 /cm2")).isEqualTo(0);
  }
}
