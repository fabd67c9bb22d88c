package bitline.quant;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.NetworkBuilder;
import bitline.RandomProducts;
import bitline.base.Progress;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Window;
import bitline.graph.eval.Interpreter;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BalanceTest {
  private static final Window PLAIN =
      new Window(List.of(), List.of(), List.of(), List.of(), Window.AutoPad.NOTSET);

  @Test
  void theProductStaysTheSame() {
    Cases.forAll(
        200,
        random -> {
          Drawn drawn = draw(random);
          Balance balance = drawn.balance(plan(random));
          if (balance == null) {
            return;
          }
          int channels = balance.divisors().length;
          int perChannel = drawn.x.shape().span(2, 4);
          float[] divided = drawn.x.data().clone();
          for (int i = 0; i < divided.length; i++) {
            divided[i] *= (float) balance.factor().at(i / perChannel % channels);
          }
          Tensor same = drawn.product(Tensor.floats(drawn.x.shape(), divided), balance.weights());
          Tensor before = drawn.product(drawn.x, drawn.weights());
          Tensor.Floats sizes = (Tensor.Floats) drawn.product(size(drawn.x), size(drawn.weights()));
          for (int i = 0; i < before.elements(); i++) {
            assertThat(Math.abs(same.at(i) - before.at(i)))
                .isLessThanOrEqualTo(1e-5 * sizes.at(i) + 1e-30);
          }
        });
  }

  @Test
  void whatLiesBelowZeroKeepsToItsTail() {
    Cases.forAll(
        200,
        random -> {
          Drawn drawn = draw(random);
          InputPlan plan = plan(random);
          Balance balance = drawn.balance(plan);
          if (balance == null) {
            return;
          }
          Settings minMax =
              new Settings(
                  8, 8, false, Calibration.Method.MIN_MAX, 1, false, false, true, List.of());
          Balance whole = drawn.balance(new InputPlan(plan.strength(), 1, 0));
          Calibration.Range range = drawn.calibration().range("x", balance, minMax, 8, 0);
          Calibration.Range before = drawn.calibration().range("x", whole, minMax, 8, 0);
          assertThat(-before.least()).isLessThanOrEqualTo(before.greatest() * 1.0001f);
          assertThat(-range.least())
              .isLessThanOrEqualTo((float) (plan.tail() * 1.0001) * before.greatest());
        });
  }

  private static InputPlan plan(RandomGenerator random) {
    return new InputPlan(random.nextInt(5) * 0.25, random.nextBoolean() ? 1 : 0.25, 0);
  }

  private static Tensor size(Tensor tensor) {
    float[] sizes = tensor.toFloats().clone();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(sizes[i]);
    }
    return Tensor.floats(tensor.shape(), sizes);
  }

  /// A convolution whose input channels reach to either side of zero by different powers of ten.
  private record Drawn(Graph graph, Tensor.Floats x, int groups) {
    Tensor weights() {
      return graph.constant("w").tensor();
    }

    Calibration calibration() {
      return Calibration.run(
          graph,
          Settings.PLAIN,
          new ScalarKernels("test"),
          List.of(Map.of("x", x)),
          Progress.SILENT);
    }

    Balance balance(InputPlan plan) {
      return Balance.of(Target.of(graph, graph.nodes().getFirst()), weights(), calibration(), plan);
    }

    Tensor product(Tensor input, Tensor weights) {
      return new Interpreter(new ScalarKernels("test"))
          .eval(new Linear.Conv(PLAIN, groups), Arrays.asList(input, weights), 1)
          .getFirst();
    }
  }

  private static Drawn draw(RandomGenerator random) {
    int channels = random.nextInt(2, 7);
    int groups = random.nextBoolean() ? channels : 1;
    Tensor.Floats x = RandomProducts.gaussian(random, Shape.of(1, channels, 5, 5), 1);
    for (int c = 0; c < channels; c++) {
      float above = (float) StrictMath.pow(10, random.nextInt(-3, 3));
      float below = random.nextInt(4) == 0 ? 0 : (float) StrictMath.pow(10, random.nextInt(-3, 3));
      for (int i = 25 * c; i < 25 * (c + 1); i++) {
        x.data()[i] *= x.data()[i] > 0 ? above : below;
      }
    }
    Tensor w = RandomProducts.gaussian(random, Shape.of(channels, channels / groups, 3, 3), 0.3f);
    Graph graph =
        new NetworkBuilder()
            .input("x", x)
            .constant("w", w)
            .node("y", new Linear.Conv(PLAIN, groups), "x", "w")
            .graph("y");
    return new Drawn(graph, x, groups);
  }
}
