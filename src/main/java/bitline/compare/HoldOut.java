package bitline.compare;

import bitline.catalogue.Accelerator;
import bitline.catalogue.Format;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Constants of a kind of machine, fitted on some measured parts and tested on others.
///
/// Errors are ln(model ÷ measured), so that half and double count the same. The fit makes the sum
/// of their amounts least (rounded near 0), by Nelder and Mead's descent from a fixed start: the
/// same data give the same constants on every machine.
public final class HoldOut {
  /// Batches among which a machine has its highest rate.
  static final List<Integer> BATCHES = List.of(8, 32, 128, 512);

  /// Below this an error counts by its square: 2 %.
  private static final double ROUNDED = 0.02;

  /// Places that the descent begins at, since it may end in a hollow: the given one, the middle of
  /// the bounds, the given one mirrored there.
  private static final int STARTS = 3;

  private static final double LATENCY_WEIGHT = 0.25;

  private final Kind kind;
  private final Map<String, Workload> networks;

  /// @param networks by MLPerf's name, such as `resnet50`
  public HoldOut(Kind kind, Map<String, Workload> networks) {
    this.kind = kind;
    this.networks = Map.copyOf(networks);
  }

  /// A kind of machine with constants to fit.
  public interface Kind {
    /// What the constants are called.
    List<String> names();

    /// Least and greatest value of each.
    double[][] bounds();

    /// Where the fit begins, whatever is stored.
    double[] start();

    /// The values that are in use.
    double[] stored();

    /// A part with such constants; empty where the catalogue says too little of it.
    Optional<Machine> machine(Accelerator part, double[] constants);
  }

  /// A measured result.
  ///
  /// @param network by MLPerf's name
  /// @param value samples a second of one accelerator, or seconds
  /// @param fitted whether constants may be fitted on it
  public record Point(
      Accelerator part,
      String network,
      MlperfResults.Scenario scenario,
      double value,
      boolean fitted,
      String where) {}

  /// A point with what the model says.
  public record Told(Point point, double model) {
    /// ln(model ÷ measured).
    public double error() {
      return StrictMath.log(model / point.value);
    }
  }

  /// What constants make of points.
  public List<Told> tell(List<Point> points, double[] constants) {
    List<Told> told = new ArrayList<>();
    for (Point point : points) {
      kind.machine(point.part, constants)
          .ifPresent(machine -> told.add(new Told(point, model(machine, point))));
    }
    return told;
  }

  /// What a machine says of a point, whose batch it may choose.
  public static double model(Machine machine, Workload work, MlperfResults.Scenario scenario) {
    if (scenario == MlperfResults.Scenario.OFFLINE) {
      return offline(machine, work).rate();
    }
    // one after another without a pause: watts hold the clock down as under any load
    Outcome one = machine.run(work, 1, eightBits(machine));
    return Math.max(one.latency(), one.interval());
  }

  /// Of the batches that are tried, the one of the highest rate.
  public static Outcome offline(Machine machine, Workload work) {
    Outcome best = null;
    for (int batch : BATCHES) {
      Outcome outcome = machine.run(work, batch, eightBits(machine));
      best = best == null || outcome.rate() > best.rate() ? outcome : best;
    }
    return Objects.requireNonNull(best);
  }

  private double model(Machine machine, Point point) {
    Workload work = networks.get(point.network);
    if (work == null) {
      throw new IllegalArgumentException("no work for " + point.network);
    }
    return model(machine, work, point.scenario);
  }

  /// What submissions use: 8 bits where the machine has them, else its fastest format.
  static Format eightBits(Machine machine) {
    List<Format> formats = machine.formats();
    return formats.contains(Format.INT8) ? Format.INT8 : formats.getFirst();
  }

  /// What the fit makes least.
  double cost(List<Point> points, double[] constants) {
    double sum = 0;
    for (Told told : tell(points, constants)) {
      sum += weight(told.point) * amount(Math.abs(told.error()));
    }
    return sum;
  }

  /// The constants that suit the points best.
  ///
  /// @param points of which those that may be fitted on are used
  /// @param steps evaluations of the model, about
  public double[] fit(List<Point> points, int steps) {
    List<Point> used = points.stream().filter(Point::fitted).toList();
    double[][] bounds = kind.bounds();
    double[] given = unit(kind.start(), bounds);
    double[] middle = new double[given.length];
    Arrays.fill(middle, 0.5);
    double[] opposite = Arrays.stream(given).map(at -> 1 - at).toArray();
    Descent.Result best = null;
    for (double[] start : List.of(given, middle, opposite)) {
      Descent.Result found =
          Descent.least(at -> cost(used, inside(at, bounds)), start, steps / STARTS);
      best = best == null || found.value() < best.value() ? found : best;
    }
    return inside(Objects.requireNonNull(best).at(), bounds);
  }

  /// Throughput is what the models are for; latencies fix what it does not show, such as launches.
  private static double weight(Point point) {
    return point.scenario == MlperfResults.Scenario.OFFLINE ? 1 : LATENCY_WEIGHT;
  }

  private static double amount(double error) {
    return error < ROUNDED ? error * error / (2 * ROUNDED) + ROUNDED / 2 : error;
  }

  /// Places in the unit cube, logarithms between the bounds; outside of it, its nearest place.
  private static double[] inside(double[] at, double[][] bounds) {
    double[] values = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double low = bounds[i][0];
      double high = bounds[i][1];
      double share = Math.clamp(at[i], 0, 1);
      values[i] = low > 0 ? low * StrictMath.pow(high / low, share) : low + share * (high - low);
    }
    return values;
  }

  private static double[] unit(double[] values, double[][] bounds) {
    double[] at = new double[values.length];
    for (int i = 0; i < at.length; i++) {
      double low = bounds[i][0];
      double high = bounds[i][1];
      at[i] =
          low > 0
              ? StrictMath.log(values[i] / low) / StrictMath.log(high / low)
              : (values[i] - low) / (high - low);
    }
    return at;
  }

  /// A share of the points whose error is not above, as a ratio − 1: 0.5 is the median.
  public static double error(List<Told> told, double share) {
    if (told.isEmpty()) {
      return Double.NaN;
    }
    double[] amounts = told.stream().mapToDouble(t -> Math.abs(t.error())).sorted().toArray();
    double place = share * (amounts.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, amounts.length - 1);
    double amount = amounts[below] + (place - below) * (amounts[above] - amounts[below]);
    return StrictMath.exp(amount) - 1;
  }

  /// Whether two sets of constants are the same but for rounding.
  public static boolean same(double[] a, double[] b, double tolerance) {
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i] - b[i]) > tolerance * Math.max(Math.abs(a[i]), Math.abs(b[i]))) {
        return false;
      }
    }
    return Arrays.stream(a).allMatch(Double::isFinite);
  }
}
