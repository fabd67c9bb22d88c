package bitline.silicon.component;

import bitline.base.Interval;
import java.util.Arrays;
import java.util.List;

/// A converter as the survey of published converters has them. Converters at the foot of columns
/// are simpler than what gets published: no input buffer, no reference of their own, no interface.
/// So the middle is the quantile that halves the more frugal half, 25 %, and the interval is that
/// half without its most frugal fifth: 10 to 50 %, or wider.
///
/// Bits are taken as effective ones. Energy goes with the square of the supply: slow converters are
/// published at 0.5 to 0.7 V and fast ones at 1 V and more, so the SAR laws are of energy over that
/// square, from the rows that tell their supply; other laws hold at the node's usual supply. The
/// area is of complete converters: those that share the pitch of columns are several times smaller
/// (Jia, Wang).
///
/// @param samples of [AdcSurvey], from small nodes to large; the first that reaches the node is
///   used
/// @param spread the interval is never narrower than this standard deviation of the logarithm:
///   assumed, as what differs between two converters of one kind, node and rate
public record SurveyConverter(List<AdcSurvey.Sample> samples, double spread)
    implements ConverterModel {
  /// Nyquist converters with a SAR in them; above 65 nm from a sample that reaches to 180 nm.
  public static final SurveyConverter SAR = of(0.35, "sar", "sar_old");

  /// Slopes, oscillators and delay lines.
  public static final SurveyConverter TIME_BASED = of(0.8, "time_based");

  /// Flash converters, which are published for speeds far above those of arrays.
  public static final SurveyConverter FLASH = of(0.8, "flash");

  private static SurveyConverter of(double spread, String... names) {
    return new SurveyConverter(
        Arrays.stream(names).map(AdcSurvey.SHIPPED::sample).toList(), spread);
  }

  @Override
  public String name() {
    return "survey of " + samples.getFirst().name() + " converters";
  }

  @Override
  public String source() {
    return AdcSurvey.SHIPPED.survey() + ", revision " + AdcSurvey.SHIPPED.revision();
  }

  @Override
  public Interval energy(Conversion c) {
    AdcSurvey.Sample sample = sample(c);
    boolean told = !sample.atOneVolt().isEmpty();
    List<AdcSurvey.EnergyLaw> laws = told ? sample.atOneVolt() : sample.energy();
    return banded(laws.stream().mapToDouble(law -> law.at(c)).toArray())
        .times(told ? c.volts() * c.volts() : c.supplyFactor());
  }

  @Override
  public Interval area(Conversion c) {
    return banded(sample(c).area().stream().mapToDouble(law -> law.at(c)).toArray());
  }

  private AdcSurvey.Sample sample(Conversion c) {
    AdcSurvey.Sample chosen =
        samples.stream()
            .filter(s -> c.node().length() <= s.limits().nodes().getLast() * (1 + 1e-9))
            .findFirst()
            .orElse(samples.getLast());
    Limits limits = chosen.limits();
    new Limits(
            limits.bits(),
            List.of(
                samples.getFirst().limits().nodes().getFirst(),
                samples.getLast().limits().nodes().getLast()),
            limits.rates())
        .check(name(), c);
    return chosen;
  }

  /// Quantiles that were fitted apart may cross at the edge of the data, so they are sorted first.
  private Interval banded(double[] quantiles) {
    double[] q = Arrays.stream(quantiles).sorted().toArray();
    if (q.length != 3) {
      throw new IllegalStateException("quantiles " + Arrays.toString(quantiles));
    }
    Interval least = Interval.around(q[1], spread);
    return new Interval(q[1], Math.min(q[0], least.low()), Math.max(q[2], least.high()));
  }
}
