package bitline.sim;

import bitline.base.Problem;
import bitline.graph.Node;
import bitline.graph.causal.Machine;
import bitline.graph.eval.Interpreter;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Contents;
import bitline.program.Program;
import bitline.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
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
  private final Function<ArrayLayer, LayerRun> maker;
  private final Interpreter vectorUnit;
  private final Map<String, Activity> activity;

  /// @param maker of the runs of layers whose cells are full
  /// @param activity is added to, by node
  ChipMachine(
      Program program,
      Map<String, LayerRun> runs,
      Function<ArrayLayer, LayerRun> maker,
      Set<String> skipped,
      Interpreter vectorUnit,
      Map<String, Activity> activity) {
    this.program = program;
    this.layers = new HashMap<>(program.byNode());
    program.vectorProducts().forEach(product -> layers.put(product.node(), product));
    this.runs = runs;
    this.maker = maker;
    this.skipped = skipped;
    this.vectorUnit = vectorUnit;
    this.activity = activity;
  }

  @Override
  public List<String> takes(Node node) {
    ArrayLayer layer = layers.get(node.name());
    if (layer == null) {
      return List.of();
    }
    if (!layer.inputZeroValue().isEmpty()) {
      throw Problem.at(
          "node '" + node.name() + "'", "its zero point follows from the data, not token by token");
    }
    Contents.Activation written = layer.written();
    return written == null ? List.of(layer.input()) : List.of(layer.input(), written.value());
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
    Tensor x = Objects.requireNonNull(operands.getFirst());
    int sets = program.chip().macro().weightSets();
    ArrayLayer full =
        Simulator.filled(layer, x, _ -> Objects.requireNonNull(operands.getLast()), sets);
    LayerRun kept = runs.get(node.name());
    LayerRun run = kept == null ? maker.apply(full) : kept;
    return List.of(run.run(x, layer.inputZero(), counted));
  }
}
