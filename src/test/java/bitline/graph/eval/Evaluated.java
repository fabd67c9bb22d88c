package bitline.graph.eval;

import bitline.graph.Op;
import bitline.tensor.ElementType;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What operators make of tensors, and tensors to give them.
final class Evaluated {
  private static final Interpreter INTERPRETER =
      new Interpreter(new ScalarKernels("the reference"));

  private Evaluated() {}

  static List<Tensor> all(Op op, int outputs, @Nullable Tensor... inputs) {
    return INTERPRETER.eval(op, Arrays.asList(inputs), outputs);
  }

  static Tensor of(Op op, @Nullable Tensor... inputs) {
    return all(op, 1, inputs).getFirst();
  }

  static Tensor.Floats floats(Shape shape, double... values) {
    float[] data = new float[values.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) values[i];
    }
    return new Tensor.Floats(ElementType.FLOAT, shape, data);
  }

  static Tensor longs(long... values) {
    return Tensor.int64(Shape.of(values.length), values);
  }

  static Tensor scalar(long value) {
    return Tensor.int64(Shape.SCALAR, new long[] {value});
  }

  static Tensor.Ints ints(ElementType type, Shape shape, int... values) {
    return new Tensor.Ints(type, shape, values);
  }

  /// Gaussian floats.
  static Tensor.Floats random(RandomGenerator random, int... sizes) {
    Shape shape = Shape.of(sizes);
    float[] data = new float[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    return new Tensor.Floats(ElementType.FLOAT, shape, data);
  }

  /// Integers over the whole range of a type.
  static Tensor.Ints random(RandomGenerator random, ElementType type, int... sizes) {
    Shape shape = Shape.of(sizes);
    int[] data = new int[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextInt((int) type.least(), (int) type.greatest() + 1);
    }
    return new Tensor.Ints(type, shape, data);
  }

  static Tensor.Doubles doubles(Tensor tensor) {
    double[] data = new double[tensor.elements()];
    Arrays.setAll(data, tensor::at);
    return new Tensor.Doubles(ElementType.DOUBLE, tensor.shape(), data);
  }

  /// Element by place.
  static double at(Tensor tensor, int... place) {
    int[] strides = tensor.shape().strides();
    int at = 0;
    for (int i = 0; i < place.length; i++) {
      at += place[i] * strides[i];
    }
    return tensor.at(at);
  }

  static double[] values(Tensor tensor) {
    double[] out = new double[tensor.elements()];
    Arrays.setAll(out, tensor::at);
    return out;
  }
}
