package bitline.policy.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.policy.Rules;
import bitline.policy.supply.Supply.Need;
import bitline.policy.supply.Supply.Party;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupplyTest {
  private static final LocalDate TEXT = LocalDate.of(2026, 7, 23);

  private static Supply of(String node, LocalDate on) {
    return Supply.of(node, Rules.standard(), on);
  }

  private static Need need(Supply supply, String tool) {
    return supply.needs().stream()
        .filter(n -> n.tool().name().equals(tool))
        .findFirst()
        .orElseThrow();
  }

  private static Party party(Supply supply, String country) {
    return supply.parties().stream()
        .filter(p -> p.country().equals(country))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"5nm, true", "4 nm, true", "6nm, false", "7nm, false"})
  void atFiveNanometresTheNetherlandsMustAgree(String node, boolean must) {
    Supply supply = of(node, TEXT);
    assertThat(party(supply, "NL").mustAgree()).isEqualTo(must);
    assertThat(need(supply, "euv-scanner").indispensable()).isEqualTo(must);
    assertThat(party(supply, "NL").alone()).containsExactly("EUV scanners");
    assertThat(party(supply, "US").abroad())
        .containsExactly("3B001.f.1.a (EUV scanners)", "3B001.f.1.b (immersion scanners)");
  }

  @Test
  void coarseLogicNeedsNoEuv() {
    Supply supply = of("28nm", TEXT);
    assertThat(supply.needs()).extracting(n -> n.tool().name()).doesNotContain("euv-scanner");
    assertThat(supply.parties()).noneMatch(Party::mustAgree);
    assertThat(of("130nm", TEXT).needs())
        .extracting(n -> n.tool().name())
        .contains("dry-scanner")
        .doesNotContain("immersion-scanner");
  }

  @Test
  void instrumentsAreThoseOfTheDate() {
    assertThat(party(of("5nm", LocalDate.of(2023, 7, 22)), "JP").instruments()).isEmpty();
    assertThat(party(of("5nm", LocalDate.of(2023, 7, 23)), "JP").instruments())
        .containsExactly("Japan's 23 items");
    assertThat(party(of("14nm", LocalDate.of(2023, 8, 31)), "NL").instruments()).isEmpty();
    assertThat(party(of("14nm", LocalDate.of(2023, 9, 1)), "NL").instruments())
        .containsExactly("Dutch regulation of 2023");
  }

  @Test
  void everyKnownNodeHasAnAnswer() {
    for (Node node : Nodes.all()) {
      Supply supply = Supply.of(node.length(), Rules.standard(), TEXT);
      assertThat(supply.needs()).as(node.name()).hasSizeGreaterThan(10);
      assertThat(supply.parties()).as(node.name()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1nm", "200nm", "fast", "", "5", "5 GB", "-5nm"})
  void unknownNodesAreRefusedWithAList(String node) {
    assertThatThrownBy(() -> of(node, TEXT))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("nothing is known of such a process; there are 130 nm, 90 nm");
  }

  @Test
  void theFileSaysHowWellItIsKnown() {
    for (Tool tool : Supply.tools()) {
      assertThat(tool.evidence()).as(tool.name()).isNotEmpty().allMatch(e -> e.grade() != null);
      assertThat(tool.suppliers().stream().mapToDouble(Tool.Supplier::share).sum())
          .as(tool.name())
          .isBetween(0.85, 1.0001);
      assertThat(Supply.quantities(tool).quantities()).hasSameSizeAs(tool.figures());
    }
  }

  @Test
  void impossibleToolsAreRefused() {
    assertThatThrownBy(() -> tool(7e-9, null, "", 0.4))
        .hasMessageContaining("instead of x is missing");
    assertThatThrownBy(() -> tool(7e-9, 9e-9, "", 0.4)).hasMessageContaining("larger node");
    assertThatThrownBy(() -> tool(7e-9, 7e-9, "", 0.6)).hasMessageContaining("1.2 of the market");
    assertThat(tool(7e-9, 5e-9, "otherwise", 0.4).hold("B")).isEqualTo(Tool.Hold.SOME);
  }

  private static Tool tool(
      double used, @Nullable Double indispensable, String instead, double share) {
    return new Tool(
        "x",
        "x",
        used,
        indispensable,
        instead,
        Map.of(),
        List.of(
            new Tool.Supplier("A", List.of("a"), share),
            new Tool.Supplier("B", List.of("b"), share)),
        List.of());
  }
}
