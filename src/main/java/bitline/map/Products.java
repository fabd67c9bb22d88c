package bitline.map;

import bitline.graph.Constant;
import bitline.graph.ConvGeometry;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Quantising;
import bitline.graph.Window;
import bitline.graph.eval.ValueType;
import bitline.program.Contents;
import bitline.program.Unrolling;
import bitline.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the products that arrays can do: Conv, ConvTranspose, Gemm and MatMul whose weights are
/// constants behind a dequantising step and whose inputs are integers, and their integer forms.
/// Everything else that multiplies goes to the vector unit, with the reason.
final class Products {
  /// Integers of a cache line.
  private static final int LINE = 16;

  /// What a look at one node gives.
  sealed interface Finding permits Product, DynamicProduct, Stays, NoProduct {}

  /// It multiplies, but stays on the vector unit.
  record Stays(String why) implements Finding {}

  /// A product of two activations.
  ///
  /// @param ways in which one of them can be written into cells
  /// @param why there is none, else empty
  record DynamicProduct(String node, List<Product> ways, String why) implements Finding {
    DynamicProduct {
      ways = List.copyOf(ways);
    }
  }

  private record NoProduct() implements Finding {}

  private final Graph graph;
  private final Map<String, Node> producers;
  private final Map<String, ValueType> types;
  private final List<Product> found = new ArrayList<>();
  private final List<DynamicProduct> dynamic = new ArrayList<>();
  private final Map<String, String> stays = new LinkedHashMap<>();

  private Products(Graph graph, Map<String, ValueType> types) {
    this.graph = graph;
    this.producers = graph.producers();
    this.types = types;
  }

  static Products in(Graph graph, Map<String, ValueType> types) {
    Products products = new Products(graph, types);
    graph.nodes().forEach(products::look);
    return products;
  }

  List<Product> found() {
    return found;
  }

  /// Products of two activations.
  List<DynamicProduct> dynamic() {
    return dynamic;
  }

  /// Nodes that multiply but stay on the vector unit, with the reason.
  Map<String, String> stays() {
    return stays;
  }

  private void look(Node node) {
    Finding finding =
        switch (node.op()) {
          case Linear.Conv op -> convolution(node, op.window(), op.group(), false);
          case Linear.ConvInteger op -> convolution(node, op.window(), op.group(), true);
          case Linear.ConvTranspose op -> transposed(node, op);
          case Linear.Gemm op -> gemm(node, op);
          case Linear.MatMul _ -> matrix(node, false);
          case Linear.MatMulInteger _ -> matrix(node, true);
          case Linear op -> new Stays(op.name() + " has no mapping onto arrays yet");
          default -> new NoProduct();
        };
    switch (finding) {
      case Product product -> found.add(product);
      case DynamicProduct product -> dynamic.add(product);
      case Stays(String why) -> stays.put(node.name(), why);
      case NoProduct() -> {}
    }
  }

  /// A [Product], or the reason why not.
  private Finding convolution(Node node, Window window, int groups, boolean integer) {
    IntegerWeights weights =
        integer
            ? IntegerWeights.direct(graph, node.input(1), node.input(3), 0)
            : IntegerWeights.behind(graph, producers, node.input(1));
    if (weights == null) {
      return notConstant(node.input(1));
    }
    IntegerInput input = input(node, integer, 2);
    if (input == null) {
      return notInteger(node.input(0));
    }
    Shape data = shape(node.input(0));
    Shape kernel = weights.shape();
    if (data.rank() < 3 || data.rank() > 5) {
      return new Stays("a convolution over " + (data.rank() - 2) + " axes; 1 to 3 are mapped");
    }
    int outputs = kernel.size(0);
    int columns = outputs / groups;
    int rows = kernel.elements() / outputs;
    float[] biases = integer ? null : biases(node.input(2), outputs);
    if (!weights.along(0) || (!integer && node.hasInput(2) && biases == null)) {
      return new Stays("its scales or bias are not fixed one an output channel");
    }
    int[] matrix = new int[weights.values().length];
    for (int group = 0; group < groups; group++) {
      transpose(weights.values(), columns, rows, group * columns * rows, matrix);
    }
    ConvGeometry geometry = ConvGeometry.of(window, data, kernel);
    var unrolling =
        new Unrolling.Convolution(data.size(0), data.size(1), groups, columns, geometry);
    return new Product(
        node.name(),
        node.op().name(),
        input,
        new Contents.Weights(matrix),
        zeros(weights, outputs),
        weights.bits(),
        integer ? null : scales(weights, outputs, input),
        biases,
        node.output(),
        shape(node.output()),
        unrolling);
  }

