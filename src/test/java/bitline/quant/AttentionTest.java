package bitline.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.NetworkBuilder;
import bitline.RandomProducts;
import bitline.Workbench;
import bitline.base.Problem;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Quantising;
import bitline.graph.TextForm;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AttentionTest {
  private static Graph network() {
    return new NetworkBuilder()
        .input("q", ElementType.FLOAT, Shape.of(2, 5, 8))
        .input("k", ElementType.FLOAT, Shape.of(2, 8, 5))
        .node("scores", new Linear.MatMul(), "q", "k")
        .graph("scores");
  }

  @Test
  void itStaysInFloatUnlessAskedFor() {
    Cases.forAll(
        1,
        random -> {
          Map<String, Tensor> x = inputs(RandomProducts.gaussian(random, Shape.of(80), 1));
          Graph plain = Workbench.quantise(network(), Settings.PLAIN, List.of(x));
          assertThat(TextForm.print(plain)).isEqualTo(TextForm.print(network()));
          Settings but = with(List.of(Settings.Override.parse("sco*:float")));
          Graph left = Workbench.quantise(network(), but, List.of(x));
          assertThat(TextForm.print(left)).isEqualTo(TextForm.print(network()));
        });
  }

  /// The right operand is what is written into cells: signed, without a zero point.
  @Test
  void bothOperandsBecomeIntegersThatCoverWhatWasSeen() {
    Cases.forAll(
        30,
        random -> {
          int bits = random.nextInt(4, 9);
          Tensor.Floats values = RandomProducts.gaussian(random, Shape.of(160), 1);
          Map<String, Tensor> x = inputs(values);
          Graph quantised =
              Workbench.quantise(network(), Settings.PLAIN.withAttention(bits), List.of(x));
          for (int operand = 0; operand < 2; operand++) {
            Node product = quantised.nodes().getLast();
            Node real = Objects.requireNonNull(quantised.producers().get(product.input(operand)));
            Node integers = Objects.requireNonNull(quantised.producers().get(real.input(0)));
            assertThat(((Quantising.QuantizeLinear) integers.op()).to())
                .isEqualTo(operand == 0 ? ElementType.UINT8 : ElementType.INT8);
            Tensor zero = Objects.requireNonNull(quantised.constant(real.input(2))).tensor();
            assertThat(operand == 0 || zero.intAt(0) == 0).isTrue();
          }
          float[] expected = Workbench.runFloat(network(), x).get("scores").toFloats();
          float[] got = Workbench.runFloat(quantised, x).get("scores").toFloats();
          // half a step of each operand times the other's reach, eight times
          double reach = 0;
          for (float value : values.data()) {
            reach = Math.max(reach, Math.abs(value));
          }
          double step = 2 * reach / ((1 << bits) - 2);
          for (int i = 0; i < got.length; i++) {
            assertThat(Math.abs(got[i] - expected[i]))
                .isLessThan((float) (8 * (step * reach + step * step / 4) + 1e-4));
          }
        });
  }

  @Test
  void aWidthThatIsNoneAndAnOverrideOfNothingAreProblems() {
    assertThatThrownBy(() -> Settings.PLAIN.withAttention(9))
        .isInstanceOf(Problem.class)
        .hasMessage("attention bits: 9 is not 2 to 8");
    Settings nothing = with(List.of(Settings.Override.parse("nothing:float")));
    assertThatThrownBy(() -> Workbench.quantise(network(), nothing, List.of()))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("override 'nothing' matches no layer");
  }

  private static Settings with(List<Settings.Override> overrides) {
    return new Settings(
        8, 8, false, Calibration.Method.MIN_MAX, 0.99, true, false, true, 8, false, overrides);
  }

  private static Map<String, Tensor> inputs(Tensor.Floats values) {
    float[] data = values.data();
    float[] q = new float[80];
    float[] k = new float[80];
    for (int i = 0; i < 80; i++) {
      q[i] = data[i % data.length];
      k[i] = data[data.length - 1 - i % data.length];
    }
    return Map.of(
        "q", Tensor.floats(Shape.of(2, 5, 8), q), "k", Tensor.floats(Shape.of(2, 8, 5), k));
  }
}
