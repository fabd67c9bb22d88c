package bitline.silicon.component;

import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Unit;

/// A small circuit, known at one node and supply. At others its energy goes with the capacitance of
/// a gate and the square of the supply, its area with that of a gate.
///
/// @param energy joules of one operation
/// @param area square metres
/// @param node metres
@Sourced
public record Circuit(
    @Unit("J") @Range(min = 0) double energy,
    @Unit("m2") @Range(min = 0) double area,
    @Unit("m") double node,
    @Unit("V") double volts) {
  /// Joules of one operation at another node and supply.
  double energyAt(Node other, double otherVolts) {
    double capacitance = other.gateCapacitance() / Nodes.at(node).gateCapacitance();
    return energy * capacitance * (otherVolts / volts) * (otherVolts / volts);
  }

  /// Square metres at another node.
  double areaAt(Node other) {
    return area * other.gateArea() / Nodes.at(node).gateArea();
  }
}
