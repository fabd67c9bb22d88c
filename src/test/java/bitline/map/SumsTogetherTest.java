package bitline.map;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Workbench;
import bitline.chip.Chip;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SumsTogetherTest {
  /// Sixteen arrays a core.
  private static final Chip H30 = Workbench.chip("houmo_h30_2023");

  private static Placement.Block block(int row, int column) {
    var piece =
        new Placement.Piece(0, 512 * row, 512 * row + 512, 32 * column, 32 * column + 32, 0, 0);
    return new Placement.Block(512, 256, List.of(piece));
  }

  /// A matrix of so many blocks down and across, in the order in which they are cut.
  private static List<Placement.Block> matrix(int down, int across) {
    List<Placement.Block> blocks = new ArrayList<>();
    for (int row = 0; row < down; row++) {
      for (int column = 0; column < across; column++) {
        blocks.add(block(row, column));
      }
    }
    return blocks;
  }

  private static List<Packing.Spot> from(int array, int count) {
    List<Packing.Spot> spots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      spots.add(new Packing.Spot(array + i, 0, 0));
    }
    return spots;
  }

  /// Columns of blocks that lie in more than one core.
  private static int parted(int down, int across, List<Packing.Spot> spots) {
    int parted = 0;
    for (int column = 0; column < across; column++) {
      Set<Integer> cores = new HashSet<>();
      for (int row = 0; row < down; row++) {
        cores.add(spots.get(row * across + column).place() / 16);
      }
      parted += cores.size() > 1 ? 1 : 0;
    }
    return parted;
  }

  @Test
  void noColumnIsPartedWhereCoresHaveRoom() {
    List<Packing.Spot> dealt = SumsTogether.dealt(matrix(4, 16), from(0, 64), H30);
    assertThat(dealt).containsExactlyInAnyOrderElementsOf(from(0, 64));
    assertThat(parted(4, 16, from(0, 64))).isEqualTo(16);
    assertThat(parted(4, 16, dealt)).isZero();
  }

  /// Nine arrays a column, sixteen a core: one column whole in each, the others of what is left.
  @Test
  void whatDoesNotFitIsParted() {
    List<Packing.Spot> dealt = SumsTogether.dealt(matrix(9, 7), from(0, 63), H30);
    assertThat(dealt).containsExactlyInAnyOrderElementsOf(from(0, 63));
    assertThat(parted(9, 7, dealt)).isEqualTo(3);
  }

  @Test
  void withoutWiresBlocksLieAsTheyCome() {
    Chip chip = Workbench.chip("ideal_digital");
    assertThat(SumsTogether.dealt(matrix(4, 16), from(0, 64), chip)).isEqualTo(from(0, 64));
  }
}
