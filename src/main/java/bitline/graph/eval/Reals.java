package bitline.graph.eval;

import bitline.tensor.ElementType;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;

/// Elements of any type as doubles and back: the one path for all types where nobody waits for the
/// speed.
final class Reals {
  private Reals() {}

  /// The elements as doubles; a tensor of doubles gives its own array, which is not to be written
  /// to.
  static double[] of(Tensor tensor) {
    return switch (tensor) {
      case Tensor.Doubles t -> t.data();
      case Tensor.Floats t -> {
        float[] data = t.data();
        double[] out = new double[data.length];
        for (int i = 0; i < out.length; i++) {
          out[i] = data[i];
        }
        yield out;
      }
      case Tensor.Ints _, Tensor.Longs _ -> {
        double[] out = new double[tensor.elements()];
        for (int i = 0; i < out.length; i++) {
          out[i] = tensor.at(i);
        }
        yield out;
      }
    };
  }

  /// Doubles as a tensor of `type`: floats are rounded; integers lose their fraction and saturate.
  static Tensor tensor(ElementType type, Shape shape, double[] values) {
    return switch (type.storage()) {
      case DOUBLES -> new Tensor.Doubles(type, shape, values);
      case FLOATS -> {
        float[] out = new float[values.length];
        for (int i = 0; i < out.length; i++) {
          out[i] = (float) values[i];
        }
        yield new Tensor.Floats(type, shape, NarrowFloats.round(type, out));
      }
      case INTS -> {
        int[] out = new int[values.length];
        for (int i = 0; i < out.length; i++) {
          out[i] = (int) Math.clamp(values[i], (double) type.least(), (double) type.greatest());
        }
        yield new Tensor.Ints(type, shape, out);
      }
      case LONGS -> {
        long[] out = new long[values.length];
        for (int i = 0; i < out.length; i++) {
          out[i] = whole(type, values[i]);
        }
        yield new Tensor.Longs(type, shape, out);
      }
    };
  }

  /// For each element of a tensor of shape `to`, the index of the element of one of shape `from`
  /// that is stretched to it.
  static int[] stretched(Shape from, Shape to) {
    int[] strides = from.strides();
    int[] steps = new int[to.rank()];
    for (int i = 0; i < from.rank(); i++) {
      steps[to.rank() - from.rank() + i] = from.size(i) == 1 ? 0 : strides[i];
    }
    int[] out = new int[to.elements()];
    int[] place = new int[to.rank()];
    int at = 0;
    for (int i = 0; i < out.length; i++) {
      out[i] = at;
      for (int axis = to.rank() - 1; axis >= 0; axis--) {
        at += steps[axis];
        if (++place[axis] < to.size(axis)) {
          break;
        }
        at -= steps[axis] * place[axis];
        place[axis] = 0;
      }
    }
    return out;
  }

  private static long whole(ElementType type, double value) {
    if (type == ElementType.UINT64) {
      if (!(value > 0)) {
        return 0;
      }
      return value >= 0x1p64
          ? -1L
          : value >= 0x1p63 ? (long) (value - 0x1p63) + Long.MIN_VALUE : (long) value;
    }
    return type == ElementType.UINT32 ? (long) Math.clamp(value, 0.0, 4294967295.0) : (long) value;
  }
}
