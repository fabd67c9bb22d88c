package bitline.graph.causal;

import bitline.base.Problem;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Indexing;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.Quantising;
import bitline.graph.Shaping;
import bitline.graph.eval.Interpreter;
import bitline.graph.eval.Shapes;
import bitline.graph.eval.ValueType;
import bitline.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How a graph of a fixed number of tokens is run one token at a time: which row of which value
/// each node works on, and which values' earlier rows are kept (the KV cache). [TokenRun] does it.
///
/// The axis of tokens is followed from the inputs through every operator. A value is fixed, or has
/// rows along that axis that follow from their own and earlier tokens, or pairs of tokens (scores).
/// Scores must be masked and normalised before they weigh rows, so that later tokens weigh exactly
/// 0; a graph in which later tokens could count is refused, and so is an operator without a rule.
///
/// Kept is what a product with all earlier tokens reads, or what it was made of by moving numbers
/// alone where that is smaller: heads before they are repeated for grouped queries, codes before
/// they are dequantised.
///
/// **Same bits.** Each row of the whole-sequence run is given bit for bit: sums run in the same
/// order and what is left out is at their end and exactly 0. Two things must hold. Scores of one
/// row differ by less than 9,800 where the mask is a finite number (−10⁴ or less), and no weighted
/// sum is itself a −0 from underflow, which adding 0 would make +0.
public final class TokenPlan {
  private final Graph graph;
  private final int tokens;
  private final Map<String, Integer> inputAxes;
  private final List<Work> works;
  private final Map<String, Work> makers = new HashMap<>();
  private final Map<String, Integer> kept = new LinkedHashMap<>();
  private final Analysis analysis;

  private TokenPlan(
      Graph graph,
      int tokens,
      Map<String, Integer> inputAxes,
      List<Work> works,
      Analysis analysis) {
    this.graph = graph;
    this.tokens = tokens;
    this.inputAxes = inputAxes;
    this.works = works;
    this.analysis = analysis;
    works.forEach(work -> work.node().outputs().forEach(value -> makers.put(value, work)));
    for (Work work : works) {
      for (Part part : work.parts()) {
        if (part instanceof Part.Before(String value)) {
          String root = smallestSource(value);
          kept.put(root, axis(root));
        }
      }
    }
  }

  /// Whether and how it can be done.
  public sealed interface Answer {
    record Possible(TokenPlan plan) implements Answer {}

    /// @param reason one line
    record Refused(String reason) implements Answer {}
  }

  /// Follows the tokens through a graph.
  ///
  /// @param inputs shapes of the graph's inputs where the file leaves sizes open; each input has
  ///   one axis of more than one entry, the tokens
  public static Answer of(Graph graph, Map<String, Shape> inputs, Interpreter interpreter) {
    try {
      return new Answer.Possible(plan(graph, inputs, interpreter));
    } catch (Refusal refusal) {
      return new Answer.Refused(Objects.requireNonNull(refusal.getMessage()));
    }
  }

