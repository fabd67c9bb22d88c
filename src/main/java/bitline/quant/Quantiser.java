package bitline.quant;

import bitline.base.Problem;
import bitline.base.Progress;
import bitline.graph.Constant;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Quantising;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts quantising steps around every product with constant weights: its input goes through QuantizeLinear and
/// DequantizeLinear, its weights become integers behind a DequantizeLinear, its bias a 32-bit integer in units of
/// input scale × weight scale, as the accumulators hold it. Everything else stays in float, on the vector unit. Values
/// keep their names, so that float and quantised runs can be compared node by node.
public final class Quantiser {
  private final Graph graph;
  private final Calibration calibration;
  private final Settings settings;
  private final Map<String, InputPlan> plans;
  private final Map<String, Constant> constants;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, String> quantised = new HashMap<>();

  private Quantiser(Graph graph, Calibration calibration, Settings settings, Map<String, InputPlan> plans) {
    this.graph = graph;
    this.calibration = calibration;
    this.settings = settings;
    this.plans = plans;
    this.constants = new LinkedHashMap<>(graph.constants());
  }

  /// Whether a network already has quantising steps: those are kept as they are.
  public static boolean isQuantised(Graph graph) {
    return graph.nodes().stream()
        .anyMatch(
            node ->
                node.op() instanceof Quantising
                    || node.op() instanceof Linear.ConvInteger
                    || node.op() instanceof Linear.MatMulInteger);
  }

  /// The network with quantising steps. Calibrates on the pictures; each product's input is
  /// balanced in the way that disturbs the product's output least on some of them.
  public static Graph quantise(
      Graph graph, Settings settings, Kernels kernels, List<Map<String, Tensor>> pictures, Progress progress) {
    checkOverrides(graph, settings);
    Calibration calibration = Calibration.run(graph, kernels, pictures, progress);
    Map<String, InputPlan> plans =
        InputPlan.search(graph, calibration, settings, kernels, pictures, progress);
    Graph quantised = new Quantiser(graph, calibration, settings, plans).quantise();
    return settings.biasCorrection()
        ? BiasCorrection.apply(graph, quantised, kernels, pictures, progress)
        : quantised;
  }

  private static void checkOverrides(Graph graph, Settings settings) {
    List<String> layers =
        graph.nodes().stream().filter(node -> Target.of(graph, node) != null).map(Node::name).toList();
    for (Settings.Override override : settings.overrides()) {
      if (layers.stream().noneMatch(override::matches)) {
        throw new Problem(
            "override '" + override.pattern() + "' matches no layer; there are "
                + layers.stream().limit(5).collect(Collectors.joining(", ")) + (layers.size() > 5 ? " …" : ""));
      }
    }
  }

  /// Where a node's bias integers and their scales are kept.
  static String biasOf(Node node) {
    return node.name() + "/bias";
  }

  private Graph quantise() {
    for (Node node : graph.nodes()) {
      Target target = Target.of(graph, node);
      Settings.Override bits = settings.forNode(node.name());
      if (target == null || bits.weightBits() == 0 || !calibration.has(target.activation())) {
        nodes.add(node);
      } else {
        quantise(target, bits);
      }
    }
    return graph.with(constants, nodes);
  }

  private void quantise(Target target, Settings.Override bits) {
    Node node = target.node();
    Tensor given = Objects.requireNonNull(graph.constant(node.input(target.weight()))).tensor();
    InputPlan plan = plans.getOrDefault(node.name(), InputPlan.PLAIN);
    int width = bits.activationBits();
    Balance balance = settings.balance() ? Balance.of(target, given, calibration, plan.strength()) : null;
    IntegerCode code = plan.code(target, balance, calibration, settings, width);
    List<String> inputs = new ArrayList<>(node.inputs());
    String activation = target.activation();
    if (balance != null) {
      activation = node.name() + "/balanced";
      constants.put(activation + "_factor", Constant.of(balance.factor()));
      add(activation, new Elementwise.Mul(), List.of(target.activation(), activation + "_factor"));
    }
    inputs.set(target.input(), activation(activation, code, width));

    Tensor weights = balance == null ? given : balance.weights();
    ChannelWeights rounded = ChannelWeights.round(weights, target.axis(), bits.weightBits());
    String weightName = node.name() + "/weight";
    constants.put(weightName + "_integers", Constant.of(rounded.integers()));
    constants.put(weightName + "_scale", Constant.of(Tensor.floats(Shape.of(target.channels()), rounded.scales())));
    add(weightName, new Quantising.DequantizeLinear(target.axis(), 0), List.of(weightName + "_integers", weightName + "_scale"));
    inputs.set(target.weight(), weightName);

    bias(target, rounded, code, inputs);
    nodes.add(node.withInputs(inputs));
  }

