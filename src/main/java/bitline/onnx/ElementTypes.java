package bitline.onnx;

import bitline.base.Problem;
import bitline.tensor.ElementType;

/// ONNX's numbers of element types (`TensorProto.DataType`).
final class ElementTypes {
  private ElementTypes() {}

  /// The type of a number; a [Problem] that names a type which is not supported.
  static ElementType of(long number) {
    for (ElementType type : ElementType.values()) {
      if (type.onnx() == number) {
        return type;
      }
    }
    throw new Problem(
        switch ((int) number) {
          case 0 -> "an undefined element type";
          case 8 -> "element type string is not supported";
          case 14 -> "element type complex64 is not supported";
          case 15 -> "element type complex128 is not supported";
          case 17 -> "element type float8e4m3fn is not supported";
          case 18 -> "element type float8e4m3fnuz is not supported";
          case 19 -> "element type float8e5m2 is not supported";
          case 20 -> "element type float8e5m2fnuz is not supported";
          case 23 -> "element type float4e2m1 is not supported";
          case 24 -> "element type float8e8m0 is not supported";
          case 25 -> "element type uint2 is not supported";
          case 26 -> "element type int2 is not supported";
          default -> "element type " + number + " does not exist";
        });
  }
}
