package bitline.evaluate;

import bitline.base.InOrder;
import bitline.base.Progress;
import bitline.graph.Graph;
import bitline.graph.eval.Interpreter;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.sim.BatchNormEstimation;
import bitline.sim.Simulator;
import bitline.task.Answer;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import bitline.task.Score;
import bitline.task.Task;
import bitline.task.Truth;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Runs a network in float and on chips on the same inputs, several inputs at a time, and compares.
/// Every figure is the same for any number of threads: inputs are summed up in their order.
public final class Trial {
  private final Graph reference;
  private final List<ChipSample> chips;
  private final EvaluationSet set;
  private final ModelCard card;
  private final Kernels kernels;
  private final BatchNormEstimation batchNorms;

  /// @param reference the network that the programs are held against: in float, or with the
  ///   quantising steps it came with
  /// @param chips with programs compiled from it; the first is the chip in question, whose layers
  ///   are looked at closely
  /// @param card fitted to the network
  /// @param batchNorms of the network, for chips that re-estimate them
  public Trial(
      Graph reference,
      List<ChipSample> chips,
      EvaluationSet set,
      ModelCard card,
      Kernels kernels,
      BatchNormEstimation batchNorms) {
    this.reference = reference;
    this.chips = List.copyOf(chips);
    this.set = set;
    this.card = card;
    this.kernels = kernels;
    this.batchNorms = batchNorms;
  }

  /// What the inputs gave.
  ///
  /// @param names of the inputs, in their order
  /// @param reference answers and score of the float run
  /// @param runs those of each chip
  /// @param noise of each layer (on arrays or in integers on the vector unit) of the first chip
  ///   against float, by node
  /// @param activity of each layer of the first chip, by node
  public record Result(
      List<String> names,
      Answers reference,
      List<Answers> runs,
      Map<String, Noise> noise,
      Map<String, Activity> activity) {}

  /// Answers in the inputs' order, and their score where there are labels.
  public record Answers(List<Answer> answers, @Nullable Score score) {}

  private record OneInput(
      String name,
      Answer reference,
      List<Answer> runs,
      Map<String, Noise> noise,
      Map<String, Activity> activity) {}

  /// Runs inputs 0 to `count` on `threads` threads.
  public Result run(int count, int threads, Progress progress) {
    List<Simulator> simulators =
        chips.stream().map(c -> batchNorms.simulator(c.program(), c.conditions())).toList();
    simulators.forEach(simulator -> simulator.prepare(threads, progress));
    AtomicInteger done = new AtomicInteger();
    List<OneInput> inputs =
        InOrder.run(
            count,
            threads,
            i -> {
              OneInput one = one(i, simulators);
              progress.step("running", done.incrementAndGet(), count);
              return one;
            });
    Map<String, Noise> noise = new LinkedHashMap<>();
    Map<String, Activity> activity = new LinkedHashMap<>();
    for (OneInput input : inputs) {
      input.noise.forEach((node, n) -> noise.merge(node, n, Noise::plus));
      input.activity.forEach(
          (node, a) -> activity.computeIfAbsent(node, _ -> new Activity()).add(a));
    }
    List<Answers> runs = new ArrayList<>();
    for (int p = 0; p < chips.size(); p++) {
      int index = p;
      runs.add(answers(inputs.stream().map(input -> input.runs.get(index)).toList()));
    }
    return new Result(
        inputs.stream().map(OneInput::name).toList(),
        answers(inputs.stream().map(OneInput::reference).toList()),
        runs,
        noise,
        activity);
  }

  private Answers answers(List<Answer> answers) {
    return new Answers(answers, score(set, card, answers));
  }

  /// The score of answers to a set's first inputs; null where there are no labels.
  static @Nullable Score score(EvaluationSet set, ModelCard card, List<Answer> answers) {
    Truth all = set.truth();
    Truth truth = all == null ? null : all.first(answers.size());
    return truth != null && truth.size() == answers.size()
        ? card.task().score(answers, truth)
        : null;
  }

  private OneInput one(int index, List<Simulator> simulators) {
    EvaluationSet.Item item = set.item(index, card);
    Set<String> watched = new HashSet<>();
    if (!chips.isEmpty()) {
      chips.getFirst().program().integerProducts().stream()
          .map(ArrayLayer::node)
          .forEach(watched::add);
    }
    Map<String, Tensor> expected = new HashMap<>();
    Task task = card.task();
    Map<String, Tensor> outputs =
        new Interpreter(kernels)
            .run(
                reference,
                item.inputs(),
                (node, in, out) -> {
                  if (watched.contains(node.name())) {
                    expected.put(node.name(), out.getFirst());
                  }
                });
    Answer float32 = task.answer(outputs, item.placement());
    List<Answer> runs = new ArrayList<>();
    Map<String, Noise> noise = new LinkedHashMap<>();
    Map<String, Activity> activity = Map.of();
    for (int p = 0; p < simulators.size(); p++) {
      boolean first = p == 0;
      Simulator.Result result =
          simulators
              .get(p)
              .run(
                  item.inputs(),
                  index,
                  (node, out) -> {
                    Tensor exact = first ? expected.get(node.name()) : null;
                    if (exact != null) {
                      noise.put(node.name(), Noise.between(exact, out.getFirst()));
                    }
                  });
      runs.add(task.answer(result.outputs(), item.placement()));
      activity = first ? result.activity() : activity;
    }
    return new OneInput(item.name(), float32, runs, noise, activity);
  }
}
