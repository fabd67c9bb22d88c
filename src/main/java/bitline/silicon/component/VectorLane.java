package bitline.silicon.component;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.silicon.node.Node;

/// One lane of a vector unit of 16-bit integers: an adder, a multiplier, registers, and its share
/// of a core that fetches and decodes for all lanes.
///
/// Left out: the way to and from the buffers, which are counted on their own.
///
/// @param lanes that share the instruction
/// @param node technology
/// @param volts supply
public record VectorLane(int lanes, Node node, double volts) {
  private static final int BITS = 16;

  /// Two registers are read and one is written.
  private static final int MOVED = 3;

  public VectorLane {
    if (lanes < 1) {
      throw new Problem("a vector unit of " + lanes + " lanes; 1 is the least");
    }
    node.check(volts);
  }

  /// Joules of one addition, comparison or move of a lane.
  public Interval addition() {
    return operation(Digital.SHIPPED.adder().energyAt(node, volts));
  }

  /// Joules of one multiplication of a lane.
  public Interval multiplication() {
    return operation(Digital.SHIPPED.multiplier().energyAt(node, volts));
  }

  /// Joules of an operation of which nothing more is known: half of them add, half multiply.
  public Interval operation() {
    return addition().plus(multiplication()).times(0.5);
  }

  private Interval operation(double arithmetic) {
    double registers = MOVED * BITS * Digital.SHIPPED.flipFlop().energyAt(node, volts);
    double instruction = Digital.SHIPPED.instruction().energyAt(node, volts) / lanes;
    return Interval.within(
        arithmetic + registers + instruction, node.uncertainty().gateCapacitance());
  }

  /// Square metres of a lane with its share.
  public Interval area() {
    Digital parts = Digital.SHIPPED;
    double registers = parts.laneRegisters() * BITS * parts.flipFlop().areaAt(node);
    return Interval.within(
        parts.adder().areaAt(node)
            + parts.multiplier().areaAt(node)
            + registers
            + parts.instruction().areaAt(node) / lanes,
        node.uncertainty().gateArea());
  }
}
