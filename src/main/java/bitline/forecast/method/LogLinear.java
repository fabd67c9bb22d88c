package bitline.forecast.method;

import bitline.forecast.Method;
import bitline.forecast.Observation;
import java.util.List;

/// Exponential growth at one rate: ordinary least squares of the logarithm on the date, and
/// Student's t distribution of a next observation with the line's own uncertainty. The textbook's
/// method, and the one whose intervals the back-test finds too narrow: errors here are neither
/// independent nor even over time.
public record LogLinear() implements Method {
  @Override
  public String name() {
    return "log-linear";
  }

  @Override
  public String says() {
    return "growth goes on at the one rate that fits the past best, and machines scatter around it"
        + " independently";
  }

  @Override
  public Fitted fit(List<Observation> known, double origin) {
    Line line = Line.through(Points.atLeast(4, 2, known, name()));
    return line::next;
  }
}
