package bitline.time;

import java.util.ArrayList;
import java.util.List;

/// Work that needs units: takes them one after another, works, puts them back.
///
/// @param units stores, one unit of each, in the order in which they are taken
/// @param time femtoseconds
record Deed(List<Integer> units, long time) {
  Deed {
    units = List.copyOf(units);
  }

  static Deed of(int unit, double seconds) {
    return new Deed(List.of(unit), ticks(seconds));
  }

  /// With what carries the bytes at the same time: as long as the slower of both.
  Deed with(Links.Transfer transfer) {
    List<Integer> all = new ArrayList<>(units);
    all.addAll(transfer.links());
    return new Deed(all, Math.max(time, ticks(transfer.seconds())));
  }

  static Deed of(Links.Transfer transfer) {
    return new Deed(transfer.links(), ticks(transfer.seconds()));
  }

  /// Adds its steps; none where it takes no time.
  void to(List<Step> steps) {
    if (time > 0) {
      units.forEach(unit -> steps.add(new Step.Take(unit, 1)));
      steps.add(new Step.Work(time));
      for (int i = units.size() - 1; i >= 0; i--) {
        steps.add(new Step.Put(units.get(i), 1));
      }
    }
  }

  static long ticks(double seconds) {
    return (long) Math.ceil(seconds * 1e15);
  }
}