  private Finding transposed(Node node, Linear.ConvTranspose op) {
    IntegerWeights weights = IntegerWeights.behind(graph, producers, node.input(1));
    if (weights == null) {
      return notConstant(node.input(1));
    }
    IntegerInput input = input(node, false, 0);
    if (input == null) {
      return notInteger(node.input(0));
    }
    Shape data = shape(node.input(0));
    Shape kernel = weights.shape();
    if (data.rank() < 3 || data.rank() > 5) {
      return new Stays(
          "a transposed convolution over " + (data.rank() - 2) + " axes; 1 to 3 are mapped");
    }
    int perGroup = kernel.size(1);
    int outputs = perGroup * op.group();
    int places = kernel.span(2, kernel.rank());
    float[] biases = biases(node.input(2), outputs);
    if (!weights.along(1) || (node.hasInput(2) && biases == null)) {
      return new Stays("its scales or bias are not fixed one an output channel");
    }
    double[] scales = new double[outputs];
    int[] zeros = weights.zeros() == null ? null : new int[outputs * places];
    for (int o = 0; o < outputs; o++) {
      scales[o] = weights.scale(o % perGroup) * input.scale();
      for (int i = 0; zeros != null && i < places; i++) {
        zeros[o * places + i] = weights.zero(o % perGroup);
      }
    }
    var unrolling =
        new Unrolling.Transposed(
            data.size(0),
            data.size(1),
            op.group(),
            perGroup,
            ConvGeometry.transposed(op, data, kernel));
    return new Product(
        node.name(),
        node.op().name(),
        input,
        new Contents.Weights(weights.values()),
        zeros,
        weights.bits(),
        scales,
        biases,
        node.output(),
        shape(node.output()),
        unrolling);
  }

  private Finding gemm(Node node, Linear.Gemm op) {
    IntegerWeights weights = IntegerWeights.behind(graph, producers, node.input(1));
    if (weights == null) {
      return notConstant(node.input(1));
    }
    IntegerInput input = input(node, false, 0);
    if (input == null) {
      return notInteger(node.input(0));
    }
    Shape a = shape(node.input(0));
    Shape b = weights.shape();
    int outputs = b.size(op.transB() ? 0 : 1);
    int rows = b.size(op.transB() ? 1 : 0);
    float[] biases = biases(node.input(2), outputs);
    if (!weights.along(op.transB() ? 0 : 1) || (node.hasInput(2) && biases == null)) {
      return new Stays("its scales or bias are not fixed one a column");
    }
    double[] scales = scales(weights, outputs, input);
    for (int i = 0; i < outputs; i++) {
      scales[i] *= op.alpha();
      if (biases != null) {
        biases[i] *= op.beta();
      }
    }
    var unrolling =
        new Unrolling.Product(1, a.size(op.transA() ? 1 : 0), rows, outputs, op.transA(), false);
    return new Product(
        node.name(),
        node.op().name(),
        input,
        new Contents.Weights(
            op.transB() ? transpose(weights.values(), outputs, rows) : weights.values()),
        zeros(weights, outputs),
        weights.bits(),
        scales,
        biases,
        node.output(),
        shape(node.output()),
        unrolling);
  }

