package bitline.graph.eval;

import static bitline.graph.eval.Evaluated.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Problem;
import bitline.graph.Normalising;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalisingTest {
  @Test
  void softmaxIsExponentialsOverTheirSumAlongAnyAxis() {
    Cases.forAll(
        30,
        random -> {
          Tensor x = Evaluated.random(random, 3, 4, 5);
          int axis = random.nextInt(-3, 3);
          boolean flattened = random.nextBoolean();
          Tensor y = Evaluated.of(new Normalising.Softmax(axis, flattened), x);
          Tensor log = Evaluated.of(new Normalising.LogSoftmax(axis, flattened), x);
          Tensor exact =
              Evaluated.of(new Normalising.Softmax(axis, flattened), Evaluated.doubles(x));
          int at = Math.floorMod(axis, 3);
          int[] strides = {20, 5, 1};
          int[] sizes = {3, 4, 5};
          for (int i = 0; i < 60; i++) {
            double sum = 0;
            for (int j = 0; j < 60; j++) {
              boolean together = true;
              for (int a = 0; a < 3; a++) {
                boolean free = flattened ? a >= at : a == at;
                together &= free || i / strides[a] % sizes[a] == j / strides[a] % sizes[a];
              }
              sum += together ? Math.exp(x.at(j)) : 0;
            }
            assertThat(y.at(i)).isCloseTo(Math.exp(x.at(i)) / sum, within(1e-6));
            assertThat(log.at(i)).isCloseTo(x.at(i) - Math.log(sum), within(1e-6));
            assertThat(exact.at(i)).isCloseTo(Math.exp(x.at(i)) / sum, within(1e-14));
          }
        });
  }

  @Test
  void softmaxOfLargeNumbersDoesNotOverflow() {
    Tensor x = Evaluated.floats(Shape.of(1, 3), 1e30, 1e30, -1e30);
    assertThat(Evaluated.values(Evaluated.of(new Normalising.Softmax(1, false), x)))
        .containsExactly(0.5, 0.5, 0);
  }

  @Test
  void batchNormalisationIsAffineAChannel() {
    Cases.forAll(
        10,
        random -> {
          Tensor x = Evaluated.random(random, 2, 3, 2, 2);
          Tensor scale = Evaluated.random(random, 3);
          Tensor bias = Evaluated.random(random, 3);
          Tensor mean = Evaluated.random(random, 3);
          Tensor variance = Evaluated.floats(Shape.of(3), 0.5, 1, 2);
          Tensor y =
              Evaluated.of(
                  new Normalising.BatchNormalization(1e-3f, 0.9f, false),
                  x,
                  scale,
                  bias,
                  mean,
                  variance);
          for (int i = 0; i < x.elements(); i++) {
            int c = i / 4 % 3;
            double want =
                (x.at(i) - mean.at(c)) / Math.sqrt(variance.at(c) + 1e-3f) * scale.at(c)
                    + bias.at(c);
            assertThat(y.at(i)).isCloseTo(want, within(1e-5));
          }
          List<Tensor> trained =
              Evaluated.all(
                  new Normalising.BatchNormalization(0, 0.75f, true),
                  3,
                  x,
                  scale,
                  bias,
                  mean,
                  variance);
          double first = 0;
          for (int n = 0; n < 2; n++) {
            for (int p = 0; p < 4; p++) {
              first += at(x, n, 0, p / 2, p % 2) / 8;
            }
          }
          assertThat(trained.get(1).at(0))
              .isCloseTo(0.75 * mean.at(0) + 0.25 * first, within(1e-6));
        });
  }

  /// One group a channel is instance normalisation; one group for all is layer normalisation of
  /// each picture.
  @Test
  void groupsSpanFromInstanceToLayer() {
    Cases.forAll(
        10,
        random -> {
          Tensor x = Evaluated.random(random, 2, 4, 3, 5);
          Tensor scale = Evaluated.random(random, 4);
          Tensor bias = Evaluated.random(random, 4);
          Tensor each = Evaluated.of(new Normalising.GroupNormalization(4, 1e-5f), x, scale, bias);
          Tensor instance =
              Evaluated.of(new Normalising.InstanceNormalization(1e-5f), x, scale, bias);
          assertThat(Evaluated.values(each)).isEqualTo(Evaluated.values(instance));
          Tensor ones = Evaluated.floats(Shape.of(1), 1);
          Tensor zero = Evaluated.floats(Shape.of(1), 0);
          Tensor one = Evaluated.of(new Normalising.GroupNormalization(1, 1e-5f), x, ones, zero);
          List<Tensor> layer =
              Evaluated.all(new Normalising.LayerNormalization(1, 1e-5f), 3, x, ones, zero);
          for (int i = 0; i < x.elements(); i++) {
            assertThat(layer.get(0).at(i)).isCloseTo(one.at(i), within(1e-5));
          }
          double sum = 0;
          for (int i = 60; i < 120; i++) {
            sum += x.at(i);
          }
          assertThat(layer.get(1).at(1)).isCloseTo(sum / 60, within(1e-6));
          assertThat(layer.get(1).shape()).isEqualTo(Shape.of(2, 1, 1, 1));
        });
  }

  @Test
  void rowsAreScaledAndShiftedElementByElement() {
    Tensor x = Evaluated.floats(Shape.of(2, 2), 1, 3, -2, 2);
    Tensor scale = Evaluated.floats(Shape.of(2), 10, 100);
    Tensor bias = Evaluated.floats(Shape.of(2), 1, 2);
    Tensor y = Evaluated.of(new Normalising.LayerNormalization(-1, 0), x, scale, bias);
    assertThat(Evaluated.values(y)).containsExactly(-9, 102, -9, 102);
    Tensor turned =
        Evaluated.of(
            new Normalising.LayerNormalization(-1, 0), x, scale.reshape(Shape.of(2, 1)), null);
    assertThat(Evaluated.values(turned)).containsExactly(-10, 10, -100, 100);
    Tensor rms =
        Evaluated.of(
            new Normalising.RMSNormalization(-1, 0), Evaluated.floats(Shape.of(1, 2), 1, 7), scale);
    assertThat(Evaluated.values(rms)).containsExactly(new double[] {2, 140}, within(1e-5));
  }

  @Test
  void neighbouringChannelsDampEachOther() {
    Tensor x = Evaluated.floats(Shape.of(1, 4, 1, 1), 1, 2, 3, 4);
    Tensor y = Evaluated.of(new Normalising.LRN(3, 0.5f, 0.75f, 2), x);
    double[] sums = {5, 14, 29, 25};
    for (int c = 0; c < 4; c++) {
      assertThat(y.at(c)).isCloseTo((c + 1) / Math.pow(2 + 0.5 / 3 * sums[c], 0.75), within(1e-6));
    }
  }

  @Test
  void lossesAreWeightedAndSkipIgnoredLabels() {
    Tensor logs = Evaluated.floats(Shape.of(3, 2), -1, -2, -3, -4, -5, -6);
    Tensor labels = Evaluated.longs(1, 0, 1);
    Tensor weights = Evaluated.floats(Shape.of(2), 1, 3);
    Tensor mean =
        Evaluated.of(
            new Normalising.NegativeLogLikelihoodLoss(Normalising.LossReduction.MEAN, null),
            logs,
            labels,
            weights);
    assertThat(mean.at(0)).isCloseTo((3 * 2 + 3 + 3 * 6) / 7.0, within(1e-6));
    Tensor none =
        Evaluated.of(
            new Normalising.NegativeLogLikelihoodLoss(Normalising.LossReduction.NONE, 0L),
            logs,
            labels,
            weights);
    assertThat(Evaluated.values(none)).containsExactly(6, 0, 18);
    List<Tensor> entropy =
        Evaluated.all(
            new Normalising.SoftmaxCrossEntropyLoss(Normalising.LossReduction.SUM, null),
            2,
            Evaluated.floats(Shape.of(1, 2), 0, 0),
            Evaluated.longs(0));
    assertThat(entropy.get(0).at(0)).isCloseTo(Math.log(2), within(1e-6));
    assertThat(entropy.get(1).at(1)).isCloseTo(-Math.log(2), within(1e-6));
  }

  @Test
  void normsHardmaxAndDropout() {
    Tensor x = Evaluated.floats(Shape.of(2, 2), 3, 4, 0, 0);
    assertThat(Evaluated.values(Evaluated.of(new Normalising.LpNormalization(1, 2), x)))
        .containsExactly(new double[] {0.6, 0.8, 0, 0}, within(1e-7));
    assertThat(Evaluated.values(Evaluated.of(new Normalising.Hardmax(1, false), x)))
        .containsExactly(0, 1, 1, 0);
    Tensor spread = Evaluated.of(new Normalising.MeanVarianceNormalization(List.of(1)), x);
    assertThat(Evaluated.values(spread)).containsExactly(new double[] {-1, 1, 0, 0}, within(1e-6));
    Tensor half = Evaluated.floats(Shape.SCALAR, 0.5);
    Tensor training = Evaluated.ints(ElementType.BOOL, Shape.SCALAR, 1);
    assertThat(Evaluated.of(new Normalising.Dropout(), x, half)).isSameAs(x);
    assertThatThrownBy(() -> Evaluated.of(new Normalising.Dropout(), x, half, training))
        .isInstanceOf(Problem.class);
  }
}
