package bitline.compare;

import bitline.graph.ControlFlow;
import bitline.graph.Elementwise;
import bitline.graph.Generating;
import bitline.graph.Graph;
import bitline.graph.Indexing;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Normalising;
import bitline.graph.Op;
import bitline.graph.Pooling;
import bitline.graph.Quantising;
import bitline.graph.Recurrent;
import bitline.graph.Reduction;
import bitline.graph.Resampling;
import bitline.graph.Shaping;
import bitline.graph.Signal;
import bitline.graph.eval.Shapes;
import bitline.graph.eval.ValueType;
import bitline.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Networks as work: which kernels a good compiler makes of a graph. The same for every machine, so
/// that none gains by another's compiler.
///
/// Each product is a kernel. Element-wise work on a product's results is done by its kernel, as
/// long as what else it reads is there before and the results keep their number (*epilogue*);
/// likewise for what follows softmax, norms, pooling, and chains of element-wise work and
/// reductions, which are one kernel each (so a layer norm that is written as means, differences and
/// roots is one). What only renames or cuts (reshape, split, slice, concat, expand) is free:
/// kernels write and read with strides. A transposition is free beside a product, padding before
/// one. What follows from constants or from shapes alone is known before the run. Quantising is
/// part of the kernel before it; values that dequantise are read as they lie.
///
/// Left out: bodies of control flow (how often they run is not known), tables that are looked up in
/// (their rows are counted as read), and fusion of one product into another, which is the machine's
/// affair.
public final class Workloads {
  private final Graph graph;
  private final Map<String, ValueType> types;
  private final Set<String> fixed;
  private final Map<String, List<Node>> readers;

  /// What a value's numbers are: values that kernels write, several after a concat.
  private final Map<String, List<String>> roots = new HashMap<>();

  private final Map<String, Kernel> makers = new HashMap<>();
  private final List<Kernel> kernels = new ArrayList<>();

  private Workloads(Graph graph, Map<String, ValueType> types) {
    this.graph = graph;
    this.types = types;
    this.fixed = new HashSet<>(graph.constants().keySet());
    this.readers = graph.readers();
  }

  /// One picture's work.
  ///
  /// @param inputs shapes of the graph's inputs, one picture each; one left out is as declared, see
  ///   [Shapes#infer]
  public static Workload of(Graph graph, Map<String, Shape> inputs) {
    return new Workloads(graph, Shapes.infer(graph, inputs)).build();
  }

  /// A kernel that is being put together.
  private static final class Kernel {
    private final int index;
    private final Node node;
    private final String operator;
    private final @Nullable ProductForm form;

    /// Elements that its threads go over: what element-wise work must not exceed.
    private final long span;

    private final long inputs;
    private final Set<String> read = new LinkedHashSet<>();
    private final Map<String, Long> made = new LinkedHashMap<>();
    private final Set<String> readElsewhere = new HashSet<>();
    private String suffix = "";
    private long fused;
    private long fusedInputs;
    private @Nullable Long outputs;

    Kernel(
        int index, Node node, String operator, @Nullable ProductForm form, long inputs, long span) {
      this.index = index;
      this.node = node;
      this.operator = operator;
      this.form = form;
      this.inputs = inputs;
      this.span = span;
    }

    Workload.Layer layer() {
      long written = 0;
      for (Map.Entry<String, Long> value : made.entrySet()) {
        written += readElsewhere.contains(value.getKey()) ? value.getValue() : 0;
      }
      Long given = outputs;
      long results = given == null ? written : given;
      String name = node.name() + suffix;
      ProductForm product = form;
      return product == null
          ? new Workload.Layer(
              name, operator, 1, span, 1, 0, false, inputs, 0, results, fused, fusedInputs)
          : new Workload.Layer(
              name,
              operator,
              product.groups(),
              product.m(),
              product.n(),
              product.k(),
              product.stationary(),
              inputs,
              product.weights(),
              results,
              fused,
              fusedInputs);
    }
  }

  private Workload build() {
    for (Node node : graph.nodes()) {
      if (known(node)) {
        fixed.addAll(node.outputs());
      } else {
        add(node);
      }
    }
    graph.outputs().forEach(port -> readBy(port.name(), null));
    return new Workload(graph.name(), kernels.stream().map(Kernel::layer).toList());
  }

  /// Whether a node's results follow from constants or from shapes.
  private boolean known(Node node) {
    return node.op() instanceof Shaping.Shape
        || node.op() instanceof Shaping.Size
        || node.inputs().stream().allMatch(input -> input.isEmpty() || fixed.contains(input));
  }

