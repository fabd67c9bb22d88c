package bitline.advise;

import bitline.base.Interval;
import bitline.forecast.Observation;
import bitline.forecast.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Which place a machine has among those of a class that came out about when it did.
///
/// @param among the class in words
/// @param from decimal year of the window's first day
/// @param to of the day after its last
/// @param others machines of the class in the window, best first
/// @param place 1: better than all others
/// @param best place at the better end of the machine's interval
/// @param worst place at the worse end
public record Place(
    String among, double from, double to, List<Peer> others, int place, int best, int worst) {
  /// Years before and after within which a machine is of its time.
  public static final double WINDOW = 1.5;

  public Place {
    others = List.copyOf(others);
  }

  /// Another machine and its value.
  public record Peer(String name, double date, double value) {}

  /// Machines in the class, with the one that is placed.
  public int of() {
    return others.size() + 1;
  }

  /// The place of a value among those of a class; `others` is empty where nobody is in it.
  static Place of(
      String among, Predicate<Observation> member, Series series, Interval value, double date) {
    List<Peer> others = new ArrayList<>();
    for (Observation one : series.between(date - WINDOW, date + WINDOW)) {
      if (member.test(one)) {
        others.add(new Peer(one.name(), one.date(), one.value()));
      }
    }
    boolean rising = series.rising();
    others.sort(
        (a, b) -> rising ? Double.compare(b.value, a.value) : Double.compare(a.value, b.value));
    return new Place(
        among,
        date - WINDOW,
        date + WINDOW,
        others,
        place(others, value.middle(), rising),
        place(others, rising ? value.high() : value.low(), rising),
        place(others, rising ? value.low() : value.high(), rising));
  }

  private static int place(List<Peer> others, double value, boolean rising) {
    return 1
        + (int) others.stream().filter(o -> rising ? o.value > value : o.value < value).count();
  }
}
