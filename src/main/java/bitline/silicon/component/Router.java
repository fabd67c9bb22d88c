package bitline.silicon.component;

import bitline.base.Interval;
import bitline.silicon.node.Node;

/// A router of a network on chip. Its two sources, a design study and a circuit-switched network,
/// lie a factor of 1.5 inside the bounds.
///
/// @param node technology
/// @param volts supply
public record Router(Node node, double volts) {
  private static final double BEYOND = 1.5;

  public Router {
    node.check(volts);
  }

  /// Joules of one bit through one router; wires are not counted.
  public Interval perBit() {
    MemoryLaws.Routers routers = MemoryLaws.SHIPPED.routers();
    double one = routers.frugal().energyAt(node, volts);
    double other = routers.spending().energyAt(node, volts);
    return new Interval(
        Math.sqrt(one * other), Math.min(one, other) / BEYOND, Math.max(one, other) * BEYOND);
  }

  /// Square metres of a router.
  ///
  /// @param flit bits that pass at once
  public Interval area(double flit) {
    return Interval.within(flit * MemoryLaws.SHIPPED.routers().frugal().areaAt(node), 2);
  }
}
