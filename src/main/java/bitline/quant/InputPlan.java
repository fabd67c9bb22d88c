package bitline.quant;

import bitline.base.Progress;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.eval.Interpreter;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How one product's input becomes integers: how strongly its channels are balanced, and which
/// share of the range seen the integers cover.
///
/// @param strength of the [Balance]
/// @param share of the range from the least to the greatest value seen; 0 leaves the range to the
///   calibration
record InputPlan(double strength, double share) {
  static final InputPlan PLAIN = new InputPlan(0.5, 0);

  private static final double[] STRENGTHS = {0.25, 0.5, 0.75};

  /// Shares tried where the settings ask for the least squared error; else the calibration's own
  /// range is taken.
  private static final double[] SHARES = {0, 1, 0.8, 0.6, 0.4};

  private static final double[] OWN = {0};

  /// Pictures that plans are tried on, at most, and multiply-accumulates spent on trying.
  private static final int PICTURES = 4;

  private static final long MACS = 60_000_000_000L;

  /// The code of the input's integers.
  IntegerCode code(
      Target target,
      @Nullable Balance balance,
      Calibration calibration,
      Settings settings,
      int bits) {
    Calibration.Range range =
        calibration.range(target.activation(), balance, settings, bits, share);
    return IntegerCode.covering(range, bits, settings.signedActivations());
  }

  /// For each product the plan, of those tried, whose rounded input and weights disturb its output
  /// least, in the sum of squares, on some calibration pictures that are run in float.
  static Map<String, InputPlan> search(
      Graph graph,
      Calibration calibration,
      Settings settings,
      Kernels kernels,
      List<Map<String, Tensor>> pictures,
      Progress progress) {
    Map<String, List<Trial>> trials = new HashMap<>();
    for (Node node : graph.nodes()) {
      Target target = Target.of(graph, node);
      Settings.Override bits = settings.forNode(node.name());
      if (target != null && bits.weightBits() != 0 && calibration.has(target.activation())) {
        trials.put(node.name(), trials(graph, target, calibration, settings, bits));
      }
    }
    Interpreter interpreter = new Interpreter(kernels);
    long[] macs = {0};
    int most = Math.min(PICTURES, pictures.size());
    for (int i = 0; i < most && macs[0] * (i + 1) <= MACS * Math.max(1, i); i++) {
      interpreter.run(
          graph,
          pictures.get(i),
          (node, inputs, outputs) -> {
            for (Trial trial : trials.getOrDefault(node.name(), List.of())) {
              trial.add(interpreter, node, inputs, outputs.getFirst());
              macs[0] += (long) outputs.getFirst().elements() * trial.depth;
            }
          });
      progress.step("trying ranges", i + 1, most);
    }
    Map<String, InputPlan> best = new HashMap<>();
    trials.forEach((node, tried) -> best.put(node, best(tried)));
    return best;
  }

  private static InputPlan best(List<Trial> tried) {
    Trial best = tried.getFirst();
    for (Trial trial : tried) {
      if (trial.error < best.error) {
        best = trial;
      }
    }
    return best.plan;
  }

  private static List<Trial> trials(
      Graph graph,
      Target target,
      Calibration calibration,
      Settings settings,
      Settings.Override bits) {
    Tensor weights =
        Objects.requireNonNull(graph.constant(target.node().input(target.weight()))).tensor();
    List<Trial> trials = new ArrayList<>();
    boolean balanced = settings.balance() && Balance.of(target, weights, calibration, 0.5) != null;
    for (double strength :
        balanced && !target.depthwise(weights) ? STRENGTHS : new double[] {0.5}) {
      Balance balance =
          settings.balance() ? Balance.of(target, weights, calibration, strength) : null;
      ChannelWeights rounded =
          ChannelWeights.round(
              balance == null ? weights : balance.weights(),
              target.axis(),
              bits.weightBits(),
              new double[target.channels()]);
      Tensor real = rounded.real(target.axis());
      boolean squares = settings.calibration() == Calibration.Method.LEAST_SQUARED_ERROR;
      for (double share : squares ? SHARES : OWN) {
        InputPlan plan = new InputPlan(strength, share);
        IntegerCode code = plan.code(target, balance, calibration, settings, bits.activationBits());
        trials.add(
            new Trial(
                plan,
                target,
                balance,
                code,
                real,
                weights.elements() / Math.max(1, target.channels())));
      }
    }
    return trials;
  }

  /// One plan being tried.
  private static final class Trial {
    private final InputPlan plan;
    private final Target target;
    private final @Nullable Balance balance;
    private final IntegerCode code;
    private final Tensor weights;
    private final int depth;
    private double error;

    Trial(
        InputPlan plan,
        Target target,
        @Nullable Balance balance,
        IntegerCode code,
        Tensor weights,
        int depth) {
      this.plan = plan;
      this.target = target;
      this.balance = balance;
      this.code = code;
      this.weights = weights;
      this.depth = depth;
    }

    void add(Interpreter interpreter, Node node, List<@Nullable Tensor> inputs, Tensor expected) {
      Tensor x = Objects.requireNonNull(inputs.get(target.input()));
      float[] given = x.toFloats();
      float[] coded = new float[given.length];
      int channels = balance == null ? 1 : balance.divisors().length;
      int inner =
          balance == null || balance.axis() == Calibration.Axis.ROW
              ? 1
              : x.shape().span(2, x.shape().rank());
      for (int i = 0; i < coded.length; i++) {
        float divisor = balance == null ? 1 : balance.divisors()[i / inner % channels];
        coded[i] = code.real(code.integer(given[i] / divisor));
      }
      List<@Nullable Tensor> operands = new ArrayList<>(inputs);
      operands.set(target.input(), Tensor.floats(x.shape(), coded));
      operands.set(target.weight(), weights);
      Tensor got = interpreter.eval(node.op(), operands, 1).getFirst();
      double sum = 0;
      for (int i = 0; i < got.elements(); i++) {
        double off = got.at(i) - expected.at(i);
        sum += off * off;
      }
      error += sum;
    }
  }
}
