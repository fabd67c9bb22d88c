package bitline.forecast.score;

import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Student;
import java.util.ArrayList;
import java.util.List;

/// The next machine is like the last one. Its spread is that of the differences between machines
/// that came out up to three years apart, as wide for one month as for three years.
public record LastValue() implements Method {
  private static final double APART = 3;

  @Override
  public String name() {
    return "last-value";
  }

  @Override
  public String says() {
    return "what comes equals the newest value, give or take how much values changed before";
  }

  @Override
  public Fitted fit(List<Observation> known, double origin) {
    if (known.size() < 3) {
      throw new TooFew(known.size() + " observations; changes need 3");
    }
    List<Double> changes = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      for (int j = i + 1; j < known.size(); j++) {
        if (known.get(j).date() - known.get(i).date() <= APART) {
          changes.add(known.get(j).log10() - known.get(i).log10());
        }
      }
    }
    double squares = changes.stream().mapToDouble(c -> c * c).sum();
    if (!(squares > 0)) {
      throw new TooFew("no two different observations within " + APART + " years of one another");
    }
    Student said =
        new Student(
            known.getLast().log10(), StrictMath.sqrt(squares / changes.size()), known.size() - 1);
    return date -> said;
  }
}
