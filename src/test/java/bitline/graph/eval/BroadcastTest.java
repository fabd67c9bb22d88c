package bitline.graph.eval;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.graph.Elementwise;
import bitline.tensor.ElementType;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BroadcastTest {
  private record Case(Elementwise op, DoubleBinaryOperator f) {}

  private static final List<Case> OPS =
      List.of(
          new Case(new Elementwise.Add(), (a, b) -> (float) a + (float) b),
          new Case(new Elementwise.Sub(), (a, b) -> (float) a - (float) b),
          new Case(new Elementwise.Mul(), (a, b) -> (float) a * (float) b),
          new Case(new Elementwise.Div(), (a, b) -> (float) a / (float) b),
          new Case(new Elementwise.PRelu(), (a, b) -> a < 0 ? (float) a * (float) b : a),
          new Case(new Elementwise.Max(), Math::max),
          new Case(new Elementwise.Min(), Math::min),
          new Case(new Elementwise.Mod(true), (a, b) -> (float) (a % b)),
          new Case(new Elementwise.Less(), (a, b) -> a < b ? 1 : 0));

  /// Every pair of shapes that NumPy's rule lets through gives what one gets by working out each
  /// index.
  @Test
  void fastLoopsGiveWhatIndexArithmeticGives() {
    Cases.forAll(
        400,
        random -> {
          int[] sizes = StridedTest.sizes(random, random.nextInt(5), 7);
          Tensor.Floats a = operand(random, sizes);
          Tensor.Floats b = operand(random, sizes);
          Case test = OPS.get(random.nextInt(OPS.size()));
          Tensor out =
              ElementwiseEval.eval(
                  test.op, new Operands(List.of(a, b)), new ScalarKernels("a test"));
          Shape shape = Shape.broadcast(a.shape(), b.shape());
          assertThat(out.shape()).isEqualTo(shape);
          for (int i = 0; i < out.elements(); i++) {
            double expected = test.f.applyAsDouble(read(a, shape, i), read(b, shape, i));
            assertThat(out.at(i))
                .as("%s of %s and %s at %d", test.op, a.shape(), b.shape(), i)
                .isEqualTo(expected);
          }
        });
  }

  /// Some axes of the full shape replaced by 1, some leading ones dropped.
  private static Tensor.Floats operand(RandomGenerator random, int[] full) {
    int dropped = full.length == 0 || random.nextBoolean() ? 0 : random.nextInt(full.length + 1);
    int[] sizes = Arrays.copyOfRange(full, dropped, full.length);
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = random.nextInt(3) == 0 ? 1 : sizes[i];
    }
    Shape shape = Shape.of(sizes);
    float[] data = new float[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (random.nextInt(41) - 20) / 4f + 0.125f;
    }
    return new Tensor.Floats(ElementType.FLOAT, shape, data);
  }

  private static double read(Tensor tensor, Shape as, int i) {
    int place = 0;
    int stride = 1;
    for (int axis = 1; axis <= as.rank(); axis++) {
      int at = i % as.size(-axis);
      i /= as.size(-axis);
      if (axis <= tensor.shape().rank()) {
        place += tensor.shape().size(-axis) == 1 ? 0 : at * stride;
        stride *= tensor.shape().size(-axis);
      }
    }
    return tensor.at(place);
  }
}
