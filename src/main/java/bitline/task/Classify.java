package bitline.task;

import bitline.base.Problem;
import bitline.tensor.Tensor;
import bitline.text.Default;
import bitline.text.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One class a picture. The output holds one number a class, a batch of 1 and any axes of size 1
/// around.
///
/// @param output the output's name, or null for the first
/// @param logits the numbers are logits: the confidences shown are their softmax (the ranking is
///   the same)
/// @param labelOffset class = position in the output − this; 1 for networks whose output 0 is
///   "background"
record Classify(
    @Nullable String output,
    @Default("false") boolean logits,
    @Default("0") @Range(min = 0, max = 1000) int labelOffset)
    implements Task {
  private static final int BEST = 5;

  @Override
  public String word() {
    return "classify";
  }

  @Override
  public Answer.Classes answer(Map<String, Tensor> outputs, Placement placement) {
    Tensor scores = Task.output(outputs, output);
    int count = scores.elements();
    if (count < 2
        || scores.shape().rank() == 0
        || scores.shape().size(0) != 1 && scores.shape().rank() > 1) {
      throw new Problem(
          "task 'classify' needs one number a class; the output is " + scores.shape());
    }
    double[] confidence = logits ? softmax(scores) : values(scores);
    List<Answer.Ranked> best = new ArrayList<>();
    boolean[] taken = new boolean[count];
    for (int rank = 0; rank < Math.min(BEST, count); rank++) {
      int top = -1;
      for (int i = 0; i < count; i++) {
        if (!taken[i] && (top < 0 || rank(scores.at(i)) > rank(scores.at(top)))) {
          top = i;
        }
      }
      taken[top] = true;
      best.add(new Answer.Ranked(top - labelOffset, confidence[top]));
    }
    return new Answer.Classes(best);
  }

  /// The share of pictures whose class ranks first (`top-1`), and among the first five.
  @Override
  public Score score(List<Answer> answers, Truth truth) {
    int[] labels =
        Task.need(truth, Truth.Classes.class, "one class a picture", this, answers.size()).labels();
    List<Answer.Classes> given = Task.cast(answers, Answer.Classes.class);
    int first = 0;
    int five = 0;
    for (int i = 0; i < labels.length; i++) {
      int label = labels[i];
      first += given.get(i).top() == label ? 1 : 0;
      five += given.get(i).best().stream().anyMatch(ranked -> ranked.label() == label) ? 1 : 0;
    }
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("top-5", share(five, labels.length));
    return new Score("top-1", share(first, labels.length), labels.length, details);
  }

  @Override
  public double agreement(Answer one, Answer other) {
    return ((Answer.Classes) one).top() == ((Answer.Classes) other).top() ? 1 : 0;
  }

  private static double share(int part, int all) {
    return all == 0 ? 0 : (double) part / all;
  }

  private static double rank(double score) {
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
  }

  private static double[] values(Tensor scores) {
    double[] values = new double[scores.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = scores.at(i);
    }
    return values;
  }

  static double[] softmax(Tensor scores) {
    double[] values = values(scores);
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      most = Math.max(most, rank(value));
    }
    double total = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = StrictMath.exp(rank(values[i]) - most);
      total += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= total;
    }
    return values;
  }
}
