package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.MappedProducts;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArrayContentsTest {
  @Test
  void whatIsPlacedRightIsReadBack() {
    Cases.forAll(
        60,
        random -> {
          Program program = MappedProducts.draw(random, 0).program();
          ArrayLayer layer = program.layers().getFirst();
          assertThat(ArrayContents.held(program).get(layer.node()))
              .singleElement()
              .isEqualTo(layer.weights());
        });
  }

  /// All tiles in the place of the first: the last one written is what all of them read.
  @Test
  void tilesThatOverlapReadOthersWeights() {
    int[] found = new int[1];
    Cases.forAll(
        100,
        random -> {
          Program program = MappedProducts.draw(random, 0).program();
          ArrayLayer layer = program.layers().getFirst();
          List<Tile> tiles = new ArrayList<>();
          for (Tile t : layer.tiles()) {
            tiles.add(
                new Tile(
                    0, 0, t.group(), t.fromRow(), t.toRow(), t.fromColumn(), t.toColumn(), 0, 0));
          }
          if (tiles.size() > 1) {
            var held = ArrayContents.held(moved(program, layer.lying(tiles)));
            found[0] += held.get(layer.node()).contains(layer.weights()) ? 0 : 1;
          }
        });
    assertThat(found[0]).isGreaterThan(10);
  }

  @Test
  void aTileBeyondItsArrayIsTold() {
    Cases.forAll(
        10,
        random -> {
          Program program = MappedProducts.draw(random, 0).program();
          ArrayLayer layer = program.layers().getFirst();
          Tile t = layer.tiles().getFirst();
          int row = program.chip().array().inputRows();
          Tile beyond =
              new Tile(
                  0, 0, t.group(), t.fromRow(), t.toRow(), t.fromColumn(), t.toColumn(), row, 0);
          Program moved = moved(program, layer.lying(List.of(beyond)));
          assertThatThrownBy(() -> ArrayContents.held(moved))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("lies beyond its array");
        });
  }

  /// The program with its layer elsewhere, and no copies.
  private static Program moved(Program program, ArrayLayer layer) {
    return new Program(
        program.chip(),
        program.graph(),
        program.inputs(),
        List.of(layer),
        program.arraysUsed(),
        program.segments(),
        Map.of());
  }
}
