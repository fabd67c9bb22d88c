package bitline.report;

import bitline.base.Interval;
import bitline.claim.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// By how much our side is better, case by case: the interval as a line, the middle as a dot, the
/// bar that the claim asks for as a line through all. Logarithmic; inline SVG that stretches with
/// the page.
///
/// @param what it shows, for those who cannot see it
/// @param cases at least one, all of one bar
record RatioPlot(String what, List<Case> cases) {
  private static final int LABELS = 380;
  private static final int LETTERS = 60;
  private static final int SLOT = 22;
  private static final int HEAD = 24;

  /// Ratios beyond are drawn at the edge.
  private static final double MOST = 1e4;

  RatioPlot {
    cases = List.copyOf(cases);
    if (cases.isEmpty()) {
      throw new IllegalArgumentException("a plot of no case");
    }
  }

  String html() {
    double bar = cases.getFirst().bar();
    double least = Math.min(1, bar);
    double most = Math.max(1, bar);
    for (Case one : cases) {
      least = Math.min(least, within(one.ratio().low()));
      most = Math.max(most, within(one.ratio().high()));
    }
    LogScale scale = LogScale.of(least, most);
    double height = HEAD + SLOT * cases.size() + 6;
    Svg names = new Svg();
    Svg plot = new Svg();
    for (double tick : scale.ticks()) {
      String x = Svg.part(scale.place(tick));
      plot.line("grid", x, Svg.px(HEAD - 4), x, Svg.px(height));
      plot.text("", x, 0, HEAD - 9, "middle", Numbers.short3(tick) + "×");
    }
    String one = Svg.part(scale.place(1));
    plot.line("base", one, Svg.px(HEAD - 4), one, Svg.px(height));
    String at = Svg.part(scale.place(bar));
    plot.line("mark floor", at, Svg.px(HEAD - 4), at, Svg.px(height));
    for (int i = 0; i < cases.size(); i++) {
      double y = HEAD + i * SLOT;
      names.text("", "100%", -8, y + 15, "end", Svg.shortened(name(cases.get(i)), LETTERS));
      plot.group("row", title(cases.get(i)), row(cases.get(i), scale, y));
    }
    return "<div class=\"chart ratios\">"
        + names.axis(LABELS, height)
        + plot.drawing("plot", height, what)
        + "</div>";
  }

  static String legend() {
    return Svg.legend(
        List.of(
            new Svg.Key("met", "used dot"),
            new Svg.Key("open", "assumed dot"),
            new Svg.Key("missed", "lost dot"),
            new Svg.Key("the bar", "floor")));
  }

  private static double within(double ratio) {
    return Math.clamp(ratio, 1 / MOST, MOST);
  }

  private static Svg row(Case one, LogScale scale, double y) {
    Interval ratio = one.ratio();
    String style = style(one.outcome());
    Svg row = new Svg().rect("slot", "0", Svg.px(y), "100%", Svg.px(SLOT), "");
    String middle = Svg.px(y + SLOT / 2.0);
    row.line(
        "ratio " + style,
        Svg.part(scale.place(within(ratio.low()))),
        middle,
        Svg.part(scale.place(within(ratio.high()))),
        middle);
    return row.mark(
        style, Svg.part(scale.place(within(ratio.middle()))), y + SLOT / 2.0, false, "");
  }

  static String style(Case.Outcome outcome) {
    return switch (outcome) {
      case MET -> "met";
      case OPEN -> "open";
      case MISSED -> "missed-bar";
    };
  }

  /// What tells a case from the others.
  static String name(Case one) {
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, String> entry : one.circumstances().entrySet()) {
      if (!entry.getKey().equals(Case.ASSUMING)) {
        words.add(entry.getValue());
      }
    }
    return String.join(", ", words);
  }

  private static String title(Case one) {
    return name(one)
        + ": "
        + one.ours().name()
        + " "
        + ClaimsText.value(one, one.ours().value().middle())
        + ", "
        + one.theirs().side().name()
        + " "
        + ClaimsText.value(one, one.theirs().side().value().middle())
        + "; "
        + ClaimsText.ratio(one);
  }
}
