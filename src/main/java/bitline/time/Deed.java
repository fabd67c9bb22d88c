package bitline.time;

import java.util.ArrayList;
import java.util.List;

/// Work that needs units: takes them one after another, works, puts them back.
///
/// @param units that are held for all of it, in the order in which they are taken
/// @param time femtoseconds
/// @param way links that its bytes pass at the same time; they are held only for as long as they
///   need, as bytes that come slowly are put together before they are sent
record Deed(List<Units> units, long time, Links.Transfer way) {
  /// @param store of units
  record Units(int store, long amount) {}

  static final Deed NOTHING = new Deed(List.of(), 0, Links.NONE);

  Deed {
    units = List.copyOf(units);
  }

  static Deed of(int store, long amount, double seconds) {
    return new Deed(List.of(new Units(store, amount)), ticks(seconds), Links.NONE);
  }

  /// Takes one of each store.
  static Deed of(List<Integer> stores, double seconds) {
    List<Units> units = stores.stream().map(store -> new Units(store, 1)).toList();
    return new Deed(units, ticks(seconds), Links.NONE);
  }

  static Deed of(Links.Transfer way) {
    return new Deed(List.of(), 0, way);
  }

  /// As long as the slower of both.
  Deed with(Links.Transfer transfer) {
    return new Deed(units, time, transfer);
  }

  /// Adds its steps; none where it takes no time.
  void to(List<Step> steps) {
    long moving = ticks(way.seconds());
    if (time == 0 && moving == 0) {
      return;
    }
    List<Units> links =
        moving == 0 ? List.of() : way.links().stream().map(link -> new Units(link, 1)).toList();
    take(units, steps);
    take(links, steps);
    if (moving > 0) {
      steps.add(new Step.Work(moving));
    }
    put(links, steps);
    if (time > moving) {
      steps.add(new Step.Work(time - moving));
    }
    put(units, steps);
  }

  private static void take(List<Units> units, List<Step> steps) {
    units.forEach(unit -> steps.add(new Step.Take(unit.store, unit.amount)));
  }

  private static void put(List<Units> units, List<Step> steps) {
    new ArrayList<>(units)
        .reversed()
        .forEach(unit -> steps.add(new Step.Put(unit.store, unit.amount)));
  }

  static long ticks(double seconds) {
    return (long) Math.ceil(seconds * 1e15);
  }
}
