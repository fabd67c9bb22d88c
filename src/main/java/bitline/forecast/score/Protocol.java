package bitline.forecast.score;

import java.util.ArrayList;
import java.util.List;

/// How a method is tested: at each origin it is given what was out before, and foretells what came
/// out within a horizon.
///
/// @param origins decimal years, ascending
/// @param horizon years after an origin that are scored
/// @param least observations before an origin without which it is left out
public record Protocol(List<Double> origins, double horizon, int least) {
  public Protocol {
    origins = List.copyOf(origins);
    if (origins.isEmpty() || !(horizon > 0) || least < 1) {
      throw new IllegalArgumentException(origins + ", horizon " + horizon + ", least " + least);
    }
    for (int i = 1; i < origins.size(); i++) {
      if (!(origins.get(i) > origins.get(i - 1))) {
        throw new IllegalArgumentException("origins " + origins + " do not ascend");
      }
    }
  }

  /// 1 January of 2016 to 2024, up to three years ahead, with five observations at least.
  public static final Protocol STANDARD = yearly(2016, 2024, 3);

  /// 1 January of each of some years.
  public static Protocol yearly(int first, int last, double horizon) {
    List<Double> origins = new ArrayList<>();
    for (int year = first; year <= last; year++) {
      origins.add((double) year);
    }
    return new Protocol(origins, horizon, 5);
  }
}
