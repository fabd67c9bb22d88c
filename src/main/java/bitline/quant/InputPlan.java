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
import org.jspecify.annotations.Nullable;

/// How one product's input becomes integers: how its channels are balanced, and which share of the
/// range seen the integers cover.
///
/// @param strength of the [Balance]
/// @param tail of the [Balance]
/// @param share of the range from the least to the greatest value seen; 0 leaves the range to the
///   calibration
record InputPlan(double strength, double tail, double share) {
  static final InputPlan PLAIN = new InputPlan(0.5, 1, 0);

  /// A depthwise convolution may go further: its weights have a scale for each channel.
  private static final double[] STRENGTHS = {0.25, 0.5, 0.75};

  private static final double[] DEPTHWISE_STRENGTHS = {0.25, 0.5, 0.75, 1};

  private static final double[] TAILS = {1, 0.25};

  /// Shares tried where the settings ask for the least squared error; else the calibration's own
  /// range is taken.
  private static final double[] SHARES = {0, 1, 0.8, 0.6, 0.4};

  /// Pictures that plans are tried on, at most, and multiply-accumulates spent on trying.
  private static final int PICTURES = 8;

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
  /// least on pictures that are run in float. These pictures had better be others than the
  /// calibration has seen: a channel that answers to one kind of object alone looks quiet where
  /// there is none, and a balance that trusts its quietness clips it later.
  static Map<String, InputPlan> search(
      Graph graph,
      Calibration calibration,
      Settings settings,
      Kernels kernels,
      List<Map<String, Tensor>> pictures,
      Progress progress) {
    Map<String, List<PlanTrial>> trials = new HashMap<>();
    for (Node node : graph.nodes()) {
      Target target = Target.of(graph, node);
      Settings.Override bits = settings.forNode(node.name());
      if (target != null && bits.weightBits() != 0 && calibration.has(target.activation())) {
        List<PlanTrial> tried = new ArrayList<>();
        for (InputPlan plan : candidates(target, target.weights(graph), calibration, settings)) {
          tried.add(new PlanTrial(plan, target, calibration, settings, bits));
        }
        trials.put(node.name(), tried);
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
            List<PlanTrial> tried = trials.getOrDefault(node.name(), List.of());
            for (PlanTrial trial : tried.size() > 1 ? tried : List.<PlanTrial>of()) {
              macs[0] += trial.add(interpreter, inputs, outputs.getFirst());
            }
          });
      progress.step("trying ranges", i + 1, most);
    }
    Map<String, InputPlan> best = new HashMap<>();
    trials.forEach((node, tried) -> best.put(node, best(tried)));
    return best;
  }

  private static InputPlan best(List<PlanTrial> tried) {
    PlanTrial best = tried.getFirst();
    for (PlanTrial trial : tried) {
      if (trial.error() < best.error()) {
        best = trial;
      }
    }
    return best.plan();
  }

  private static List<InputPlan> candidates(
      Target target, Tensor weights, Calibration calibration, Settings settings) {
    boolean balanced =
        settings.balance() && Balance.of(target, weights, calibration, PLAIN) != null;
    boolean squares = settings.calibration() == Calibration.Method.LEAST_SQUARED_ERROR;
    double[] strengths =
        !balanced
            ? new double[] {PLAIN.strength}
            : target.depthwise(weights) ? DEPTHWISE_STRENGTHS : STRENGTHS;
    boolean tailed = balanced && !settings.signedActivations() && calibration.below(target);
    List<InputPlan> candidates = new ArrayList<>();
    for (double strength : strengths) {
      for (double tail : tailed ? TAILS : new double[] {PLAIN.tail}) {
        for (double share : squares ? SHARES : new double[] {PLAIN.share}) {
          candidates.add(new InputPlan(strength, tail, share));
        }
      }
    }
    return candidates;
  }
}
