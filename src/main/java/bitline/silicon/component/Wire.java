package bitline.silicon.component;

import bitline.base.Interval;
import bitline.silicon.node.Node;

/// A wire with repeaters across the chip, as long as it is.
///
/// @param metres length
/// @param node technology
/// @param volts swing, that of the supply
public record Wire(double metres, Node node, double volts) {
  /// Transitions of a wire for each random bit.
  private static final double RANDOM = 0.5;

  public Wire {
    if (!(metres >= 0 && metres < 1)) {
      throw new IllegalArgumentException("a wire of " + metres + " m");
    }
    node.check(volts);
  }

  /// Joules of one transition.
  public Interval perTransition() {
    return Interval.within(
        Math.max(Double.MIN_NORMAL, node.wire(metres, volts)), node.uncertainty().wireEnergy());
  }

  /// Joules of one random bit.
  public Interval perBit() {
    return perTransition().times(RANDOM);
  }
}
