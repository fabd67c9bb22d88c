package bitline.forecast.method;

import bitline.base.Interval;
import bitline.base.Keyed;
import bitline.base.Normal;
import bitline.forecast.Observation;
import bitline.forecast.Series;
import bitline.text.Binder;
import bitline.text.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// What physics, packages and power leave room for: the ceilings that come with Bitline,
/// `ceilings/ceilings.yaml`, or those of a file of one's own.
///
/// Bounds of a product are those of its factors, added in squares of logarithms: factors are taken
/// to be known independently of each other. A ceiling's logarithm is normal with the middle and the
/// spread of that interval.
///
/// @param ceilings in the order of the file
public record Ceilings(List<Ceiling> ceilings) {
  private static final String FILE = "ceilings/ceilings.yaml";
  private static final long SEED = 5;

  public Ceilings {
    for (int i = 0; i < ceilings.size(); i++) {
      List<String> before = ceilings.subList(0, i).stream().map(Ceiling::key).toList();
      Ceiling each = ceilings.get(i);
      if (before.contains(each.key())) {
        throw new IllegalArgumentException("ceilings: two are called '" + each.key() + "'");
      }
      for (String other : each.times()) {
        if (!before.contains(other)) {
          throw new IllegalArgumentException(
              "ceilings: '" + each.key() + "' takes '" + other + "', which does not stand before");
        }
      }
    }
  }

  private static final class Loaded {
    private static final Ceilings STANDARD = load();
  }

  /// The ceilings that come with Bitline.
  public static Ceilings standard() {
    return Loaded.STANDARD;
  }

  /// Those of a file.
  public static Ceilings read(Path file) {
    return Binder.written().read(Ceilings.class, file);
  }

  /// Those that bound a series.
  public List<Ceiling> of(Series series) {
    return ceilings.stream()
        .filter(c -> c.measures().contains(series.name()) && c.unit().equals(series.unit()))
        .toList();
  }

  /// Where a ceiling lies, in its unit.
  public Interval value(Ceiling ceiling) {
    double middle = 0;
    double below = 0;
    double above = 0;
    for (Ceiling.Factor factor : ceiling.factors()) {
      double down = StrictMath.log(factor.middle() / factor.low());
      double up = StrictMath.log(factor.high() / factor.middle());
      boolean divides = factor.power() < 0;
      middle += factor.power() * StrictMath.log(factor.middle());
      below += divides ? up * up : down * down;
      above += divides ? down * down : up * up;
    }
    for (String other : ceiling.times()) {
      Interval value = value(named(other));
      double down = StrictMath.log(value.middle() / value.low());
      double up = StrictMath.log(value.high() / value.middle());
      middle += StrictMath.log(value.middle());
      below += down * down;
      above += up * up;
    }
    double at = StrictMath.exp(middle);
    return new Interval(
        at, at * StrictMath.exp(-Math.sqrt(below)), at * StrictMath.exp(Math.sqrt(above)));
  }

  /// When a trend meets a ceiling.
  ///
  /// @param ceiling which
  /// @param value of it
  /// @param year when the trend meets its middle; infinite when it never does
  /// @param early when it meets its lower bound
  /// @param late when it meets its upper bound
  /// @param first share of draws of all ceilings in which this one is the lowest
  public record Reached(
      Ceiling ceiling, Interval value, double year, double early, double late, double first) {}

  /// When the straight line through a series would meet each of its ceilings, the soonest first: an
  /// exponential trend cannot go on beyond.
  ///
  /// @throws bitline.forecast.Method.TooFew without a line
  public List<Reached> reached(Series series) {
    List<Observation> known = series.observations();
    Line line = Line.through(Points.atLeast(4, 2, known, "a trend"));
    List<Ceiling> bounding = of(series);
    int[] lowest = new int[bounding.size()];
    int draws = 1000;
    for (int d = 0; d < draws; d++) {
      int least = 0;
      for (int i = 1; i < lowest.length; i++) {
        least = drawn(bounding.get(i), d) < drawn(bounding.get(least), d) ? i : least;
      }
      if (lowest.length > 0) {
        lowest[least]++;
      }
    }
    List<Reached> reached = new ArrayList<>();
    for (int i = 0; i < lowest.length; i++) {
      Interval value = value(bounding.get(i));
      reached.add(
          new Reached(
              bounding.get(i),
              value,
              when(line, value.middle()),
              when(line, value.low()),
              when(line, value.high()),
              (double) lowest[i] / draws));
    }
    reached.sort(Comparator.comparingDouble(Reached::year));
    return reached;
  }

  private static double when(Line line, double value) {
    double further = StrictMath.log10(value) - line.level();
    return line.slope() > 0 ? line.centre() + further / line.slope() : Double.POSITIVE_INFINITY;
  }

  /// Decimal logarithms of the lowest of some ceilings, at even steps of probability, ascending.
  double[] lowest(List<Ceiling> bounding, int steps) {
    double[] drawn = new double[1000];
    Arrays.setAll(drawn, d -> bounding.stream().mapToDouble(c -> drawn(c, d)).min().orElseThrow());
    Arrays.sort(drawn);
    double[] at = new double[steps];
    Arrays.setAll(at, i -> drawn[(int) ((i + 0.5) / steps * drawn.length)]);
    return at;
  }

  private double drawn(Ceiling ceiling, int draw) {
    Interval value = value(ceiling);
    double z = Normal.quantile(Keyed.uniform(Keyed.bits(SEED, ceiling.key(), draw), 0));
    return StrictMath.log10(value.middle()) + z * value.spread() / StrictMath.log(10);
  }

  private Ceiling named(String key) {
    return ceilings.stream().filter(c -> c.key().equals(key)).findFirst().orElseThrow();
  }

  private static Ceilings load() {
    try (InputStream in = Ceilings.class.getResourceAsStream("/" + FILE)) {
      if (in == null) {
        throw new IllegalStateException("the resource /" + FILE + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(Ceilings.class, Yaml.parse(text, FILE), FILE);
    } catch (IOException e) {
      throw new IllegalStateException("the resource /" + FILE + " cannot be read", e);
    }
  }
}
