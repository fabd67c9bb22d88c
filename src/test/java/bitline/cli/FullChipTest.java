package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Workbench;
import bitline.chip.Chip;
import org.junit.jupiter.api.Test;

/// Through quantising steps, mapper and event model.
class FullChipTest {
  /// 64 products of 256 × 256 in 133 ns.
  @Test
  void hermesTakesOnePhase() {
    Chip hermes = Workbench.chip("hermes64_natel_2023").at("1 phase");
    double ops = FullChip.ops(hermes, FullChip.inputBits(hermes));
    assertThat(64 * 256 * 256 * 2 / ops).isCloseTo(133e-9, within(0.01e-9));
  }

  /// Seven bits in two digits: 15 + 7 pulses and 10 + 6 bits of 0.3 us, twice 0.27 us between.
  @Test
  void neurramTakesTwoPhases() {
    Chip neurram = Workbench.chip("wan_nature_2022").at("8b in, 10b out");
    double ops = FullChip.ops(neurram, FullChip.inputBits(neurram));
    assertThat(48 * 128 * 256 * 2 / ops).isCloseTo(11.94e-6, within(0.01e-6));
  }

  /// 54 cycles of 25 ns for each bit of an input.
  @Test
  void jiaTakesBitByBit() {
    Chip jia = Workbench.chip("jia_jssc_2020");
    assertThat(2304 * 256 * 2 / FullChip.ops(jia, 8)).isCloseTo(8 * 1.35e-6, within(0.01e-6));
  }
}
