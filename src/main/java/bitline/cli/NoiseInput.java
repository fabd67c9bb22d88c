package bitline.cli;

import bitline.base.Keyed;
import bitline.graph.Graph;
import bitline.graph.eval.Shapes;
import bitline.quant.Quantiser;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a network is quantised on where only shapes and widths matter.
final class NoiseInput {
  private NoiseInput() {}

  /// Made-up inputs with values spread between −1 and 1, so that every activation has a range: of
  /// all inputs and, where there are several, of the largest alone. A mask full of noise may hide
  /// everything, and leave nothing finite behind it.
  static List<Map<String, Tensor>> of(Graph network) {
    if (Quantiser.isQuantised(network)) {
      return List.of(Map.of());
    }
    Map<String, Tensor> all = noise(network);
    int most = all.values().stream().mapToInt(Tensor::elements).max().orElse(0);
    Map<String, Tensor> largest = new LinkedHashMap<>(all);
    largest.replaceAll((_, tensor) ->
        tensor.elements() == most ? tensor : Tensor.zeros(tensor.type(), tensor.shape()));
    boolean several = all.values().stream().anyMatch(tensor -> tensor.elements() < most);
    return several ? List.of(all, largest) : List.of(all);
  }

  private static Map<String, Tensor> noise(Graph network) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
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
