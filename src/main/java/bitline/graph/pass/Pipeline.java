package bitline.graph.pass;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.graph.Graph;
import bitline.graph.TextForm;
import bitline.graph.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/// Runs passes in order, verifying the graph before the first and after each.
public final class Pipeline {
  private Pipeline() {}

  /// What one pass did. Texts are made on demand, since they hash every weight.
  ///
  /// @param nanoseconds by the clock that the caller gave
  public record Step(Pass pass, Graph before, Graph after, long nanoseconds) {
    public boolean changed() {
      return before != after;
    }

    public String textBefore() {
      return TextForm.print(before);
    }

    public String textAfter() {
      return TextForm.print(after);
    }
  }

  /// The rewritten graph and the way there.
  public record Run(Graph graph, List<Step> steps) {
    public Run {
      steps = List.copyOf(steps);
    }
  }

  /// Runs all passes but those whose names are in `disabled`; a [Problem] where such a name is none
  /// of theirs.
  ///
  /// @param clock nanoseconds; `() -> 0` where times do not matter
  public static Run run(Graph graph, List<Pass> passes, Set<String> disabled, LongSupplier clock) {
    List<String> names = passes.stream().map(Pass::name).toList();
    for (String name : disabled) {
      if (!names.contains(name)) {
        String hint = Spelling.hint(name, names);
        throw new Problem(
            "no pass is called '"
                + name
                + "'"
                + (hint.isEmpty() ? "; there are " + String.join(", ", names) : hint));
      }
    }
    Verifier.verify(graph);
    List<Step> steps = new ArrayList<>();
    Graph now = graph;
    for (Pass pass : passes) {
      if (disabled.contains(pass.name())) {
        continue;
      }
      long from = clock.getAsLong();
      Graph next = pass.rewrite().apply(now);
      long time = clock.getAsLong() - from;
      try {
        Verifier.verify(next);
      } catch (IllegalStateException e) {
        throw new IllegalStateException("after pass " + pass.name() + ": " + e.getMessage(), e);
      }
      steps.add(new Step(pass, now, next, time));
      now = next;
    }
    return new Run(now, steps);
  }
}
