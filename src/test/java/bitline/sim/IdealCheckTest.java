package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.MappedProducts;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.RowGroup;
import bitline.tensor.Kernels;
import bitline.tensor.ScalarKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class IdealCheckTest {
  private static final Kernels SCALAR = new ScalarKernels("the reference");

  @Test
  void whatIsMappedRightAgrees() {
    Cases.forAll(
        100,
        random -> {
          MappedProducts drawn = MappedProducts.draw(random, random.nextInt(9));
          IdealCheck.Result result = IdealCheck.check(drawn.program(), SCALAR, drawn.inputs());
          assertThat(result.first()).isNull();
          assertThat(result.layers()).isEqualTo(1);
          assertThat(result.sums())
              .isEqualTo(drawn.program().layers().getFirst().outputShape().elements());
        });
  }

  @Test
  void aWeightPlacedWronglyIsFound() {
    int[] found = new int[1];
    Cases.forAll(
        100,
        random -> {
          MappedProducts drawn = MappedProducts.draw(random, 0);
          ArrayLayer layer = drawn.program().layers().getFirst();
          int[] weights = layer.weights().clone();
          int at = random.nextInt(weights.length);
          weights[at] += weights[at] > 0 ? -1 : 1;
          found[0] += differs(drawn, changed(layer, weights, layer.rowGroups())) ? 1 : 0;
        });
    // a weight that meets zeros alone may hide
    assertThat(found[0]).isGreaterThan(80);
  }

  /// The fastest engine knows nothing of row groups: only the arrays' own sums tell.
  @Test
  void aRowThatNoGroupReadsIsFound() {
    int[] found = new int[1];
    Cases.forAll(
        100,
        random -> {
          MappedProducts drawn = MappedProducts.draw(random, 0);
          ArrayLayer layer = drawn.program().layers().getFirst();
          List<RowGroup> groups = new ArrayList<>(layer.rowGroups());
          RowGroup last = groups.removeLast();
          if (last.rows() > 1) {
            groups.add(new RowGroup(last.from(), last.to() - 1));
          }
          if (!groups.isEmpty()) {
            found[0] += differs(drawn, changed(layer, layer.weights(), groups)) ? 1 : 0;
          }
        });
    assertThat(found[0]).isGreaterThan(60);
  }

  private static boolean differs(MappedProducts drawn, ArrayLayer changed) {
    Program program = drawn.program().with(List.of(changed));
    IdealCheck.Mismatch first = IdealCheck.check(program, SCALAR, drawn.inputs()).first();
    if (first == null) {
      return false;
    }
    assertThat(first.node()).isEqualTo(changed.node());
    assertThat(first.got()).isNotEqualTo(Objects.requireNonNull(first).expected());
    return true;
  }

  private static ArrayLayer changed(ArrayLayer l, int[] weights, List<RowGroup> groups) {
    return new ArrayLayer(
        l.node(),
        l.operator(),
        l.input(),
        l.inputZero(),
        l.inputZeroValue(),
        weights,
        l.weightZeros(),
        l.scales(),
        l.biases(),
        l.output(),
        l.outputShape(),
        l.unrolling(),
        l.coding(),
        l.range(),
        l.activeRows(),
        groups,
        l.tiles());
  }
}
