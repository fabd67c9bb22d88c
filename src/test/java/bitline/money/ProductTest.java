package bitline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.chip.Memory;
import bitline.money.price.Prices;
import bitline.silicon.AtNode;
import bitline.silicon.Factors;
import bitline.silicon.Peak;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductTest {
  @Test
  void chipFromModelsOfAreaAndBlocksBeyond() {
    Chip chip = Chips.byName("houmo_h30_2023");
    Product product = Product.of(chip);
    assertThat(product.packaging()).isEqualTo("organic");
    assertThat(product.memory()).containsExactly(new Product.Beside(Memory.Type.GDDR6, 8e9));
    Die die = product.dies().getFirst();
    double described =
        Peak.of(chip, chip.operatingPoint(), Factors.BLIND).area().values().stream()
            .mapToDouble(each -> each)
            .sum();
    double drawn =
        die.blocks().stream()
            .filter(block -> block.foundation().equals("models of area"))
            .mapToDouble(block -> block.area().middle())
            .sum();
    assertThat(drawn).isCloseTo(described, within(1e-9 * described));
    assertThat(die.area()).isBetween(1.1 * described, 2 * described);
    assertThat(names(die))
        .contains("cells of arrays", "GDDR6 controller and PHY", "host link", "control processors");
    // 128 GB/s over pins of 16 Gb/s
    assertThat(block(die, "GDDR6 controller and PHY").foundation()).startsWith("64 data pins");
    assertThat(die.repairable())
        .isCloseTo(block(die, "cells of arrays").area().middle(), within(1e-15));
  }

  @Test
  void publishedAreaIsTakenWhereThereIsOne() {
    Chip chip = Chips.byName("hermes64_natel_2023");
    Die die = Product.of(chip).dies().getFirst();
    double told =
        die.blocks().stream()
            .filter(block -> block.foundation().startsWith("published"))
            .mapToDouble(block -> block.area().middle())
            .sum();
    assertThat(told).isCloseTo(40.7e-6, within(1e-12));
    assertThat(die.medium()).isEqualTo(chip.cell().medium());
  }

  @Test
  void theSameChipInFinerProcessesIsSmallerAndItsLinksHardly() {
    Chip chip = Chips.byName("houmo_h30_2023");
    Die at28 = Product.of(AtNode.of(chip, 28e-9)).dies().getFirst();
    Die at5 = Product.of(AtNode.of(chip, 5e-9)).dies().getFirst();
    assertThat(at5.area()).isLessThan(at28.area() / 2);
    String link = "GDDR6 controller and PHY";
    double shrink = block(at5, link).area().middle() / block(at28, link).area().middle();
    assertThat(shrink).isBetween(0.2, 0.8);
    Terms terms = Terms.of(1e7);
    UnitCost old = Costing.of(Product.of(AtNode.of(chip, 28e-9)), terms);
    UnitCost fine = Costing.of(Product.of(AtNode.of(chip, 5e-9)), terms);
    assertThat(fine.fixed().middle()).isGreaterThan(2 * old.fixed().middle());
  }

  @Test
  void everyChipIsAProduct() {
    for (Chip chip : Chips.all()) {
      Product product = Product.of(chip);
      assertThat(product.dies()).hasSize(1);
      assertThat(product.dies().getFirst().area()).as(chip.name()).isBetween(1e-6, Die.RETICLE);
      if (chip.node() < 100e-9) {
        UnitCost cost = new Costing(Prices.standard()).cost(product, Terms.of(1e5), 10);
        assertThat(cost.price().middle()).as(chip.name()).isBetween(1.0, 1e6);
      } else {
        assertThatThrownBy(() -> Costing.of(product, Terms.of(1e5)))
            .isInstanceOf(Problem.class)
            .hasMessageStartingWith("node 130 nm: no price");
      }
    }
  }

  @Test
  void cutIntoDiesWithLinksBetween() {
    Product whole = Product.ofDies("p", List.of(Die.of("d", 8e-4, 5e-9, 1)), List.of());
    Product cut = whole.cut(4);
    assertThat(cut.dies().getFirst().count()).isEqualTo(4);
    assertThat(cut.silicon()).isCloseTo(8e-4 / 0.9, within(1e-12));
    assertThat(whole.cut(1)).isEqualTo(whole);
    assertThatThrownBy(() -> whole.cut(0))
        .isInstanceOf(Problem.class)
        .hasMessage("p: cut into 0 dies; 1 to 1000 are possible, of one kind of die only");
    Product large = Product.of(Chips.byName("generic_analog"));
    assertThat(large.dies().getFirst().count()).isGreaterThan(1);
  }

  private static List<String> names(Die die) {
    return die.blocks().stream().map(Block::name).toList();
  }

  private static Block block(Die die, String name) {
    return die.blocks().stream()
        .filter(block -> block.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name));
  }
}
