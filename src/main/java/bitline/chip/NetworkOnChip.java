package bitline.chip;

import bitline.text.Range;
import bitline.text.Unit;

/// The wires between cores.
///
/// @param topology how they are laid
/// @param linkBits width of one link
/// @param clock transfers a second on a link
public record NetworkOnChip(
    Topology topology,
    @Range(min = 1, max = 65536) int linkBits,
    @Unit("Hz") @Range(min = 1) double clock) {
  /// How the wires of a network are laid.
  public enum Topology {
    BUS,
    RING,
    MESH,
    CROSSBAR,
    TREE
  }
}
