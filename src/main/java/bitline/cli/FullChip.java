package bitline.cli;

import bitline.Workbench;
import bitline.chip.Chip;
import bitline.chip.OperatingPoint;
import bitline.graph.Constant;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Op;
import bitline.graph.Port;
import bitline.graph.Quantising;
import bitline.graph.Verifier;
import bitline.program.Program;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.time.Timing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One product that fills all arrays of a chip, quantised, mapped and played at the chip's
/// operating point.
///
/// Inputs have one sign: a chip that sends signs along needs no time for them, and ours would send
/// them as a digit. Weights have two bits at least; where fewer were published, more cells count as
/// more weights.
final class FullChip {
  private static final int PICTURES = 64;

  private FullChip() {}

  /// Bits of an input that are sent at the chip's operating point, its sign not counted where the
  /// point tells the digits.
  static int inputBits(Chip chip) {
    OperatingPoint point = chip.operatingPoint();
    return point.inputDigits().isEmpty()
        ? point.inputBits()
        : point.inputDigits().stream().mapToInt(Integer::intValue).sum();
  }

  /// Operations a second of the whole chip: two for each weight of the published width and input.
  static double ops(Chip chip, int inputBits) {
    int weightBits = chip.operatingPoint().weightBits();
    int width = Math.max(2, weightBits);
    int rows = chip.array().inputRows();
    int columns = Math.toIntExact(chip.weightCapacity(width) / rows);
    Program program = Workbench.map(product(rows, columns, inputBits, width), chip);
    double seconds = Timing.of(program, 1, PICTURES).interval() * 1e-15;
    return 2.0 * rows * columns * width / weightBits / seconds;
  }

  /// One vector times a matrix, with its quantising steps.
  private static Graph product(int rows, int columns, int inputBits, int weightBits) {
    Map<String, Constant> constants = new LinkedHashMap<>();
    constants.put("one", scalar(1));
    constants.put("least", scalar(0));
    constants.put("most", scalar((1 << inputBits) - 1));
    constants.put("zero", Constant.of(new Tensor.Ints(ElementType.UINT8, Shape.of(), new int[1])));
    int[] values = new int[Math.multiplyExact(rows, columns)];
    int reach = (1 << (weightBits - 1)) - 1;
    for (int i = 0; i < values.length; i++) {
      values[i] = i % (2 * reach + 1) - reach;
    }
    constants.put(
        "integers",
        Constant.of(new Tensor.Ints(ElementType.INT8, Shape.of(rows, columns), values)));
    List<Node> nodes =
        List.of(
            node("clipped", new Elementwise.Clip(), "x", "least", "most"),
            node(
                "sent",
                new Quantising.QuantizeLinear(1, 0, true, ElementType.UINT8),
                "clipped",
                "one",
                "zero"),
            node("input", new Quantising.DequantizeLinear(1, 0), "sent", "one", "zero"),
            node("weights", new Quantising.DequantizeLinear(1, 0), "integers", "one"),
            node("y", new Linear.MatMul(), "input", "weights"));
    Graph graph =
        new Graph(
            "one product",
            List.of(new Port("x", ElementType.FLOAT, List.of("1", Integer.toString(rows)))),
            List.of(new Port("y", null, null)),
            constants,
            nodes);
    Verifier.verify(graph);
    return graph;
  }

  private static Node node(String name, Op op, String... inputs) {
    return new Node(name, op, List.of(inputs), List.of(name));
  }

  private static Constant scalar(float value) {
    return Constant.of(Tensor.floats(Shape.of(), new float[] {value}));
  }
}
