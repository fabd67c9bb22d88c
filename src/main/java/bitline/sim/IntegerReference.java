package bitline.sim;

import bitline.graph.Constant;
import bitline.graph.ConvGeometry;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Quantising;
import bitline.graph.Window;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/// An independent integer reference: each product's exact result Σ (x − z_x)·(w − z_w), worked out
/// from the network itself by direct loops over the operator's definition, with neither program,
/// vectors, digits, row groups nor arrays. What an ideal chip must equal.
final class IntegerReference {
  private final Graph graph;
  private final Map<String, Node> producers;

  IntegerReference(Graph graph) {
    this.graph = graph;
    this.producers = graph.producers();
  }

  /// Integers without their zero points.
  private record Centred(Shape shape, long[] values) {}

  /// The accumulators of a node in its result's layout, before scale and bias.
  ///
  /// @param activation the integers of the operand that is no constant
  /// @param zero their zero point
  /// @param running values of the run so far, for products of two activations
  long[] accumulators(Node node, Tensor activation, int zero, Function<String, Tensor> running) {
    if (ofActivations(node)) {
      return stacks(activation(node, 0, running), activation(node, 1, running));
    }
    long[] values = activation.toLongs();
    for (int i = 0; i < values.length; i++) {
      values[i] -= zero;
    }
    Centred x = new Centred(activation.shape(), values);
    return switch (node.op()) {
      case Linear.Conv op -> convolution(op.window(), op.group(), x, weights(node, 1));
      case Linear.ConvInteger op ->
          convolution(op.window(), op.group(), x, integers(node.input(1), node.input(3), 0));
      case Linear.ConvTranspose op -> transposed(op, x, weights(node, 1));
      case Linear.Gemm op -> {
        Centred a = op.transA() ? turned(x) : x;
        Centred b = weights(node, 1);
        yield product(a, op.transB() ? turned(b) : b);
      }
      case Linear.MatMul _ -> {
        boolean right =
            producers.get(node.input(1)) instanceof Node step && graph.isConstant(step.input(0));
        yield right ? product(x, weights(node, 1)) : product(weights(node, 0), x);
      }
      case Linear.MatMulInteger _ ->
          graph.isConstant(node.input(1))
              ? product(x, integers(node.input(1), node.input(3), 1))
              : product(integers(node.input(0), node.input(2), 0), x);
      default -> throw new IllegalArgumentException(node.op().name() + " has no integer sums");
    };
  }

  /// Whether neither operand of a matrix product is fixed.
  private boolean ofActivations(Node node) {
    return switch (node.op()) {
      case Linear.MatMul _ ->
          IntStream.range(0, 2)
              .noneMatch(i ->
                  producers.get(node.input(i)) instanceof Node step
                      && graph.isConstant(step.input(0)));
      case Linear.MatMulInteger _ ->
          !graph.isConstant(node.input(0)) && !graph.isConstant(node.input(1));
      default -> false;
    };
  }

  /// An operand that is known only while running.
  private Centred activation(Node node, int operand, Function<String, Tensor> running) {
    String integers = node.input(operand);
    String zeroName = node.input(2 + operand);
    if (node.op() instanceof Linear.MatMul) {
      Node step = producers.get(integers);
      if (step == null || !(step.op() instanceof Quantising.DequantizeLinear)) {
        throw new IllegalStateException("operand " + operand + " of '" + node.name() + "'");
      }
      integers = step.input(0);
      zeroName = step.input(2);
    }
    Tensor tensor = running.apply(integers);
    long zero = zeroName.isEmpty() ? 0 : running.apply(zeroName).intAt(0);
    long[] values = tensor.toLongs();
    for (int i = 0; i < values.length; i++) {
      values[i] -= zero;
    }
    return new Centred(tensor.shape(), values);
  }

  /// Weights behind a DequantizeLinear.
  private Centred weights(Node node, int operand) {
    Node step = producers.get(node.input(operand));
    if (step == null || !(step.op() instanceof Quantising.DequantizeLinear op)) {
      throw new IllegalStateException("the weights of '" + node.name() + "' are not quantised");
    }
    return integers(step.input(0), step.input(2), op.axis());
  }

  /// A constant without its zero point, which is one for all or one for each place along `axis`.
  private Centred integers(String name, String zeroName, int axis) {
    Tensor constant = constant(name);
    Tensor zero = zeroName.isEmpty() ? null : constant(zeroName);
    Shape shape = constant.shape();
    int channels = zero == null || zero.elements() == 1 ? 1 : shape.size(shape.axis(axis));
    int inner = channels == 1 ? 1 : shape.span(shape.axis(axis) + 1, shape.rank());
    long[] values = constant.toLongs();
    for (int i = 0; zero != null && i < values.length; i++) {
      values[i] -= zero.intAt(i / inner % channels);
    }
    return new Centred(shape, values);
  }

  private Tensor constant(String name) {
    Constant constant = graph.constant(name);
    if (constant == null) {
      throw new IllegalStateException("'" + name + "' is no constant");
    }
    return constant.tensor();
  }

