package bitline.task;

import bitline.base.Problem;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A sentence's direction: the mean over all tokens of the output `1 x tokens x features`, scaled
/// to length 1. An output `1 x features` is taken as it is. Inputs hold no padding, so every token
/// counts.
///
/// @param output the output's name, or null for the first
record Embed(@Nullable String output) implements Task {
  @Override
  public String word() {
    return "embed";
  }

  @Override
  public Answer.Embedding answer(Map<String, Tensor> outputs, Placement placement) {
    Tensor states = Task.output(outputs, output);
    Shape shape = states.shape();
    if (shape.rank() < 2 || shape.rank() > 3 || shape.size(0) != 1 || shape.elements() == 0) {
      throw new Problem("task 'embed' needs an output 1 x tokens x features, not " + shape);
    }
    int features = shape.size(-1);
    double[] sum = new double[features];
    for (int i = 0; i < states.elements(); i++) {
      sum[i % features] += states.at(i);
    }
    double square = 0;
    for (double value : sum) {
      square += value * value;
    }
    float[] direction = new float[features];
    for (int i = 0; i < features && square > 0; i++) {
      direction[i] = (float) (sum[i] / Math.sqrt(square));
    }
    return new Answer.Embedding(direction);
  }

  /// Spearman's rank correlation between the cosines of the pairs and the labelled similarities.
  @Override
  public Score score(List<Answer> answers, Truth truth) {
    double[] right =
        Task.need(truth, Truth.Similarities.class, "similarities of pairs", this, answers.size())
            .pairs();
    List<Answer.Embedding> given = Task.cast(answers, Answer.Embedding.class);
    double[] cosines = new double[right.length];
    for (int i = 0; i < right.length; i++) {
      cosines[i] = given.get(2 * i).cosine(given.get(2 * i + 1));
    }
    return new Score(
        "Spearman",
        Ranks.spearman(cosines, right),
        answers.size(),
        Map.of("pairs", (double) right.length));
  }

  /// The cosine of the two directions.
  @Override
  public double agreement(Answer one, Answer other) {
    return ((Answer.Embedding) one).cosine((Answer.Embedding) other);
  }
}
