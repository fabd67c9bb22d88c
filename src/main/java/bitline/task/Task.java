package bitline.task;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a network is for, and how its output tensors are read. The same task reads a float run and
/// a chip's run.
public sealed interface Task permits Classify, Detect, Segment, LaneCurves, LaneMasks, Embed {
  /// The word the command line and model cards use: `classify`, `detect`, `segment`, `lanes` or
  /// `embed`.
  String word();

  /// What the outputs say about the input that `placement` tells of.
  Answer answer(Map<String, Tensor> outputs, Placement placement);

  /// How right answers are; a [Problem] when the labels are of another kind or number.
  Score score(List<Answer> answers, Truth truth);

  /// How far two answers about the same input agree: 1 is the same, 0 is nothing in common.
  double agreement(Answer one, Answer other);

  /// The output of a name, or the first where no name is given.
  static Tensor output(Map<String, Tensor> outputs, @Nullable String name) {
    if (outputs.isEmpty()) {
      throw new IllegalStateException("a network without outputs");
    }
    if (name == null) {
      return outputs.values().iterator().next();
    }
    Tensor tensor = outputs.get(name);
    if (tensor == null) {
      throw new Problem(
          "the network has no output '"
              + name
              + "', it has "
              + outputs.keySet()
              + Spelling.hint(name, outputs.keySet()));
    }
    return tensor;
  }

  /// The answers as the kind a task gives; another kind is a mistake of ours.
  static <A extends Answer> List<A> cast(List<Answer> answers, Class<A> kind) {
    return answers.stream().map(kind::cast).toList();
  }

  /// The labels as the kind a task needs; a [Problem] when they are of another kind, too few or too
  /// many.
  static <T extends Truth> T need(
      Truth truth, Class<T> kind, String needed, Task task, int answers) {
    if (!kind.isInstance(truth)) {
      throw new Problem(
          "labels hold " + truth.kind() + ", but task '" + task.word() + "' needs " + needed);
    }
    if (truth.size() != answers) {
      throw new Problem(truth.size() + " labels for " + answers + " inputs");
    }
    return kind.cast(truth);
  }
}
