package bitline.report;

import bitline.silicon.validate.Fitting;
import bitline.silicon.validate.Quantity;
import bitline.silicon.validate.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How far predictions are from silicon, on a logarithmic axis of model over published: a row for
/// each quantity and fitting, a dot for each chip at the geometric mean of its figures. Inline SVG.
record ErrorStrips(List<Row> rows) {
  private static final int TALL = 24;
  private static final int AXIS = 190;
  private static final double FURTHEST = 30;
  private static final double[] TICKS = {0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20};

  String html() {
    LogScale scale = new LogScale(1 / FURTHEST, FURTHEST);
    Svg axis = new Svg();
    Svg plot = new Svg();
    Svg dots = new Svg();
    int line = 0;
    for (Quantity quantity : Quantity.values()) {
      List<Row> here =
          rows.stream()
              .filter(r -> r.published().counted() && r.published().quantity() == quantity)
              .toList();
      if (here.isEmpty() || !quantity.evidence()) {
        continue;
      }
      for (Fitting fitting : Fitting.values()) {
        double y = (line + 0.5) * TALL;
        String name = (fitting == Fitting.BLIND ? quantity.words() + ", " : "") + fitting.words();
        axis.text(fitting == Fitting.BLIND ? "title" : "", "100%", -10, y + 4, "end", name);
        dots(dots, scale, here, fitting, y);
        line++;
      }
    }
    double tall = line * TALL;
    String left = Svg.part(scale.place(1 / 1.5));
    String wide = Svg.part(scale.place(1.5) - scale.place(1 / 1.5));
    plot.rect("within", left, "0", wide, Svg.px(tall), "within a factor of 1.5");
    for (double tick : TICKS) {
      String x = Svg.part(scale.place(tick));
      plot.line(tick == 1 ? "base" : "grid", x, "0", x, Svg.px(tall));
      plot.text("", x, 0, tall + 16, "middle", Numbers.axis(tick));
    }
    plot.text(
        "title",
        "50%",
        0,
        tall + 36,
        "middle",
        "model / published, of joules, square metres or shares");
    return "<div class=\"chart\">"
        + axis.axis(AXIS, tall + 44)
        + plot.add(dots).drawing("plot", tall + 44, "errors by quantity")
        + "</div>"
        + Svg.legend(
            List.of(
                new Svg.Key("analog", "analog dot"),
                new Svg.Key("digital", "digital diamond"),
                new Svg.Key("within a factor of 1.5", "factor")));
  }

  private static void dots(Svg out, LogScale scale, List<Row> rows, Fitting fitting, double y) {
    Map<String, List<Row>> chips = new LinkedHashMap<>();
    rows.forEach(r -> chips.computeIfAbsent(r.published().chip(), c -> new ArrayList<>()).add(r));
    chips.forEach((chip, of) -> {
      double mean = of.stream().mapToDouble(r -> r.error(fitting)).sum() / of.size();
      double factor = StrictMath.exp(mean);
      boolean digital = of.getFirst().published().digital();
      out.mark(
          digital ? "digital" : "analog",
          Svg.part(scale.place(Math.clamp(factor, 1.05 / FURTHEST, FURTHEST / 1.05))),
          y,
          digital,
          chip + ": " + ValidationText.factor(factor));
    });
  }
}
