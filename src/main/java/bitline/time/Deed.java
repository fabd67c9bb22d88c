package bitline.time;

import java.util.ArrayList;
import java.util.List;

/// Work that needs units: takes them one after another, works, puts them back.
///
/// @param units stores, a unit of each, in the order in which they are taken; one that several are
///   taken of stands there as often
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
      int first = steps.size();
      for (int i = 0; i < units.size(); ) {
        int unit = units.get(i);
        int amount = 0;
        while (i < units.size() && units.get(i) == unit) {
          amount++;
          i++;
        }
        steps.add(new Step.Take(unit, amount));
      }
      List<Step> taken = List.copyOf(steps.subList(first, steps.size()));
      steps.add(new Step.Work(time));
      for (Step step : taken.reversed()) {
        if (step instanceof Step.Take(int unit, long amount)) {
          steps.add(new Step.Put(unit, amount));
        }
      }
    }
  }

  static long ticks(double seconds) {
    return (long) Math.ceil(seconds * 1e15);
  }
}
