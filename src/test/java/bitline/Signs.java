package bitline;

import bitline.graph.Graph;
import bitline.graph.eval.Shapes;
import bitline.quant.Settings;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The traffic sign network, quantised on one made-up picture, for tests that ask about places and
/// times, which do not depend on ranges.
public final class Signs {
  public static final Graph QUANTISED = quantised();

  private Signs() {}

  private static Graph quantised() {
    Graph network = Workbench.load(Path.of("models/signs_bitline.onnx"));
    String input = network.inputs().getFirst().name();
    Shape shape = Objects.requireNonNull(Shapes.declared(network, Map.of()).get(input));
    float[] ramp = new float[shape.elements()];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (i % 17 - 8) / 8f;
    }
    return Workbench.quantise(
        network, Settings.PLAIN, List.of(Map.of(input, Tensor.floats(shape, ramp))));
  }
}
