package bitline.graph.eval;

import bitline.base.Problem;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node's operands, optional ones null, with the questions that evaluations ask of them.
record Operands(List<@Nullable Tensor> all) {
  int count() {
    return all.size();
  }

  boolean has(int i) {
    return i < all.size() && all.get(i) != null;
  }

  @Nullable Tensor orNull(int i) {
    return i < all.size() ? all.get(i) : null;
  }

  Tensor get(int i) {
    Tensor tensor = orNull(i);
    if (tensor == null) {
      throw new Problem("operand " + i + " is missing");
    }
    return tensor;
  }

  Shape shape(int i) {
    return get(i).shape();
  }

  /// Operand `i` as floats; a [Problem] when it is not of a float type of at most 32 bits.
  Tensor.Floats floats(int i) {
    if (get(i) instanceof Tensor.Floats floats) {
      return floats;
    }
    throw new Problem("operand " + i + " is " + get(i).type().text() + "; float is needed");
  }

  /// The only element of operand `i`.
  double only(int i) {
    Tensor tensor = get(i);
    if (tensor.elements() != 1) {
      throw new Problem("operand " + i + " has " + tensor.elements() + " elements; one is needed");
    }
    return tensor.at(0);
  }

  /// Operand `i`'s integers, such as axes, pads or a shape.
  long[] longs(int i) {
    Tensor tensor = get(i);
    if (tensor.type().isFloat()) {
      throw new Problem("operand " + i + " is " + tensor.type().text() + "; integers are needed");
    }
    return tensor.toLongs();
  }
}
