package bitline.silicon.component;

import bitline.silicon.node.Node;

/// A converter that puts one of 2^bits voltages on a row.
///
/// Energy: switched units of 50 fF a bit (the unified model of ZigZag-IMC, arXiv 2305.18335); a
/// resistor ladder takes about as much at hundreds of megahertz. Area: 438 um² for 8 bits at 40 nm
/// (the BRAHMS entry of the hardware catalogue in silicon-and-components), linear in bits; passives
/// shrink with the root of the node.
///
/// @param bits of an input digit
public record LevelDac(int bits) {
  private static final double UNIT = 50e-15;
  private static final double AREA = 438e-12 / 8;
  private static final double AREA_NODE = 40e-9;

  /// Joules of one level, whatever its value.
  public double energy(double supply) {
    return UNIT * bits * supply * supply;
  }

  /// Square metres.
  public double area(Node node) {
    return AREA * bits * Math.sqrt(node.length() / AREA_NODE);
  }
}
