package bitline.evaluate;

import bitline.base.InOrder;
import bitline.base.Progress;
import bitline.graph.Constant;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.eval.Interpreter;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.sim.OneLayer;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What each layer costs by itself: the network runs in float but for one layer, which runs on the
/// chip, and the error of the network's outputs is what that layer costs. One full float run an
/// input, then for each layer only what lies behind it.
public final class LayerLoss {
  private final Graph reference;
  private final Program program;
  private final Kernels kernels;

  public LayerLoss(Graph reference, Program program, Kernels kernels) {
    this.reference = reference;
    this.program = program;
    this.kernels = kernels;
  }

  /// The noise at the outputs that each of the given layers causes by itself, over all inputs.
  public Map<String, Noise> of(
      List<ArrayLayer> layers, List<Map<String, Tensor>> inputs, int threads, Progress progress) {
    Map<String, Noise> losses = new LinkedHashMap<>();
    List<OneLayer> chip =
        layers.stream().map(layer -> new OneLayer(program, layer, kernels)).toList();
    AtomicInteger done = new AtomicInteger();
    int total = inputs.size() * layers.size();
    for (Map<String, Tensor> input : inputs) {
      Map<String, Tensor> values = new HashMap<>(input);
      new Interpreter(kernels)
          .run(
              reference,
              input,
              (node, in, out) -> {
                for (int i = 0; i < Math.min(out.size(), node.outputs().size()); i++) {
                  values.put(node.outputs().get(i), out.get(i));
                }
              });
      List<Noise> each =
          InOrder.run(
              layers.size(),
              threads,
              i -> {
                Noise noise = alone(layers.get(i), chip.get(i).run(values), values);
                progress.step("one layer at a time", done.incrementAndGet(), total);
                return noise;
              });
      for (int i = 0; i < layers.size(); i++) {
        losses.merge(layers.get(i).node(), each.get(i), Noise::plus);
      }
    }
    return losses;
  }

  /// The noise at the outputs when a layer gives `result` and everything behind it runs in float.
  private Noise alone(ArrayLayer layer, Tensor result, Map<String, Tensor> values) {
    Interpreter interpreter = new Interpreter(kernels);
    Map<String, Tensor> changed = new HashMap<>();
    changed.put(layer.output(), result);
    boolean behind = false;
    for (Node node : reference.nodes()) {
      if (node.name().equals(layer.node())) {
        behind = true;
        continue;
      }
      boolean touched = node.inputs().stream().anyMatch(changed::containsKey);
      for (Graph body : Graph.bodies(node.op())) {
        touched |= body.captured().stream().anyMatch(changed::containsKey);
      }
      if (!behind || !touched) {
        continue;
      }
      List<@Nullable Tensor> operands = new ArrayList<>();
      for (String name : node.inputs()) {
        operands.add(name.isEmpty() ? null : value(name, changed, values));
      }
      Map<String, Tensor> around = values;
      if (!Graph.bodies(node.op()).isEmpty()) {
        around = new HashMap<>(values);
        around.putAll(changed);
      }
      List<Tensor> results = interpreter.eval(node, operands, reference, around);
      for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
        changed.put(node.outputs().get(i), results.get(i));
      }
    }
    Noise noise = Noise.NONE;
    for (var port : reference.outputs()) {
      Tensor expected = value(port.name(), Map.of(), values);
      if (expected.type().isFloat()) {
        noise = noise.plus(Noise.between(expected, value(port.name(), changed, values)));
      }
    }
    return noise;
  }

  private Tensor value(String name, Map<String, Tensor> changed, Map<String, Tensor> values) {
    Tensor value = changed.get(name);
    if (value == null) {
      value = values.get(name);
    }
    if (value != null) {
      return value;
    }
    Constant constant = reference.constant(name);
    if (constant == null) {
      throw new IllegalStateException("nothing made '" + name + "'");
    }
    return constant.tensor();
  }
}