  private static long[] convolution(Window window, int groups, Centred x, Centred w) {
    ConvGeometry g = ConvGeometry.of(window, x.shape, w.shape);
    Places places = new Places(g);
    int batch = x.shape.size(0);
    int outputs = w.shape.size(0);
    int perGroup = w.shape.size(1);
    int channels = x.shape.size(1);
    long[] out = new long[batch * outputs * places.outputs];
    for (int k = 0; k < places.kernels; k++) {
      for (int pixel = 0; pixel < places.outputs; pixel++) {
        int seen = places.seen(pixel, k);
        for (int plane = 0; seen >= 0 && plane < batch * outputs; plane++) {
          int o = plane % outputs;
          int first = plane / outputs * channels + o / (outputs / groups) * perGroup;
          long sum = 0;
          for (int c = 0; c < perGroup; c++) {
            sum +=
                x.values[(first + c) * places.inputs + seen]
                    * w.values[(o * perGroup + c) * places.kernels + k];
          }
          out[plane * places.outputs + pixel] += sum;
        }
      }
    }
    return out;
  }

  private static long[] transposed(Linear.ConvTranspose op, Centred x, Centred w) {
    ConvGeometry g = ConvGeometry.transposed(op, x.shape, w.shape);
    // The same window seen from the output's side: an ordinary one slides over the output, once an
    // input place.
    Places places =
        new Places(
            new ConvGeometry(
                g.output(), g.kernel(), g.strides(), g.dilations(), g.begin(), g.end(), g.input()));
    int batch = x.shape.size(0);
    int channels = x.shape.size(1);
    int perGroup = w.shape.size(1);
    int outputs = perGroup * op.group();
    int inGroup = channels / op.group();
    long[] out = new long[batch * outputs * places.inputs];
    for (int k = 0; k < places.kernels; k++) {
      for (int pixel = 0; pixel < places.outputs; pixel++) {
        int hit = places.seen(pixel, k);
        for (int plane = 0; hit >= 0 && plane < batch * outputs; plane++) {
          int o = plane % outputs;
          int first = o / perGroup * inGroup;
          long sum = 0;
          for (int c = first; c < first + inGroup; c++) {
            sum +=
                x.values[(plane / outputs * channels + c) * places.outputs + pixel]
                    * w.values[(c * perGroup + o % perGroup) * places.kernels + k];
          }
          out[plane * places.inputs + hit] += sum;
        }
      }
    }
    return out;
  }

  /// Which place of the picture each kernel place sees from each output place.
  private static final class Places {
    private final int inputs;
    private final int outputs;
    private final int kernels;
    private final ConvGeometry g;

    Places(ConvGeometry g) {
      this.g = g;
      inputs = g.inputPlaces();
      outputs = g.outputPlaces();
      kernels = g.kernelPlaces();
    }

    /// −1 outside the picture.
    int seen(int pixel, int k) {
      int at = 0;
      int stride = 1;
      for (int axis = g.axes() - 1; axis >= 0; axis--) {
        long from =
            (long) (pixel % g.output().get(axis)) * g.strides().get(axis) - g.begin().get(axis);
        long i = from + (long) (k % g.kernel().get(axis)) * g.dilations().get(axis);
        if (i < 0 || i >= g.input().get(axis)) {
          return -1;
        }
        at += (int) i * stride;
        stride *= g.input().get(axis);
        pixel /= g.output().get(axis);
        k /= g.kernel().get(axis);
      }
      return at;
    }
  }

  /// NumPy's matrix product where one of the two is a single matrix.
  private static long[] product(Centred a, Centred b) {
    int depth = a.shape.size(-1);
    int rows = a.values.length / Math.max(1, depth);
    int columns = b.shape.size(-1);
    int stacks = b.values.length / Math.max(1, depth * columns);
    long[] out = new long[rows * columns * stacks];
    for (int stack = 0; stack < stacks; stack++) {
      for (int i = 0; i < rows; i++) {
        for (int k = 0; k < depth; k++) {
          long factor = a.values[i * depth + k];
          for (int j = 0; j < columns; j++) {
            out[(stack * rows + i) * columns + j] +=
                factor * b.values[(stack * depth + k) * columns + j];
          }
        }
      }
    }
    return out;
  }

  /// NumPy's product of stacks of matrices: element by element of the result, stacks of one for
  /// all.
  private static long[] stacks(Centred a, Centred b) {
    int rank = Math.max(a.shape.rank(), b.shape.rank());
    int m = a.shape.size(-2);
    int k = a.shape.size(-1);
    int n = b.shape.size(-1);
    int stacks = 1;
    for (int axis = 3; axis <= rank; axis++) {
      stacks *= Math.max(size(a.shape, axis), size(b.shape, axis));
    }
    long[] out = new long[stacks * m * n];
    for (int stack = 0; stack < stacks; stack++) {
      int left = 0;
      int right = 0;
      int rest = stack;
      int leftStep = 1;
      int rightStep = 1;
      for (int axis = 3; axis <= rank; axis++) {
        int size = Math.max(size(a.shape, axis), size(b.shape, axis));
        left += rest % size % size(a.shape, axis) * leftStep;
        right += rest % size % size(b.shape, axis) * rightStep;
        leftStep *= size(a.shape, axis);
        rightStep *= size(b.shape, axis);
        rest /= size;
      }
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          long sum = 0;
          for (int d = 0; d < k; d++) {
            sum += a.values[(left * m + i) * k + d] * b.values[(right * k + d) * n + j];
          }
          out[(stack * m + i) * n + j] = sum;
        }
      }
    }
    return out;
  }

  /// The size of an axis counted from the last, which is 1; 1 where there is none.
  private static int size(Shape shape, int fromLast) {
    return fromLast > shape.rank() ? 1 : shape.size(-fromLast);
  }

  private static Centred turned(Centred matrix) {
    int rows = matrix.shape.size(0);
    int columns = matrix.shape.size(1);
    long[] out = new long[matrix.values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = matrix.values[i % rows * columns + i / rows];
    }
    return new Centred(Shape.of(columns, rows), out);
  }
}
