package bitline.silicon.component;

import bitline.silicon.node.Node;

/// A process node at a supply, as logic and wires see it.
///
/// Energy is counted per *toggle pair*: charging a capacitance C from the supply and discharging it
/// again takes C·V². A net that toggles with probability t in each cycle takes t/2 of that.
///
/// @param node the technology
/// @param supply volts
/// @param gates factor on the capacitance of gates, 1: as the node says
/// @param wires factor on the capacitance of wires
public record Process(Node node, double supply, double gates, double wires) {
  /// Farad that one gate (the node's unit: a NAND of two inputs with its output and local wire)
  /// switches.
  public double gate() {
    return node.gateCapacitance() * gates;
  }

  /// Farad of a wire across cells.
  ///
  /// @param length metres
  public double wire(double length) {
    return node.wireCapacitance() * wires * length;
  }

  /// Joules of charging and discharging a capacitance once.
  public double cycle(double farad) {
    return farad * supply * supply;
  }
}
