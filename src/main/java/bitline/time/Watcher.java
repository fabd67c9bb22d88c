package bitline.time;

/// Is shown what happens while it does, in the order of time. Stores and processes by index.
public interface Watcher {
  /// Sees nothing.
  Watcher NONE = new Watcher() {};

  /// Shows everything to another one too.
  default Watcher and(Watcher other) {
    Watcher first = this;
    return new Watcher() {
      @Override
      public void worked(int process, int store, long from, long to) {
        first.worked(process, store, from, to);
        other.worked(process, store, from, to);
      }

      @Override
      public void level(int store, long time, long amount) {
        first.level(store, time, amount);
        other.level(store, time, amount);
      }

      @Override
      public void waited(int process, int store, long from, long to, int waker) {
        first.waited(process, store, from, to, waker);
        other.waited(process, store, from, to, waker);
      }

      @Override
      public void offered(int process, int store, long time, boolean accepted) {
        first.offered(process, store, time, accepted);
        other.offered(process, store, time, accepted);
      }

      @Override
      public void round(int process, long round, long time) {
        first.round(process, round, time);
        other.round(process, round, time);
      }
    };
  }

  /// A process works.
  ///
  /// @param store of the unit that it keeps busy, of several the one that it took first; −1 where
  ///   it has none
  default void worked(int process, int store, long from, long to) {}

  /// A store holds another amount.
  default void level(int store, long time, long amount) {}

  /// A process got what it had waited for.
  ///
  /// @param waker the process that put it, or enough of it
  default void waited(int process, int store, long from, long to, int waker) {}

  /// A process offered something.
  ///
  /// @param accepted whether there was room; else it is lost
  default void offered(int process, int store, long time, boolean accepted) {}

  /// A process has ended a round.
  default void round(int process, long round, long time) {}
}
