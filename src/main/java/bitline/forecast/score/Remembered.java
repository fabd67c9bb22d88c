package bitline.forecast.score;

import bitline.forecast.Method;
import bitline.forecast.Observation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Another method that learns from the same observations but once: rehearsals within rehearsals
/// would fit it hundreds of times. What it says is the same.
public final class Remembered implements Method {
  private final Method of;
  private final Map<Key, Fitted> fits = new ConcurrentHashMap<>();

  Remembered(Method of) {
    this.of = of;
  }

  /// The method that it stands for.
  public Method of() {
    return of;
  }

  private record Key(List<Observation> known, double origin) {}

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
    Key key = new Key(List.copyOf(known), origin);
    Fitted fitted = fits.get(key);
    if (fitted == null) {
      fitted = of.fit(key.known(), origin);
      fits.put(key, fitted);
    }
    return fitted;
  }
}
