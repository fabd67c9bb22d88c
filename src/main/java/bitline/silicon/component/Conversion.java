package bitline.silicon.component;

import bitline.silicon.node.Node;

/// What is asked of a converter.
///
/// @param bits resolution
/// @param node its technology
/// @param rate conversions a second
/// @param volts its supply; up to what transistors with thick oxide stand
public record Conversion(double bits, Node node, double rate, double volts) {
  public Conversion {
    if (!(bits > 0 && rate > 0)) {
      throw new IllegalArgumentException("a conversion of " + bits + " bits at " + rate + " Hz");
    }
    node.checkThickOxide(volts);
  }

  /// Energy over that at the node's usual supply: its square.
  double supplyFactor() {
    double relative = volts / node.supply();
    return relative * relative;
  }
}
