package bitline.forecast.measure;

import bitline.base.Interval;
import bitline.text.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one machine is worth by a [Choice], or why that cannot be told.
public sealed interface Worth {
  /// It is known.
  ///
  /// @param value in [Choice#unit]
  /// @param grade the worst of all that it was made of; null where one of that is not graded
  /// @param steps how it came about, a line each
  record Told(Interval value, Evidence.@Nullable Grade grade, List<String> steps) implements Worth {
    public Told {
      steps = List.copyOf(steps);
    }
  }

  /// It is not.
  ///
  /// @param why in words that follow "not used because"
  record Untold(String why) implements Worth {}
}
