package bitline.graph.eval;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class StridedTest {
  private static final ElementType[] TYPES = {
    ElementType.FLOAT, ElementType.DOUBLE, ElementType.INT8, ElementType.INT64
  };

  /// Any order of axes, cut and stepped in any way on the reading side and put with gaps on the
  /// writing side.
  @Test
  void copiesWhatAnElementByElementLoopCopies() {
    Cases.forAll(
        400,
        random -> {
          int rank = random.nextInt(6);
          int[] sizes = sizes(random, rank, rank < 3 ? 70 : 6);
          Layout from = Layout.random(random, sizes, true);
          Layout to = Layout.random(random, sizes, false);
          ElementType type = TYPES[random.nextInt(TYPES.length)];
          Tensor source = Tensor.zeros(type, Shape.of(from.length));
          fill(source);
          Tensor target = Tensor.zeros(type, Shape.of(to.length));
          Strided.copy(
              new Strided.Side(Strided.array(source), from.at, from.strides),
              new Strided.Side(Strided.array(target), to.at, to.strides),
              sizes);
          double[] expected = new double[to.length];
          int elements = Shape.of(sizes).elements();
          for (int i = 0; i < elements; i++) {
            expected[place(to, sizes, i)] = source.at(place(from, sizes, i));
          }
          for (int i = 0; i < expected.length; i++) {
            assertThat(target.at(i)).isEqualTo(expected[i]);
          }
        });
  }

  @Test
  void transposesInBlocks() {
    Tensor matrix = Tensor.zeros(ElementType.FLOAT, Shape.of(3, 100, 70));
    fill(matrix);
    Tensor turned = ShapingEval.transpose(matrix, 0, 2, 1);
    assertThat(turned.shape()).isEqualTo(Shape.of(3, 70, 100));
    for (int b = 0; b < 3; b++) {
      for (int r = 0; r < 100; r++) {
        for (int c = 0; c < 70; c++) {
          assertThat(turned.at((b * 70 + c) * 100 + r))
              .isEqualTo(matrix.at((b * 100 + r) * 70 + c));
        }
      }
    }
  }

  private record Layout(int at, int[] strides, int length) {
    static Layout random(RandomGenerator random, int[] sizes, boolean repeats) {
      int[] order = new int[sizes.length];
      Arrays.setAll(order, i -> i);
      for (int i = order.length - 1; i > 0 && random.nextBoolean(); i--) {
        int j = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
      }
      int[] strides = new int[sizes.length];
      int length = 1;
      int at = 0;
      for (int i = order.length - 1; i >= 0; i--) {
        int axis = order[i];
        if (repeats && random.nextInt(5) == 0) {
          continue;
        }
        strides[axis] = length * (random.nextInt(4) == 0 ? 2 : 1);
        length = Math.max(1, strides[axis] * sizes[axis]);
        if (repeats && random.nextInt(4) == 0) {
          at += strides[axis] * Math.max(0, sizes[axis] - 1);
          strides[axis] = -strides[axis];
        }
      }
      return new Layout(at, strides, length + 3);
    }
  }

  private static int place(Layout layout, int[] sizes, int i) {
    int place = layout.at;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      place += i % sizes[axis] * layout.strides[axis];
      i /= sizes[axis];
    }
    return place;
  }

  static int[] sizes(RandomGenerator random, int rank, int most) {
    int[] sizes = new int[rank];
    Arrays.setAll(
        sizes,
        i -> random.nextInt(4) == 0 ? 1 : random.nextInt(30) == 0 ? 0 : 1 + random.nextInt(most));
    return sizes;
  }

  static void fill(Tensor tensor) {
    for (int i = 0; i < tensor.elements(); i++) {
      switch (tensor) {
        case Tensor.Floats t -> t.data()[i] = i + 1;
        case Tensor.Doubles t -> t.data()[i] = i + 1;
        case Tensor.Ints t -> t.data()[i] = i % 127 + 1;
        case Tensor.Longs t -> t.data()[i] = i + 1;
      }
    }
  }
}
