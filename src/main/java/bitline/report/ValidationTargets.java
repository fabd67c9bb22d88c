package bitline.report;

import bitline.silicon.validate.CurveError;
import bitline.silicon.validate.Fitting;
import bitline.silicon.validate.Quantity;
import bitline.silicon.validate.Row;
import bitline.silicon.validate.Score;
import bitline.silicon.validate.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a validation is meant to reach, beside what it does.
public final class ValidationTargets {
  private static final double LEFT_OUT = 1.25;
  private static final double FITTED = 1.05;
  private static final double LEAST_INSIDE = 0.7;
  private static final double MOST_INSIDE = 0.9;
  private static final double THROUGHPUT = 0.03;

  /// Curves that have a target of their own: mean error after one constant.
  private static final List<Shape> SHAPES =
      List.of(
          new Shape("sinangil_jssc_2021", "voltage", null, 0.06),
          new Shape("wang_vlsi_2022", "operating points", null, 0.07),
          new Shape("kim_jssc_2021", null, 0.8, 0.08));

  private record Shape(String chip, @Nullable String curve, @Nullable Double supply, double most) {
    boolean of(CurveError c) {
      return c.chip().equals(chip)
          && (curve == null || curve.equals(c.curve()))
          && (supply == null || supply.equals(c.supply()));
    }
  }

  private ValidationTargets() {}

  /// Each target, met or not.
  public static List<Figure> of(Validation validation) {
    List<Figure> out = new ArrayList<>();
    median(out, validation, Quantity.ENERGY, Fitting.BLIND, 1.5);
    median(out, validation, Quantity.AREA, Fitting.BLIND, 1.4);
    for (Quantity quantity : List.of(Quantity.ENERGY, Quantity.AREA)) {
      median(out, validation, quantity, Fitting.LEFT_OUT, LEFT_OUT);
    }
    for (Quantity quantity : List.of(Quantity.ENERGY, Quantity.AREA)) {
      median(out, validation, quantity, Fitting.FITTED, FITTED);
    }
    for (Fitting fitting : List.of(Fitting.BLIND, Fitting.LEFT_OUT)) {
      double inside = Score.coverage(validation.rows(), fitting);
      if (!Double.isNaN(inside)) {
        out.add(
            new Figure(
                "validate",
                "80 % intervals hold, " + fitting.words(),
                Numbers.percent(inside),
                "70 to 90 %",
                inside >= LEAST_INSIDE && inside <= MOST_INSIDE,
                "all figures that count, chips alike"));
      }
    }
    List<CurveError> curves = CurveError.of(validation.rows());
    for (Shape shape : SHAPES) {
      shape(out, shape, curves.stream().filter(shape::of).toList());
    }
    throughput(out, validation.rows());
    return out;
  }

  private static void median(
      List<Figure> out, Validation of, Quantity quantity, Fitting fitting, double most) {
    String what = quantity.words() + ", " + fitting.words() + ": median factor";
    String target = "<= " + String.format(Locale.ROOT, "%.2f", most);
    for (Score s : Score.of(of.rows())) {
      if (s.kind() == Score.Kind.ALL && s.quantity() == quantity && s.fitting() == fitting) {
        double factor = StrictMath.exp(s.median());
        out.add(
            new Figure(
                "validate",
                what,
                String.format(Locale.ROOT, "%.3f", factor),
                target,
                factor <= most,
                String.format(
                    Locale.ROOT,
                    "%d chips; %.3f with what does not count",
                    s.chips(),
                    StrictMath.exp(Score.medianOfShown(of.rows(), quantity, fitting)))));
        return;
      }
    }
    out.add(new Figure("validate", what, "-", target, null, "no chip tells it"));
  }

  private static void shape(List<Figure> out, Shape shape, List<CurveError> curves) {
    String target = "<= " + Numbers.percent(shape.most);
    String name =
        shape.chip
            + (shape.curve == null ? "" : ", " + shape.curve)
            + (shape.supply == null ? "" : String.format(Locale.ROOT, ", %.1f V", shape.supply));
    if (curves.isEmpty()) {
      out.add(new Figure("validate", name, "-", target, null, "not described"));
    }
    for (CurveError c : curves) {
      out.add(
          new Figure(
              "validate",
              shape.curve == null ? name + ", " + c.curve() : name,
              Numbers.percent(c.afterOne()),
              target,
              c.afterOne() <= shape.most,
              c.points() + " points, one constant"));
    }
  }

  private static void throughput(List<Figure> out, List<Row> rows) {
    List<Row> here =
        rows.stream()
            .filter(r -> r.published().quantity() == Quantity.THROUGHPUT && r.published().counted())
            .toList();
    List<Row> off =
        here.stream().filter(r -> Math.abs(r.ratio(Fitting.BLIND) - 1) > THROUGHPUT).toList();
    if (!here.isEmpty()) {
      out.add(
          new Figure(
              "validate",
              "throughput within 3 %, no evidence",
              (here.size() - off.size()) + " of " + here.size(),
              "all",
              off.isEmpty(),
              String.join(
                  ", ",
                  off.stream()
                      .map(r -> r.published().chip() + " " + r.published().point())
                      .limit(3)
                      .toList())));
    }
  }
}
