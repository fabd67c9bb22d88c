package bitline.forecast.outlook;

import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.method.Methods;
import java.util.ArrayList;
import java.util.List;

/// The methods that a forecast of one machine may be asked of, in one list.
public final class Laws {
  private Laws() {}

  /// All of them; the first is the usual one.
  public static List<Method> all() {
    return new ArrayList<>(Methods.ofOneMachine());
  }

  /// The method of a key; a [bitline.base.Problem] with the nearest when there is none.
  public static Method of(String key) {
    return Methods.of(key);
  }

  /// The method itself as far as its middle goes, without what it learns from its own past: what is
  /// left is fitted hundreds of times when designs are resampled.
  static Method quick(Method method, List<Observation> known, double origin) {
    return method;
  }
}
