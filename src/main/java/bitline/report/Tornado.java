package bitline.report;

import java.util.Comparator;
import java.util.List;

/// What a result becomes when one assumption after the other is at the lower and at the upper end
/// of its interval, all others in the middle: those that move it most on top. Inline SVG that
/// stretches with the page.
///
/// An `IllegalArgumentException` says that there is no bar, or a value that is not finite.
///
/// @param what it shows, for those who cannot see it
/// @param unit of all values, SI
/// @param middle the result with every assumption in its middle
/// @param most bars that are drawn
record Tornado(String what, String unit, double middle, List<Bar> bars, int most) {
  private static final int LABELS = 350;
  private static final int LETTERS = 54;
  private static final int SLOT = 28;
  private static final int HEAD = 22;

  /// An assumption.
  ///
  /// @param name in a few words
  /// @param detail what is assumed, for the mouse
  /// @param low the result at the lower end of its interval
  /// @param high the result at the upper end; may be below `low`
  record Bar(String name, String detail, double low, double high) {
    double width() {
      return Math.abs(high - low);
    }
  }

  Tornado {
    bars = bars.stream().sorted(Comparator.comparingDouble(bar -> -bar.width())).toList();
    if (bars.isEmpty() || most < 1 || !Double.isFinite(middle)) {
      throw new IllegalArgumentException(bars.size() + " bars around " + middle);
    }
    for (Bar bar : bars) {
      if (!Double.isFinite(bar.low) || !Double.isFinite(bar.high)) {
        throw new IllegalArgumentException(bar.name + ": " + bar.low + " to " + bar.high);
      }
    }
  }

  /// Those that are drawn.
  List<Bar> drawn() {
    return bars.subList(0, Math.min(most, bars.size()));
  }

  String html() {
    double least = middle;
    double greatest = middle;
    for (Bar bar : drawn()) {
      least = Math.min(least, Math.min(bar.low, bar.high));
      greatest = Math.max(greatest, Math.max(bar.low, bar.high));
    }
    double room = Math.max(greatest - least, Math.abs(middle) * 1e-3);
    double from = least - 0.16 * room;
    double span = room > 0 ? 1.32 * room : 1;
    double height = HEAD + SLOT * drawn().size() + 8;
    Svg names = new Svg();
    Svg plot = new Svg();
    String at = Svg.part(100 * (middle - from) / span);
    for (int b = 0; b < drawn().size(); b++) {
      Bar bar = drawn().get(b);
      double y = HEAD + b * SLOT;
      names.text("", "100%", -8, y + 18, "end", Svg.shortened(bar.name, LETTERS));
      Svg row = new Svg().rect("slot", "0", Svg.px(y), "100%", Svg.px(SLOT), "");
      half(row, bar.low, "low", from, span, y);
      half(row, bar.high, "high", from, span, y);
      plot.group("row", title(bar), row);
    }
    plot.line("base middle", at, Svg.px(HEAD - 4), at, Svg.px(height));
    plot.text("title", at, 0, HEAD - 9, "middle", Numbers.si(middle, unit));
    return "<div class=\"chart tornado\">"
        + names.axis(LABELS, height)
        + plot.drawing("plot", height, what)
        + "</div>"
        + Svg.legend(
            List.of(
                new Svg.Key("the assumption at the lower end of its interval", "low"),
                new Svg.Key("at the upper end", "high")));
  }

  private void half(Svg row, double end, String style, double from, double span, double y) {
    double low = 100 * (Math.min(middle, end) - from) / span;
    double wide = 100 * Math.abs(middle - end) / span;
    row.rect(style, Svg.part(low), Svg.px(y + 5), Svg.part(wide), Svg.px(SLOT - 10), "");
    boolean left = end < middle;
    row.text(
        "",
        Svg.part(100 * (end - from) / span),
        left ? -6 : 6,
        y + 18,
        left ? "end" : "start",
        Numbers.si(end, unit));
  }

  private String title(Bar bar) {
    return bar.name
        + ": "
        + Numbers.si(bar.low, unit)
        + " to "
        + Numbers.si(bar.high, unit)
        + (bar.detail.isEmpty() ? "" : "; " + bar.detail);
  }
}
