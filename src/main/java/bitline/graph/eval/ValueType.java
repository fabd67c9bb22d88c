package bitline.graph.eval;

import bitline.tensor.ElementType;
import bitline.tensor.Shape;

/// What a value is, without its numbers.
public record ValueType(ElementType type, Shape shape) {
  /// `float 1x3x32x32`.
  @Override
  public String toString() {
    return type.text() + " " + shape;
  }
}
