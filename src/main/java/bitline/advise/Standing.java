package bitline.advise;

import bitline.forecast.measure.Choice;
import bitline.forecast.measure.Worth;
import bitline.forecast.outlook.Forecast;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a machine stands by one measure.
public sealed interface Standing {
  /// What is measured, in a word or two: `energy`.
  String aspect();

  /// How.
  Choice choice();

  /// It has a place.
  ///
  /// @param worth of the machine as it is described
  /// @param rated the same by the power that its maker rates; null where that is not told or
  ///   changes nothing
  /// @param forecast of the machines that it is held against, with its back-test
  /// @param ahead years ahead of their trend
  /// @param ratedAhead the same of `rated`
  /// @param places in its classes, those with nobody else left out
  record Known(
      String aspect,
      Choice choice,
      Worth.Told worth,
      Worth.@Nullable Told rated,
      Forecast forecast,
      Forecast.Ahead ahead,
      Forecast.@Nullable Ahead ratedAhead,
      List<Place> places)
      implements Standing {
    public Known {
      places = List.copyOf(places);
    }
  }

  /// It has none.
  ///
  /// @param why in words that follow "not known:"
  record Unknown(String aspect, Choice choice, String why) implements Standing {}
}
