package bitline.chip;

import bitline.text.Default;
import bitline.text.Range;
import bitline.text.Unit;
import java.util.ArrayList;
import java.util.List;

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
  /// How the wires of a network are laid.
  public enum Topology {
    /// One link for all.
    BUS,
    /// Each core has links to the next and to the one before; messages go the shorter way round.
    RING,
    /// A grid; messages go along the row first, then along the column (XY).
    MESH,
    /// A link out of each core and one into each.
    CROSSBAR,
    /// A binary tree whose leaves are the cores.
    TREE
  }

  /// A wire in one direction between two places, which are cores or, beyond the number of cores,
  /// switches.
  public record Link(int from, int to) {}

  private static final int SWITCH = -1;

  /// Bytes a second that a link carries.
  public double linkBandwidth() {
    return linkBits / 8.0 * clock;
  }

  /// Seconds from one core to the next.
  public double hopTime() {
    return hopCycles / clock;
  }

  /// Columns of the grid in which so many cores lie.
  public static int width(int cores) {
    return (int) Math.ceil(Math.sqrt(cores));
  }

  /// The links that a message passes, in order; none from a core to itself.
  ///
  /// @param cores of the chip
  public List<Link> route(int from, int to, int cores) {
    if (from == to) {
      return List.of();
    }
    return switch (topology) {
      case BUS -> List.of(new Link(SWITCH, SWITCH));
      case CROSSBAR -> List.of(new Link(from, SWITCH), new Link(SWITCH, to));
      case RING -> round(from, to, cores);
      case MESH -> across(from, to, width(cores));
      case TREE -> overRoot(from + cores - 1, to + cores - 1);
    };
  }

  /// Links from one core to another.
  public int hops(int from, int to, int cores) {
    return switch (topology) {
      case MESH -> {
        int width = width(cores);
        yield Math.abs(from % width - to % width) + Math.abs(from / width - to / width);
      }
      default -> route(from, to, cores).size();
    };
  }

  private static List<Link> round(int from, int to, int cores) {
    int ahead = Math.floorMod(to - from, cores);
    int step = 2 * ahead <= cores ? 1 : -1;
    List<Link> links = new ArrayList<>();
    for (int at = from; at != to; ) {
      int next = Math.floorMod(at + step, cores);
      links.add(new Link(at, next));
      at = next;
    }
    return links;
  }

  private static List<Link> across(int from, int to, int width) {
    List<Link> links = new ArrayList<>();
    int at = from;
    while (at % width != to % width) {
      int next = at + Integer.signum(to % width - at % width);
      links.add(new Link(at, next));
      at = next;
    }
    while (at != to) {
      int next = at + width * Integer.signum(to - at);
      links.add(new Link(at, next));
      at = next;
    }
    return links;
  }

  /// Places of a heap: 0 is the root, the children of k are 2k + 1 and 2k + 2.
  private static List<Link> overRoot(int from, int to) {
    List<Link> up = new ArrayList<>();
    List<Link> down = new ArrayList<>();
    int left = from;
    int right = to;
    while (left != right) {
      if (left > right) {
        up.add(new Link(left, (left - 1) / 2));
        left = (left - 1) / 2;
      } else {
        down.addFirst(new Link((right - 1) / 2, right));
        right = (right - 1) / 2;
      }
    }
    up.addAll(down);
    return up;
  }
}
