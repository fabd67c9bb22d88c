package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.Graph;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A node as an ONNX file has it, attributes decoded, before it becomes an [bitline.graph.Op].
///
/// @param domain "" for ai.onnx
/// @param opset the version of the domain that the model imports
record OnnxNode(
    String name,
    String opType,
    String domain,
    int opset,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes) {

  boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  boolean hasInput(int i) {
    return i < inputs.size() && !inputs.get(i).isEmpty();
  }

  long integer(String attribute, long otherwise) {
    return switch (attributes.get(attribute)) {
      case null -> otherwise;
      case Attribute.OfInt a -> a.value();
      case Attribute a -> throw wrong(attribute, "an integer", a);
    };
  }

  int small(String attribute, int otherwise) {
    long value = integer(attribute, otherwise);
    if (value != (int) value) {
      throw new Problem("attribute '" + attribute + "' is " + value + ", out of range");
    }
    return (int) value;
  }

  boolean flag(String attribute, boolean otherwise) {
    return integer(attribute, otherwise ? 1 : 0) != 0;
  }

  float real(String attribute, float otherwise) {
    return switch (attributes.get(attribute)) {
      case null -> otherwise;
      case Attribute.OfFloat a -> a.value();
      case Attribute a -> throw wrong(attribute, "a float", a);
    };
  }

  String string(String attribute, String otherwise) {
    return switch (attributes.get(attribute)) {
      case null -> otherwise;
      case Attribute.OfString a -> a.value();
      case Attribute a -> throw wrong(attribute, "a string", a);
    };
  }

  /// The attribute's integers, or null when it is left out.
  long @Nullable [] integers(String attribute) {
    return switch (attributes.get(attribute)) {
      case null -> null;
      case Attribute.OfInts a -> a.values();
      case Attribute a -> throw wrong(attribute, "integers", a);
    };
  }

  /// The attribute's integers as 32-bit ones; empty when it is left out.
  List<Integer> smalls(String attribute) {
    long[] values = integers(attribute);
    List<Integer> out = new ArrayList<>();
    if (values != null) {
      for (long value : values) {
        if (value != (int) value) {
          throw new Problem("attribute '" + attribute + "' holds " + value + ", out of range");
        }
        out.add((int) value);
      }
    }
    return out;
  }

  float @Nullable [] reals(String attribute) {
    return switch (attributes.get(attribute)) {
      case null -> null;
      case Attribute.OfFloats a -> a.values();
      case Attribute a -> throw wrong(attribute, "floats", a);
    };
  }

  List<String> strings(String attribute) {
    return switch (attributes.get(attribute)) {
      case null -> List.of();
      case Attribute.OfStrings a -> a.values();
      case Attribute a -> throw wrong(attribute, "strings", a);
    };
  }

  @Nullable Tensor tensor(String attribute) {
    return switch (attributes.get(attribute)) {
      case null -> null;
      case Attribute.OfTensor a -> a.value();
      case Attribute a -> throw wrong(attribute, "a tensor", a);
    };
  }

  Graph graph(String attribute) {
    return switch (attributes.get(attribute)) {
      case null -> throw new Problem("attribute '" + attribute + "' is missing");
      case Attribute.OfGraph a -> a.value();
      case Attribute a -> throw wrong(attribute, "a graph", a);
    };
  }

  private static Problem wrong(String attribute, String wanted, Attribute found) {
    return new Problem(
        "attribute '"
            + attribute
            + "' should be "
            + wanted
            + " but is "
            + found.getClass().getSimpleName());
  }
}
