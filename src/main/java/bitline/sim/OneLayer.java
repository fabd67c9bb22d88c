package bitline.sim;

import bitline.base.Problem;
import bitline.graph.Constant;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.eval.Interpreter;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs one layer of a program on its arrays, given the network's values in float: the quantising steps before the layer
/// are computed from them. For asking what a layer costs by itself.
public final class OneLayer {
  private final Program program;
  private final Kernels kernels;
  private final Map<String, Node> producers;

  public OneLayer(Program program, Kernels kernels) {
    this.program = program;
    this.kernels = kernels;
    this.producers = program.graph().producers();
  }

  /// @param values of the float run, by name; holds at least what the layer's quantising steps read
  public Tensor run(ArrayLayer layer, Map<String, Tensor> values) {
    Interpreter vectorUnit = new Interpreter(kernels);
    int zero = layer.inputZero();
    if (!layer.inputZeroValue().isEmpty()) {
      zero = (int) value(vectorUnit, layer.inputZeroValue(), values).intAt(0);
    }
    ArrayEngine planes = new BitPlaneEngine();
    ArrayEngine engine = layer.lossless() ? new ExactEngine(kernels) : planes;
    return new LayerRun(engine, planes, null)
        .run(layer, value(vectorUnit, layer.input(), values), zero, new Activity());
  }

  private Tensor value(Interpreter vectorUnit, String name, Map<String, Tensor> values) {
    Tensor known = values.get(name);
    if (known != null) {
      return known;
    }
    Graph graph = program.graph();
    Constant constant = graph.constant(name);
    if (constant != null) {
      return constant.tensor();
    }
    Node node = producers.get(name);
    if (node == null) {
      throw new Problem("nothing makes '" + name + "'");
    }
    List<@Nullable Tensor> operands = new ArrayList<>();
    for (String input : node.inputs()) {
      operands.add(input.isEmpty() ? null : value(vectorUnit, input, values));
    }
    return vectorUnit.eval(node, operands, graph, values).get(node.outputs().indexOf(name));
  }
}
