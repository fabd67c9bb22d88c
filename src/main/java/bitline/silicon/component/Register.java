package bitline.silicon.component;

import bitline.base.Interval;
import bitline.silicon.node.Node;

/// Flip-flops that hold bits.
///
/// @param node technology
/// @param volts supply
public record Register(Node node, double volts) {
  public Register {
    node.check(volts);
  }

  /// Joules of one bit written or read.
  public Interval perBit() {
    return Interval.within(
        Digital.SHIPPED.flipFlop().energyAt(node, volts), node.uncertainty().gateCapacitance());
  }

  /// Square metres of one bit.
  public Interval area() {
    return Interval.within(Digital.SHIPPED.flipFlop().areaAt(node), node.uncertainty().gateArea());
  }
}
