package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.cell.Cell;
import bitline.chip.Chips;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WritingCostTest {
  private static Cell cell(String chip) {
    return Chips.byName(chip).cell();
  }

  /// 100,000 cells are four blocks of 32,768: 80 ms of erasing, and 1,000 turns of 25 us.
  @Test
  void flashIsErasedBlockByBlock() {
    WritingCost cost =
        Objects.requireNonNull(WritingCost.of(cell("fick_isscc_2022"), 100_000, 100));
    assertThat(cost.eraseBlocks()).isEqualTo(4);
    assertThat(cost.lifeUsed()).isEqualTo(1e-4);
    assertThat(cost.text())
        .startsWith("writing its weights once: 105 ms with one cell at a time in each array, ")
        .contains("4 blocks erased first, 1 of the 10 k writes");
  }

  @Test
  void linesOfChips() {
    assertThat(WritingCost.line(cell("hermes64_natel_2023")))
        .isEqualTo("writing    each cell 10 us, 100 pJ; survives 1 M writes; kept for 10 y");
    assertThat(WritingCost.line(cell("fick_isscc_2022")))
        .contains("erased in blocks of 32768 cells, 20 ms each; survives 10 k writes");
    assertThat(WritingCost.line(cell("houmo_h30_2023"))).isEqualTo("writing    each cell 1 ns");
  }
}
