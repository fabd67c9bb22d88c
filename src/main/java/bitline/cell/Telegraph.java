package bitline.cell;

import bitline.base.Normal;
import bitline.text.Default;
import bitline.text.Range;
import bitline.text.Unit;

/// Random telegraph noise: beside the path of the current some cells have a trap that holds a
/// charge now and then, and conduct less by a share of their own while it does. A read finds the
/// trap filled with the probability p, its occupancy, so that a cell of the conductance G reads on
/// average G·(1 − p·a), with the variance p·(1 − p)·(a·G)².
///
/// That amplitudes and the mean times in either state are lognormal over cells was measured in
/// oxide memory (Veksler et al., IEDM 2012 and IRPS 2013) and in flash memory (Miki et al., IRPS
/// 2007); the ratio of two lognormal times is lognormal too. Leaves out traps that change more
/// slowly than vectors follow one another (every read finds the trap anew), cells with several
/// traps, and that the amplitude depends on the conductance.
///
/// @param share of cells that have an active trap
/// @param amplitude median over those of a, what a filled trap takes off the conductance
/// @param amplitudeSpread standard deviation of ln a; no cell loses more than all
/// @param timeRatio median of the time that a trap is filled over the time that it is empty
/// @param timeRatioSpread standard deviation of its logarithm
public record Telegraph(
    @Unit("1") @Range(min = 0, max = 1) double share,
    @Unit("1") @Range(min = 0, max = 1) double amplitude,
    @Default("0") @Range(min = 0, max = 5) double amplitudeSpread,
    @Default("1") @Range(min = 1e-6, max = 1e6) double timeRatio,
    @Default("0") @Range(min = 0, max = 10) double timeRatioSpread) {

  /// The standard normal number above which a device has a trap.
  public double threshold() {
    return share == 0
        ? Double.POSITIVE_INFINITY
        : share == 1 ? Double.NEGATIVE_INFINITY : -Normal.quantile(share);
  }

  /// The share a of a device that lies z standard deviations above the median.
  public double amplitude(double z) {
    return Math.min(1, amplitude * StrictMath.exp(amplitudeSpread * z));
  }

  /// The occupancy p of a device whose ratio of times lies z standard deviations above the median.
  public double occupancy(double z) {
    return 1 / (1 + StrictMath.exp(-timeRatioSpread * z) / timeRatio);
  }
}
