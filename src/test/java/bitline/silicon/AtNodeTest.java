package bitline.silicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.chip.Part;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtNodeTest {
  private static final List<Double> SMALLER = List.of(28e-9, 12e-9, 7e-9, 5e-9);

  private static Peak peak(Chip chip) {
    return Peak.of(chip, chip.operatingPoint(), Factors.BLIND);
  }

  private static double area(Peak peak) {
    return peak.area().values().stream().mapToDouble(a -> a).sum();
  }

  private static double energy(Peak peak) {
    return peak.energy().values().stream().mapToDouble(e -> e).sum();
  }

  @Test
  void theOwnNodeChangesNothing() {
    Chip chip = Chips.byName("houmo_h30_2023");
    assertThat(AtNode.of(chip, 12e-9)).isSameAs(chip);
  }

  /// Gates and SRAM shrink and switch less from node to node, so a digital chip does too.
  @ParameterizedTest
  @ValueSource(strings = {"houmo_h30_2023", "axelera_isscc_2024"})
  void aDigitalChipGetsSmallerFasterAndCheaperInEnergy(String name) {
    Chip chip = Chips.byName(name);
    Peak before = peak(AtNode.of(chip, 40e-9));
    for (double node : SMALLER) {
      Peak now = peak(AtNode.of(chip, node));
      assertThat(now.macs()).isEqualTo(before.macs());
      assertThat(now.seconds()).as("step at %s m", node).isLessThan(before.seconds());
      assertThat(area(now)).as("area at %s m", node).isLessThan(area(before));
      assertThat(energy(now)).as("energy at %s m", node).isLessThan(energy(before));
      before = now;
    }
  }

  /// Every step takes as many gate delays as before.
  @Test
  void aDigitalStepFollowsTheDelayOfGates() {
    Chip chip = Chips.byName("houmo_h30_2023");
    Node from = Nodes.at(12e-9);
    Node to = Nodes.at(28e-9);
    double slower = to.delay(to.supply()) / from.delay(from.supply());
    Chip there = AtNode.of(chip, 28e-9);
    assertThat(there.operatingPoint().step())
        .isCloseTo(chip.operatingPoint().step() * slower, within(1e-18));
    assertThat(there.memories().getFirst().bandwidth()).isCloseTo(250e9 / slower, within(1.0));
    assertThat(there.outside()).isEqualTo(chip.outside());
    assertThat(there.host()).isEqualTo(chip.host());
    assertThat(there.operatingPoint().ops()).isNull();
    assertThat(there.area()).isNull();
  }

  /// Converters set the step of an analog array, and noise sets the converters.
  @Test
  void anAnalogArrayKeepsItsStepAndCells() {
    Chip chip = Chips.byName("wan_nature_2022");
    Chip there = AtNode.of(chip, 28e-9);
    assertThat(there.operatingPoint().step()).isEqualTo(chip.operatingPoint().step());
    assertThat(there.cell()).isEqualTo(chip.cell());
    assertThat(peak(there).area().get(Part.CONTROL))
        .isLessThan(peak(chip).area().get(Part.CONTROL));
  }

  @Test
  void aNodeThatNobodyDescribesIsRefused() {
    Chip chip = Chips.byName("houmo_h30_2023");
    assertThatThrownBy(() -> AtNode.of(chip, 1e-9)).isInstanceOf(Problem.class);
  }

  @Test
  void everyDescribedChipCanBeDrawnAnywhere() {
    for (Chip chip : Chips.all()) {
      for (double node : SMALLER) {
        Peak drawn = peak(AtNode.of(chip, node));
        assertThat(energy(drawn)).as("%s at %s m", chip.name(), node).isPositive().isFinite();
        assertThat(area(drawn)).as("%s at %s m", chip.name(), node).isPositive().isFinite();
      }
    }
  }
}
