package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.NetworkBuilder;
import bitline.RandomChips;
import bitline.RandomProducts;
import bitline.Workbench;
import bitline.base.Problem;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Op;
import bitline.graph.Quantising;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A program runs on inputs of another length than it was compiled for, such as the words of a
/// sentence, where that changes nothing but the number of vectors.
class OtherLengthsTest {
  private static final int ROWS = 11;

  @Test
  void moreOrFewerVectorsGiveWhatAProgramForThemGives() {
    Cases.forAll(
        100,
        random -> {
          boolean gemm = random.nextBoolean();
          Tensor weights = RandomProducts.integers(random, ElementType.INT8, Shape.of(ROWS, 5));
          Op op = gemm ? new Linear.Gemm(1, 1, false, false) : new Linear.MatMul();
          Shape compiled = gemm ? Shape.of(3, ROWS) : Shape.of(1, 3, ROWS);
          Shape given =
              gemm
                  ? Shape.of(random.nextInt(1, 9), ROWS)
                  : Shape.of(random.nextInt(1, 3), random.nextInt(1, 9), ROWS);
          var chip = RandomChips.draw(random, 1000, random.nextInt(3) == 0 ? 0 : 5);
          Tensor x = RandomProducts.integers(random, ElementType.UINT8, given);
          Simulator.Result got =
              Workbench.run(Workbench.map(network(op, weights, compiled), chip), Map.of("x", x));
          Simulator.Result expected =
              Workbench.run(Workbench.map(network(op, weights, given), chip), Map.of("x", x));
          Tensor y = got.outputs().get("product");
          assertThat(y.shape()).isEqualTo(expected.outputs().get("product").shape());
          assertThat(y.toFloats()).isEqualTo(expected.outputs().get("product").toFloats());
          assertThat(got.activity()).isEqualTo(expected.activity());
        });
  }

  @Test
  void whatDoesNotFitTheLayerIsAProblemOfOneLine() {
    Cases.forAll(
        1,
        random -> {
          Tensor weights = RandomProducts.integers(random, ElementType.INT8, Shape.of(ROWS, 5));
          Program program =
              Workbench.map(
                  network(new Linear.MatMul(), weights, Shape.of(1, 3, ROWS)),
                  RandomChips.draw(random, 1000, 0));
          Tensor longer =
              RandomProducts.integers(random, ElementType.UINT8, Shape.of(1, 3, ROWS + 1));
          assertThatThrownBy(() -> Workbench.run(program, Map.of("x", longer)))
              .isInstanceOf(Problem.class)
              .hasMessage(
                  "node 'product': its input is 1x3x12; the program was compiled for 33 elements");
          Tensor flat = RandomProducts.integers(random, ElementType.UINT8, Shape.of(3, ROWS));
          assertThatThrownBy(() -> Workbench.run(program, Map.of("x", flat)))
              .isInstanceOf(Problem.class)
              .hasMessage("input 'x' is 3x11; the program was compiled for 1x3x11");
          assertThatThrownBy(() -> Workbench.run(program, Map.of()))
              .isInstanceOf(Problem.class)
              .hasMessage("no value for input 'x' of test");
          ArrayLayer layer = program.layers().getFirst();
          int[] values = new int[3 * ROWS];
          values[7] = 256;
          Tensor wide = new Tensor.Ints(ElementType.UINT16, Shape.of(1, 3, ROWS), values);
          assertThatThrownBy(
                  () -> LayerRun.by(layer, new ReferenceEngine(layer)).run(wide, 0, new Activity()))
              .isInstanceOf(Problem.class)
              .hasMessage("node 'product': input 256 does not fit 8 bits (unsigned)");
        });
  }

  private static Graph network(Op op, Tensor weights, Shape data) {
    return new NetworkBuilder()
        .input("x", ElementType.UINT8, data)
        .constant("scale", Tensor.floats(Shape.SCALAR, new float[] {0.125f}))
        .constant("zero", new Tensor.Ints(ElementType.UINT8, Shape.SCALAR, new int[] {9}))
        .constant("w", weights)
        .node("x_real", new Quantising.DequantizeLinear(1, 0), "x", "scale", "zero")
        .node("w_real", new Quantising.DequantizeLinear(1, 0), "w", "scale")
        .node("product", op, "x_real", "w_real")
        .graph("product");
  }
}
