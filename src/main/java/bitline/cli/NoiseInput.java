package bitline.cli;

import bitline.base.Keyed;
import bitline.graph.Graph;
import bitline.graph.eval.Shapes;
import bitline.quant.Quantiser;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// What a network is quantised on where only shapes and widths matter.
final class NoiseInput {
  private NoiseInput() {}

  /// One made-up input with values spread between −1 and 1, so that every activation has a range.
  static Map<String, Tensor> of(Graph network) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    if (Quantiser.isQuantised(network)) {
      return inputs;
    }
    Map<String, Shape> shapes = Shapes.declared(network, Map.of());
    network
        .inputs()
        .forEach(port -> {
          Shape shape = Objects.requireNonNull(shapes.get(port.name()));
          ElementType type = port.type() == null ? ElementType.FLOAT : port.type();
          Tensor zeros = Tensor.zeros(type, shape);
          if (zeros instanceof Tensor.Floats floats) {
            for (int i = 0; i < floats.data().length; i++) {
              floats.data()[i] = (Keyed.bits(0, port.name(), i) >> 40) / (float) (1 << 23);
            }
          }
          inputs.put(port.name(), zeros);
        });
    return inputs;
  }
}
