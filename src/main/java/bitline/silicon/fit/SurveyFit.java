package bitline.silicon.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Quantile laws of converters, from the rows of the survey: ln E and ln A linear in the effective
/// bits, the logarithm of the node and that of the rate. They are told as what they give at 8 bits,
/// 28 nm and 100 MS/s, and by how they change from there.
///
/// @param converters rows with energy
/// @param withArea rows with area
/// @param energy laws of joules, one for each quantile
/// @param area laws of square metres
/// @param withSupply rows that also tell their supply
/// @param atOneVolt laws of joules over the square of the supply, of these rows; none where the
///   energy is taken as doubling with each bit
public record SurveyFit(
    int converters,
    int withArea,
    List<Law> energy,
    List<Law> area,
    int withSupply,
    List<Law> atOneVolt) {
  /// Quantiles that are fitted.
  public static final List<Double> QUANTILES = List.of(0.1, 0.25, 0.5);

  private static final double DOUBLING = StrictMath.log(2);

  /// A law.
  ///
  /// @param reference at 8 bits, 28 nm and 100 MS/s
  /// @param bits change of the logarithm with a bit
  /// @param node exponent of the node
  /// @param rate exponent of the rate
  public record Law(double quantile, double reference, double bits, double node, double rate) {}

  /// Nyquist converters with a SAR among what they are made of, 4 to 10.5 effective bits, at most 2
  /// GS/s.
  ///
  /// @param largestNode metres
  public static SurveyFit sar(List<SurveyRow> rows, double largestNode) {
    return laws(chosenSar(rows, largestNode).toList(), true);
  }

  private static Stream<SurveyRow> chosenSar(List<SurveyRow> rows, double largestNode) {
    return rows.stream()
        .filter(r -> r.nyquist() && r.architecture().contains("SAR"))
        .filter(r -> r.bits() >= 4 && r.bits() <= 10.5)
        .filter(r -> r.rate() <= 2e9 && r.node() <= largestNode * (1 + 1e-9));
  }

  /// Converters that measure time and are neither pipelined nor successive: slopes, oscillators,
  /// delay lines; at most 10.5 effective bits, up to 180 nm. Their energy and area are taken as
  /// doubling with each bit, and as independent of the rate: there are too few to tell.
  public static SurveyFit timeBased(List<SurveyRow> rows) {
    return counting(
        rows,
        r -> {
          String words = r.architecture().toLowerCase(Locale.ROOT);
          return (words.contains("time")
                  || words.contains("vco")
                  || words.contains("tdc")
                  || words.contains("slope"))
              && !words.contains("bp")
              && !words.contains("pipe")
              && !words.contains("sar");
        });
  }

  /// Flash converters, interleaved or not, up to 180 nm; otherwise as [#timeBased].
  public static SurveyFit flash(List<SurveyRow> rows) {
    return counting(
        rows, r -> r.architecture().equals("Flash") || r.architecture().equals("Flash, TI"));
  }

  /// The two terms of [bitline.silicon.component.SarConverter] from the rows of [#sar] up to 65 nm:
  /// E = a · bits · node / 28 nm + b · 4^bits.
  ///
  /// @return for each quantile a and b, joules
  public static List<double[]> sarPhysics(List<SurveyRow> rows) {
    List<SurveyRow> chosen = chosenSar(rows, 65e-9).filter(r -> r.energy() > 0).toList();
    double[][] x = new double[chosen.size()][];
    double[] y = new double[chosen.size()];
    for (int i = 0; i < y.length; i++) {
      SurveyRow r = chosen.get(i);
      double logic = r.bits() * r.node() / 28e-9;
      x[i] = new double[] {1, StrictMath.pow(4, r.bits()) / logic * 1e-6};
      y[i] = r.energy() / logic * 1e12;
    }
    List<double[]> out = new ArrayList<>();
    for (double quantile : QUANTILES) {
      double[] b = QuantileRegression.fit(x, y, quantile);
      out.add(new double[] {b[0] * 1e-12, b[1] * 1e-18});
    }
    return List.copyOf(out);
  }

  private static SurveyFit counting(List<SurveyRow> rows, Predicate<SurveyRow> which) {
    List<SurveyRow> chosen =
        rows.stream()
            .filter(r -> r.nyquist() && which.test(r))
            .filter(r -> r.bits() <= 10.5 && r.rate() > 0 && r.node() <= 180e-9 * (1 + 1e-9))
            .toList();
    return laws(chosen, false);
  }

  private static SurveyFit laws(List<SurveyRow> chosen, boolean free) {
    List<SurveyRow> energies = chosen.stream().filter(r -> r.energy() > 0).toList();
    List<SurveyRow> areas = energies.stream().filter(r -> r.area() > 0).toList();
    List<SurveyRow> supplied = energies.stream().filter(r -> r.supply() > 0).toList();
    return new SurveyFit(
        energies.size(),
        areas.size(),
        laws(energies, SurveyRow::energy, free),
        laws(areas, SurveyRow::area, free),
        supplied.size(),
        free ? laws(supplied, r -> r.energy() / (r.supply() * r.supply()), true) : List.of());
  }

  private static List<Law> laws(
      List<SurveyRow> rows, ToDoubleFunction<SurveyRow> value, boolean free) {
    double[][] x = new double[rows.size()][];
    double[] y = new double[rows.size()];
    for (int i = 0; i < y.length; i++) {
      SurveyRow r = rows.get(i);
      double bits = r.bits() - 8;
      double node = StrictMath.log(r.node() / 28e-9);
      double rate = StrictMath.log(r.rate() / 1e8);
      x[i] = free ? new double[] {1, bits, node, rate} : new double[] {1, node};
      y[i] = StrictMath.log(value.applyAsDouble(r)) - (free ? 0 : DOUBLING * bits);
    }
    List<Law> out = new ArrayList<>();
    for (double quantile : QUANTILES) {
      double[] b = QuantileRegression.fit(x, y, quantile);
      double reference = StrictMath.exp(b[0]);
      out.add(
          free
              ? new Law(quantile, reference, b[1], b[2], b[3])
              : new Law(quantile, reference, DOUBLING, b[1], 0));
    }
    return List.copyOf(out);
  }
}
