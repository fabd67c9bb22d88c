package bitline.silicon.component;

import java.util.Arrays;

/// A converter as the survey of published converters has them. Converters at the foot of columns
/// are simpler than what gets published: no input buffer, no reference of their own, no interface.
/// So the middle is the quantile that halves the more frugal half, 25 %, and the interval is that
/// half without its most frugal fifth: 10 to 50 %.
///
/// Bits are taken as effective ones. Energy goes with the square of the supply over the node's
/// usual one. The area is of complete converters: those that share the pitch of columns are several
/// times smaller (Jia, Wang).
///
/// @param sample of [AdcSurvey]
public record SurveyConverter(AdcSurvey.Sample sample) implements ConverterModel {
  /// Nyquist converters with a SAR in them.
  public static final SurveyConverter SAR = new SurveyConverter(AdcSurvey.SHIPPED.sample("sar"));

  @Override
  public String name() {
    return "survey of " + sample.name() + " converters";
  }

  @Override
  public String source() {
    return AdcSurvey.SHIPPED.survey() + ", revision " + AdcSurvey.SHIPPED.revision();
  }

  @Override
  public Interval energy(Conversion c) {
    sample.limits().check(name(), c);
    double[] ordered = sample.energy().stream().mapToDouble(law -> law.at(c)).sorted().toArray();
    return banded(ordered).times(c.supplyFactor());
  }

  @Override
  public Interval area(Conversion c) {
    sample.limits().check(name(), c);
    return banded(sample.area().stream().mapToDouble(law -> law.at(c)).sorted().toArray());
  }

  /// Quantiles that were fitted apart may cross at the edge of the data, so they are sorted first.
  private static Interval banded(double[] quantiles) {
    if (quantiles.length != 3) {
      throw new IllegalStateException("quantiles " + Arrays.toString(quantiles));
    }
    return new Interval(quantiles[1], quantiles[0], quantiles[2]);
  }
}
