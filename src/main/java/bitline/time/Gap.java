package bitline.time;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Why a run takes longer than its bound, as the critical path tells it: a run is as long as its
/// path, and what of the path is not work on the unit that the bound comes from is what keeps the
/// run from its bound.
///
/// @param bound femtoseconds that no schedule beats
/// @param by the unit or stage that the bound comes from
/// @param time femtoseconds that the run took
/// @param hidden work of `by` beside the path: it went on while the path was elsewhere
/// @param elsewhere the rest of the path, by unit, or stage where it has none; longest first
public record Gap(long bound, String by, long time, long hidden, List<Elsewhere> elsewhere) {
  public Gap {
    elsewhere = List.copyOf(elsewhere);
  }

  /// Time of the path at another place than that of the bound.
  public record Elsewhere(String place, long time) {}

  /// How much longer than the bound it took.
  public long more() {
    return time - bound;
  }

  /// @param parts of the path to the last picture
  public static Gap of(Bound bound, long time, List<CriticalPath.Part> parts) {
    boolean unit = bound.busiest().time() >= bound.longest().time();
    String by = (unit ? bound.busiest() : bound.longest()).name();
    Map<String, Long> times = new LinkedHashMap<>();
    long on = 0;
    for (CriticalPath.Part part : parts) {
      boolean there =
          unit ? part.unit().equals(by) || part.with().contains(by) : part.stage().equals(by);
      if (there) {
        on += part.time();
      } else {
        times.merge(part.place(), part.time(), Long::sum);
      }
    }
    List<Elsewhere> elsewhere =
        times.entrySet().stream()
            .map(entry -> new Elsewhere(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparingLong(place -> -place.time))
            .toList();
    return new Gap(bound.time(), by, time, Math.max(0, bound.time() - on), elsewhere);
  }
}
