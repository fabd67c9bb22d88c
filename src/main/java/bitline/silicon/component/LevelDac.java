package bitline.silicon.component;

import bitline.silicon.node.Node;

/// A converter that puts one of 2^bits voltages on a row: 0.291 pJ at 1 V and 438 um² for 8 bits at
/// 40 nm, the BRAHMS design of the catalogues that array studies use, linear in bits. Its energy is
/// that of passive parts and goes with the square of the supply alone; its area with the node, as
/// surveyed converters' do.
///
/// @param bits of an input digit
public record LevelDac(int bits) {
  private static final double ENERGY = 0.291e-12 / 8;
  private static final double AREA = 438e-12 / 8;
  private static final double AREA_NODE = 40e-9;

  /// Joules of one level, whatever its value.
  public double energy(double supply) {
    return ENERGY * bits * supply * supply;
  }

  /// Joules of one random level that an R-2R ladder holds. Mean conductance of its network over all
  /// codes: (bits / 12 + 1 / 18) / R from four bits on, a little more below. A test solves the
  /// network.
  ///
  /// @param ladder ohm, R
  /// @param time seconds
  public double held(double ladder, double supply, double time) {
    return (bits / 12.0 + 1 / 18.0) / ladder * supply * supply * time;
  }

  /// Square metres.
  public double area(Node node) {
    return AREA * bits * node.length() / AREA_NODE;
  }
}
