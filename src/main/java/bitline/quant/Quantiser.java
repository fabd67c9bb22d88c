package bitline.quant;

import bitline.base.Problem;
import bitline.base.Progress;
import bitline.base.Spelling;
import bitline.graph.Constant;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Op;
import bitline.graph.Quantising;
import bitline.graph.pass.Passes;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts quantising steps around every product with constant weights: its input goes through
/// QuantizeLinear and DequantizeLinear, its weights become integers behind a DequantizeLinear, its
/// bias a 32-bit integer in units of input scale × weight scale, as the accumulators hold it.
/// Everything else stays in float, on the vector unit: activations between products, additions, a
/// product whose input was never seen with a finite value. So do products of two activations,
/// unless the settings give their operands a width: then both go through the two steps, the right
/// one as signed integers without a zero point, so that it can be written into cells as weights
/// are. Values keep their names, so that float and quantised runs can be compared node by node.
///
/// Integers are held in 8 bits however few they use; fewer activation bits come from a Clip before
/// QuantizeLinear. A balanced input goes through one more Mul, see [Balance].
public final class Quantiser {
  /// Biases stay below this in units of input scale × weight scale, which leaves room for their
  /// correction.
  private static final double GREATEST_BIAS = 1 << 30;

  private final Graph graph;
  private final Calibration calibration;
  private final Settings settings;
  private final Map<String, InputPlan> plans;
  private final Map<String, Constant> constants;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Coded> quantised = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  private Quantiser(
      Graph graph, Calibration calibration, Settings settings, Map<String, InputPlan> plans) {
    this.graph = graph;
    this.calibration = calibration;
    this.settings = settings;
    this.plans = plans;
    this.constants = new LinkedHashMap<>(graph.constants());
    take(graph);
  }

  /// Whether a network already has quantising steps: those are kept as they are.
  public static boolean isQuantised(Graph graph) {
    return graph.nodes().stream()
        .anyMatch(node ->
            switch (node.op()) {
              case Quantising _,
                  Linear.ConvInteger _,
                  Linear.MatMulInteger _,
                  Linear.QLinearConv _,
                  Linear.QLinearMatMul _ ->
                  true;
              default -> false;
            });
  }

  /// The network with quantising steps; what no output needs any longer, such as the float weights,
  /// is left out. Calibrates on the pictures; each product's input is balanced in the way that
  /// disturbs the product's output least on some of them.
  ///
  /// @throws Problem when an override fits no layer, or a weight or bias is not finite
  public static Graph quantise(
      Graph graph,
      Settings settings,
      Kernels kernels,
      List<Map<String, Tensor>> pictures,
      Progress progress) {
    checkOverrides(graph, settings);
    Calibration calibration = Calibration.run(graph, settings, kernels, pictures, progress);
    Map<String, InputPlan> plans = plans(graph, settings, calibration, kernels, pictures, progress);
    Graph whole = new Quantiser(graph, calibration, settings, plans).quantise();
    Graph alive = Passes.DROP_DEAD_NODES.rewrite().apply(whole);
    Graph quantised = settings.integerShortcuts() ? Shortcuts.apply(alive) : alive;
    return settings.biasCorrection()
        ? BiasCorrection.apply(graph, quantised, kernels, pictures, progress)
        : quantised;
  }

  /// Plans are tried on one half of the pictures with ranges from the other.
  private static Map<String, InputPlan> plans(
      Graph graph,
      Settings settings,
      Calibration all,
      Kernels kernels,
      List<Map<String, Tensor>> pictures,
      Progress progress) {
    int half = pictures.size() / 2;
    if (half == 0) {
      return InputPlan.search(graph, all, settings, kernels, pictures, progress);
    }
    List<Map<String, Tensor>> others = pictures.subList(half, pictures.size());
    Calibration calibration = Calibration.run(graph, settings, kernels, others, progress);
    return InputPlan.search(
        graph, calibration, settings, kernels, pictures.subList(0, half), progress);
  }

  private static void checkOverrides(Graph graph, Settings settings) {
    List<String> layers =
        graph.nodes().stream()
            .filter(node -> Target.of(graph, node) != null || mayBeQuantised(graph, node, settings))
            .map(Node::name)
            .toList();
    for (Settings.Override override : settings.overrides()) {
      if (layers.stream().noneMatch(override::matches)) {
        String hint = Spelling.hint(override.pattern(), layers);
        String some =
            layers.stream().limit(5).collect(Collectors.joining(", "))
                + (layers.size() > 5 ? " …" : "");
        throw new Problem(
            "override '"
                + override.pattern()
                + "' matches no layer"
                + (hint.isEmpty() ? "; there are " + some : hint));
      }
    }
  }

