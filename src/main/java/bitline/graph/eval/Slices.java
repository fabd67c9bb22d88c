package bitline.graph.eval;

import bitline.base.Problem;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;

/// Cuts tensors along an axis and puts them together again, whatever their type.
final class Slices {
  private Slices() {}

  /// Index `place` of `axis`; the axis is gone.
  static Tensor slice(Tensor x, int axis, int place) {
    Shape shape = x.shape();
    int[] sizes = new int[shape.rank() - 1];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = shape.size(i < axis ? i : i + 1);
    }
    Tensor out = Tensor.zeros(x.type(), Shape.of(sizes));
    int inner = shape.span(axis + 1, shape.rank());
    for (int i = 0; i < shape.span(0, axis); i++) {
      copy(x, (i * shape.size(axis) + place) * inner, out, i * inner, inner);
    }
    return out;
  }

  /// Tensors of one type and shape along a new axis.
  static Tensor stack(List<Tensor> rows, int axis) {
    Tensor first = rows.getFirst();
    Shape shape = first.shape();
    int at = axis < 0 ? axis + shape.rank() + 1 : axis;
    if (at < 0 || at > shape.rank()) {
      throw new Problem("stacking axis " + axis + " for values " + shape);
    }
    int[] sizes = new int[shape.rank() + 1];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i == at ? rows.size() : shape.size(i < at ? i : i - 1);
    }
    Tensor out = Tensor.zeros(first.type(), Shape.of(sizes));
    int inner = shape.span(at, shape.rank());
    int outer = shape.span(0, at);
    for (int r = 0; r < rows.size(); r++) {
      Tensor row = rows.get(r);
      if (row.type() != first.type() || !row.shape().equals(shape)) {
        throw new Problem(
            "turn "
                + r
                + " gives "
                + row.type().text()
                + " "
                + row.shape()
                + ", the first one "
                + first.type().text()
                + " "
                + shape);
      }
      for (int i = 0; i < outer; i++) {
        copy(row, i * inner, out, (i * rows.size() + r) * inner, inner);
      }
    }
    return out;
  }

  /// The first `count` indices of the first axis.
  static Tensor head(Tensor x, int count) {
    int[] sizes = x.shape().sizes();
    sizes[0] = count;
    Tensor out = Tensor.zeros(x.type(), Shape.of(sizes));
    copy(x, 0, out, 0, out.elements());
    return out;
  }

  /// The first axis made `count` long with zeros at its end.
  static Tensor filled(Tensor x, int count) {
    int[] sizes = x.shape().sizes();
    sizes[0] = count;
    Tensor out = Tensor.zeros(x.type(), Shape.of(sizes));
    copy(x, 0, out, 0, x.elements());
    return out;
  }

  private static void copy(Tensor from, int at, Tensor to, int toAt, int count) {
    System.arraycopy(Strided.array(from), at, Strided.array(to), toAt, count);
  }
}
