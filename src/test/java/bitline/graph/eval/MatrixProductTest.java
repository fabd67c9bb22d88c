package bitline.graph.eval;

import static bitline.graph.eval.Evaluated.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Problem;
import bitline.graph.Linear;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import org.junit.jupiter.api.Test;

class MatrixProductTest {
  @Test
  void stacksOfMatricesAreStretchedToEachOther() {
    Cases.forAll(
        50,
        random -> {
          int m = random.nextInt(1, 5);
          int k = random.nextInt(1, 5);
          int n = random.nextInt(1, 5);
          int stack = random.nextInt(1, 4);
          boolean leftAlone = random.nextBoolean();
          boolean rightAlone = random.nextBoolean();
          Tensor a = Evaluated.random(random, 2, leftAlone ? 1 : stack, m, k);
          Tensor b = Evaluated.random(random, rightAlone ? 1 : stack, k, n);
          Tensor y = Evaluated.of(new Linear.MatMul(), a, b);
          int rows = leftAlone && rightAlone ? 1 : stack;
          assertThat(y.shape()).isEqualTo(Shape.of(2, rows, m, n));
          for (int s = 0; s < 2 * rows; s++) {
            for (int i = 0; i < m; i++) {
              for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int l = 0; l < k; l++) {
                  sum =
                      Math.fma(
                          (float) at(a, s / rows, leftAlone ? 0 : s % rows, i, l),
                          (float) at(b, rightAlone ? 0 : s % rows, l, j),
                          sum);
                }
                assertThat((float) at(y, s / rows, s % rows, i, j)).isEqualTo(sum);
              }
            }
          }
        });
  }

  @Test
  void vectorsStandForRowsAndColumns() {
    Tensor a = Evaluated.floats(Shape.of(3), 1, 2, 3);
    Tensor b = Evaluated.floats(Shape.of(3, 2), 1, 4, 2, 5, 3, 6);
    assertThat(Evaluated.values(Evaluated.of(new Linear.MatMul(), a, b))).containsExactly(14, 32);
    assertThat(Evaluated.of(new Linear.MatMul(), a, b).shape()).isEqualTo(Shape.of(2));
    assertThat(Evaluated.of(new Linear.MatMul(), a, a).shape()).isEqualTo(Shape.SCALAR);
    assertThat(Evaluated.of(new Linear.MatMul(), a, a).at(0)).isEqualTo(14);
  }

  @Test
  void gemmScalesTransposesAndAdds() {
    Cases.forAll(
        30,
        random -> {
          boolean turnA = random.nextBoolean();
          boolean turnB = random.nextBoolean();
          int rows = random.nextInt(1, 4);
          Tensor a = turnA ? Evaluated.random(random, 4, rows) : Evaluated.random(random, rows, 4);
          Tensor b = turnB ? Evaluated.random(random, 2, 4) : Evaluated.random(random, 4, 2);
          Tensor c =
              random.nextBoolean()
                  ? Evaluated.random(random, 2)
                  : Evaluated.random(random, rows, 1);
          float alpha = random.nextBoolean() ? 1 : 0.5f;
          float beta = random.nextBoolean() ? 1 : 2f;
          Tensor y = Evaluated.of(new Linear.Gemm(alpha, beta, turnA, turnB), a, b, c);
          Tensor exact =
              Evaluated.of(
                  new Linear.Gemm(alpha, beta, turnA, turnB),
                  Evaluated.doubles(a),
                  Evaluated.doubles(b),
                  Evaluated.doubles(c));
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < 2; j++) {
              double sum = beta * (c.shape().rank() == 1 ? at(c, j) : at(c, i, 0));
              for (int l = 0; l < 4; l++) {
                sum +=
                    alpha
                        * (turnA ? at(a, l, i) : at(a, i, l))
                        * (turnB ? at(b, j, l) : at(b, l, j));
              }
              assertThat(at(y, i, j)).isCloseTo(sum, within(1e-5));
              assertThat(at(exact, i, j)).isCloseTo(sum, within(1e-12));
            }
          }
        });
  }

  @Test
  void einsteinSumsAreWhatTheirLettersSay() {
    Cases.forAll(
        10,
        random -> {
          Tensor a = Evaluated.random(random, 2, 3, 4);
          Tensor b = Evaluated.random(random, 4, 2, 5);
          Tensor y = Evaluated.of(new Linear.Einsum("bij, jbk -> kb"), a, b);
          Tensor exact =
              Evaluated.of(
                  new Linear.Einsum("bij,jbk->kb"), Evaluated.doubles(a), Evaluated.doubles(b));
          Tensor matrix = Evaluated.of(new Linear.Einsum("bij,jbk->bik"), a, b);
          for (int n = 0; n < 2; n++) {
            for (int k = 0; k < 5; k++) {
              double all = 0;
              for (int i = 0; i < 3; i++) {
                double sum = 0;
                for (int j = 0; j < 4; j++) {
                  sum += at(a, n, i, j) * at(b, j, n, k);
                }
                assertThat(at(matrix, n, i, k)).isCloseTo(sum, within(1e-5));
                all += sum;
              }
              assertThat(at(y, k, n)).isCloseTo(all, within(1e-5));
              assertThat(at(exact, k, n)).isCloseTo(all, within(1e-12));
            }
          }
        });
    Tensor square = Evaluated.floats(Shape.of(2, 2), 1, 2, 3, 4);
    assertThat(Evaluated.values(Evaluated.of(new Linear.Einsum("ii->i"), square)))
        .containsExactly(1, 4);
    assertThat(Evaluated.values(Evaluated.of(new Linear.Einsum("ii"), square))).containsExactly(5);
    assertThat(Evaluated.values(Evaluated.of(new Linear.Einsum("ba"), square)))
        .containsExactly(1, 3, 2, 4);
    assertThat(Evaluated.values(Evaluated.of(new Linear.Einsum("...i->..."), square)))
        .containsExactly(3, 7);
    assertThatThrownBy(() -> Evaluated.of(new Linear.Einsum("ij->ik"), square))
        .isInstanceOf(Problem.class);
  }

  @Test
  void quantisedProductsStepBackToEightBits() {
    Tensor a = Evaluated.ints(ElementType.UINT8, Shape.of(2, 2), 10, 200, 128, 0);
    Tensor b = Evaluated.ints(ElementType.INT8, Shape.of(2, 1), 5, -7);
    Tensor zeroA = Evaluated.ints(ElementType.UINT8, Shape.SCALAR, 100);
    Tensor zeroB = Evaluated.ints(ElementType.INT8, Shape.SCALAR, 1);
    Tensor zeroY = Evaluated.ints(ElementType.INT8, Shape.SCALAR, 3);
    // Rows: (−90, 100)·(4, −8) = −1160 and (28, −100)·(4, −8) = 912.
    Tensor sums = Evaluated.of(new Linear.MatMulInteger(), a, b, zeroA, zeroB);
    assertThat(Evaluated.values(sums)).containsExactly(-1160, 912);
    Tensor y =
        Evaluated.of(
            new Linear.QLinearMatMul(),
            a,
            Evaluated.floats(Shape.SCALAR, 0.5),
            zeroA,
            b,
            Evaluated.floats(Shape.SCALAR, 0.25),
            zeroB,
            Evaluated.floats(Shape.SCALAR, 2),
            zeroY);
    // ·0.0625: −72.5 rounds to the even −72; 57. Then + 3.
    assertThat(Evaluated.values(y)).containsExactly(-69, 60);
  }
}
