package bitline.chip;

import bitline.text.Default;
import bitline.text.Range;
import bitline.text.Unit;

/// The wires between cores, which lie row by row in a grid as square as possible. Memories beside
/// the cores and the host are reached through core 0.
///
/// @param topology how they are laid
/// @param linkBits width of one link
/// @param clock transfers a second on a link
/// @param hopCycles transfers' times that the head of a message needs from one core to the next
public record NetworkOnChip(
    Topology topology,
    @Range(min = 1, max = 65536) int linkBits,
    @Unit("Hz") @Range(min = 1) double clock,
    @Default("1") @Range(min = 0, max = 1000) int hopCycles) {
  /// Bytes a second that a link carries.
  public double linkBandwidth() {
    return linkBits / 8.0 * clock;
  }

  /// Seconds from one core to the next.
  public double hopTime() {
    return hopCycles / clock;
  }

  /// How the wires of a network are laid.
  public enum Topology {
    BUS,
    RING,
    MESH,
    CROSSBAR,
    TREE
  }
}
