package bitline.onnx;

import bitline.graph.Graph;
import bitline.tensor.Tensor;
import java.util.List;

/// A node's attribute, already decoded.
sealed interface Attribute {
  record OfInt(long value) implements Attribute {}

  record OfFloat(float value) implements Attribute {}

  record OfString(String value) implements Attribute {}

  record OfInts(long[] values) implements Attribute {}

  record OfFloats(float[] values) implements Attribute {}

  record OfStrings(List<String> values) implements Attribute {}

  record OfTensor(Tensor value) implements Attribute {}

  record OfGraph(Graph value) implements Attribute {}
}
