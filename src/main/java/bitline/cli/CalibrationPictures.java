package bitline.cli;

import bitline.base.Keyed;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pictures that a job is calibrated on: ranges of activations, ranges of converters, batch
/// norms.
///
/// @param apart what they are taken from; null for the pictures that the job is judged on
/// @param count how many, at most
/// @param seed chooses them
record CalibrationPictures(@Nullable EvaluationSet apart, int count, long seed) {
  /// Unless somebody says otherwise.
  static final int USUAL = 16;

  /// The usual number of those that the job is judged on.
  static final CalibrationPictures PLAIN = new CalibrationPictures(null, USUAL, 0);

  /// As the network takes them.
  List<Map<String, Tensor>> inputs(EvaluationSet judged, ModelCard card) {
    EvaluationSet set = apart == null ? judged : apart;
    List<Map<String, Tensor>> inputs = new ArrayList<>();
    for (int index : Keyed.choose(count, set.size(), seed, "calibration")) {
      inputs.add(set.item(index, card).inputs());
    }
    return inputs;
  }

  /// How many there are.
  int size(EvaluationSet judged) {
    return Math.min(count, (apart == null ? judged : apart).size());
  }

  /// Where they are from, in words.
  String from() {
    return apart == null ? "of those that the run is judged on" : "of a set apart";
  }
}