  private void add(Node node) {
    List<ProductForm> forms =
        ProductForm.of(new ProductForm.Known(node, types, fixed)).stream()
            .filter(form -> form.macs() > 0)
            .toList();
    if (!forms.isEmpty()) {
      products(node, forms);
    } else if (renames(node)) {
      alias(node);
    } else {
      Kernel last = last(node);
      if (last != null && joins(node, last)) {
        join(node, last);
      } else {
        own(node);
      }
    }
  }

  private void products(Node node, List<ProductForm> forms) {
    Kernel kernel = null;
    for (int i = 0; i < forms.size(); i++) {
      ProductForm form = forms.get(i);
      if (i > 0) {
        // between the two products of attention
        long scores = form.inputs();
        Kernel softmax = new Kernel(kernels.size(), node, "Softmax", null, scores, scores);
        softmax.suffix = "/softmax";
        softmax.outputs = scores;
        softmax.fused = SOFTMAX * scores;
        kernels.add(softmax);
      }
      kernel =
          new Kernel(kernels.size(), node, node.op().name(), form, form.inputs(), results(node));
      if (forms.size() > 1) {
        kernel.suffix = i == 0 ? "/scores" : "/values";
        if (i == 0) {
          kernel.outputs = forms.get(1).inputs();
        }
      }
      kernels.add(kernel);
    }
    Kernel made = Objects.requireNonNull(kernel);
    made.fused += bias(node) ? results(node) : 0;
    for (String input : node.inputs()) {
      readBy(input, made);
    }
    make(node, made);
  }

  private static boolean bias(Node node) {
    return switch (node.op()) {
      case Linear.Conv _, Linear.ConvTranspose _, Linear.Gemm _ -> node.hasInput(2);
      case Linear.DeformConv _ -> node.hasInput(3);
      case Linear.QLinearConv _ -> node.hasInput(8);
      default -> false;
    };
  }

  /// Whether a node only says where numbers lie.
  private boolean renames(Node node) {
    return switch (node.op()) {
      case Shaping.Reshape _,
          Shaping.Flatten _,
          Shaping.Squeeze _,
          Shaping.Unsqueeze _,
          Shaping.Concat _,
          Shaping.Split _,
          Shaping.Slice _,
          Shaping.Expand _,
          Elementwise.Identity _,
          Normalising.Dropout _,
          Quantising.DequantizeLinear _ ->
          true;
      case Shaping.Transpose _, Shaping.SpaceToDepth _, Shaping.DepthToSpace _ -> {
        Kernel maker = only(node.input(0));
        yield maker != null && maker.form != null || readByProducts(node.output());
      }
      case Shaping.Pad _ -> readByProducts(node.output());
      default -> false;
    };
  }

  /// Whether nothing but products and poolings reads a value, other names of it included.
  private boolean readByProducts(String value) {
    List<Node> reading = readers.getOrDefault(value, List.of());
    return !reading.isEmpty()
        && graph.outputs().stream().noneMatch(port -> port.name().equals(value))
        && reading.stream()
            .allMatch(node ->
                switch (node.op()) {
                  case Linear.RotaryEmbedding _ -> false;
                  case Linear _, Recurrent _, Pooling _ -> true;
                  case Shaping.Reshape _,
                      Shaping.Flatten _,
                      Shaping.Squeeze _,
                      Shaping.Unsqueeze _,
                      Quantising _ ->
                      readByProducts(node.output());
                  default -> false;
                });
  }

  private void alias(Node node) {
    List<String> of = new ArrayList<>();
    for (String input : node.op() instanceof Shaping.Concat ? node.inputs() : first(node)) {
      of.addAll(roots.getOrDefault(input, List.of(input)));
    }
    for (String output : node.outputs()) {
      roots.put(output, of);
    }
  }

  private static List<String> first(Node node) {
    return node.inputs().subList(0, 1);
  }

  /// The kernel that makes a value, where a single one does.
  private @Nullable Kernel only(String value) {
    List<String> of = roots.getOrDefault(value, List.of(value));
    return of.size() == 1 ? makers.get(of.getFirst()) : null;
  }

  /// The last of the kernels that make what a node reads.
  private @Nullable Kernel last(Node node) {
    Kernel last = null;
    for (String input : node.inputs()) {
      for (String root : roots.getOrDefault(input, List.of(input))) {
        Kernel maker = makers.get(root);
        if (maker != null && (last == null || maker.index > last.index)) {
          last = maker;
        }
      }
    }
    return last;
  }

