package bitline.time;

/// One step of a process.
public sealed interface Step {
  /// Goes on when `amount` can be taken from a store, and takes it. Those who wait for the same
  /// store are served in the order in which they came.
  ///
  /// @param store index among the flow's stores
  record Take(int store, long amount) implements Step {
    public Take {
      positive(amount);
    }
  }

  /// Puts `amount` into a store.
  ///
  /// @param store index among the flow's stores
  record Put(int store, long amount) implements Step {
    public Put {
      positive(amount);
    }
  }

  /// Puts `amount` into a store if there is room for it; where not it is lost. A picture that a
  /// camera sends comes once, whether or not there is room for it.
  ///
  /// @param store index among the flow's stores, none of units
  record Offer(int store, long amount) implements Step {
    public Offer {
      positive(amount);
    }
  }

  /// Works.
  ///
  /// @param time femtoseconds, 0 or more
  record Work(long time) implements Step {
    public Work {
      if (time < 0) {
        throw new IllegalArgumentException("work of " + time + " fs");
      }
    }
  }

  private static void positive(long amount) {
    if (amount <= 0) {
      throw new IllegalArgumentException("an amount of " + amount);
    }
  }
}
