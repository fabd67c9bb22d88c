package bitline.money.price;

import java.util.regex.Pattern;

/// Dates of quotes: no price is worth anything without one.
public final class Dates {
  private static final Pattern DATE =
      Pattern.compile("(?:19[5-9]|20[0-9])[0-9](?:-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?)?");

  private Dates() {}

  /// Refuses what is neither a year nor a month.
  public static void check(String date) {
    if (!DATE.matcher(date).matches()) {
      throw new IllegalArgumentException(
          "date '"
              + (date.length() > 40 ? date.substring(0, 40) + "…" : date)
              + "' is none; write the year, \"2020\", or the month, 2020-04");
    }
  }
}
