package bitline.silicon.validate;

import bitline.chip.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How well the shape of a published curve is met: mean |model / published − 1| over its points, of
/// joules.
///
/// @param chip by name
/// @param curve its name in the chip's file
/// @param supply volts of all its points; null where they differ, or it is unknown
/// @param form of its values
/// @param parts that its values cover
/// @param points how many
/// @param blind with no factor touched
/// @param leftOut with factors fitted on all other silicon
/// @param constant the one factor by which the blind model is then multiplied: that of the least
///   mean |error|
/// @param afterOne with that factor
/// @param worstAfterOne the largest |error| with it
/// @param fitted with factors fitted on the chip itself
public record CurveError(
    String chip,
    String curve,
    @Nullable Double supply,
    Form form,
    List<Part> parts,
    int points,
    double blind,
    double leftOut,
    double constant,
    double afterOne,
    double worstAfterOne,
    double fitted) {
  private static final int LEAST = 2;

  public CurveError {
    parts = List.copyOf(parts);
  }

  /// Of all curves with at least two points: those that a chip's file names, and what was published
  /// of the same parts at several of its operating points. Where a curve holds points at several
  /// supplies and several at the same, each supply has a curve. Points of named curves that do not
  /// count as evidence are part of the shape all the same.
  public static List<CurveError> of(List<Row> rows) {
    return curves(rows).stream().map(CurveError::one).toList();
  }

  /// The points of each curve.
  public static List<List<Row>> curves(List<Row> rows) {
    Map<Object, List<Row>> curves = new LinkedHashMap<>();
    for (Row row : rows) {
      Published p = row.published();
      boolean energy = p.quantity() == Quantity.ENERGY || p.quantity() == Quantity.PART_ENERGY;
      if (energy && (p.counted() || p.curve() != null)) {
        Object key = List.of(p.chip(), name(p), p.form(), p.parts());
        curves.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
      }
    }
    return curves.values().stream()
        .flatMap(c -> apart(c).stream())
        .filter(c -> c.size() >= LEAST)
        .toList();
  }

  private static String name(Published p) {
    return p.curve() == null ? "operating points" : p.curve();
  }

  private static List<List<Row>> apart(List<Row> curve) {
    Map<Object, List<Row>> supplies = new LinkedHashMap<>();
    for (Row row : curve) {
      Object supply = row.published().supply() == null ? "" : row.published().supply();
      supplies.computeIfAbsent(supply, s -> new ArrayList<>()).add(row);
    }
    boolean several = supplies.values().stream().anyMatch(c -> c.size() > 1);
    return several ? List.copyOf(supplies.values()) : List.of(curve);
  }

  private static CurveError one(List<Row> rows) {
    Published first = rows.getFirst().published();
    double constant = 1 / rows.getFirst().ratio(Fitting.BLIND);
    for (Row row : rows) {
      // The mean of the sizes of errors is least where one of the points is met.
      double meets = 1 / row.ratio(Fitting.BLIND);
      if (mean(rows, Fitting.BLIND, meets) < mean(rows, Fitting.BLIND, constant)) {
        constant = meets;
      }
    }
    double worst = 0;
    for (Row row : rows) {
      worst = Math.max(worst, Math.abs(constant * row.ratio(Fitting.BLIND) - 1));
    }
    return new CurveError(
        first.chip(),
        name(first),
        rows.stream().allMatch(r -> Objects.equals(r.published().supply(), first.supply()))
            ? first.supply()
            : null,
        first.form(),
        first.parts(),
        rows.size(),
        mean(rows, Fitting.BLIND, 1),
        mean(rows, Fitting.LEFT_OUT, 1),
        constant,
        mean(rows, Fitting.BLIND, constant),
        worst,
        mean(rows, Fitting.FITTED, 1));
  }

  private static double mean(List<Row> rows, Fitting fitting, double constant) {
    double sum = 0;
    for (Row row : rows) {
      sum += Math.abs(constant * row.ratio(fitting) - 1);
    }
    return sum / rows.size();
  }
}