  private static boolean mayBeQuantised(Graph graph, Node node, Settings settings) {
    return settings.attentionBits() != 0 && Attention.is(graph, node);
  }

  private Graph quantise() {
    for (Node node : graph.nodes()) {
      if (Attention.quantised(graph, node, settings)
          && calibration.has(node.input(0))
          && calibration.has(node.input(1))) {
        attention(node);
        continue;
      }
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

  /// Both operands through quantising steps.
  private void attention(Node node) {
    String left = operand(node.input(0), settings);
    String right = operand(node.input(1), settings.signed());
    nodes.add(node.withInputs(List.of(left, right)));
  }

  private String operand(String value, Settings as) {
    int bits = as.attentionBits();
    Calibration.Range range = calibration.range(value, null, as, bits, 0);
    IntegerCode code = IntegerCode.covering(range, bits, as.signedActivations());
    return coded(value, code, bits, as.signedActivations()).real;
  }

  private void quantise(Target target, Settings.Override bits) {
    Node node = target.node();
    Tensor given = finite(node, target.weight());
    InputPlan plan = plans.getOrDefault(node.name(), InputPlan.PLAIN);
    Balance balance = settings.balance() ? Balance.of(target, given, calibration, plan) : null;
    Tensor weights = balance == null ? given : balance.weights();
    int width = bits.activationBits();
    String activation = balance == null ? target.activation() : balanced(target, balance);
    Coded input =
        coded(
            activation,
            plan.code(target, balance, calibration, settings, width),
            width,
            settings.signedActivations());
    IntegerCode code = input.code;
    double[] biases = biases(target);
    ChannelWeights rounded =
        ChannelWeights.round(
            weights, target.axis(), bits.weightBits(), leastScales(target, biases, code));

    List<String> inputs = new ArrayList<>(node.inputs());
    inputs.set(target.input(), input.real);
    inputs.set(target.weight(), weights(target, rounded));
    if (biases != null || takesBias(node)) {
      while (inputs.size() < 3) {
        inputs.add("");
      }
      inputs.set(2, bias(target, rounded, code, biases));
    }
    nodes.add(node.withInputs(inputs));
  }

  /// A constant operand of finite numbers.
  private Tensor finite(Node node, int operand) {
    Tensor tensor = Objects.requireNonNull(graph.constant(node.input(operand))).tensor();
    for (int i = 0; i < tensor.elements(); i++) {
      if (!Double.isFinite(tensor.at(i))) {
        throw Problem.at(
            "node '" + node.name() + "'",
            "'"
                + node.input(operand)
                + "' holds "
                + tensor.at(i)
                + ", which no integer stands for");
      }
    }
    return tensor;
  }

  private String balanced(Target target, Balance balance) {
    String output = fresh(target.node().name() + "/balanced");
    String factor = constant(output + "_factor", balance.factor());
    add(output, new Elementwise.Mul(), List.of(target.activation(), factor));
    return output;
  }

  /// The weights behind a DequantizeLinear.
  private String weights(Target target, ChannelWeights rounded) {
    String output = fresh(target.node().name() + "/weight");
    String integers = constant(output + "_integers", rounded.integers());
    String scale =
        constant(output + "_scale", Tensor.floats(Shape.of(target.channels()), rounded.scales()));
    add(output, new Quantising.DequantizeLinear(target.axis(), 0), List.of(integers, scale));
    return output;
  }

  /// An activation behind its quantising steps.
  ///
  /// @param real what dequantising makes of the integers
  private record Coded(String real, IntegerCode code) {}

  /// The activation behind its quantising steps; nodes that read the same activation at the same
  /// width and sign share them, and with them the code that the first of them asked for.
  private Coded coded(String value, IntegerCode code, int bits, boolean signed) {
    String key = value + (signed == settings.signedActivations() ? "/" : "/signed") + bits;
    Coded known = quantised.get(key);
    if (known != null) {
      return known;
    }
    ElementType type = signed ? ElementType.INT8 : ElementType.UINT8;
    String scale = constant(key + "_scale", scalar(code.scale()));
    String zero =
        constant(key + "_zero", new Tensor.Ints(type, Shape.SCALAR, new int[] {code.zero()}));
    String clipped = value;
    if (bits < type.bits()) {
      clipped = fresh(key + "_clipped");
      String least = constant(key + "_least", scalar(code.real(code.least())));
      String greatest = constant(key + "_greatest", scalar(code.real(code.greatest())));
      add(clipped, new Elementwise.Clip(), List.of(value, least, greatest));
    }
    String integers = fresh(key + "_integers");
    String real = fresh(key + "_real");
    add(integers, new Quantising.QuantizeLinear(1, 0, true, type), List.of(clipped, scale, zero));
    add(real, new Quantising.DequantizeLinear(1, 0), List.of(integers, scale, zero));
    Coded coded = new Coded(real, code);
    quantised.put(key, coded);
    return coded;
  }

  /// The constant bias, one an output channel; null when there is none, or one that is no such
  /// constant.
  private double @Nullable [] biases(Target target) {
    Node node = target.node();
    Constant given =
        node.op() instanceof Linear.MatMul || !node.hasInput(2)
            ? null
            : graph.constant(node.input(2));
    int outputs = outputs(target);
    if (given == null) {
      return null;
    }
    Shape shape = given.shape();
    if (shape.elements() != 1 && (shape.elements() != outputs || shape.size(-1) != outputs)) {
      return null;
    }
    Tensor tensor = finite(node, 2);
    double[] biases = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      biases[o] = tensor.at(shape.elements() == 1 ? 0 : o);
    }
    return biases;
  }

  /// Scales below which a channel's bias would not fit 32 bits: those of channels with hardly any
  /// weight.
  private static double[] leastScales(Target target, double @Nullable [] biases, IntegerCode code) {
    double[] least = new double[target.channels()];
    for (int o = 0; biases != null && o < biases.length; o++) {
      int channel = o % least.length;
      least[channel] = Math.max(least[channel], Math.abs(biases[o]) / GREATEST_BIAS / code.scale());
    }
    return least;
  }

  private String bias(
      Target target, ChannelWeights rounded, IntegerCode code, double @Nullable [] biases) {
    int outputs = outputs(target);
    int[] integers = new int[outputs];
    float[] scales = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      double real = biases == null ? 0 : biases[o];
      scales[o] = code.scale() * rounded.scales()[o % rounded.scales().length];
      integers[o] =
          (int)
              Math.clamp(
                  Math.rint(real / scales[o]), Integer.MIN_VALUE, (double) Integer.MAX_VALUE);
    }
    String output = fresh(target.node().name() + "/bias");
    String values =
        constant(
            output + "_integers", new Tensor.Ints(ElementType.INT32, Shape.of(outputs), integers));
    String scale = constant(output + "_scale", Tensor.floats(Shape.of(outputs), scales));
    add(output, new Quantising.DequantizeLinear(0, 0), List.of(values, scale));
    return output;
  }