  private Finding matrix(Node node, boolean integer) {
    IntegerWeights right =
        integer
            ? IntegerWeights.direct(graph, node.input(1), node.input(3), 1)
            : IntegerWeights.behind(graph, producers, node.input(1));
    if (right != null) {
      return right.shape().rank() == 2
          ? matrixRight(node, integer, right)
          : new Stays("a stack of constant matrices has no mapping onto arrays yet");
    }
    IntegerWeights left =
        integer
            ? IntegerWeights.direct(graph, node.input(0), node.input(2), 0)
            : IntegerWeights.behind(graph, producers, node.input(0));
    if (left != null && left.shape().rank() == 2) {
      return matrixLeft(node, integer, left);
    }
    return graph.isConstant(node.input(0)) || graph.isConstant(node.input(1)) || left != null
        ? notConstant(node.input(1))
        : activations(node, integer);
  }

  /// A product of two activations, either of which may be written into cells.
  private Finding activations(Node node, boolean integer) {
    IntegerInput left =
        integer
            ? IntegerInput.direct(graph, types, node.input(0), node.input(2))
            : IntegerInput.behind(graph, producers, types, node.input(0));
    IntegerInput right =
        integer
            ? IntegerInput.direct(graph, types, node.input(1), node.input(3))
            : IntegerInput.behind(graph, producers, types, node.input(1));
    if (left == null || right == null) {
      Stays fixed = notConstant(node.input(1));
      return producers.get(node.input(1)) instanceof Node step
              && step.op() instanceof Quantising.DequantizeLinear
              && graph.isConstant(step.input(0))
          ? fixed
          : new DynamicProduct(
              node.name(),
              List.of(),
              "a product of two activations that are not both quantised: --attention 8 does that to a float network");
    }
    List<Product> ways = new ArrayList<>();
    for (boolean rightWritten : new boolean[] {true, false}) {
      IntegerInput written = rightWritten ? right : left;
      Unrolling.Product unrolling =
          Unrolling.Product.between(shape(node.input(0)), shape(node.input(1)), rightWritten);
      if (unrolling != null && written.zeroValue().isEmpty()) {
        ways.add(
            new Product(
                node.name(),
                node.op().name(),
                rightWritten ? left : right,
                new Contents.Activation(
                    written.value(), written.zero(), written.bits(), written.signed()),
                null,
                written.bits(),
                integer ? null : new double[] {left.scale() * right.scale()},
                null,
                node.output(),
                shape(node.output()),
                unrolling));
      }
    }
    return new DynamicProduct(
        node.name(),
        ways,
        ways.isEmpty()
            ? "a product of two activations whose stacks of matrices do not pair, or whose zero points are known only while it runs"
            : "");
  }

  private Finding matrixRight(Node node, boolean integer, IntegerWeights right) {
    IntegerInput input = input(node, integer, 2);
    Shape a = shape(node.input(0));
    if (input == null || a.rank() < 1) {
      return notInteger(node.input(0));
    }
    if (!right.along(1)) {
      return new Stays("its scales are not one a column");
    }
    int rows = right.shape().size(0);
    int outputs = right.shape().size(1);
    var unrolling = new Unrolling.Product(1, a.elements() / rows, rows, outputs, false, false);
    return new Product(
        node.name(),
        node.op().name(),
        input,
        new Contents.Weights(right.values()),
        zeros(right, outputs),
        right.bits(),
        integer ? null : scales(right, outputs, input),
        null,
        node.output(),
        shape(node.output()),
        unrolling);
  }

  private Finding matrixLeft(Node node, boolean integer, IntegerWeights left) {
    IntegerInput input =
        integer
            ? IntegerInput.direct(graph, types, node.input(1), node.input(3))
            : IntegerInput.behind(graph, producers, types, node.input(1));
    Shape b = shape(node.input(1));
    if (input == null) {
      return notInteger(node.input(1));
    }
    if (b.rank() < 2 || !left.along(0)) {
      return new Stays(
          b.rank() < 2 ? "a constant matrix times a vector" : "its scales are not one a row");
    }
    int outputs = left.shape().size(0);
    int rows = left.shape().size(1);
    int each = b.size(-1);
    int stacks = b.elements() / Math.max(1, rows * each);
    return new Product(
        node.name(),
        node.op().name(),
        input,
        new Contents.Weights(transpose(left.values(), outputs, rows)),
        zeros(left, outputs),
        left.bits(),
        integer ? null : scales(left, outputs, input),
        null,
        node.output(),
        shape(node.output()),
        new Unrolling.Product(stacks, each, rows, outputs, true, true));
  }

