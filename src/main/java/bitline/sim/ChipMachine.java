package bitline.sim;

import bitline.base.Problem;
import bitline.graph.Node;
import bitline.graph.causal.Machine;
import bitline.graph.eval.Interpreter;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A chip that computes a program node by node on whatever rows it is given: layers with weights in
/// arrays take their integers, everything else is the vector unit's. The same cells and converters
/// as in a run of the whole sequence; read noise, which depends on a vector's number, is not the
/// same.
final class ChipMachine implements Machine {
  private final Program program;
  private final Map<String, ArrayLayer> layers;
  private final Map<String, LayerRun> runs;
  private final Set<String> skipped;
  private final Interpreter vectorUnit;
  private final Map<String, Activity> activity;

  /// @param activity is added to, by node
  ChipMachine(
      Program program,
      Map<String, LayerRun> runs,
      Set<String> skipped,
      Interpreter vectorUnit,
      Map<String, Activity> activity) {
    this.program = program;
    this.layers = new HashMap<>(program.byNode());
    program.vectorProducts().forEach(product -> layers.put(product.node(), product));
    this.runs = runs;
    this.skipped = skipped;
    this.vectorUnit = vectorUnit;
    this.activity = activity;
  }

  @Override
  public @Nullable String takes(Node node) {
    ArrayLayer layer = layers.get(node.name());
    if (layer == null) {
      return null;
    }
    if (!layer.inputZeroValue().isEmpty()) {
      throw Problem.at(
          "node '" + node.name() + "'", "its zero point follows from the data, not token by token");
    }
    return layer.input();
  }

  @Override
  public boolean skips(Node node) {
    return skipped.contains(node.name());
  }

  @Override
  public List<Tensor> compute(Node node, List<@Nullable Tensor> operands) {
    ArrayLayer layer = layers.get(node.name());
    if (layer == null) {
      return vectorUnit.eval(node, operands, program.graph(), Map.of());
    }
    Activity counted =
        layer.tiles().isEmpty() // a product of the vector unit
            ? new Activity()
            : activity.computeIfAbsent(node.name(), _ -> new Activity());
    LayerRun run = Objects.requireNonNull(runs.get(node.name()));
    Tensor x = Objects.requireNonNull(operands.getFirst());
    return List.of(run.run(x, layer.inputZero(), counted));
  }
}
