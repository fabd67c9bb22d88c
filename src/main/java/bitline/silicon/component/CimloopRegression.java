package bitline.silicon.component;

import bitline.base.Interval;
import java.util.List;

/// CiMLoop's regression of converters, for comparison only: an optimistic envelope, of which the
/// survey's SAR converters up to 65 nm take 4.1 times as much in the median; its users multiply it
/// by 0.275, 3.5 or 3.15, chip by chip. No model of ours uses it.
///
/// Accelergy-Project/accelergy-adc-plug-in @ ff0fb48 (MIT): formula and constants. It gives no
/// interval; the one here is the factor 3.5 of its users, either way.
public record CimloopRegression() implements ConverterModel {
  private static final Limits LIMITS =
      new Limits(List.of(4.0, 16.0), List.of(3e-9, 180e-9), List.of(1e3, 1e10));
  private static final double SPREAD = 1.2527629684953681 / Interval.DEVIATIONS;

  @Override
  public String name() {
    return "CiMLoop's regression (comparison)";
  }

  @Override
  public String source() {
    return "Accelergy-Project/accelergy-adc-plug-in @ ff0fb48";
  }

  @Override
  public Interval energy(Conversion c) {
    LIMITS.check(name(), c);
    return Interval.around(picojoules(c) * 1e-12 * c.supplyFactor(), SPREAD);
  }

  @Override
  public Interval area(Conversion c) {
    LIMITS.check(name(), c);
    double logarithm =
        1.34619
            + 0.993279 * StrictMath.log(c.node().length() * 1e9)
            + 0.180715 * StrictMath.log(c.rate())
            + 0.299124 * StrictMath.log(picojoules(c));
    return Interval.around(StrictMath.exp(logarithm) * 1e-12, SPREAD);
  }

  private static double picojoules(Conversion c) {
    double most = 128.3068 + 3.22051 * Math.ceil(c.bits());
    double merit = Math.min(213.7807 - 2.8719 * StrictMath.log(c.rate()), most);
    double noise = 6.0206 * c.bits() + 1.7609;
    return 1
        / (2 * StrictMath.pow(10, (merit - noise) / 10))
        * StrictMath.exp(
            26.04962
                + 1.88004 * StrictMath.log(c.node().length() * 1e9)
                - 2.82913 * StrictMath.log(c.bits())
                - 1.47020);
  }
}
