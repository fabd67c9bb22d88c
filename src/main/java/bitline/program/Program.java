package bitline.program;

import bitline.chip.Chip;
import bitline.graph.Graph;
import bitline.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A network compiled for a chip: the quantised graph, in the order in which it runs, and the
/// layers of it that lie in arrays. Every reading (values, time, energy, money, ledger) is of this
/// record; there is no second description. Nodes that no layer names run on the vector unit.
/// [ProgramBytes] gives its canonical bytes and hash.
///
/// @param chip what it runs on
/// @param graph the network with its quantising steps
/// @param inputs the input shapes it was compiled for
/// @param layers in the graph's order
/// @param arraysUsed arrays that hold at least one weight
public record Program(
    Chip chip, Graph graph, Map<String, Shape> inputs, List<ArrayLayer> layers, int arraysUsed) {
  /// Of the canonical bytes; a change of the format raises it.
  public static final int VERSION = 2;

  public Program {
    inputs = Map.copyOf(inputs);
    layers = List.copyOf(layers);
  }

  /// Layers by the name of their node.
  public Map<String, ArrayLayer> byNode() {
    Map<String, ArrayLayer> byNode = new HashMap<>();
    layers.forEach(layer -> byNode.put(layer.node(), layer));
    return byNode;
  }

  public Program with(List<ArrayLayer> changed) {
    return new Program(chip, graph, inputs, changed, arraysUsed);
  }

  /// Multiply-accumulates on arrays in one run.
  public long arrayMacs() {
    return layers.stream().mapToLong(layer -> layer.unrolling().macs()).sum();
  }
}
