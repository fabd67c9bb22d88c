package bitline.graph.causal;

import bitline.tensor.Shape;
import bitline.tensor.Tensor;

/// Cuts tensors along an axis and pastes into them.
final class Pieces {
  private Pieces() {}

  /// Entries `from` to `from + count` along an axis.
  static Tensor cut(Tensor x, int axis, int from, int count) {
    int size = x.shape().size(axis);
    if (from == 0 && count == size) {
      return x;
    }
    Tensor out = Tensor.zeros(x.type(), sized(x.shape(), axis, count));
    int outer = x.shape().span(0, axis);
    int inner = x.shape().span(axis + 1, x.shape().rank());
    for (int o = 0; o < outer; o++) {
      copy(x, (o * size + from) * inner, out, o * count * inner, count * inner);
    }
    return out;
  }

  /// Writes `row`, of size 1 along the axis, as entry `at`.
  static void paste(Tensor into, int axis, int at, Tensor row) {
    int size = into.shape().size(axis);
    int outer = into.shape().span(0, axis);
    int inner = into.shape().span(axis + 1, into.shape().rank());
    for (int o = 0; o < outer; o++) {
      copy(row, o * inner, into, (o * size + at) * inner, inner);
    }
  }

  static Shape sized(Shape shape, int axis, int size) {
    int[] sizes = shape.sizes();
    sizes[axis] = size;
    return Shape.of(sizes);
  }

  private static void copy(Tensor from, int at, Tensor to, int toAt, int count) {
    switch (from) {
      case Tensor.Floats f ->
          System.arraycopy(f.data(), at, ((Tensor.Floats) to).data(), toAt, count);
      case Tensor.Doubles d ->
          System.arraycopy(d.data(), at, ((Tensor.Doubles) to).data(), toAt, count);
      case Tensor.Ints i -> System.arraycopy(i.data(), at, ((Tensor.Ints) to).data(), toAt, count);
      case Tensor.Longs l ->
          System.arraycopy(l.data(), at, ((Tensor.Longs) to).data(), toAt, count);
    }
  }
}
