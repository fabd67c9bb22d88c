package bitline.forecast.measure;

import bitline.base.Problem;
import bitline.base.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Choices as people type them.
final class Keys {
  private Keys() {}

  static <T> T find(String what, String typed, List<T> among, Function<T, String> key) {
    String wanted = typed.strip().toLowerCase(Locale.ROOT);
    for (T each : among) {
      if (key.apply(each).equals(wanted)) {
        return each;
      }
    }
    List<String> keys = among.stream().map(key).toList();
    throw new Problem(
        "no "
            + what
            + " '"
            + (typed.length() > 60 ? typed.substring(0, 60) + "…" : typed)
            + "'; there are "
            + String.join(", ", keys)
            + Spelling.hint(wanted, keys));
  }
}
