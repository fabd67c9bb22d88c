package bitline.task;

import bitline.base.Problem;
import bitline.graph.Graph;
import bitline.graph.causal.TokenPlan;
import bitline.graph.causal.TokenRun;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Writes on from a prompt: each token is the likeliest after those before it, the first of equals.
public final class Greedy {
  private Greedy() {}

  /// A prompt and what was written on, until the text ends or `most` tokens are there.
  ///
  /// @param plan of a network with one input of token numbers and one output of scores, a row a
  ///   token
  /// @param run of that plan, at its beginning
  public static List<Integer> write(TokenPlan plan, TokenRun run, List<Integer> prompt, int most) {
    check(plan, prompt);
    Graph graph = plan.graph();
    String input = graph.inputs().getFirst().name();
    String output = graph.outputs().getFirst().name();
    int rank = plan.rank(input);
    List<Integer> tokens = new ArrayList<>(prompt);
    int last = Math.min(most, plan.tokens());
    for (int t = 0; t < tokens.size() && tokens.size() < last; t++) {
      int[] ones = new int[rank];
      Arrays.fill(ones, 1);
      Tensor token = Tensor.int64(Shape.of(ones), new long[] {tokens.get(t)});
      Tensor scores = run.next(Map.of(input, token)).get(output);
      if (t == tokens.size() - 1 && scores != null) {
        int next = greatest(scores.toFloats());
        if (next == Tokenizer.BEGIN || next == Tokenizer.END) {
          break;
        }
        tokens.add(next);
      }
    }
    return tokens;
  }

  private static void check(TokenPlan plan, List<Integer> prompt) {
    Graph graph = plan.graph();
    if (graph.inputs().size() != 1
        || graph.outputs().size() != 1
        || graph.inputs().getFirst().type() != ElementType.INT64) {
      throw new Problem(
          graph.name()
              + " is no network that writes on: one int64 input of tokens and one output of scores"
              + " are known here");
    }
    if (prompt.isEmpty() || prompt.size() > plan.tokens()) {
      throw new Problem(
          "a prompt of " + prompt.size() + " tokens for a network made for " + plan.tokens());
    }
  }

  private static int greatest(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }
}
