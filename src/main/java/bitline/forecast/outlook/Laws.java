package bitline.forecast.outlook;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.forecast.Method;
import bitline.forecast.Mixture;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Series;
import bitline.forecast.method.Ceilings;
import bitline.forecast.method.LogLinear;
import bitline.forecast.method.Methods;
import bitline.forecast.method.Saturating;
import bitline.forecast.score.Recalibrated;
import bitline.forecast.score.Remembered;
import bitline.forecast.score.Stacked;
import java.util.ArrayList;
import java.util.List;

/// The methods that a forecast of one machine may be asked of, in one list: those that learn from a
/// series alone, and those that learn from their own past errors as well.
public final class Laws {
  private Laws() {}

  /// All of them; the first is the usual one.
  public static List<Method> all() {
    List<Method> out = new ArrayList<>();
    out.add(Recalibrated.standard());
    out.add(Stacked.standard());
    out.add(new Recalibrated(new LogLinear()));
    out.addAll(Methods.ofOneMachine());
    return out;
  }

  /// Those for a series, with the ceilings that are stated for its measure.
  public static List<Method> of(Series series) {
    return all().stream().map(method -> of(method.name(), series)).toList();
  }

  /// The method of a key; a [bitline.base.Problem] with the nearest when there is none.
  public static Method of(String key) {
    List<Method> all = all();
    return all.stream()
        .filter(method -> method.name().equals(key))
        .findFirst()
        .orElseThrow(() -> {
          List<String> keys = all.stream().map(Method::name).toList();
          return new Problem(
              "no method '"
                  + key
                  + "'; there are "
                  + String.join(", ", keys)
                  + Spelling.hint(key, keys));
        });
  }

  /// The same for one series: `saturating` with the ceilings that are stated for its measure.
  public static Method of(String key, Series series) {
    return of(key) instanceof Saturating ? Saturating.of(series, Ceilings.standard()) : of(key);
  }

  /// A method as far as its middle goes, with what it has learned from its own past at an origin:
  /// fit again, it learns from the series alone, and so is quick enough for hundreds of fits.
  /// Recalibration leaves the middle where it is; a stack keeps its weights.
  static Method quick(Method method, List<Observation> known, double origin) {
    return switch (method) {
      case Remembered remembered -> quick(remembered.of(), known, origin);
      case Recalibrated calibrated -> quick(calibrated.of(), known, origin);
      case Stacked stacked ->
          new Weighed(
              stacked,
              stacked.members().stream().map(member -> quick(member, known, origin)).toList(),
              stacked.weights(known, origin));
      default -> method;
    };
  }

  /// A stack whose weights are known.
  private record Weighed(Stacked of, List<Method> members, double[] weights) implements Method {
    @Override
    public String name() {
      return of.name();
    }

    @Override
    public String says() {
      return of.says();
    }

    @Override
    public Fitted fit(List<Observation> known, double origin) {
      List<Fitted> fitted = members.stream().map(member -> member.fit(known, origin)).toList();
      return date -> {
        List<Predictive> parts = fitted.stream().map(each -> each.at(date)).toList();
        return Mixture.of(weights, parts);
      };
    }
  }
}
