package bitline.sim;

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs one layer of a program on its arrays, given the network's values in float: the quantising
/// steps before the layer are computed from them. For asking what a layer costs by itself.
public final class OneLayer {
  private final Graph graph;
  private final Map<String, Node> producers;
  private final ArrayLayer layer;
  private final Function<ArrayLayer, LayerRun> runs;
  private final Interpreter vectorUnit;
  private final int weightSets;

  public OneLayer(Program program, ArrayLayer layer, Kernels kernels) {
    this.graph = program.graph();
    this.producers = graph.producers();
    this.layer = layer;
    if (layer.written() == null) {
      LayerRun run = LayerRun.fastest(layer, kernels, null);
      this.runs = _ -> run;
    } else {
      this.runs = filled -> LayerRun.fastest(filled, kernels, null);
    }
    this.weightSets = program.chip().macro().weightSets();
    this.vectorUnit = new Interpreter(kernels);
  }

  /// @param values of the float run, by name; holds at least what the layer's quantising steps read
  public Tensor run(Map<String, Tensor> values) {
    int zero =
        layer.inputZeroValue().isEmpty()
            ? layer.inputZero()
            : (int) value(layer.inputZeroValue(), values).intAt(0);
    Tensor x = value(layer.input(), values);
    ArrayLayer now = Simulator.filled(layer, x, read -> value(read, values), weightSets);
    return runs.apply(now).run(x, zero, new Activity());
  }

  private Tensor value(String name, Map<String, Tensor> values) {
    Tensor known = values.get(name);
    if (known != null) {
      return known;
    }
    Constant constant = graph.constant(name);
    if (constant != null) {
      return constant.tensor();
    }
    Node node = producers.get(name);
    if (node == null) {
      throw new IllegalStateException("nothing makes '" + name + "'");
    }
    List<@Nullable Tensor> operands = new ArrayList<>();
    for (String input : node.inputs()) {
      operands.add(input.isEmpty() ? null : value(input, values));
    }
    return vectorUnit.eval(node, operands, graph, values).get(node.outputs().indexOf(name));
  }
}
