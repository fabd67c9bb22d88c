package bitline.cli;

import bitline.base.Progress;
import bitline.evaluate.ChipRuns;
import bitline.evaluate.ChipSample;
import bitline.graph.Graph;
import bitline.program.Program;
import bitline.sim.BatchNormEstimation;
import bitline.task.Answer;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import bitline.task.Score;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pictures on which machines are judged: how right the answers of a network are in float and on
/// chips. Where the pictures have no labels, how far they agree with float's.
final class Judged {
  private final Graph network;
  private final EvaluationSet set;
  private final ModelCard card;
  private final int count;
  private final int threads;
  private final Progress progress;
  private final List<Map<String, Tensor>> calibration;
  private @Nullable List<Answer> inFloat;

  /// @param limit most pictures to run
  Judged(
      Graph network, EvaluationSet set, ModelCard card, int limit, int threads, Progress progress) {
    this.network = network;
    this.set = set;
    this.card = card;
    this.count = Math.min(limit, set.size());
    this.threads = threads;
    this.progress = progress;
    this.calibration = CalibrationPictures.PLAIN.inputs(set, card);
  }

  /// Pictures that are run.
  int pictures() {
    return count;
  }

  /// Pictures that ranges of activations and of converters are found on.
  List<Map<String, Tensor>> calibration() {
    return calibration;
  }

  /// The first pictures, as the network takes them.
  List<Map<String, Tensor>> first(int most) {
    List<Map<String, Tensor>> inputs = new ArrayList<>();
    for (int i = 0; i < Math.min(most, count); i++) {
      inputs.add(set.item(i, card).inputs());
    }
    return inputs;
  }

  /// The score of the network in float.
  ///
  /// @param any a program of the network
  Score inFloat(Program any) {
    ChipRuns runs = runs(any);
    List<Answer> answers = answersInFloat(runs);
    return runs.score(answers, answers);
  }

  /// The score of a program, its converters as they are and nothing else lost.
  Score onChip(Program program) {
    ChipRuns runs = runs(program);
    List<Answer> reference = answersInFloat(runs);
    runs.plan(1);
    return runs.score(runs.onChip(ChipSample.ideal(program), 0).answers(), reference);
  }

  private List<Answer> answersInFloat(ChipRuns runs) {
    List<Answer> known = inFloat;
    if (known == null) {
      runs.plan(1);
      known = runs.inFloat(network, 0).answers();
      inFloat = known;
    }
    return known;
  }

  private ChipRuns runs(Program program) {
    BatchNormEstimation batchNorms =
        new BatchNormEstimation(program, KernelsProvider.best(), calibration, threads);
    return new ChipRuns(set, card, KernelsProvider.best(), batchNorms, count, threads, progress);
  }
}
