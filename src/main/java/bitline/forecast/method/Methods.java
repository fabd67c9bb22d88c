package bitline.forecast.method;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.forecast.Method;
import bitline.forecast.Series;
import bitline.forecast.walk.RandomWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The methods that learn from one series alone, in one list. Those that learn from scores as well
/// are in `bitline.forecast.score`; the experience curve needs a table of shipments and stands in
/// `bitline.forecast.walk`.
public final class Methods {
  private Methods() {}

  /// All of them, plain ones first. [Records] foretells the best so far and not one machine: it
  /// belongs to series of a [bitline.forecast.Frontier].
  public static List<Method> all() {
    List<Method> all = new ArrayList<>(ofOneMachine());
    all.add(new Records());
    return List.copyOf(all);
  }

  /// Those whose distribution is that of one machine that comes out on a date.
  public static List<Method> ofOneMachine() {
    return List.of(
        new LogLinear(),
        new ClusterBootstrap(),
        new QuantileRegression(),
        new ChangePoint(),
        RandomWalk.pooled(),
        RandomWalk.ownTheta(),
        new Hierarchical(),
        Saturating.unstated());
  }

  /// Those for a series, with the ceilings that are stated for its measure.
  public static List<Method> forSeries(Series series) {
    List<Method> all = new ArrayList<>();
    for (Method method : ofOneMachine()) {
      all.add(method instanceof Saturating ? Saturating.of(series, Ceilings.standard()) : method);
    }
    return List.copyOf(all);
  }

  /// The method of a key; `saturating` knows no ceilings then, see [#forSeries].
  ///
  /// @throws Problem when there is none, with the nearest
  public static Method of(String key) {
    String wanted = key.strip().toLowerCase(Locale.ROOT);
    for (Method method : all()) {
      if (method.name().equals(wanted)) {
        return method;
      }
    }
    List<String> keys = keys();
    throw new Problem(
        "no method '"
            + (key.length() > 60 ? key.substring(0, 60) + "…" : key)
            + "'; there are "
            + String.join(", ", keys)
            + Spelling.hint(wanted, keys));
  }

  /// Their keys, in the order of [#all].
  public static List<String> keys() {
    return all().stream().map(Method::name).toList();
  }
}