  /// The activation behind its quantising steps; nodes that read the same activation at the same width share them.
  private String activation(String value, IntegerCode code, int bits) {
    String key = value + "/" + bits;
    String known = quantised.get(key);
    if (known != null) {
      return known;
    }
    boolean signed = settings.signedActivations();
    ElementType type = signed ? ElementType.INT8 : ElementType.UINT8;
    String scale = key + "_scale";
    String zero = key + "_zero";
    constants.put(scale, Constant.of(Tensor.floats(Shape.SCALAR, new float[] {code.scale()})));
    constants.put(zero, Constant.of(new Tensor.Ints(type, Shape.SCALAR, new int[] {code.zero()})));
    String clipped = value;
    if (bits < 8) {
      clipped = key + "_clipped";
      constants.put(key + "_least", Constant.of(Tensor.floats(Shape.SCALAR, new float[] {code.real(code.least())})));
      constants.put(key + "_greatest", Constant.of(Tensor.floats(Shape.SCALAR, new float[] {code.real(code.greatest())})));
      add(clipped, new Elementwise.Clip(), List.of(value, key + "_least", key + "_greatest"));
    }
    add(key + "_integers", new Quantising.QuantizeLinear(1, 0, true, type), List.of(clipped, scale, zero));
    add(key + "_real", new Quantising.DequantizeLinear(1, 0), List.of(key + "_integers", scale, zero));
    quantised.put(key, key + "_real");
    return key + "_real";
  }

  /// A convolution without a bias gets one of zeros where biases are to be corrected.
  private void bias(Target target, ChannelWeights rounded, IntegerCode code, List<String> inputs) {
    Node node = target.node();
    if (node.op() instanceof Linear.MatMul) {
      return;
    }
    Constant given = node.hasInput(2) ? graph.constant(node.input(2)) : null;
    if (node.hasInput(2) && given == null) {
      return;
    }
    boolean gemm = node.op() instanceof Linear.Gemm;
    int outputs = outputs(target);
    if (given != null && given.shape().elements() != outputs && given.shape().elements() != 1) {
      return;
    }
    if (given == null && (gemm || !settings.biasCorrection())) {
      return;
    }
    int[] integers = new int[outputs];
    float[] scales = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      double real = given == null ? 0 : given.tensor().at(given.shape().elements() == 1 ? 0 : o);
      scales[o] = code.scale() * rounded.scales()[o % rounded.scales().length];
      double units = Math.rint(real / scales[o]);
      integers[o] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, units));
    }
    String name = biasOf(node);
    constants.put(name + "_integers", Constant.of(new Tensor.Ints(ElementType.INT32, Shape.of(outputs), integers)));
    constants.put(name + "_scale", Constant.of(Tensor.floats(Shape.of(outputs), scales)));
    add(name, new Quantising.DequantizeLinear(0, 0), List.of(name + "_integers", name + "_scale"));
    while (inputs.size() < 3) {
      inputs.add("");
    }
    inputs.set(2, name);
  }

  private static int outputs(Target target) {
    return target.node().op() instanceof Linear.ConvTranspose op ? target.channels() * op.group() : target.channels();
  }

  private void add(String output, bitline.graph.Op op, List<String> inputs) {
    nodes.add(new Node(output, op, inputs, List.of(output)));
  }
}
