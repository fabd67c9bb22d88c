package bitline.evaluate;

import bitline.base.InOrder;
import bitline.base.Progress;
import bitline.graph.Graph;
import bitline.graph.eval.Interpreter;
import bitline.sim.BatchNormEstimation;
import bitline.sim.Simulator;
import bitline.sim.fault.FaultCensus;
import bitline.task.Answer;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import bitline.task.Score;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Runs many chips on the same inputs, one chip after another: only one chip's cells are in memory
/// at a time. Every figure is the same for any number of threads.
///
/// Where the inputs have no labels the score is how far the answers agree with float's.
public final class ChipRuns {
  /// What a score is called where there are no labels.
  public static final String AGREEMENT = "agreement with float";

  private final EvaluationSet set;
  private final ModelCard card;
  private final Kernels kernels;
  private final BatchNormEstimation batchNorms;
  private final int count;
  private final int threads;
  private final Progress progress;
  private final AtomicInteger done = new AtomicInteger();
  private int planned;

  /// @param batchNorms of the network, for chips that re-estimate them
  /// @param count inputs to run, from the first
  public ChipRuns(
      EvaluationSet set,
      ModelCard card,
      Kernels kernels,
      BatchNormEstimation batchNorms,
      int count,
      int threads,
      Progress progress) {
    this.set = set;
    this.card = card;
    this.kernels = kernels;
    this.batchNorms = batchNorms;
    this.count = count;
    this.threads = threads;
    this.progress = progress;
  }

  /// The same over the first inputs only.
  public ChipRuns first(int inputs) {
    return new ChipRuns(set, card, kernels, batchNorms, Math.min(inputs, count), threads, progress);
  }

  /// How many inputs each chip is given.
  public int inputs() {
    return count;
  }

  /// What inputs gave.
  ///
  /// @param outputs of the first inputs, as many as were asked for
  public record Answered(List<Answer> answers, List<Map<String, Tensor>> outputs) {}

  private record OneInput(Answer answer, @Nullable Map<String, Tensor> outputs) {}

  /// Says how many runs will follow, for the progress that is told.
  public void plan(int runs) {
    planned = Math.multiplyExact(runs, count);
    done.set(0);
  }

  /// The network in float.
  ///
  /// @param kept of how many inputs the outputs are kept
  public Answered inFloat(Graph network, int kept) {
    return all(
        "running in float",
        kept,
        (index, inputs) -> new Interpreter(kernels).run(network, inputs, (node, in, out) -> {}));
  }

  /// A program on a chip. Input number i is read number i of the chip.
  public Answered onChip(ChipSample chip, int kept) {
    return on(batchNorms.simulator(chip.program(), chip.conditions()), kept);
  }

  /// What a chip with stuck cells gave, and what these do to its weights.
  public record OnFaulty(List<Answer> answers, FaultCensus faults) {}

  /// A program on a chip whose cells can be stuck.
  public OnFaulty onFaulty(ChipSample chip) {
    Simulator simulator = batchNorms.simulator(chip.program(), chip.conditions());
    return new OnFaulty(
        on(simulator, 0).answers,
        Objects.requireNonNull(simulator.faults(), "a chip whose cells cannot be stuck"));
  }

  private Answered on(Simulator simulator, int kept) {
    simulator.prepare(threads, progress);
    return all(
        "running on chips",
        kept,
        (index, inputs) -> simulator.run(inputs, index, (node, out) -> {}).outputs());
  }

  @FunctionalInterface
  private interface Run {
    Map<String, Tensor> outputs(int index, Map<String, Tensor> inputs);
  }

  private Answered all(String what, int kept, Run run) {
    List<OneInput> inputs =
        InOrder.run(
            count,
            threads,
            i -> {
              EvaluationSet.Item item = set.item(i, card);
              Map<String, Tensor> outputs = run.outputs(i, item.inputs());
              progress.step(what, done.incrementAndGet(), Math.max(planned, done.get()));
              return new OneInput(
                  card.task().answer(outputs, item.placement()),
                  i < kept ? new LinkedHashMap<>(outputs) : null);
            });
    return new Answered(
        inputs.stream().map(OneInput::answer).toList(),
        inputs.stream()
            .limit(kept)
            .<Map<String, Tensor>>mapMulti((input, sink) -> {
              if (input.outputs != null) {
                sink.accept(input.outputs);
              }
            })
            .toList());
  }

  /// How right answers are: against the labels, or where there are none against float's.
  public Score score(List<Answer> answers, List<Answer> inFloat) {
    Score labelled = Trial.score(set, card, answers);
    if (labelled != null) {
      return labelled;
    }
    double sum = 0;
    for (int i = 0; i < answers.size(); i++) {
      sum += card.task().agreement(inFloat.get(i), answers.get(i));
    }
    return new Score(AGREEMENT, answers.isEmpty() ? 1 : sum / answers.size(), count, Map.of());
  }

  /// The error of outputs against others, over all inputs and all outputs of real numbers.
  public static Noise noise(List<Map<String, Tensor>> expected, List<Map<String, Tensor>> got) {
    if (expected.size() != got.size()) {
      throw new IllegalArgumentException(
          "outputs of " + expected.size() + " and of " + got.size() + " inputs");
    }
    Noise noise = Noise.NONE;
    for (int i = 0; i < expected.size(); i++) {
      for (Map.Entry<String, Tensor> output : expected.get(i).entrySet()) {
        Tensor other = got.get(i).get(output.getKey());
        if (output.getValue().type().isFloat() && other != null) {
          noise = noise.plus(Noise.between(output.getValue(), other));
        }
      }
    }
    return noise;
  }
}
