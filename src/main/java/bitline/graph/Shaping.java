package bitline.graph;

import java.util.List;

/// Operators that move elements without computing with them.
public sealed interface Shaping extends Op {
  /// @param order the input axis that each output axis takes; empty means reversed
  record Transpose(List<Integer> order) implements Shaping {
    public Transpose {
      order = List.copyOf(order);
    }
  }
}
