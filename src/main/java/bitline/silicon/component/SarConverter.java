package bitline.silicon.component;

import bitline.base.Interval;
import java.util.List;

/// Successive approximation from its physics: logic and capacitor switching grow with the bits, and
/// the comparator's noise, which must shrink with the step, with 4^bits: E = (a · bits · node / 28
/// nm + b · 4^bits) · (supply / nominal)². a and b are quantiles of the same sample as
/// [SurveyConverter#SAR]'s; the rate does not count.
///
/// Area: what design studies of arrays use, see [AnchoredConverter].
public record SarConverter() implements ConverterModel {
  private static final Limits LIMITS =
      new Limits(List.of(3.0, 12.0), List.of(3e-9, 180e-9), List.of(1e3, 2e9));

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
    double[] q = AdcSurvey.SHIPPED.physics().stream().mapToDouble(p -> p.at(c)).sorted().toArray();
    return new Interval(q[1], q[0], q[2]).times(c.supplyFactor());
  }

  @Override
  public Interval area(Conversion c) {
    return AnchoredConverter.DESIGNS.area(c);
  }
}