  private static TokenPlan plan(Graph graph, Map<String, Shape> inputs, Interpreter interpreter) {
    Map<String, ValueType> types = Shapes.infer(graph, inputs);
    Map<String, Integer> axes = new LinkedHashMap<>();
    int tokens = 0;
    for (Port port : graph.inputs()) {
      Shape shape = Objects.requireNonNull(types.get(port.name())).shape();
      int axis = tokenAxis(port.name(), shape);
      if (tokens != 0 && shape.size(axis) != tokens) {
        throw new Refusal(
            "input '" + port.name() + "' is " + shape + ", another one has " + tokens + " tokens");
      }
      tokens = shape.size(axis);
      axes.put(port.name(), axis);
    }
    if (tokens == 0) {
      throw new Refusal("the network has no inputs");
    }
    Analysis analysis = new Analysis(graph, types, tokens, interpreter);
    axes.forEach((name, axis) -> analysis.set(name, new Along.Rows(axis)));
    List<Work> works = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (analysis.givesFixed(node)) {
        node.outputs().forEach(value -> analysis.set(value, Along.FIXED));
        continue;
      }
      Work work = Rules.of(analysis, node);
      for (int i = 0; i < node.outputs().size(); i++) {
        analysis.set(node.outputs().get(i), work.results().get(i));
      }
      works.add(work);
    }
    for (Port port : graph.outputs()) {
      if (!(analysis.along(port.name()) instanceof Along.Rows)) {
        throw new Refusal("output '" + port.name() + "' has no row for each token");
      }
    }
    return new TokenPlan(graph, tokens, axes, works, analysis);
  }

  private static int tokenAxis(String name, Shape shape) {
    int found = -1;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (shape.size(axis) > 1) {
        if (found >= 0) {
          throw new Refusal(
              "input '" + name + "' is " + shape + ": tokens along one axis alone are known");
        }
        found = axis;
      }
    }
    if (found < 0) {
      throw new Refusal("input '" + name + "' is " + shape + ": no axis has more than one token");
    }
    return found;
  }

  /// The value with the fewest bits among one and those that it was made of by moving numbers
  /// alone.
  private String smallestSource(String value) {
    String best = value;
    String at = value;
    while (true) {
      Work maker = makers.get(at);
      if (maker == null || !moves(maker)) {
        return best;
      }
      at = maker.node().input(0);
      best = bits(at) < bits(best) ? at : best;
    }
  }

  private boolean moves(Work work) {
    boolean op =
        switch (work.node().op()) {
          case Shaping.Reshape _,
              Shaping.Flatten _,
              Shaping.Squeeze _,
              Shaping.Unsqueeze _,
              Shaping.Transpose _,
              Shaping.Expand _,
              Indexing.Gather _,
              Elementwise.Identity _,
              Quantising.QuantizeLinear _,
              Quantising.DequantizeLinear _ ->
              true;
          default -> false;
        };
    return op
        && work.parts().getFirst() instanceof Part.Own(String value)
        && analysis.along(value) instanceof Along.Rows;
  }

  private long bits(String value) {
    ValueType type = analysis.type(value);
    return (long) type.shape().elements() * type.type().bits();
  }

  /// Tokens of the whole sequence.
  public int tokens() {
    return tokens;
  }

  public Graph graph() {
    return graph;
  }

  /// Bytes of the KV cache for each token.
  public double cacheBytesPerToken() {
    return kept.keySet().stream().mapToLong(this::bits).sum() / 8.0 / tokens;
  }

  /// What a node takes for one token.
  ///
  /// @param results elements that it makes
  /// @param operands elements that it reads, of earlier tokens too
  /// @param macs multiply-accumulates of a product
  /// @param cacheBytes that it reads of the KV cache
  public record Cost(Node node, long results, long operands, long macs, double cacheBytes) {}

  /// What every node that reads tokens takes for the token number `context`, earlier ones and
  /// itself counted. Moving kept rows into the form in which a product reads them counts nothing.
  public List<Cost> costs(int context) {
    List<Cost> costs = new ArrayList<>();
    for (Work work : works) {
      Node node = work.node();
      long results = 0;
      for (int i = 0; i < node.outputs().size(); i++) {
        String value = node.outputs().get(i);
        results += value.isEmpty() ? 0 : row(value, work.results().get(i), context);
      }
      long operands = 0;
      double cache = 0;
      for (Part part : work.parts()) {
        operands += elements(part, context);
        if (part instanceof Part.Before(String value)) {
          cache += bits(smallestSource(value)) / 8.0 / tokens * context;
        }
      }
      costs.add(new Cost(node, results, operands, macs(work, results, context), cache));
    }
    return costs;
  }

  private long row(String value, Along along, int context) {
    long all = analysis.shape(value).elements();
    return switch (along) {
      case Along.Fixed _ -> all;
      case Along.Rows _ -> all / tokens;
      case Along.Pairs _ -> all / tokens / tokens * context;
    };
  }

  private long elements(Part part, int context) {
    return switch (part) {
      case Part.Absent _ -> 0;
      case Part.Own(String value) -> row(value, analysis.along(value), context);
      case Part.Before(String value) -> (long) analysis.shape(value).elements() / tokens * context;
      case Part.Known(String value, int rows, int columns) -> {
        long all = analysis.shape(value).elements();
        yield all
            / (rows < 0 ? 1 : tokens)
            / (columns < 0 ? 1 : tokens)
            * (columns < 0 ? 1 : context);
      }
    };
  }

  private long macs(Work work, long results, int context) {
    if (!(work.node().op() instanceof Linear)) {
      return 0;
    }
    String left = work.node().input(0);
    boolean weighs =
        analysis.along(left) instanceof Along.Pairs
            || (work.parts().getFirst() instanceof Part.Known(String _, int _, int columns)
                && columns >= 0);
    Shape shape = analysis.shape(left);
    return results * (weighs ? context : shape.size(shape.rank() - 1));
  }

  /// Bytes that a token adds to what is kept of a value.
  public double cacheBytes(String value) {
    return bits(value) / 8.0 / tokens;
  }

  /// Names of the values whose rows are kept.
  public Set<String> kept() {
    return new TreeSet<>(kept.keySet());
  }

  /// The axis of tokens of a value that has a row for each; a [Problem] for any other value.
  public int axis(String value) {
    if (analysis.along(value) instanceof Along.Rows(int axis)) {
      return axis;
    }
    throw new Problem("'" + value + "' has no row for each token");
  }

  /// Axes that a value has.
  public int rank(String value) {
    return analysis.shape(value).rank();
  }

  Map<String, Integer> inputAxes() {
    return inputAxes;
  }

  Map<String, Integer> keptAxes() {
    return kept;
  }

  List<Work> works() {
    return works;
  }

  /// Whether a node reads the rows of all earlier tokens of a value that it takes in place of its
  /// operands: of the integers that such an operand is dequantised from.
  boolean ofEarlier(Work work, String taken) {
    for (Part part : work.parts()) {
      if (part instanceof Part.Before(String operand)) {
        Work maker = makers.get(operand);
        if (operand.equals(taken)
            || (maker != null
                && maker.node().op() instanceof Quantising.DequantizeLinear
                && maker.node().input(0).equals(taken))) {
          return true;
        }
      }
    }
    return false;
  }

  @Nullable Work maker(String value) {
    return makers.get(value);
  }

  Analysis analysis() {
    return analysis;
  }
}
