package bitline.graph.eval;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.graph.Elementwise;
import bitline.graph.Normalising;
import bitline.graph.Op;
import bitline.graph.Pooling;
import bitline.graph.Shaping;
import bitline.graph.Window;
import bitline.tensor.Kernels;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Operators whose work is shared among threads give the bits that one thread and the scalar
/// kernels give.
final class SharesTest {
  private static final Kernels SCALAR = new ScalarKernels("the reference");
  private static final Kernels THREE = KernelsProvider.best(3);

  @Test
  void everyItemIsDoneOnce() {
    for (int items : new int[] {0, 1, 5, 100_000}) {
      AtomicIntegerArray done = new AtomicIntegerArray(items);
      Shares.of(
          THREE,
          items,
          40_000,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              done.incrementAndGet(i);
            }
          });
      for (int i = 0; i < items; i++) {
        assertThat(done.get(i)).isEqualTo(1);
      }
    }
  }

  @Test
  void largeOperands() {
    Cases.forAll(
        4,
        random -> {
          Shape shape =
              Shape.of(2, random.nextInt(3, 20), random.nextInt(40, 90), random.nextInt(30, 80));
          Tensor x = floats(random, shape);
          Tensor channel = floats(random, Shape.of(shape.size(1), 1, 1));
          Tensor vector = floats(random, Shape.of(shape.size(1)));
          Tensor row = floats(random, Shape.of(shape.size(3)));
          Tensor positive = one(SCALAR, new Elementwise.Exp(), vector);
          Window window =
              new Window(
                  List.of(5, 3),
                  List.of(2, 1),
                  List.of(1, 2),
                  List.of(2, 1, 0, 1),
                  Window.AutoPad.NOTSET);
          same(new Elementwise.Relu(), x);
          same(new Elementwise.LeakyRelu(0.1f), x);
          same(new Elementwise.Sigmoid(), x);
          same(new Elementwise.Tanh(), x);
          same(new Elementwise.Gelu(false), x);
          same(new Elementwise.Swish(1.5f), x);
          same(new Elementwise.Clip(), x, Tensor.floats(Shape.SCALAR, new float[] {-.5f}));
          same(new Elementwise.Add(), x, floats(random, shape));
          same(new Elementwise.Mul(), x, channel);
          same(new Elementwise.Sub(), row, x);
          same(new Elementwise.PRelu(), x, channel);
          same(new Elementwise.PRelu(), x, row);
          same(new Shaping.Transpose(List.of(0, 3, 1, 2)), x);
          same(new Shaping.Transpose(List.of(3, 2, 1, 0)), x);
          same(new Normalising.Softmax(3, false), x);
          same(new Normalising.Softmax(1, false), x);
          same(
              new Normalising.BatchNormalization(1e-5f, 0.9f, false),
              x,
              vector,
              vector,
              vector,
              positive);
          same(new Pooling.MaxPool(window, false, false), x);
          same(new Pooling.AveragePool(window, true, false), x);
        });
  }

  private static void same(Op op, Tensor... inputs) {
    float[] expected = one(SCALAR, op, inputs).toFloats();
    for (Kernels kernels : List.of(KernelsProvider.best(), THREE)) {
      float[] got = one(kernels, op, inputs).toFloats();
      assertThat(got.length).isEqualTo(expected.length);
      for (int i = 0; i < got.length; i++) {
        if (Float.floatToIntBits(got[i]) != Float.floatToIntBits(expected[i])) {
          throw new AssertionError(
              op
                  + " differs at "
                  + i
                  + " with "
                  + kernels.reason()
                  + ": "
                  + got[i]
                  + ", not "
                  + expected[i]);
        }
      }
    }
  }

  private static Tensor one(Kernels kernels, Op op, Tensor... inputs) {
    return new Interpreter(kernels).eval(op, List.of(inputs), 1).getFirst();
  }

  private static Tensor floats(RandomGenerator random, Shape shape) {
    float[] data = new float[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    return Tensor.floats(shape, data);
  }
}
