package bitline.cell;

import bitline.text.Default;
import bitline.text.Range;
import bitline.text.Unit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// Programming with verification: read; stop when within the acceptance; otherwise one pulse
/// towards the target; again.
///
/// A pulse moves the conductance by the distance to the target, at most by `step`, and misses by
/// N(0, noise). The read is taken as exact: what it adds lies in the cell's programming noise.
/// Leaves out pulse trains that grow, and devices that stop responding (see the cell's stuck
/// share).
///
/// @param step the most that one pulse moves the conductance, in siemens
/// @param noise standard deviation of what a pulse misses by, in siemens
/// @param acceptance the distance from the target that is accepted, in siemens …
/// @param relativeAcceptance … plus this share of the target
/// @param most pulses after which the cell is given up
/// @param pulseTime seconds of a pulse
/// @param verifyTime seconds of a read
/// @param pulseEnergy joules of a pulse
/// @param verifyEnergy joules of a read
public record WriteVerify(
    @Unit("S") @Range(min = 1e-15) double step,
    @Unit("S") @Range(min = 0) double noise,
    @Default("0 S") @Unit("S") @Range(min = 0) double acceptance,
    @Default("0") @Unit("1") @Range(min = 0, max = 1) double relativeAcceptance,
    @Range(min = 1, max = 1_000_000) int most,
    @Unit("s") @Range(min = 0) double pulseTime,
    @Unit("s") @Range(min = 0) double verifyTime,
    @Unit("J") @Range(min = 0) @Nullable Double pulseEnergy,
    @Unit("J") @Range(min = 0) @Nullable Double verifyEnergy) {

  public WriteVerify {
    if (acceptance == 0 && relativeAcceptance == 0) {
      throw new IllegalArgumentException(
          "acceptance and relativeAcceptance are both 0: no cell would ever be accepted");
    }
    if (noise > step) {
      throw new IllegalArgumentException(
          "noise "
              + noise
              + " S is above the step of "
              + step
              + " S: pulses would not lead anywhere");
    }
  }

  /// What became of one cell.
  ///
  /// @param pulses how many it took
  /// @param conductance where it ended, in siemens
  /// @param accepted whether that lies within the acceptance
  public record Outcome(int pulses, double conductance, boolean accepted) {}

  /// The distance from a target that is accepted.
  public double accepted(double target) {
    return acceptance + relativeAcceptance * target;
  }

  /// Programs one cell.
  ///
  /// @param normal standard normal numbers, one a pulse
  public Outcome run(double start, double target, DoubleSupplier normal) {
    double now = start;
    double near = accepted(target);
    for (int pulses = 0; ; pulses++) {
      double error = target - now;
      boolean done = Math.abs(error) <= near;
      if (done || pulses == most) {
        return new Outcome(pulses, now, done);
      }
      double move = Math.max(-step, Math.min(step, error));
      now = Math.max(0, now + move + noise * normal.getAsDouble());
    }
  }

  /// The mean number of pulses for one cell, those given up included: the steps until it is within
  /// one step of the target, then tries that each succeed with the same probability p, so (1 − (1 −
  /// p)^n) / p of n left. Within 3 % of the mean of [#run] for noise up to a third of a step.
  public double expectedPulses(double start, double target) {
    Approach approach = approach(start, target);
    double left = most - approach.steps;
    double p = success(target);
    double tries = left <= 0 ? 0 : p == 0 ? left : (1 - StrictMath.pow(1 - p, left)) / p;
    return Math.min(most, approach.steps + (1 - approach.landed) * tries);
  }

  /// The probability that a cell is accepted before it is given up.
  public double convergence(double start, double target) {
    Approach approach = approach(start, target);
    double left = Math.max(0, most - approach.steps);
    return 1 - (1 - approach.landed) * StrictMath.pow(1 - success(target), left);
  }

  /// Standard deviation of the accepted cells around their target: a normal number cut off at the
  /// acceptance.
  public double residualSigma(double target) {
    double near = accepted(target);
    if (noise == 0 || near == 0) {
      return 0;
    }
    double z = near / noise;
    if (z < 0.01) {
      return near / Math.sqrt(3); // the density is flat there
    }
    double inside = 1 - 2 * Normal.above(z);
    return noise * Math.sqrt(1 - 2 * z * Normal.density(z) / inside);
  }

  /// Seconds of so many pulses, each after a read, and the read that accepts.
  public double time(double pulses) {
    return pulses * (pulseTime + verifyTime) + verifyTime;
  }

  /// Joules of so many pulses, each after a read, and the read that accepts; null when not given.
  public @Nullable Double energy(double pulses) {
    if (pulseEnergy == null) {
      return null;
    }
    double verify = verifyEnergy == null ? 0 : verifyEnergy;
    return pulses * (pulseEnergy + verify) + verify;
  }

  /// The way to within one step of the target.
  ///
  /// @param steps mean number of full steps
  /// @param landed share of cells that the last of them puts within the acceptance
  private record Approach(double steps, double landed) {}

  /// After k full steps the error is normal with the mean distance − k·step and the variance
  /// k·noise². A cell that has come within a step is taken never to be thrown out again.
  private Approach approach(double start, double target) {
    double distance = Math.abs(target - start);
    double near = accepted(target);
    if (distance <= near) {
      return new Approach(0, 1);
    }
    double steps = 0;
    double landed = 0;
    double far = distance > step ? 1 : 0;
    for (int k = 1; k <= most && far > 1e-12; k++) {
      steps += far;
      double mean = distance - k * step;
      double spread = noise * Math.sqrt(k);
      double inside = less(near - mean, spread) - less(-near - mean, spread);
      // of those, the ones that were farther than a step before: the last miss went downwards
      double fromFar = k == 1 ? 1 : less(mean / k, noise * Math.sqrt(1 - 1.0 / k));
      landed += inside * fromFar;
      far = less(mean - step, spread);
    }
    return new Approach(steps, Math.min(1, landed));
  }

  /// The probability that N(0, spread) is less than x.
  private static double less(double x, double spread) {
    return spread == 0 ? (x > 0 ? 1 : 0) : Normal.below(x / spread);
  }

  private double success(double target) {
    return noise == 0 ? 1 : 1 - 2 * Normal.above(accepted(target) / noise);
  }
}
