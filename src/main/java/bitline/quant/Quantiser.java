package bitline.quant;

import bitline.graph.Constant;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Quantising;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Puts quantising steps around every product with constant weights: its input goes through QuantizeLinear and
/// DequantizeLinear, its weights become integers behind a DequantizeLinear, its bias a 32-bit integer in units of
/// input scale × weight scale, as the accumulators hold it. Everything else stays in float, on the vector unit. Values
/// keep their names, so that float and quantised runs can be compared node by node.
public final class Quantiser {
  private final Graph graph;
  private final Calibration calibration;
  private final Settings settings;
  private final Map<String, Constant> constants;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, String> quantised = new HashMap<>();

  private Quantiser(Graph graph, Calibration calibration, Settings settings) {
    this.graph = graph;
    this.calibration = calibration;
    this.settings = settings;
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

  /// The network with quantising steps.
  public static Graph quantise(Graph graph, Calibration calibration, Settings settings) {
    return new Quantiser(graph, calibration, settings).quantise();
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
    Balance balance = settings.balance() ? Balance.of(target, given, calibration) : null;
    int width = bits.activationBits();
    Calibration.Range range =
        balance == null
            ? calibration.range(target.activation(), settings, width)
            : calibration.range(target.activation(), balance.axis(), balance.divisors(), settings, width);
    IntegerCode code = IntegerCode.covering(range, width, settings.signedActivations());
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

    bias(target, rounded, weights, balance, code, inputs);
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

  private void bias(
      Target target,
      ChannelWeights rounded,
      Tensor weights,
      @Nullable Balance balance,
      IntegerCode code,
      List<String> inputs) {
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
    double[] correction = settings.biasCorrection() && !gemm ? correction(target, rounded, weights, balance) : null;
    if (given == null && correction == null) {
      return;
    }
    int[] integers = new int[outputs];
    float[] scales = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      double real = given == null ? 0 : given.tensor().at(given.shape().elements() == 1 ? 0 : o);
      real += correction == null ? 0 : correction[o];
      scales[o] = code.scale() * rounded.scales()[o % rounded.scales().length];
      double units = Math.rint(real / scales[o]);
      integers[o] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, units));
    }
    String name = node.name() + "/bias";
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

  /// What rounding the weights takes off the mean of each output channel of a convolution, to be added to the bias
  /// (Nagel et al. 2019, "Data-Free Quantization Through Weight Equalization and Bias Correction"; the input's channel
  /// means are measured). Padding is not accounted for.
  private double @Nullable [] correction(
      Target target, ChannelWeights rounded, Tensor weights, @Nullable Balance balance) {
    double[] means = calibration.channelMeans(target.activation());
    if (!(target.node().op() instanceof Linear.Conv op) || means == null) {
      return null;
    }
    int outputs = target.channels();
    int perGroup = weights.shape().size(1);
    int places = weights.shape().span(2, weights.shape().rank());
    int groupOutputs = outputs / op.group();
    double[] correction = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      for (int c = 0; c < perGroup; c++) {
        double lost = 0;
        for (int i = 0; i < places; i++) {
          int at = (o * perGroup + c) * places + i;
          lost += weights.at(at) - (double) rounded.integers().intAt(at) * rounded.scales()[o];
        }
        int channel = o / groupOutputs * perGroup + c;
        correction[o] += lost * means[channel] / (balance == null ? 1 : balance.divisors()[channel]);
      }
    }
    return correction;
  }

  private void add(String output, bitline.graph.Op op, List<String> inputs) {
    nodes.add(new Node(output, op, inputs, List.of(output)));
  }
}