  private @Nullable IntegerInput input(Node node, boolean integer, int zeroInput) {
    return integer
        ? IntegerInput.direct(graph, types, node.input(0), node.input(zeroInput))
        : IntegerInput.behind(graph, producers, types, node.input(0));
  }

  private Shape shape(String value) {
    ValueType type = types.get(value);
    if (type == null) {
      throw new IllegalStateException("no shape for '" + value + "'");
    }
    return type.shape();
  }

  private static double[] scales(IntegerWeights weights, int outputs, IntegerInput input) {
    double[] scales = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      scales[o] = weights.scale(o) * input.scale();
    }
    return scales;
  }

  private static int @Nullable [] zeros(IntegerWeights weights, int outputs) {
    if (weights.zeros() == null) {
      return null;
    }
    int[] zeros = new int[outputs];
    Arrays.setAll(zeros, weights::zero);
    return zeros;
  }

  /// The bias as floats, one an output channel; null when there is none or it is not fixed.
  private float @Nullable [] biases(String value, int outputs) {
    float[] values = fixed(value, outputs);
    if (values == null) {
      return null;
    }
    float[] out = new float[outputs];
    for (int i = 0; i < outputs; i++) {
      out[i] = values[values.length == 1 ? 0 : i];
    }
    return out;
  }

  /// A constant of one element, or of one an output channel along its last axis, as it is or
  /// dequantised.
  private float @Nullable [] fixed(String value, int outputs) {
    Node producer = producers.get(value);
    Node node =
        producer != null
                && producer.op() instanceof Quantising.DequantizeLinear op
                && op.blockSize() == 0
            ? producer
            : null;
    Constant constant = graph.constant(node != null ? node.input(0) : value);
    if (constant == null) {
      return null;
    }
    Shape shape = constant.shape();
    if (shape.elements() != 1 && (shape.elements() != outputs || shape.size(-1) != outputs)) {
      return null;
    }
    if (node == null) {
      return constant.tensor().toFloats();
    }
    Constant scale = graph.constant(node.input(1));
    Constant zero = node.hasInput(2) ? graph.constant(node.input(2)) : null;
    if (scale == null || (node.hasInput(2) && zero == null)) {
      return null;
    }
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      float unit = (float) scale.tensor().at(scale.shape().elements() == 1 ? 0 : i);
      long off = zero == null ? 0 : zero.tensor().intAt(zero.shape().elements() == 1 ? 0 : i);
      values[i] = (constant.tensor().intAt(i) - off) * unit;
    }
    return values;
  }

  private Stays notConstant(String value) {
    Node node = producers.get(value);
    return new Stays(
        graph.isConstant(value)
            ? "its weights are not quantised"
            : node != null
                    && node.op() instanceof Quantising.DequantizeLinear
                    && graph.isConstant(node.input(0))
                ? "its weights are no integers of at most 8 bits with fixed scales"
                : "'" + value + "' is no constant: a product of two activations");
  }

  private static Stays notInteger(String value) {
    return new Stays("its input '" + value + "' is not quantised with one fixed scale");
  }

  private static int[] transpose(int[] values, int rows, int columns) {
    int[] out = new int[values.length];
    transpose(values, rows, columns, 0, out);
    return out;
  }

  /// A matrix within `values`, rows turned to columns at the same place of `out`: a cache line of
  /// them at a time, each of which is written whole.
  private static void transpose(int[] values, int rows, int columns, int at, int[] out) {
    for (int from = 0; from < rows; from += LINE) {
      int to = Math.min(from + LINE, rows);
      for (int j = 0; j < columns; j++) {
        for (int i = from; i < to; i++) {
          out[at + j * rows + i] = values[at + i * columns + j];
        }
      }
    }
  }
}
