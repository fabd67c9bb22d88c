package bitline.report;

import bitline.forecast.outlook.Alternative;
import bitline.forecast.outlook.Swing;
import java.util.List;

/// What a forecast becomes when one thing after the other is done otherwise, on a logarithmic axis:
/// bars from the least to the most that the alternatives give, the widest on top. Inline SVG that
/// stretches with the page.
///
/// An `IllegalArgumentException` says that there is no bar.
///
/// @param what it shows, for those who cannot see it
/// @param unit of all values
/// @param middle the forecast as asked
/// @param swings in their order
record SwingPlot(String what, String unit, double middle, List<Swing> swings) {
  private static final int LABELS = 300;
  private static final int LETTERS = 46;
  private static final int SLOT = 30;
  private static final int HEAD = 22;

  SwingPlot {
    swings = List.copyOf(swings);
    if (swings.isEmpty()) {
      throw new IllegalArgumentException(what + ": no bars");
    }
  }

  String html() {
    double least = middle;
    double most = middle;
    for (Swing swing : swings) {
      least = Math.min(least, swing.low());
      most = Math.max(most, swing.high());
    }
    double room = StrictMath.pow(most / least, 0.5);
    LogScale scale = new LogScale(least / Math.max(1.2, room), most * Math.max(1.2, room));
    double height = HEAD + SLOT * swings.size() + 6;
    Svg names = new Svg();
    Svg plot = new Svg();
    for (int s = 0; s < swings.size(); s++) {
      Swing swing = swings.get(s);
      double y = HEAD + s * SLOT;
      names.text("", "100%", -8, y + 19, "end", Svg.shortened(swing.name(), LETTERS));
      Svg row = new Svg().rect("slot", "0", Svg.px(y), "100%", Svg.px(SLOT), "");
      half(row, scale, Math.min(swing.low(), middle), middle, style(swing), y);
      half(row, scale, middle, Math.max(swing.high(), middle), style(swing), y);
      end(row, scale, swing.low(), swing.lowMeans(), true, y);
      end(row, scale, swing.high(), swing.highMeans(), false, y);
      plot.group("row", title(swing), row);
    }
    String at = Svg.part(scale.place(middle));
    plot.line("base middle", at, Svg.px(HEAD - 4), at, Svg.px(height));
    plot.text("title", at, 0, HEAD - 9, "middle", Amount.text(middle, unit));
    return "<div class=\"chart tornado\">"
        + names.axis(LABELS, height)
        + plot.drawing("plot", height, what)
        + "</div>"
        + Svg.legend(
            List.of(
                new Svg.Key("another question: the number itself is another", "float"),
                new Svg.Key("the same number by other means: method, data, inputs", "chip")));
  }

  private static String style(Swing swing) {
    return swing.kind() == Alternative.Kind.QUESTION ? "float" : "chip";
  }

  private static void half(
      Svg row, LogScale scale, double from, double to, String style, double y) {
    if (to > from) {
      row.rect(
          style,
          Svg.part(scale.place(from)),
          Svg.px(y + 6),
          Svg.part(scale.place(to) - scale.place(from)),
          Svg.px(SLOT - 12),
          "");
    }
  }

  private void end(Svg row, LogScale scale, double value, String means, boolean left, double y) {
    if (left ? value < middle : value > middle) {
      row.text(
          "",
          Svg.part(scale.place(value)),
          left ? -6 : 6,
          y + 19,
          left ? "end" : "start",
          Amount.text(value, unit) + " " + Svg.shortened(means, 26));
    }
  }

  private String title(Swing swing) {
    return swing.name()
        + ": "
        + Amount.text(swing.low(), unit)
        + " ("
        + swing.lowMeans()
        + ") to "
        + Amount.text(swing.high(), unit)
        + " ("
        + swing.highMeans()
        + "); alternatives tried: "
        + swing.tried();
  }
}
