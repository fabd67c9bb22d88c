package bitline.forecast.score;

import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Student;
import java.util.List;

/// What comes is like what came: all that is known, without a trend. A forecast that scores worse
/// has no skill at all.
public record Climatology() implements Method {
  @Override
  public String name() {
    return "climatology";
  }

  @Override
  public String says() {
    return "the future is drawn from everything known so far, without a trend";
  }

  @Override
  public Fitted fit(List<Observation> known, double origin) {
    int n = known.size();
    if (n < 3) {
      throw new TooFew(n + " observations; a mean and a spread need 3");
    }
    double mean = known.stream().mapToDouble(Observation::log10).sum() / n;
    double squares = 0;
    for (Observation o : known) {
      squares += (o.log10() - mean) * (o.log10() - mean);
    }
    double scale = StrictMath.sqrt(squares / (n - 1) * (1 + 1.0 / n));
    if (!(scale > 0)) {
      throw new TooFew("all observations are equal; there is no spread to learn");
    }
    Student said = new Student(mean, scale, n - 1);
    return date -> said;
  }
}
