package bitline.program;

import bitline.chip.Chip;
import bitline.chip.VectorUnit;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.eval.MacCount;
import bitline.graph.eval.ValueType;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a chip's vector units do for a network and how long that takes: operations of lanes
/// ([Effort]) over lanes × clock. Mapping chooses by it, `time` plays it. On a chip that names no
/// vector unit a host does that work, which takes no time here.
public final class VectorWork {
  private final @Nullable VectorUnit unit;
  private final int units;
  private final Map<String, ValueType> types;
  private final Map<String, Long> macs = new HashMap<>();

  /// @param types of all values, see [bitline.graph.eval.Shapes#infer]
  public VectorWork(Chip chip, Graph graph, Map<String, ValueType> types) {
    VectorUnit core = chip.core().vectorUnit();
    unit = core == null ? chip.vectorUnit() : core;
    units = unit == null ? 0 : core == null ? 1 : chip.cores();
    this.types = types;
    MacCount.of(graph, types).layers().forEach(l -> macs.put(l.node(), l.macs()));
  }

  /// Vector units on the chip; 0 where it names none.
  public int units() {
    return units;
  }

  /// Seconds that one vector unit works on a node in one run.
  public double seconds(Node node) {
    return seconds(operations(node));
  }

  /// Operations of lanes for a node in one run.
  public double operations(Node node) {
    long results = 0;
    for (String output : node.outputs()) {
      results += output.isEmpty() ? 0 : elements(output);
    }
    long operands = 0;
    for (String input : node.inputs()) {
      operands += input.isEmpty() ? 0 : elements(input);
    }
    long products = node.op() instanceof Linear ? macs.getOrDefault(node.name(), 0L) : 0;
    return Effort.of(node, results, operands, products);
  }

  /// Seconds that one vector unit works on a product of integers in one run: its sums, then what
  /// makes them real numbers.
  ///
  /// @param results elements of the result
  public double product(long macs, long results) {
    return seconds(macs + Effort.FINISH * results);
  }

  /// Seconds that one vector unit needs to turn an array's sums into real numbers.
  ///
  /// @param sums of one run
  public double finishing(long sums) {
    return seconds(Effort.FINISH * sums);
  }

  private double seconds(double operations) {
    return unit == null ? 0 : operations / ((double) unit.lanes() * unit.clock());
  }

  private long elements(String value) {
    return Objects.requireNonNull(types.get(value), value).shape().elements();
  }
}
