package bitline.map;

import bitline.chip.Array;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Lays blocks into weight places (an array's weight set each). Where there are places enough,
/// every block gets one of its own, so that layers can compute at the same time; else blocks share
/// places: largest first, each into the free rectangle that it leaves least of, which is then split
/// in two (guillotine cuts). A block must not cross the border of a group of active rows unless it
/// starts at one.
final class Packing {
  /// Where a block lies: its place and its first row (of weights) and cell column there.
  record Spot(int place, int row, int column) {}

  private record Free(int place, int row, int column, int rows, int columns) {}

  private final Array array;
  private final List<Free> free = new ArrayList<>();
  private int places;

  private Packing(Array array) {
    this.array = array;
  }

  /// A spot for each block, in the blocks' order, and how many places that takes (maybe more than
  /// there are).
  record Packed(List<Spot> spots, int places) {}

  static Packed pack(List<Placement.Block> blocks, Array array, int available) {
    if (blocks.size() <= available) {
      List<Spot> own = new ArrayList<>();
      for (int i = 0; i < blocks.size(); i++) {
        own.add(new Spot(i, 0, 0));
      }
      return new Packed(own, blocks.size());
    }
    Packing packing = new Packing(array);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparingLong(
                (Integer i) -> -(long) blocks.get(i).rows() * blocks.get(i).columns())
            .thenComparing(i -> i));
    Spot[] spots = new Spot[blocks.size()];
    for (int i : order) {
      spots[i] = packing.lay(blocks.get(i).rows(), blocks.get(i).columns());
    }
    return new Packed(List.of(spots), packing.places);
  }

  private Spot lay(int rows, int columns) {
    Free best = null;
    long leastLeft = Long.MAX_VALUE;
    for (Free f : free) {
      if (start(f, rows) >= 0 && columns <= f.columns) {
        long left = (long) f.rows * f.columns - (long) rows * columns;
        if (left < leastLeft) {
          leastLeft = left;
          best = f;
        }
      }
    }
    if (best == null) {
      best = new Free(places++, 0, 0, array.inputRows(), array.columns());
    } else {
      free.remove(best);
    }
    int row = start(best, rows);
    keep(new Free(best.place, best.row, best.column, row - best.row, best.columns));
    keep(new Free(best.place, row, best.column + columns, rows, best.columns - columns));
    keep(
        new Free(
            best.place, row + rows, best.column, best.row + best.rows - row - rows, best.columns));
    return new Spot(best.place, row, best.column);
  }

  private void keep(Free rest) {
    if (rest.rows > 0 && rest.columns > 0) {
      free.add(rest);
    }
  }

  /// The first row in a free rectangle where so many rows may start, or −1.
  private int start(Free f, int rows) {
    int active = array.activeInputRows();
    int inGroup = f.row % active;
    int row = inGroup == 0 || inGroup + rows <= active ? f.row : f.row - inGroup + active;
    return row + rows <= f.row + f.rows ? row : -1;
  }
}
