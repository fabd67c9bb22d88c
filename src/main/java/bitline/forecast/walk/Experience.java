package bitline.forecast.walk;

import bitline.forecast.Method;
import bitline.forecast.Mixture;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Student;
import bitline.forecast.walk.YearlyPath.Level;
import java.util.ArrayList;
import java.util.List;

/// The experience curve as a method: the year's median follows what was shipped so far, shipments
/// go on growing as they did, with what is uncertain about that; a machine lies about the median as
/// machines of past years did.
///
/// Growth is carried on without a ceiling: some years on it exceeds what power and fabs allow, and
/// a date far beyond the table says what the curve says, not what can be made.
public final class Experience implements Method {
  private static final double LN10 = StrictMath.log(10);

  /// Years with a value that are needed; three changes leave two degrees of freedom.
  private static final int FEWEST = 4;

  /// Paths of shipments that stand for all.
  private static final int PATHS = 21;

  private final Production shipments;

  public Experience(Production shipments) {
    this.shipments = shipments;
  }

  @Override
  public String name() {
    return "experience-curve";
  }

  @Override
  public String says() {
    return "every doubling of what was shipped changes the year's median by the same share (Wright"
        + " 1936), and shipments go on growing as they did";
  }

  @Override
  public Learned fit(List<Observation> known, double origin) {
    if (shipments.quarters().stream().noneMatch(q -> q.end() <= origin)) {
      throw new TooFew(name() + ": no quarter of shipments before " + origin);
    }
    Production shipped = shipments.before(origin);
    YearlyPath path =
        YearlyPath.of(
            known.stream().filter(o -> o.date() >= shipped.start()).toList(), origin, Level.MEDIAN);
    int n = path.logs().length;
    if (n < FEWEST) {
      throw new TooFew(
          name() + " needs " + FEWEST + " years with a value and shipments; there are " + n);
    }
    double[] made = new double[n];
    for (int i = 0; i < n; i++) {
      made[i] = shipped.made(path.dates()[i]);
    }
    return new Learned(
        ExperienceCurve.of(path.dates(), path.logs(), made), shipped, path.residuals());
  }

  /// A curve, what moves along it, and how machines lie about it.
  ///
  /// @param residuals natural logarithms, ascending
  public record Learned(ExperienceCurve curve, Production shipments, List<Double> residuals)
      implements Fitted {
    public Learned {
      residuals = List.copyOf(residuals);
    }

    @Override
    public Predictive at(double date) {
      int degrees = shipments.growth().degrees();
      List<Student> parts = new ArrayList<>();
      for (int path = 0; path < PATHS; path++) {
        double deviate = Student.standard((path + 0.5) / PATHS, degrees);
        double made =
            date <= shipments.end() ? shipments.made(date) : shipments.willBeMade(date, deviate);
        Student middle = curve.at(date, made);
        for (double residual : residuals) {
          parts.add(
              new Student(middle.location() + residual / LN10, middle.scale(), middle.freedom()));
        }
      }
      return Mixture.equal(parts);
    }
  }
}