  /// Whether a node can be done by the last of the kernels that it waits for.
  private boolean joins(Node node, Kernel last) {
    boolean whole = false;
    for (String input : node.inputs()) {
      boolean itsOwn = only(input) == last;
      if (itsOwn) {
        whole |= last.form == null || elements(input) == last.span;
      } else if (roots.getOrDefault(input, List.of(input)).stream()
          .anyMatch(root -> makers.get(root) == last)) {
        return false;
      }
    }
    if (!whole) {
      return false;
    }
    long results = results(node);
    return switch (node.op()) {
      case Elementwise _, Normalising.BatchNormalization _, Linear.RotaryEmbedding _ ->
          last.form == null ? results <= last.span : results == last.span;
      case Quantising _ -> last.form == null ? results <= last.span : results == last.span;
      case Reduction _ -> last.form == null && results <= last.span && rows(last);
      default -> false;
    };
  }

  /// Whether a kernel goes over rows of elements, so that it can also sum them.
  private static boolean rows(Kernel kernel) {
    return switch (kernel.node.op()) {
      case Elementwise _, Reduction _, Normalising _ -> true;
      default -> false;
    };
  }

  private void join(Node node, Kernel kernel) {
    kernel.fused += operations(node);
    for (String input : node.inputs()) {
      if (input.isEmpty()) {
        continue;
      }
      if (fixed.contains(input)) {
        kernel.fusedInputs += elements(input) > 1 && kernel.read.add(input) ? elements(input) : 0;
      } else if (only(input) != kernel) {
        boolean seen = kernel.read.containsAll(roots.getOrDefault(input, List.of(input)));
        readBy(input, kernel);
        kernel.fusedInputs += seen ? 0 : elements(input);
      }
    }
    make(node, kernel);
  }

  private void own(Node node) {
    long inputs = 0;
    boolean looksUp = node.op() instanceof Indexing;
    for (String input : new LinkedHashSet<>(node.inputs())) {
      if (!input.isEmpty()) {
        // of a table, only what is found is read
        inputs += looksUp ? Math.min(elements(input), results(node)) : elements(input);
      }
    }
    Kernel kernel =
        new Kernel(
            kernels.size(),
            node,
            node.op().name(),
            null,
            inputs,
            Math.max(results(node), elements(node.input(0))));
    kernels.add(kernel);
    kernel.fused = operations(node);
    for (String input : node.inputs()) {
      readBy(input, kernel);
    }
    make(node, kernel);
  }

  private void make(Node node, Kernel kernel) {
    for (String output : node.outputs()) {
      if (!output.isEmpty()) {
        makers.put(output, kernel);
        kernel.made.put(output, elements(output));
      }
    }
  }

  /// @param reader null: the caller
  private void readBy(String value, @Nullable Kernel reader) {
    for (String root : roots.getOrDefault(value, List.of(value))) {
      Kernel maker = makers.get(root);
      if (reader != null) {
        reader.read.add(root);
      }
      if (maker != null && maker != reader) {
        maker.readElsewhere.add(root);
      }
    }
  }

  private long elements(String value) {
    ValueType type = types.get(value);
    return type == null ? 0 : type.shape().elements();
  }

  private long results(Node node) {
    return elements(node.output());
  }

  /// Operations that softmax takes an element: greatest, difference, exponential, sum, quotient.
  private static final long SOFTMAX = 5;

  /// Operations that a norm takes an element: two sums, difference, square, scale, factor, offset.
  private static final long NORM = 7;

  /// Operations a result takes of the lanes, where 1 is one addition; a transcendental function is
  /// one too.
  private long operations(Node node) {
    long results = results(node);
    Op op = node.op();
    return switch (op) {
      case Elementwise.Variadic _ -> results * Math.max(1, node.inputs().size() - 1);
      case Elementwise _ -> results;
      case Normalising.BatchNormalization _ -> 2 * results;
      case Normalising.Softmax _, Normalising.LogSoftmax _ -> SOFTMAX * results;
      case Normalising _ -> NORM * results;
      case Linear.RotaryEmbedding _ -> 3 * results;
      case Linear _, Recurrent _, ControlFlow _ -> 0;
      case Pooling.MaxPool pool -> results * taps(pool.window().kernel());
      case Pooling.AveragePool pool -> results * taps(pool.window().kernel());
      case Pooling _, Reduction _, Signal _ -> elements(node.input(0));
      case Resampling.Resize resize ->
          results * (resize.mode() == Resampling.Interpolation.NEAREST ? 1 : 6);
      case Resampling _ -> 6 * results;
      case Quantising _ -> results;
      case Shaping _, Indexing _, Generating _ -> 0;
    };
  }

  private static long taps(List<Integer> kernel) {
    long taps = 1;
    for (int size : kernel) {
      taps *= size;
    }
    return taps;
  }
}
