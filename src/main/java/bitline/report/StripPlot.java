package bitline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Scores of chips as points on a line, those of the same score above each other, with the mean and
/// its interval below, and lines where the floor and float lie. Inline SVG.
record StripPlot(ChipSamples samples) {
  private static final int RADIUS = 4;
  private static final int TALLEST = 150;
  private static final int LABELS = 34;

  String svg() {
    List<Double> all = new ArrayList<>(samples.scores());
    all.add(samples.floor());
    all.add(samples.onFloat());
    Scale scale = Scale.of(samples.metric(), all, 6);
    Map<Double, List<Integer>> stacks = new TreeMap<>();
    for (int i = 0; i < samples.scores().size(); i++) {
      stacks.computeIfAbsent(samples.scores().get(i), _ -> new ArrayList<>()).add(i);
    }
    int tallest = stacks.values().stream().mapToInt(List::size).max().orElse(1);
    double each = Math.min(2.0 * RADIUS + 2, (double) TALLEST / tallest);
    int base = LABELS + (int) Math.max(40, Math.ceil(tallest * each) + 10);
    StringBuilder out = new StringBuilder();
    out.append("<svg class=\"plot inset\" width=\"100%\" height=\"")
        .append(base + 46)
        .append("\" role=\"img\">");
    for (double tick : scale.ticks()) {
      double x = scale.place(tick);
      line(out, "grid", x, LABELS, x, base + 18);
      out.append("<text x=\"")
          .append(Html.number(x))
          .append("%\" y=\"")
          .append(base + 34)
          .append("\" text-anchor=\"middle\">")
          .append(Html.escape(scale.name(tick)))
          .append("</text>");
    }
    line(out, "base", 0, base, 100, base);
    mark(out, scale, samples.floor(), "floor", "floor", base, 26);
    mark(out, scale, samples.onFloat(), "float", "float", base, 11);
    stacks.forEach((score, chips) -> {
      for (int i = 0; i < chips.size(); i++) {
        out.append("<circle class=\"")
            .append(score >= samples.floor() ? "chip" : "lost")
            .append("\" cx=\"")
            .append(Html.number(scale.place(score)))
            .append("%\" cy=\"")
            .append(Html.number(base - RADIUS - 2 - i * each))
            .append("\" r=\"")
            .append(RADIUS)
            .append("\"><title>")
            .append(
                Html.escape(
                    "chip "
                        + chips.get(i)
                        + ": "
                        + Numbers.score(samples.metric(), score)
                        + " "
                        + samples.metric()))
            .append("</title></circle>");
      }
    });
    double y = base + 9;
    out.append("<g><title>")
        .append(
            Html.escape(
                "mean "
                    + Numbers.score(samples.metric(), samples.spread().mean())
                    + ", 95 % interval "
                    + Numbers.score(samples.metric(), samples.spread().low())
                    + " to "
                    + Numbers.score(samples.metric(), samples.spread().high())))
        .append("</title>");
    line(
        out,
        "interval",
        Math.max(0, scale.place(samples.spread().low())),
        y,
        Math.min(100, scale.place(samples.spread().high())),
        y);
    out.append("<circle class=\"mean\" cx=\"")
        .append(Html.number(scale.place(samples.spread().mean())))
        .append("%\" cy=\"")
        .append(Html.number(y))
        .append("\" r=\"4.5\"/></g></svg>");
    return out
        + "<p class=\"legend\"><span><i class=\"chip\"></i>chip at or above the floor</span><span><i class=\"lost\"></i>chip below it</span>"
        + "<span><i class=\"mean\"></i>mean and its 95 % interval</span></p>";
  }

  private void mark(
      StringBuilder out, Scale scale, double value, String name, String style, int base, int y) {
    double x = scale.place(value);
    line(out, style + " mark", x, y + 4, x, base);
    out.append("<text class=\"")
        .append(style)
        .append("\" x=\"")
        .append(Html.number(x))
        .append("%\" y=\"")
        .append(y)
        .append("\" text-anchor=\"")
        .append(x > 70 ? "end" : x < 30 ? "start" : "middle")
        .append("\">")
        .append(Html.escape(name + " " + Numbers.score(samples.metric(), value)))
        .append("</text>");
  }

  private static void line(
      StringBuilder out, String style, double x1, double y1, double x2, double y2) {
    out.append("<line class=\"")
        .append(style)
        .append("\" x1=\"")
        .append(Html.number(x1))
        .append("%\" y1=\"")
        .append(Html.number(y1))
        .append("\" x2=\"")
        .append(Html.number(x2))
        .append("%\" y2=\"")
        .append(Html.number(y2))
        .append("\"/>");
  }
}
