package bitline.cell;

import bitline.cell.Cell.Conductance;
import bitline.cell.Cell.Drift;
import bitline.cell.Cell.Relaxation;
import bitline.cell.Cell.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The statistics of one device of a cell that is read as a conductance, and the draw of one device.
/// Conductances are in siemens, ages in seconds since programming at the reference temperature;
/// curves are taken at g = target / Gmax.
///
/// A device of age t conducts
///
///     G(t) = max(T + shift(T, t) + σp·z1 + √(σ(t)² − σp²)·z2, 0) · ((t + t₀) / t₀)^(−|μν + σν·z3|)
///
/// with σp the spread right after programming, σ(t) the spread at age t and z1 to z3 standard normal
/// numbers of the device: programming error, relaxation since, drift. What programming missed stays
/// and what relaxation adds is independent of it; where a table says that the spread shrinks, it is
/// σ(t)·z1. A read then adds N(0, readSigma).
///
/// **Between the listed times** of a spread its curves are interpolated linearly in the logarithm of
/// time: relaxation is the sum of many thermally activated steps whose rates spread over decades, so
/// that about as much happens in each decade. (On the days 2 to 4 that CrossSim measured for SONOS
/// flash and that our cell leaves out, this misses σ by 1.3 to 2.6 %, interpolation in time itself by
/// 3.1 to 4.2 %.) A time of 0 s counts as 1 s, or a tenth of the next time where that is earlier.
/// Before the first and after the last time their values hold: nothing is extrapolated, and
/// [#knownUntil] tells from where on.
///
/// Sources: aihwkit's inference noise models and CrossSim's device models, restated.
public final class Device {
  /// Below this share of Gmax the fits hold nothing more to say; keeps logarithms finite.
  private static final double LEAST = 1e-7;

  private final Cell cell;
  private final Conductance range;
  private final double[] targets;
  private final List<Spread> spreads;

  private Device(Cell cell, Conductance range) {
    this.cell = cell;
    this.range = range;
    this.targets = new double[cell.levels()];
    for (int d = 0; d < targets.length; d++) {
      targets[d] =
          cell.states().isEmpty()
              ? range.off() + d * (range.on() - range.off()) / (targets.length - 1)
              : cell.states().get(d).target();
    }
    this.spreads = cell.states().isEmpty() ? cell.programmingNoise() : List.of(ofStates(cell));
  }

  /// The device of a cell; an `IllegalArgumentException` when the cell has no conductance.
  public static Device of(Cell cell) {
    Conductance range = cell.conductance();
    if (range == null) {
      throw new IllegalArgumentException("the cell " + cell.name() + " has no conductance");
    }
    return new Device(cell, range);
  }

  private static Spread ofStates(Cell cell) {
    double on = Objects.requireNonNull(cell.conductance()).on();
    List<Double> g = new ArrayList<>();
    List<Double> sigma = new ArrayList<>();
    List<Double> shift = new ArrayList<>();
    for (Cell.State state : cell.states()) {
      g.add(state.target() / on);
      sigma.add(state.sigma());
      shift.add(state.mean() - state.target());
    }
    return new Spread(
        0, 1, List.of(new Curve.Table(null, g, sigma)), List.of(new Curve.Table(null, g, shift)));
  }

  /// The conductance that a digit is programmed to.
  public double target(int digit) {
    return targets[digit];
  }

  /// Standard deviation right after programming.
  public double programmingSigma(double target) {
    return spreads.isEmpty() ? 0 : spreads.getFirst().at(share(target));
  }

  /// Standard deviation at an age, of what programming missed and what has relaxed since; without
  /// drift and read noise.
  public double sigma(double target, double age) {
    double g = share(target);
    double listed = interpolated(age, spread -> spread.at(g));
    Relaxation relaxation = cell.relaxation();
    double relaxed = relaxation == null ? 0 : relaxation.spreadAt(age);
    return relaxed == 0 ? listed : Math.sqrt(listed * listed + relaxed * relaxed);
  }

  /// Mean change of the conductance since programming, without drift.
  public double shift(double target, double age) {
    double g = share(target);
    Relaxation relaxation = cell.relaxation();
    return interpolated(age, spread -> spread.shiftAt(g))
        + (relaxation == null ? 0 : relaxation.shiftAt(age));
  }

