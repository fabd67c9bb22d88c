package bitline.quant;

import bitline.graph.eval.Interpreter;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One [InputPlan] tried on one product: how far the output is off when input and weights are
/// rounded. The mean error of each channel does not count where it can be taken off the bias.
final class PlanTrial {
  private final InputPlan plan;
  private final Target target;
  private final Calibration calibration;
  private final Settings settings;
  private final Settings.Override bits;
  private double[] sums = new double[0];
  private double squares;
  private long each;

  PlanTrial(
      InputPlan plan,
      Target target,
      Calibration calibration,
      Settings settings,
      Settings.Override bits) {
    this.plan = plan;
    this.target = target;
    this.calibration = calibration;
    this.settings = settings;
    this.bits = bits;
  }

  InputPlan plan() {
    return plan;
  }

  /// Tries it on one picture.
  ///
  /// @param inputs the product's operands, in float
  /// @return multiply-accumulates that it took
  long add(Interpreter interpreter, List<@Nullable Tensor> inputs, Tensor expected) {
    Tensor weights = Objects.requireNonNull(inputs.get(target.weight()));
    Balance balance = settings.balance() ? Balance.of(target, weights, calibration, plan) : null;
    ChannelWeights rounded =
        ChannelWeights.round(
            balance == null ? weights : balance.weights(),
            target.axis(),
            bits.weightBits(),
            new double[target.channels()]);
    IntegerCode code = plan.code(target, balance, calibration, settings, bits.activationBits());
    List<@Nullable Tensor> operands = new ArrayList<>(inputs);
    Tensor input = Objects.requireNonNull(inputs.get(target.input()));
    operands.set(target.input(), coded(input, balance, code));
    operands.set(target.weight(), rounded.real(target.axis()));
    compare(expected, interpreter.eval(target.node().op(), operands, 1).getFirst());
    return (long) expected.elements() * (weights.elements() / target.channels());
  }

  /// The input as the balanced weights meet it.
  private static Tensor coded(Tensor input, @Nullable Balance balance, IntegerCode code) {
    float[] given = input.toFloats();
    float[] coded = new float[given.length];
    float[] divisors = balance == null ? new float[] {1} : balance.divisors();
    int inner =
        balance == null
            ? Math.max(1, given.length)
            : balance.axis() == Calibration.Axis.ROW
                ? 1
                : input.shape().span(2, input.shape().rank());
    for (int from = 0, channel = 0; from < given.length; from += inner) {
      float divisor = divisors[channel];
      channel = channel + 1 == divisors.length ? 0 : channel + 1;
      for (int i = from; i < from + inner; i++) {
        coded[i] = code.real(code.integer(given[i] / divisor));
      }
    }
    return Tensor.floats(input.shape(), coded);
  }

  private void compare(Tensor expected, Tensor got) {
    int axis = target.outputAxis(got.shape());
    int channels = got.shape().size(axis);
    int inner = got.shape().span(axis + 1, got.shape().rank());
    if (sums.length == 0) {
      sums = new double[channels];
    }
    float[] results = got.toFloats();
    float[] references = expected.toFloats();
    for (int from = 0, channel = 0; from < results.length; from += inner) {
      double sum = 0;
      for (int i = from; i < from + inner; i++) {
        double off = (double) results[i] - references[i];
        squares += off * off;
        sum += off;
      }
      sums[channel] += sum;
      channel = channel + 1 == channels ? 0 : channel + 1;
    }
    each += got.elements() / Math.max(1, channels);
  }

  /// The sum of squares over all pictures.
  double error() {
    double error = squares;
    for (double sum : settings.biasCorrection() && target.takesBias() ? sums : new double[0]) {
      error -= each == 0 ? 0 : sum * sum / each;
    }
    return error;
  }
}
