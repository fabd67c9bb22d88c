package bitline.report;

import bitline.report.ForecastAnswer.Reliable;
import bitline.report.ForecastAnswer.Score;
import java.util.List;
import java.util.Locale;

/// Whether forecasts said as much as they knew: shares of outcomes below each quantile that was
/// foretold against the quantile, and how often outcomes fell into each tenth of what was foretold.
/// A method that is right about its own doubt has the first on the diagonal and the second flat.
/// Inline SVG.
final class CalibrationPlot {
  private static final double SIDE = 260;
  private static final double LEFT = 44;
  private static final double FOOT = 40;

  private CalibrationPlot() {}

  /// Foretold against came out.
  static String reliability(Score score) {
    Svg svg = new Svg();
    for (int tenth = 0; tenth <= 10; tenth += 2) {
      double share = tenth / 10.0;
      String name = String.format(Locale.ROOT, "%d %%", tenth * 10);
      svg.line("grid", px(x(0)), px(y(share)), px(x(1)), px(y(share)));
      svg.line("grid", px(x(share)), px(y(0)), px(x(share)), px(y(1)));
      svg.text("", px(x(0)), -6, y(share) + 4, "end", name);
      svg.text("", px(x(share)), 0, y(0) + 16, "middle", name);
    }
    svg.line("diagonal", px(x(0)), px(y(0)), px(x(1)), px(y(1)));
    List<String> places =
        score.reliability().stream()
            .map(each -> px(x(each.probability())) + " " + px(y(each.share())))
            .toList();
    svg.path("line-of chip", "M" + String.join("L", places), "");
    for (Reliable each : score.reliability()) {
      svg.mark(
          "chip",
          px(x(each.probability())),
          y(each.share()),
          false,
          "foretold with "
              + Numbers.percent(each.probability())
              + ": "
              + Numbers.percent(each.share())
              + " lay below");
    }
    svg.text("title", px(x(0.5)), 0, y(0) + 34, "middle", "quantile that was foretold");
    svg.upright("title", 9, y(0.5), "outcomes below it");
    return drawing(svg, "share of outcomes below each quantile");
  }

  /// Outcomes by tenths of what was foretold.
  static String pit(Score score) {
    int all = score.pit().stream().mapToInt(Integer::intValue).sum();
    if (all == 0) {
      return "";
    }
    int bins = score.pit().size();
    double most = score.pit().stream().mapToInt(Integer::intValue).max().orElse(1);
    double top = Math.max(0.2, 1.1 * most / all);
    Svg svg = new Svg();
    double step = top > 0.4 ? 0.2 : top > 0.2 ? 0.1 : 0.05;
    for (int i = 0; i * step <= top; i++) {
      double at = y(i * step / top);
      svg.line("grid", px(x(0)), px(at), px(x(1)), px(at));
      svg.text("", px(x(0)), -6, at + 4, "end", Math.round(100 * i * step) + " %");
    }
    for (int b = 0; b < bins; b++) {
      double share = score.pit().get(b) / (double) all;
      svg.rect(
          "chip",
          px(x((b + 0.08) / bins)),
          px(y(share / top)),
          px(0.84 * SIDE / bins),
          px(SIDE * share / top),
          score.pit().get(b)
              + " outcomes between the quantiles of "
              + Math.round(100.0 * b / bins)
              + " % and "
              + Math.round(100.0 * (b + 1) / bins)
              + " %");
      if (b % 2 == 0) {
        svg.text(
            "",
            px(x(b / (double) bins)),
            0,
            y(0) + 16,
            "middle",
            Math.round(100.0 * b / bins) + " %");
      }
    }
    svg.text("", px(x(1)), 0, y(0) + 16, "middle", "100 %");
    double even = y(1.0 / bins / top);
    svg.line("diagonal", px(x(0)), px(even), px(x(1)), px(even));
    svg.text(
        "title", px(x(0.5)), 0, y(0) + 34, "middle", "where outcomes fell in what was foretold");
    return drawing(svg, "outcomes by tenths of what was foretold");
  }

  private static String drawing(Svg svg, String what) {
    return "<div class=\"chart calibration\">"
        + svg.scaled("plot", LEFT + SIDE + 24, SIDE + FOOT + 12, what)
        + "</div>";
  }

  private static double x(double share) {
    return LEFT + SIDE * share;
  }

  private static double y(double share) {
    return 8 + SIDE * (1 - share);
  }

  private static String px(double pixels) {
    return Svg.px(pixels);
  }
}
