package bitline.silicon.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// How far off predictions of one quantity are, over a class of chips.
///
/// Errors are |ln(model / published)|, so that a tenth and ten times count the same; e to the error
/// is the factor by which a prediction is off. Chips weigh alike: the median over the figures of
/// each chip first, then over chips. Only figures that count are summed up.
///
/// @param kind of chips
/// @param quantity what the figures are about
/// @param fitting on what the predictions rest
/// @param chips how many
/// @param figures how many
/// @param median over chips of each chip's median error
/// @param most the 90th percentile over chips of each chip's median error
/// @param medianOfFigures over all figures alike
/// @param mostOfFigures the 90th percentile over all figures alike
/// @param inside share of chips' figures inside their interval, chips weighing alike; NaN where no
///   interval is claimed
/// @param figuresInside share of all figures inside their interval
public record Score(
    Kind kind,
    Quantity quantity,
    Fitting fitting,
    int chips,
    int figures,
    double median,
    double most,
    double medianOfFigures,
    double mostOfFigures,
    double inside,
    double figuresInside) {
  private static final double MOST = 0.9;

  /// Classes of chips.
  public enum Kind {
    /// All.
    ALL,
    /// Arrays with converters.
    ANALOG,
    /// Arrays that add exactly.
    DIGITAL;

    boolean takes(Published published) {
      return this == ALL || published.digital() == (this == DIGITAL);
    }
  }

  /// The scores of all classes, quantities and fittings of which there are figures.
  public static List<Score> of(List<Row> rows) {
    List<Score> out = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      for (Kind kind : Kind.values()) {
        List<Row> here =
            rows.stream()
                .filter(r -> r.published().counted())
                .filter(r -> r.published().quantity() == quantity && kind.takes(r.published()))
                .toList();
        if (!here.isEmpty()) {
          for (Fitting fitting : Fitting.values()) {
            out.add(of(kind, quantity, fitting, here));
          }
        }
      }
    }
    return out;
  }

  private static Score of(Kind kind, Quantity quantity, Fitting fitting, List<Row> rows) {
    double[] medians =
        byChip(rows, of -> Quantile.of(errors(of, fitting), 0.5)).stream()
            .mapToDouble(x -> x)
            .toArray();
    double[] errors = errors(rows, fitting);
    return new Score(
        kind,
        quantity,
        fitting,
        medians.length,
        rows.size(),
        Quantile.of(medians, 0.5),
        Quantile.of(medians, MOST),
        Quantile.of(errors, 0.5),
        Quantile.of(errors, MOST),
        mean(byChip(rows, of -> inside(of, fitting))),
        inside(rows, fitting));
  }

  /// Median over chips of each chip's median error, with the figures that are shown and do not
  /// count: whether leaving them out flatters the models. NaN of none.
  public static double medianOfShown(List<Row> rows, Quantity quantity, Fitting fitting) {
    List<Row> here = rows.stream().filter(r -> r.published().quantity() == quantity).toList();
    double[] medians =
        byChip(here, of -> Quantile.of(errors(of, fitting), 0.5)).stream()
            .mapToDouble(x -> x)
            .toArray();
    return Quantile.of(medians, 0.5);
  }

  /// Share of the figures of rows, whatever they are about, that lie inside their interval, chips
  /// weighing alike; NaN of none.
  public static double coverage(List<Row> rows, Fitting fitting) {
    List<Row> claimed =
        rows.stream().filter(r -> r.published().counted() && r.interval(fitting) != null).toList();
    return mean(byChip(claimed, of -> inside(of, fitting)));
  }

  private static List<Double> byChip(List<Row> rows, ToDoubleFunction<List<Row>> value) {
    Map<String, List<Row>> chips = new LinkedHashMap<>();
    rows.forEach(r -> chips.computeIfAbsent(r.published().chip(), c -> new ArrayList<>()).add(r));
    return chips.values().stream().map(value::applyAsDouble).toList();
  }

  private static double mean(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.size();
  }

  private static double[] errors(List<Row> rows, Fitting fitting) {
    return rows.stream().mapToDouble(r -> Math.abs(r.error(fitting))).toArray();
  }

  private static double inside(List<Row> rows, Fitting fitting) {
    int inside = 0;
    for (Row row : rows) {
      Interval interval = row.interval(fitting);
      if (interval == null) {
        return Double.NaN;
      }
      inside += interval.holds(row.published().value()) ? 1 : 0;
    }
    return (double) inside / rows.size();
  }
}
