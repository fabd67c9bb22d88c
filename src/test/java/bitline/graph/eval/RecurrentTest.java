package bitline.graph.eval;

import static bitline.graph.eval.Evaluated.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.graph.Recurrent;
import bitline.graph.Recurrent.Direction;
import bitline.graph.Recurrent.Layer;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecurrentTest {
  private static Layer layer(Direction direction, int hidden, boolean batchFirst) {
    return new Layer(List.of(), List.of(), List.of(), null, direction, hidden, batchFirst);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /// One element of everything, so that the equations can be written out.
  @Test
  void oneStepOfEachKindIsItsEquation() {
    Tensor x = Evaluated.floats(Shape.of(1, 1, 1), 0.5);
    Tensor h = Evaluated.floats(Shape.of(1, 1, 1), -0.3);
    Layer layer = layer(Direction.FORWARD, 1, false);
    Tensor plain =
        Evaluated.of(
            new Recurrent.Rnn(layer),
            x,
            Evaluated.floats(Shape.of(1, 1, 1), 2),
            Evaluated.floats(Shape.of(1, 1, 1), 3),
            Evaluated.floats(Shape.of(1, 2), 0.1, 0.2),
            null,
            h);
    assertThat(plain.at(0)).isCloseTo(Math.tanh(1 + 0.1 - 0.9 + 0.2), within(1e-6));

    Tensor w = Evaluated.floats(Shape.of(1, 3, 1), 1, 2, 3);
    Tensor r = Evaluated.floats(Shape.of(1, 3, 1), 4, 5, 6);
    Tensor b = Evaluated.floats(Shape.of(1, 6), 0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
    double z = sigmoid(0.5 + 0.1 - 1.2 + 0.4);
    double reset = sigmoid(1 + 0.2 - 1.5 + 0.5);
    for (boolean before : new boolean[] {false, true}) {
      double recurrent = before ? reset * (-1.8 + 0.6) : reset * -0.3 * 6 + 0.6;
      double candidate = Math.tanh(1.5 + 0.3 + recurrent);
      Tensor y = Evaluated.of(new Recurrent.Gru(layer, before), x, w, r, b, null, h);
      assertThat(y.at(0)).isCloseTo((1 - z) * candidate + z * -0.3, within(1e-6));
    }

    List<Tensor> lstm =
        Evaluated.all(
            new Recurrent.Lstm(layer, false),
            3,
            x,
            Evaluated.floats(Shape.of(1, 4, 1), 1, 2, 3, 4),
            Evaluated.floats(Shape.of(1, 4, 1), 0.5, 0.6, 0.7, 0.8),
            null,
            null,
            h,
            Evaluated.floats(Shape.of(1, 1, 1), 0.9),
            Evaluated.floats(Shape.of(1, 3), 0.1, 0.2, 0.3));
    double input = sigmoid(0.5 - 0.15 + 0.09);
    double forget = sigmoid(1.5 - 0.21 + 0.27);
    double cell = forget * 0.9 + input * Math.tanh(2 - 0.24);
    double output = sigmoid(1 - 0.18 + 0.2 * cell);
    assertThat(lstm.get(2).at(0)).isCloseTo(cell, within(1e-6));
    assertThat(lstm.get(1).at(0)).isCloseTo(output * Math.tanh(cell), within(1e-6));
  }

  private static List<Tensor> lstm(
      Direction direction, boolean batchFirst, Tensor x, Tensor w, Tensor r, Tensor lengths) {
    return Evaluated.all(
        new Recurrent.Lstm(layer(direction, r.shape().size(2), batchFirst), false),
        3,
        x,
        w,
        r,
        null,
        lengths);
  }

  @Test
  void backwardIsForwardOverTheReversedSequence() {
    Cases.forAll(
        10,
        random -> {
          Tensor x = Evaluated.random(random, 4, 1, 3);
          Tensor w = Evaluated.random(random, 1, 8, 3);
          Tensor r = Evaluated.random(random, 1, 8, 2);
          float[] turned = new float[12];
          for (int i = 0; i < 12; i++) {
            turned[i] = (float) at(x, 3 - i / 3, 0, i % 3);
          }
          Tensor forward =
              lstm(Direction.FORWARD, false, Tensor.floats(x.shape(), turned), w, r, null)
                  .getFirst();
          Tensor backward = lstm(Direction.REVERSE, false, x, w, r, null).getFirst();
          for (int t = 0; t < 4; t++) {
            for (int i = 0; i < 2; i++) {
              assertThat(at(backward, t, 0, 0, i)).isEqualTo(at(forward, 3 - t, 0, 0, i));
            }
          }
        });
  }

  @Test
  void bothDirectionsShortSequencesAndBatchFirstFitTogether() {
    Cases.forAll(
        10,
        random -> {
          Tensor x = Evaluated.random(random, 5, 2, 3);
          Tensor w = Evaluated.random(random, 2, 8, 3);
          Tensor r = Evaluated.random(random, 2, 8, 2);
          Tensor lengths = Evaluated.ints(ElementType.INT32, Shape.of(2), 5, 3);
          List<Tensor> both = lstm(Direction.BIDIRECTIONAL, false, x, w, r, lengths);
          for (int i = 0; i < 2; i++) {
            assertThat(at(both.get(0), 3, 0, 1, i)).isZero();
            assertThat(at(both.get(1), 0, 1, i)).isEqualTo(at(both.get(0), 2, 0, 1, i));
            assertThat(at(both.get(1), 1, 1, i)).isEqualTo(at(both.get(0), 0, 1, 1, i));
          }
          float[] swapped = new float[30];
          for (int i = 0; i < 30; i++) {
            swapped[i] = (float) at(x, i / 3 % 5, i / 15, i % 3);
          }
          Tensor rows = Tensor.floats(Shape.of(2, 5, 3), swapped);
          List<Tensor> first = lstm(Direction.BIDIRECTIONAL, true, rows, w, r, lengths);
          for (int n = 0; n < 2; n++) {
            for (int d = 0; d < 2; d++) {
              for (int i = 0; i < 2; i++) {
                assertThat(at(first.get(1), n, d, i)).isEqualTo(at(both.get(1), d, n, i));
                assertThat(at(first.get(0), n, 2, d, i)).isEqualTo(at(both.get(0), 2, d, n, i));
              }
            }
          }
        });
  }

  @Test
  void activationsTakeTheirOwnParameters() {
    Layer layer =
        new Layer(List.of("LeakyRelu"), List.of(0.5f), List.of(), 3f, Direction.FORWARD, 1, false);
    Tensor one = Evaluated.floats(Shape.of(1, 1, 1), 1);
    Tensor zero = Evaluated.floats(Shape.of(1, 1, 1), 0);
    Tensor low =
        Evaluated.of(new Recurrent.Rnn(layer), Evaluated.floats(Shape.of(1, 1, 1), -2), one, zero);
    Tensor high =
        Evaluated.of(new Recurrent.Rnn(layer), Evaluated.floats(Shape.of(1, 1, 1), 9), one, zero);
    assertThat(low.at(0)).isEqualTo(-1);
    assertThat(high.at(0)).isEqualTo(3);
  }
}
