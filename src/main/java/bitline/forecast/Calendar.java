package bitline.forecast;

import bitline.base.Problem;
import java.time.DateTimeException;
import java.time.LocalDate;

/// Dates as decimal years: the day of the year over the days of that year.
public final class Calendar {
  private Calendar() {}

  /// The decimal year of `2024`, `2024-03` or `2024-03-21`; a month stands for its middle, a year
  /// for its middle too.
  public static double year(String date) {
    try {
      return switch (date.length()) {
        case 4 -> Integer.parseInt(date) + 0.5;
        case 7 -> year(LocalDate.parse(date + "-15"));
        default -> year(LocalDate.parse(date));
      };
    } catch (DateTimeException | NumberFormatException e) {
      throw new Problem("'" + date + "' is no date; write 2024, 2024-03 or 2024-03-21", e);
    }
  }

  /// The decimal year of a day.
  public static double year(LocalDate day) {
    return day.getYear() + (day.getDayOfYear() - 1.0) / day.lengthOfYear();
  }

  /// The day of a decimal year.
  public static LocalDate day(double year) {
    int whole = (int) StrictMath.floor(year);
    LocalDate first = LocalDate.of(whole, 1, 1);
    return first.plusDays(StrictMath.round((year - whole) * first.lengthOfYear()));
  }
}
