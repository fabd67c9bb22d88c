package bitline.time;

/// Is shown what happens while it does, in the order of time. Stores and processes by index.
public interface Watcher {
  /// Sees nothing.
  Watcher NONE = new Watcher() {};

  /// A process has worked.
  default void worked(int process, long from, long to) {}

  /// A store holds another amount.
  default void level(int store, long time, long amount) {}

  /// A process got what it had waited for.
  default void waited(int process, int store, long from, long to) {}

  /// A process has ended a round.
  default void round(int process, long round, long time) {}
}
