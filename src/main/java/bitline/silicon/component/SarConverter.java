package bitline.silicon.component;

import java.util.List;

/// Successive approximation from its physics: logic and capacitor switching grow with the bits, and
/// the comparator's noise, which must shrink with the step, with 4^bits: E = (a · bits · node / 28
/// nm + b · 4^bits) · (supply / nominal)². a and b are quantiles of the same sample as
/// [SurveyConverter]'s.
///
/// Area: what design studies of arrays use, see [AnchoredConverter].
public record SarConverter() implements ConverterModel {
  private static final Limits LIMITS =
      new Limits(List.of(3.0, 11.0), List.of(3e-9, 180e-9), List.of(1e3, 2e9));
  private static final double[] LOGIC = {0.0339e-12, 0.161e-12, 0.467e-12};
  private static final double[] NOISE = {2.03e-18, 3.72e-18, 5.77e-18};

  @Override
  public String name() {
    return "SAR from its physics";
  }

  @Override
  public String source() {
    return SurveyConverter.SAR.source();
  }

  @Override
  public Interval energy(Conversion c) {
    LIMITS.check(name(), c);
    double[] joules = new double[LOGIC.length];
    for (int i = 0; i < joules.length; i++) {
      joules[i] =
          LOGIC[i] * c.bits() * c.node().length() / 28e-9 + NOISE[i] * StrictMath.pow(4, c.bits());
    }
    return new Interval(joules[1], joules[0], joules[2]).times(c.supplyFactor());
  }

  @Override
  public Interval area(Conversion c) {
    return AnchoredConverter.DESIGNS.area(c);
  }
}
