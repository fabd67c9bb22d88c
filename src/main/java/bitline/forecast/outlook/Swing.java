package bitline.forecast.outlook;

import bitline.base.Progress;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the middle of a date becomes when one thing is done otherwise: found by doing it and
/// fitting again.
///
/// @param name of the assumption
/// @param kind what is another
/// @param low the least that any way of doing it gives, in the unit of the series
/// @param lowMeans which way that is
/// @param high the most
/// @param highMeans which way that is
/// @param tried ways, other than the forecast's own
public record Swing(
    String name,
    Alternative.Kind kind,
    double low,
    String lowMeans,
    double high,
    String highMeans,
    int tried) {
  /// How the forecast itself is named among the ways.
  public static final String AS_ASKED = "as asked";

  /// Orders of magnitude from the least to the most.
  public double width() {
    return StrictMath.log10(high / low);
  }

  /// All assumptions, that which moves the middle of a date most first. A way that leaves too
  /// little to learn from is left out.
  public static List<Swing> of(
      Forecast forecast, double date, List<Alternative> alternatives, Progress progress) {
    double asked = StrictMath.pow(10, forecast.at(date).median());
    Map<String, List<Way>> ways = new LinkedHashMap<>();
    int done = 0;
    for (Alternative each : alternatives) {
      progress.step("doing one thing otherwise", done++, alternatives.size());
      Double value = median(each, forecast.origin(), date);
      if (value != null) {
        ways.computeIfAbsent(each.assumption(), a -> new ArrayList<>()).add(new Way(each, value));
      }
    }
    progress.step("doing one thing otherwise", alternatives.size(), alternatives.size());
    List<Swing> out = new ArrayList<>();
    for (Map.Entry<String, List<Way>> entry : ways.entrySet()) {
      double low = asked;
      double high = asked;
      String lowMeans = AS_ASKED;
      String highMeans = AS_ASKED;
      for (Way way : entry.getValue()) {
        if (way.value < low) {
          low = way.value;
          lowMeans = way.alternative.means();
        }
        if (way.value > high) {
          high = way.value;
          highMeans = way.alternative.means();
        }
      }
      out.add(
          new Swing(
              entry.getKey(),
              entry.getValue().getFirst().alternative.kind(),
              low,
              lowMeans,
              high,
              highMeans,
              entry.getValue().size()));
    }
    out.sort(Comparator.comparingDouble((Swing s) -> -s.width()).thenComparing(Swing::name));
    return List.copyOf(out);
  }

  private record Way(Alternative alternative, double value) {}

  private static @Nullable Double median(Alternative way, double origin, double date) {
    List<Observation> known = way.series().before(origin);
    try {
      return known.isEmpty()
          ? null
          : Double.valueOf(StrictMath.pow(10, way.method().fit(known, origin).at(date).median()));
    } catch (Method.TooFew e) {
      return null;
    }
  }
}
