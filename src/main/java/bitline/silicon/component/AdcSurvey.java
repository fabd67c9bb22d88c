package bitline.silicon.component;

import bitline.text.Collected;
import bitline.text.Default;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Unit;
import java.util.List;

/// Quantile laws of the energy and area of published converters, as `components/adc_survey.yaml`
/// holds them; `bitline.silicon.fit` makes them from the survey's rows.
///
/// @param survey what was surveyed, by whom
/// @param revision date of the survey's state
/// @param samples laws by selection of rows
/// @param physics quantiles of the terms of [SarConverter], lowest first
@Sourced
public record AdcSurvey(
    String name,
    String description,
    String survey,
    String revision,
    List<Sample> samples,
    List<Physics> physics,
    @Collected List<Evidence> evidence) {
  /// The survey that comes with Bitline.
  public static final AdcSurvey SHIPPED = Components.read(AdcSurvey.class, "adc_survey");

  /// Laws of one selection of rows.
  ///
  /// @param words which rows
  /// @param converters rows with an energy
  /// @param withArea rows with an area
  /// @param limits where the laws may be used
  /// @param energy laws of joules, lowest quantile first
  /// @param area laws of square metres, lowest quantile first
  /// @param withSupply rows that tell their supply
  /// @param atOneVolt laws of joules over the square of the supply, of these rows
  @Sourced
  public record Sample(
      String name,
      String words,
      int converters,
      int withArea,
      Limits limits,
      @Default("0") int withSupply,
      List<EnergyLaw> energy,
      List<AreaLaw> area,
      @Default("[]") List<EnergyLaw> atOneVolt) {}

  /// Joules of a conversion.
  ///
  /// @param quantile share of the sample that lies below
  /// @param reference at 8 bits, 28 nm and 100 MS/s
  /// @param bits change of the natural logarithm with a bit
  /// @param node exponent of the node
  /// @param rate exponent of the rate
  @Sourced
  public record EnergyLaw(
      @Unit("1") @Range(min = 0, max = 1) double quantile,
      @Unit("J") double reference,
      double bits,
      double node,
      double rate) {
    double at(Conversion c) {
      return power(c, reference, bits, node, rate);
    }
  }

  /// Square metres of a converter; as [EnergyLaw].
  @Sourced
  public record AreaLaw(
      @Unit("1") @Range(min = 0, max = 1) double quantile,
      @Unit("m2") double reference,
      double bits,
      double node,
      double rate) {
    double at(Conversion c) {
      return power(c, reference, bits, node, rate);
    }
  }

  /// The terms of [SarConverter].
  ///
  /// @param logic joules of a bit at 28 nm
  /// @param noise joules; times 4^bits
  @Sourced
  public record Physics(
      @Unit("1") @Range(min = 0, max = 1) double quantile,
      @Unit("J") double logic,
      @Unit("J") double noise) {
    double at(Conversion c) {
      return logic * c.bits() * c.node().length() / 28e-9 + noise * StrictMath.pow(4, c.bits());
    }
  }

  /// The sample of that name.
  public Sample sample(String wanted) {
    return samples.stream()
        .filter(s -> s.name.equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no sample " + wanted));
  }

  private static double power(
      Conversion c, double reference, double bits, double node, double rate) {
    return reference
        * StrictMath.exp(
            bits * (c.bits() - 8)
                + node * StrictMath.log(c.node().length() / 28e-9)
                + rate * StrictMath.log(c.rate() / 1e8));
  }
}
