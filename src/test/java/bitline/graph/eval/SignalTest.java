package bitline.graph.eval;

import static bitline.graph.eval.Evaluated.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.graph.Signal;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SignalTest {
  @Test
  void transformsAreTheirDefinitionForAnyLengthAndAxis() {
    Cases.forAll(
        30,
        random -> {
          int length = random.nextInt(1, 25);
          Tensor x = Evaluated.doubles(Evaluated.random(random, 2, length, 3, 2));
          Tensor y = Evaluated.of(new Signal.DFT(false, false), x, null, Evaluated.scalar(1));
          Tensor half = Evaluated.of(new Signal.DFT(false, true), x, null, Evaluated.scalar(-3));
          assertThat(half.shape()).isEqualTo(Shape.of(2, length / 2 + 1, 3, 2));
          for (int f = 0; f < length; f++) {
            double re = 0;
            double im = 0;
            for (int t = 0; t < length; t++) {
              double angle = -2 * Math.PI * f * t / length;
              double a = at(x, 1, t, 2, 0);
              double b = at(x, 1, t, 2, 1);
              re += a * Math.cos(angle) - b * Math.sin(angle);
              im += a * Math.sin(angle) + b * Math.cos(angle);
            }
            assertThat(at(y, 1, f, 2, 0)).isCloseTo(re, within(1e-10));
            assertThat(at(y, 1, f, 2, 1)).isCloseTo(im, within(1e-10));
            if (f <= length / 2) {
              assertThat(at(half, 1, f, 2, 1)).isEqualTo(at(y, 1, f, 2, 1));
            }
          }
          Tensor back = Evaluated.of(new Signal.DFT(true, false), y, null, Evaluated.scalar(1));
          for (int i = 0; i < x.elements(); i++) {
            assertThat(back.at(i)).isCloseTo(x.at(i), within(1e-12));
          }
        });
  }

  @Test
  void aRealSignalComesBackFromHalfItsSpectrum() {
    Cases.forAll(
        10,
        random -> {
          int length = random.nextInt(2, 20);
          Tensor x = Evaluated.doubles(Evaluated.random(random, 1, length, 1));
          Tensor half = Evaluated.of(new Signal.DFT(false, true), x);
          Tensor back = Evaluated.of(new Signal.DFT(true, true), half, Evaluated.scalar(length));
          assertThat(back.shape()).isEqualTo(x.shape());
          for (int i = 0; i < length; i++) {
            assertThat(back.at(i)).isCloseTo(x.at(i), within(1e-12));
          }
        });
  }

  @Test
  void framesAreTransformsOfWeightedPieces() {
    Cases.forAll(
        5,
        random -> {
          Tensor signal = Evaluated.doubles(Evaluated.random(random, 1, 20, 1));
          Tensor window = Evaluated.doubles(Evaluated.random(random, 8));
          Tensor y =
              Evaluated.of(
                  new Signal.STFT(true), signal, Evaluated.scalar(3), window, Evaluated.scalar(8));
          assertThat(y.shape()).isEqualTo(Shape.of(1, 5, 5, 2));
          double[] piece = new double[8];
          for (int i = 0; i < 8; i++) {
            piece[i] = signal.at(6 + i) * window.at(i);
          }
          Tensor one =
              Evaluated.of(
                  new Signal.DFT(false, true),
                  new Tensor.Doubles(ElementType.DOUBLE, Shape.of(1, 8, 1), piece));
          for (int f = 0; f < 5; f++) {
            assertThat(at(y, 0, 2, f, 0)).isEqualTo(at(one, 0, f, 0));
            assertThat(at(y, 0, 2, f, 1)).isEqualTo(at(one, 0, f, 1));
          }
        });
  }

  @Test
  void windowsAndMelTriangles() {
    Tensor hann =
        Evaluated.of(new Signal.HannWindow(true, ElementType.DOUBLE), Evaluated.scalar(4));
    assertThat(Evaluated.values(hann))
        .containsExactly(new double[] {0, 0.5, 1, 0.5}, within(1e-15));
    Tensor symmetric =
        Evaluated.of(new Signal.HannWindow(false, ElementType.FLOAT), Evaluated.scalar(3));
    assertThat(Evaluated.values(symmetric)).containsExactly(new double[] {0, 1, 0}, within(1e-7));
    Tensor hamming =
        Evaluated.of(new Signal.HammingWindow(true, ElementType.FLOAT), Evaluated.scalar(2));
    assertThat(Evaluated.values(hamming)).containsExactly(new double[] {4.0 / 46, 1}, within(1e-7));
    Tensor blackman =
        Evaluated.of(new Signal.BlackmanWindow(true, ElementType.FLOAT), Evaluated.scalar(2));
    assertThat(Evaluated.values(blackman)).containsExactly(new double[] {0, 1}, within(1e-7));
    Tensor mel =
        Evaluated.of(
            new Signal.MelWeightMatrix(ElementType.FLOAT),
            Evaluated.scalar(8),
            Evaluated.scalar(64),
            Evaluated.scalar(8000),
            Evaluated.floats(Shape.SCALAR, 0),
            Evaluated.floats(Shape.SCALAR, 4000));
    assertThat(mel.shape()).isEqualTo(Shape.of(33, 8));
    for (int bin = 0; bin < 8; bin++) {
      double most = 0;
      for (int f = 0; f < 33; f++) {
        most = Math.max(most, at(mel, f, bin));
      }
      assertThat(most).isEqualTo(1);
    }
  }
}