  /// Whether a product without a bias is given one, to be corrected later.
  private boolean takesBias(Node node) {
    boolean convolution =
        node.op() instanceof Linear.Conv || node.op() instanceof Linear.ConvTranspose;
    return settings.biasCorrection() && convolution && !node.hasInput(2);
  }

  private static int outputs(Target target) {
    return target.node().op() instanceof Linear.ConvTranspose op
        ? target.channels() * op.group()
        : target.channels();
  }

  private static Tensor scalar(float value) {
    return Tensor.floats(Shape.SCALAR, new float[] {value});
  }

  private String constant(String name, Tensor tensor) {
    String fresh = fresh(name);
    constants.put(fresh, Constant.of(tensor));
    return fresh;
  }

  private void add(String output, Op op, List<String> inputs) {
    nodes.add(new Node(output, op, inputs, List.of(output)));
  }

  /// The name, or the first with a number behind it that no value and no node has.
  private String fresh(String name) {
    String fresh = name;
    for (int i = 2; !taken.add(fresh); i++) {
      fresh = name + "_" + i;
    }
    return fresh;
  }

  private void take(Graph around) {
    around.inputs().forEach(port -> taken.add(port.name()));
    taken.addAll(around.constants().keySet());
    for (Node node : around.nodes()) {
      taken.add(node.name());
      taken.addAll(node.outputs());
      Graph.bodies(node.op()).forEach(this::take);
    }
  }
}
