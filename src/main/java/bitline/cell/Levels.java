package bitline.cell;

import bitline.cell.Cell.Capacitor;
import org.jspecify.annotations.Nullable;

/// What each digit of a cell is worth at one age, as a table: made once, it draws millions of cells
/// without a power or logarithm each. A value is in units of the digit's step and relative to the
/// target of digit 0, so that an ideal cell's digit d is worth d:
///
/// - a conductance: (G − T₀) / step, step = (T of the largest digit − T₀) / (2^bits − 1), G drawn
///   as [Device] says;
/// - a capacitor: d·(1 + mismatch·z1) + injection + injectionSpread·z2;
/// - a cell read as logic: d.
///
/// One draw costs about 3 ns where the cell does not drift and 7 ns where it does, against 80 and
/// 130 ns for [Device#conductance] (one core of an x86 server that was not idle); the table holds 2
/// KiB a digit. The drift factor e^(−L·ν), L = ln((t + t₀)/t₀), is a table over z3 in steps of 1/16
/// and a polynomial between; it differs from the exponential by at most (L·σν/32)⁵/120 of itself,
/// which is 1e-10 for phase-change memory after a year. Stuck cells are drawn apart.
public final class Levels {
  private static final int PER_UNIT = 16;
  private static final int REACH = 8 * PER_UNIT;
  private static final int WIDTH = 2 * REACH + 1;

  private final double step;
  private final double[] target;
  private final double[] centre;
  private final double[] programming;
  private final double[] relaxation;
  private final double[] mean;
  private final double[] sigma;

  /// Least value: that of a cell that conducts nothing.
  private final double floor;

  private final double[] slope;
  private final double[] exponent;
  private final double[] drift;
  private final double[] readShare;
  private final double[] readConstant;

  private Levels(int digits, double step, double floor) {
    this.step = step;
    this.floor = floor;
    target = new double[digits];
    centre = new double[digits];
    programming = new double[digits];
    relaxation = new double[digits];
    mean = new double[digits];
    sigma = new double[digits];
    slope = new double[digits];
    exponent = new double[digits];
    drift = new double[digits * WIDTH];
    readShare = new double[digits];
    readConstant = new double[digits];
  }

  /// The table of a cell.
  ///
  /// @param age seconds since programming, at the cell's reference temperature
  public static Levels of(Cell cell, double age) {
    Capacitor capacitor = cell.capacitor();
    return cell.conductance() != null
        ? conducting(Device.of(cell), cell.levels(), age)
        : charged(cell.levels(), capacitor);
  }

  private static Levels charged(int digits, @Nullable Capacitor capacitor) {
    double mismatch = or0(capacitor == null ? null : capacitor.mismatch());
    double injection = or0(capacitor == null ? null : capacitor.injection());
    double spread = or0(capacitor == null ? null : capacitor.injectionSpread());
    Levels out = new Levels(digits, 1, Double.NEGATIVE_INFINITY);
    for (int d = 0; d < digits; d++) {
      out.target[d] = d;
      out.centre[d] = d + injection;
      out.programming[d] = d * mismatch;
      out.relaxation[d] = spread;
      out.mean[d] = out.centre[d];
      out.sigma[d] = StrictMath.hypot(out.programming[d], spread);
    }
    return out;
  }

  private static double or0(@Nullable Double value) {
    return value == null ? 0 : value;
  }

  private static Levels conducting(Device device, int digits, double age) {
    double zero = device.target(0);
    double step = (device.target(digits - 1) - zero) / (digits - 1);
    Levels out = new Levels(digits, step, -zero / step);
    double elapsed = device.driftTime(age);
    for (int d = 0; d < digits; d++) {
      double goal = device.target(d);
      double first = device.programmingSigma(goal);
      double now = device.sigma(goal, age);
      double held = Math.min(first, now);
      double settled = goal + device.shift(goal, age);
      out.target[d] = (goal - zero) / step;
      out.centre[d] = (settled - zero) / step;
      out.programming[d] = held / step;
      out.relaxation[d] = Math.sqrt(now * now - held * held) / step;
      double nu = device.exponentMean(goal);
      double spread = device.exponentSpread(goal);
      out.driftTable(d, elapsed * nu, elapsed * spread);
      out.moments(d, settled, now, elapsed, nu, spread);
      double now1 = out.mean[d] * step + zero;
      double read = device.readSigma(goal, now1, age);
      boolean shared = device.readNoise() instanceof ReadNoise.Flicker f && f.scale() == null;
      out.readShare[d] = shared ? device.readSigma(goal, 1, age) : 0;
      out.readConstant[d] = shared ? 0 : read / step;
    }
    return out;
  }

