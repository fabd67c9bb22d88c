package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.Quantising;
import bitline.tensor.Convolution;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Types and shapes of all values, found by running the network on zeros with [Kernels] that
/// multiply nothing. So every operator's shapes are defined once, by its evaluation. Where a shape
/// follows from data (NonZero, TopK with a computed k), it is the shape that zeros give.
public final class Shapes {
  private Shapes() {}

  /// Types and shapes by name: of inputs, constants and what nodes make. Values inside bodies are
  /// left out.
  ///
  /// @param inputs shapes of the graph's inputs; one left out is as declared, with 1 for sizes that
  ///   are no number
  public static Map<String, ValueType> infer(Graph graph, Map<String, Shape> inputs) {
    Map<String, Shape> declared = declared(graph, Map.of(), inputs);
    Map<String, ValueType> types = new LinkedHashMap<>();
    Map<String, Tensor> zeros = new HashMap<>();
    for (Port port : graph.inputs()) {
      ElementType type = port.type();
      Shape given = inputs.get(port.name());
      Shape shape = given != null ? given : Objects.requireNonNull(declared.get(port.name()));
      Tensor zero = Tensor.zeros(type == null ? ElementType.FLOAT : type, shape);
      zeros.put(port.name(), zero);
      types.put(port.name(), new ValueType(zero.type(), zero.shape()));
    }
    graph
        .constants()
        .forEach(
            (name, constant) -> types.put(name, new ValueType(constant.type(), constant.shape())));
    new Interpreter(new NoProducts(), new Steps(graph))
        .run(
            graph,
            zeros,
            (node, _, outputs) -> {
              for (int i = 0; i < Math.min(outputs.size(), node.outputs().size()); i++) {
                if (!node.outputs().get(i).isEmpty()) {
                  types.put(
                      node.outputs().get(i),
                      new ValueType(outputs.get(i).type(), outputs.get(i).shape()));
                }
              }
            });
    return types;
  }

  /// The shapes of the graph's inputs as the file declares them; a [Problem] for an input whose
  /// rank it does not say.
  ///
  /// @param symbols what named sizes are, such as N = 8; 1 for those that are not named here
  public static Map<String, Shape> declared(Graph graph, Map<String, Integer> symbols) {
    return declared(graph, symbols, Map.of());
  }

  private static Map<String, Shape> declared(
      Graph graph, Map<String, Integer> symbols, Map<String, Shape> given) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (Port port : graph.inputs()) {
      Shape known = given.get(port.name());
      @Nullable List<String> sizes = port.sizes();
      if (known != null) {
        shapes.put(port.name(), known);
      } else if (sizes == null) {
        throw new Problem(
            "input '" + port.name() + "' of " + graph.name() + " has no declared shape; name one");
      } else {
        long[] numbers = new long[sizes.size()];
        for (int i = 0; i < numbers.length; i++) {
          String size = sizes.get(i);
          numbers[i] =
              size.matches("[0-9]{1,18}") ? Long.parseLong(size) : symbols.getOrDefault(size, 1);
        }
        shapes.put(port.name(), Shape.of(numbers));
      }
    }
    return shapes;
  }

  /// Quantising steps whose numbers nothing looks at: what goes into a product that multiplies
  /// nothing. All of one size share their zeros; a network's weights need not be made real for
  /// their shapes.
  private static final class Steps implements Interpreter.Known {
    private final Set<Node> unread = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Integer, float[]> floats = new HashMap<>();
    private final Map<Integer, int[]> ints = new HashMap<>();

    Steps(Graph graph) {
      Set<String> read = new HashSet<>();
      graph.outputs().forEach(port -> read.add(port.name()));
      for (Node node : graph.nodes().reversed()) {
        int from =
            switch (node.op()) {
              case Linear.Conv _, Linear.ConvTranspose _, Linear.Gemm _, Linear.MatMul _ -> 2;
              case Quantising.QuantizeLinear _, Quantising.DequantizeLinear _ ->
                  Collections.disjoint(read, node.outputs()) && unread.add(node) ? 1 : 0;
              default -> 0;
            };
        read.addAll(
            node.inputs().subList(Math.min(from, node.inputs().size()), node.inputs().size()));
        Graph.bodies(node.op()).forEach(body -> read.addAll(body.captured()));
      }
    }

    @Override
    public @Nullable List<Tensor> results(Node node, List<@Nullable Tensor> inputs) {
      if (!unread.contains(node)) {
        return null;
      }
      Operands in = new Operands(inputs);
      return switch (node.op()) {
        case Quantising.QuantizeLinear op -> {
          ValueType made = QuantisingEval.type(op, in);
          int[] zeros = ints.computeIfAbsent(made.shape().elements(), int[]::new);
          yield List.of(new Tensor.Ints(made.type(), made.shape(), zeros));
        }
        case Quantising.DequantizeLinear op -> {
          ValueType made = QuantisingEval.type(op, in);
          float[] zeros = floats.computeIfAbsent(made.shape().elements(), float[]::new);
          yield List.of(new Tensor.Floats(made.type(), made.shape(), zeros));
        }
        default -> null;
      };
    }
  }

  /// Leaves every product at what its result array holds.
  private static final class NoProducts implements Kernels {
    @Override
    public void matmul(
        int m,
        int n,
        int k,
        float[] a,
        int aAt,
        int lda,
        float[] b,
        int bAt,
        int ldb,
        float[] c,
        int cAt,
        int ldc) {}

    @Override
    public void matmulInt(
        int m,
        int n,
        int k,
        int[] a,
        int aAt,
        int lda,
        int[] b,
        int bAt,
        int ldb,
        int[] c,
        int cAt,
        int ldc) {}

    @Override
    public void convolve(
        Convolution shape, float[] x, float[] w, float @Nullable [] bias, float[] y) {}

    @Override
    public void convolveTransposed(
        Convolution shape, float[] x, float[] w, float @Nullable [] bias, float[] y) {}

    @Override
    public String reason() {
      return "shapes only";
    }
  }
}
