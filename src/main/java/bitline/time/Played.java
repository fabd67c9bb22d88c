package bitline.time;

import java.util.List;

/// How playing a flow ended.
public sealed interface Played {
  /// Every process came to its end.
  ///
  /// @param time femtoseconds from the start to the last end
  /// @param events pieces of work that ended
  /// @param waited femtoseconds that each process spent waiting
  record Done(long time, long events, List<Long> waited) implements Played {}

  /// No process can go on.
  ///
  /// @param time when the last one stopped
  /// @param waiting those that wait for one another in a circle, each for the next; where there is
  ///   no circle, those that wait for what nobody will ever put
  record Stuck(long time, List<Waiting> waiting) implements Played {
    /// One line that names the circle.
    public String text() {
      StringBuilder out = new StringBuilder();
      for (Waiting w : waiting) {
        out.append(out.isEmpty() ? "" : "; ");
        out.append(w.process).append(" waits for ").append(w.amount).append(" of ");
        out.append(w.store).append(" (has ").append(w.there).append(')');
      }
      return out.toString();
    }
  }

  /// A process that cannot go on.
  ///
  /// @param amount what it wants
  /// @param there what the store has
  record Waiting(String process, String store, long amount, long there) {}
}