  /// μ of the drift exponent; 0 without drift.
  public double exponentMean(double target) {
    Drift drift = cell.drift();
    return drift == null ? 0 : Curve.at(drift.exponentMean(), share(target));
  }

  /// σ of the drift exponent; 0 without drift.
  public double exponentSpread(double target) {
    Drift drift = cell.drift();
    return drift == null ? 0 : Math.max(0, Curve.at(drift.exponentSpread(), share(target)));
  }

  /// What is left of the conductance of a device with the drift exponent ν at an age: ((t + t₀) /
  /// t₀)^−ν.
  public double driftFactor(double exponent, double age) {
    return StrictMath.exp(-exponent * driftTime(age));
  }

  /// ln((t + t₀) / t₀); 0 without drift.
  double driftTime(double age) {
    Drift drift = cell.drift();
    return drift == null
        ? 0
        : StrictMath.log((checked(age) + drift.referenceTime()) / drift.referenceTime());
  }

  /// Standard deviation of one read.
  ///
  /// @param programmed the conductance right after programming
  /// @param now the conductance at this age
  public double readSigma(double programmed, double now, double age) {
    return switch (cell.readNoise()) {
      case null -> 0;
      case ReadNoise.Flicker f -> {
        Double scale = f.scale();
        yield (scale == null ? now : scale) * flicker(f, share(programmed), age);
      }
      case ReadNoise.White w ->
          Math.max(0, w.scale() * Curve.at(w.sigma(), Math.min(1, share(programmed))));
    };
  }

  private double flicker(ReadNoise.Flicker noise, double g, double age) {
    Drift drift = cell.drift();
    double since = checked(age) + (drift == null ? 0 : drift.referenceTime());
    double decades = StrictMath.log((since + noise.readTime()) / (2 * noise.readTime()));
    return decades <= 0 ? 0 : Math.max(0, Curve.at(noise.q(), g)) * Math.sqrt(decades);
  }

  /// The conductance right after programming, of a device with the programming error z1.
  public double programmed(double target, double z1) {
    return conductance(target, 0, z1, 0, 0);
  }

  /// The conductance at an age, without read noise.
  ///
  /// @param z1 programming error of the device, in standard deviations
  /// @param z2 its relaxation
  /// @param z3 its drift exponent
  public double conductance(double target, double age, double z1, double z2, double z3) {
    double first = programmingSigma(target);
    double now = sigma(target, age);
    double held = Math.min(first, now);
    double error = held * z1 + Math.sqrt(now * now - held * held) * z2;
    double settled = Math.max(target + shift(target, age) + error, 0);
    double elapsed = driftTime(age);
    if (elapsed == 0) {
      return settled;
    }
    double exponent = Math.abs(exponentMean(target) + exponentSpread(target) * z3);
    return settled * StrictMath.exp(-exponent * elapsed);
  }

  /// The last time in seconds at which the spread of the conductance was measured; past it the last
  /// value holds, which is too good. 0 without a list of times, infinite where a formula gives it.
  public double knownUntil() {
    if (cell.relaxation() != null || cell.drift() != null) {
      return Double.POSITIVE_INFINITY;
    }
    return spreads.isEmpty() ? 0 : spreads.getLast().after();
  }

  /// g for the curves.
  private double share(double siemens) {
    return Math.min(1, Math.max(LEAST, siemens / range.on()));
  }

  private double interpolated(double age, ToDoubleFunction<Spread> value) {
    if (spreads.isEmpty()) {
      return 0;
    }
    int next = 0;
    while (next < spreads.size() && spreads.get(next).after() <= checked(age)) {
      next++;
    }
    if (next == 0 || next == spreads.size()) {
      return value.applyAsDouble(spreads.get(Math.max(0, next - 1)));
    }
    double to = spreads.get(next).after();
    double from = spreads.get(next - 1).after();
    if (from == 0) {
      from = Math.min(1, to / 10);
    }
    double share = age <= from ? 0 : StrictMath.log(age / from) / StrictMath.log(to / from);
    double before = value.applyAsDouble(spreads.get(next - 1));
    return before + share * (value.applyAsDouble(spreads.get(next)) - before);
  }

  static double checked(double age) {
    if (!(age >= 0) || age == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("an age of " + age + " s");
    }
    return age;
  }

  @Nullable ReadNoise readNoise() {
    return cell.readNoise();
  }
}
