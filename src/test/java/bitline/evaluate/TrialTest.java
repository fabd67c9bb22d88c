package bitline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Workbench;
import bitline.base.InOrder;
import bitline.base.Problem;
import bitline.base.Progress;
import bitline.graph.Graph;
import bitline.map.Mapping;
import bitline.program.Activity;
import bitline.program.Program;
import bitline.quant.Settings;
import bitline.sim.BatchNormEstimation;
import bitline.task.Answer;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import bitline.task.ModelCards;
import bitline.task.Truth;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The traffic signs on a chip that loses much.
class TrialTest {
  private static final Path MODEL = Path.of("models", "signs_bitline.onnx");
  private static final int PICTURES = 4;

  @Test
  void aTrialSaysWhatItsRunsSayOneByOneForAnyNumberOfThreads() {
    Graph network = Workbench.load(MODEL);
    ModelCard card = ModelCards.find(MODEL, null).fittedTo(network);
    Path folder = Path.of("examples", "signs");
    EvaluationSet signs = EvaluationSet.folder(folder, folder.resolve("labels.csv"), card);
    List<Map<String, Tensor>> some =
        List.of(signs.item(0, card).inputs(), signs.item(1, card).inputs());
    Graph quantised = Workbench.quantise(network, Settings.PLAIN, some);
    Program few = program(quantised, 3);
    Program many = program(quantised, 10);
    Trial trial =
        new Trial(
            network,
            List.of(ChipSample.ideal(few), ChipSample.ideal(many)),
            signs,
            card,
            KernelsProvider.best(),
            new BatchNormEstimation(few, KernelsProvider.best(), some, 2));

    Trial.Result result = trial.run(PICTURES, 1, Progress.SILENT);
    assertThat(trial.run(PICTURES, 4, Progress.SILENT)).isEqualTo(result);

    Truth.Classes truth = (Truth.Classes) Objects.requireNonNull(signs.truth());
    scoreIsTheShareOfRightAnswers(result.reference(), truth);
    result.runs().forEach(run -> scoreIsTheShareOfRightAnswers(run, truth));

    Activity activity = new Activity();
    double noise = 0;
    String last = few.layers().getLast().node();
    for (int i = 0; i < PICTURES; i++) {
      EvaluationSet.Item item = signs.item(i, card);
      var run = Workbench.run(few, item.inputs());
      assertThat(card.task().answer(run.outputs(), item.placement()))
          .isEqualTo(result.runs().getFirst().answers().get(i));
      activity.add(run.activity().get(last));
      Tensor exact = Workbench.runFloat(network, item.inputs()).get("logits");
      noise += Noise.between(exact, run.outputs().get("logits")).error();
    }
    assertThat(result.activity().get(last)).isEqualTo(activity);
    assertThat(few.layers().getLast().output()).isEqualTo("logits");
    assertThat(result.noise().get(last).error()).isCloseTo(noise, within(1e-12 * noise));
    assertThat(result.noise()).hasSameSizeAs(few.layers());

    // the reason why there are converters of 10 bits
    assertThat(error(result.runs().getLast(), result.reference()))
        .isLessThan(error(result.runs().getFirst(), result.reference()));
  }

  private static void scoreIsTheShareOfRightAnswers(Trial.Answers answers, Truth.Classes truth) {
    int right = 0;
    for (int i = 0; i < PICTURES; i++) {
      right += ((Answer.Classes) answers.answers().get(i)).top() == truth.labels()[i] ? 1 : 0;
    }
    assertThat(Objects.requireNonNull(answers.score()).value())
        .isEqualTo((double) right / PICTURES);
    assertThat(answers.score().items()).isEqualTo(PICTURES);
  }

  /// How far the confidences in the float run's answers are off.
  private static double error(Trial.Answers got, Trial.Answers reference) {
    double error = 0;
    for (int i = 0; i < PICTURES; i++) {
      Answer.Ranked best = ((Answer.Classes) reference.answers().get(i)).best().getFirst();
      double confidence =
          ((Answer.Classes) got.answers().get(i))
              .best().stream()
                  .filter(ranked -> ranked.label() == best.label())
                  .mapToDouble(Answer.Ranked::confidence)
                  .findFirst()
                  .orElse(0);
      error += Math.abs(best.confidence() - confidence);
    }
    return error;
  }

  private static Program program(Graph quantised, int adcBits) {
    return switch (Workbench.map(quantised, Workbench.chip("wan_nature_2022"), Map.of(), adcBits)) {
      case Mapping.Mapped mapped -> mapped.program();
      case Mapping.Infeasible(List<String> reasons) -> throw new AssertionError(reasons.toString());
    };
  }

  @Test
  void anErrorOfOneInputIsTheErrorOfAllAndTheFirstCounts() {
    for (int threads : new int[] {1, 3}) {
      assertThatThrownBy(() ->
              InOrder.run(
                  9,
                  threads,
                  i -> {
                    if (i >= 4) {
                      throw new Problem("picture " + i);
                    }
                    return i;
                  }))
          .isInstanceOf(Problem.class)
          .hasMessage("picture 4");
      assertThat(InOrder.run(5, threads, i -> i * i)).containsExactly(0, 1, 4, 9, 16);
      assertThat(InOrder.run(0, threads, i -> i)).isEmpty();
    }
  }
}