  private void driftTable(int digit, double nuTime, double spreadTime) {
    exponent[digit] = nuTime;
    slope[digit] = spreadTime;
    for (int i = -REACH; i <= REACH; i++) {
      drift[digit * WIDTH + REACH + i] = StrictMath.exp(-nuTime - spreadTime * i / PER_UNIT);
    }
  }

  /// Mean and standard deviation of the product of a normal number held at 0 and of the drift
  /// factor, which are independent.
  private void moments(
      int digit, double settled, double spread, double elapsed, double nu, double nuSpread) {
    double z = spread == 0 ? 9 : settled / spread;
    double first = Math.max(0, settled);
    double variance = spread * spread;
    if (z < 8) {
      first = settled * Normal.below(z) + spread * Normal.density(z);
      double second = (settled * settled + variance) * Normal.below(z);
      variance = Math.max(0, second + settled * spread * Normal.density(z) - first * first);
    }
    double once = meanFactor(elapsed, nu, nuSpread);
    double twice = meanFactor(2 * elapsed, nu, nuSpread);
    double ofDrift = elapsed == 0 || nuSpread == 0 ? 0 : Math.max(0, twice - once * once);
    mean[digit] = first * once / step + floor;
    sigma[digit] = Math.sqrt(variance * twice + first * first * ofDrift) / step;
  }

  /// The mean of e^(−L·|N(μ, σ)|).
  static double meanFactor(double time, double mu, double sigma) {
    if (sigma == 0) {
      return StrictMath.exp(-time * Math.abs(mu));
    }
    double half = 0.5 * time * time * sigma * sigma;
    return StrictMath.exp(half - time * mu) * Normal.below(mu / sigma - time * sigma)
        + StrictMath.exp(half + time * mu) * Normal.below(-mu / sigma - time * sigma);
  }

  /// How many digits there are.
  public int count() {
    return target.length;
  }

  /// Siemens of one step of the digit; 1 for a cell without conductance.
  public double step() {
    return step;
  }

  /// Siemens of a device that is worth `value`, digit 0's included; of a cell with a conductance.
  public double conductance(double value) {
    return Math.max((value - floor) * step, 0);
  }

  /// What a digit is to be worth.
  public double target(int digit) {
    return target[digit];
  }

  /// What it is worth on average over devices, drift included, read noise apart.
  public double mean(int digit) {
    return mean[digit];
  }

  /// Standard deviation over devices of what it is worth.
  public double sigma(int digit) {
    return sigma[digit];
  }

  /// Standard deviation of one read of an average device.
  public double readSigma(int digit) {
    return Math.sqrt(readVariance(digit, mean[digit]));
  }

  /// Variance of one read of a device that is worth `value`. Where the noise is a share of the
  /// conductance that share is taken at the digit's target, not at what programming made of it.
  public double readVariance(int digit, double value) {
    double share = readShare[digit];
    double sd = share == 0 ? readConstant[digit] : share * (value - floor);
    return sd * sd;
  }

  /// What a cell conducts that is worth `value`, in steps; for a cell with conductance.
  public double conducted(double value) {
    return value - floor;
  }

  /// Whether every cell is worth its digit, always.
  public boolean exact() {
    for (int d = 0; d < count(); d++) {
      if (Math.abs(mean[d] - d) > 1e-9 || sigma[d] != 0) {
        return false;
      }
    }
    return !noisyReads();
  }

  /// Whether reads of the same cell differ.
  public boolean noisyReads() {
    for (int d = 0; d < count(); d++) {
      if (readShare[d] != 0 || readConstant[d] != 0) {
        return true;
      }
    }
    return false;
  }

  /// What one device is worth.
  ///
  /// @param z1 its programming error (its mismatch) in standard deviations
  /// @param z2 its relaxation (its charge injection)
  /// @param z3 its drift exponent
  public double value(int digit, double z1, double z2, double z3) {
    double settled = centre[digit] + programming[digit] * z1 + relaxation[digit] * z2;
    if (exponent[digit] == 0 && slope[digit] == 0) {
      return Math.max(settled, floor);
    }
    return Math.max(settled - floor, 0) * driftFactor(digit, z3) + floor;
  }

  /// e^(−L·|ν|) of a device.
  private double driftFactor(int digit, double z) {
    double place = Math.rint(z * PER_UNIT);
    double signed; // e^(−L·ν), above 1 where ν is negative
    if (Math.abs(place) <= REACH) {
      double x = -slope[digit] * (z - place / PER_UNIT);
      double near = 1 + x * (1 + x * (1.0 / 2 + x * (1.0 / 6 + x * (1.0 / 24))));
      signed = drift[digit * WIDTH + REACH + (int) place] * near;
    } else {
      signed = StrictMath.exp(-exponent[digit] - slope[digit] * z);
    }
    return signed > 1 ? 1 / signed : signed;
  }
}
