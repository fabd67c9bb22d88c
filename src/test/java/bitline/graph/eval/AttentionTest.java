package bitline.graph.eval;

import static bitline.graph.eval.Evaluated.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.graph.Linear;
import bitline.graph.Linear.Attention;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttentionTest {
  private static Attention attention(int queryHeads, int keyHeads, boolean causal) {
    return new Attention(queryHeads, keyHeads, causal, null, 0, Attention.Scores.PRODUCT, null);
  }

  @Test
  void eachQueryTakesTheSoftmaxOfItsProductsWithTheKeys() {
    Cases.forAll(
        20,
        random -> {
          boolean causal = random.nextBoolean();
          Tensor q = Evaluated.random(random, 2, 4, 3, 5);
          Tensor k = Evaluated.random(random, 2, 2, 6, 5);
          Tensor v = Evaluated.random(random, 2, 2, 6, 7);
          Tensor y = Evaluated.of(attention(0, 0, causal), q, k, v);
          assertThat(y.shape()).isEqualTo(Shape.of(2, 4, 3, 7));
          for (int n = 0; n < 2; n++) {
            for (int h = 0; h < 4; h++) {
              for (int i = 0; i < 3; i++) {
                double[] weight = new double[6];
                double sum = 0;
                for (int j = 0; j < (causal ? i + 1 : 6); j++) {
                  double dot = 0;
                  for (int e = 0; e < 5; e++) {
                    dot += at(q, n, h, i, e) * at(k, n, h / 2, j, e);
                  }
                  weight[j] = Math.exp(dot / Math.sqrt(5));
                  sum += weight[j];
                }
                for (int e = 0; e < 7; e++) {
                  double want = 0;
                  for (int j = 0; j < 6; j++) {
                    want += weight[j] / sum * at(v, n, h / 2, j, e);
                  }
                  assertThat(at(y, n, h, i, e)).isCloseTo(want, within(1e-5));
                }
              }
            }
          }
        });
  }

  /// Feeding a sequence in two halves, the first as past, gives what feeding it whole gives.
  @Test
  void thePastIsRemembered() {
    Cases.forAll(
        10,
        random -> {
          Tensor all = Evaluated.random(random, 1, 2, 6, 4);
          Tensor first = part(all, 0, 4);
          Tensor second = part(all, 4, 6);
          Tensor whole = Evaluated.of(attention(0, 0, true), all, all, all);
          List<Tensor> half =
              Evaluated.all(attention(0, 0, true), 3, second, second, second, null, first, first);
          for (int h = 0; h < 2; h++) {
            for (int i = 0; i < 2; i++) {
              for (int e = 0; e < 4; e++) {
                assertThat(at(half.getFirst(), 0, h, i, e))
                    .isCloseTo(at(whole, 0, h, 4 + i, e), within(1e-6));
              }
            }
          }
          assertThat(Evaluated.values(half.get(1))).isEqualTo(Evaluated.values(all));
        });
  }

  private static Tensor part(Tensor tensor, int from, int to) {
    Shape shape = tensor.shape();
    float[] out = new float[2 * (to - from) * 4];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) at(tensor, 0, i / (4 * (to - from)), from + i / 4 % (to - from), i % 4);
    }
    return Tensor.floats(Shape.of(1, shape.size(1), to - from, 4), out);
  }

  @Test
  void headsSideBySideAreTheSameHeads() {
    Cases.forAll(
        5,
        random -> {
          Tensor flat = Evaluated.random(random, 2, 3, 8);
          float[] turned = new float[flat.elements()];
          for (int i = 0; i < turned.length; i++) {
            turned[i] = (float) at(flat, i / 24, i / 4 % 3, i / 12 % 2 * 4 + i % 4);
          }
          Tensor split = Tensor.floats(Shape.of(2, 2, 3, 4), turned);
          Tensor y = Evaluated.of(attention(2, 2, false), flat, flat, flat);
          Tensor z = Evaluated.of(attention(0, 0, false), split, split, split);
          for (int i = 0; i < y.elements(); i++) {
            assertThat(at(y, i / 24, i / 8 % 3, i % 8))
                .isEqualTo(at(z, i / 24, i % 8 / 4, i / 8 % 3, i % 4));
          }
        });
  }

  @Test
  void rotationKeepsLengthsAndTurnsByTheAngle() {
    Tensor x = Evaluated.floats(Shape.of(1, 1, 2, 4), 3, 1, 4, 2, 1, 0, 0, 1);
    Tensor cosines = Evaluated.floats(Shape.of(2, 2), 1, 1, 0, -1);
    Tensor sines = Evaluated.floats(Shape.of(2, 2), 0, 0, 1, 0);
    Tensor halves =
        Evaluated.of(
            new Linear.RotaryEmbedding(false, 0, 0),
            x,
            cosines,
            sines,
            Tensor.int64(Shape.of(1, 2), new long[] {0, 1}));
    // Position 1: (1, 0) by 90°, (0, 1) by 180°.
    assertThat(Evaluated.values(halves)).containsExactly(3, 1, 4, 2, 0, -0.0, 1, -1);
    Tensor neighbours =
        Evaluated.of(
            new Linear.RotaryEmbedding(true, 0, 2),
            x,
            column(cosines),
            column(sines),
            Tensor.int64(Shape.of(1, 2), new long[] {1, 0}));
    assertThat(Evaluated.values(neighbours)).containsExactly(-1, 3, 4, 2, 1, 0, 0, 1);
  }

  private static Tensor column(Tensor table) {
    return Evaluated.floats(
        Shape.of(2, 1), Arrays.stream(new double[] {at(table, 0, 0), at(table, 1, 0)}).toArray());
  }
}
