package bitline.base;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Guesses which known name a mistyped one stands for (optimal string alignment distance, case
/// ignored).
public final class Spelling {
  private Spelling() {}

  /// The nearest candidate, or null when none is near: within a third of the longer name's letters,
  /// two at least.
  static @Nullable String nearest(String typed, Collection<String> candidates) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = distance(typed.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      int allowed = Math.max(2, Math.max(typed.length(), candidate.length()) / 3);
      if (distance <= allowed
          && distance < least
          && distance < Math.max(typed.length(), candidate.length())) {
        least = distance;
        best = candidate;
      }
    }
    return best;
  }

  /// `; did you mean 'bits'?` or an empty string: the end of an error line.
  public static String hint(String typed, Collection<String> candidates) {
    String near = nearest(typed, candidates);
    return near == null ? "" : "; did you mean '" + near + "'?";
  }

  private static int distance(String a, String b) {
    if (a.length() > 100 || b.length() > 100) {
      return Integer.MAX_VALUE;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
