package bitline.onnx;

import bitline.graph.Graph;
import java.util.Map;

/// A network read from an ONNX file, with what the file says about itself.
///
/// @param opsets the imported version by domain; "ai.onnx" is written out
/// @param producer the tool that wrote the file, or empty
public record OnnxModel(Graph graph, Map<String, Long> opsets, long irVersion, String producer) {
  public OnnxModel {
    opsets = Map.copyOf(opsets);
  }
}
