package bitline.report;

import java.util.ArrayList;
import java.util.List;

/// Bars below each other, each cut into the same series of segments: the energy of layers by part.
/// Bars stand in the order given; those beyond `most` are drawn as one, their sum, which is told in
/// words where it is longer than the axis. Inline SVG that stretches with the page.
///
/// An `IllegalArgumentException` says that there is no bar or no series, or a value that is
/// negative or not finite.
///
/// @param what it shows, for those who cannot see it
/// @param unit of all values, SI
/// @param most bars that are drawn one by one
/// @param parts whether bars are parts of one whole, whose shares are told; else each stands for
///   itself
record StackedBars(
    String what, String unit, List<Series> series, List<Bar> bars, int most, boolean parts) {
  private static final int LABELS = 236;
  private static final int LETTERS = 34;
  private static final int HEAD = 22;
  private static final int SLOT = 20;

  /// The narrowest segment that is drawn, in percent.
  private static final double THIN = 0.02;

  /// The longest bar may be as long as the axis, and its sum rounded up.
  private static final double ROUNDING = 1e-9;

  /// What segments of one colour are.
  record Series(String name, String style) {}

  /// A bar and its segments' values, in the order of the series.
  record Bar(String name, List<Double> values) {
    Bar {
      values = List.copyOf(values);
    }

    double sum() {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      return sum;
    }
  }

  /// Bars that are parts of one whole.
  StackedBars(String what, String unit, List<Series> series, List<Bar> bars, int most) {
    this(what, unit, series, bars, most, true);
  }

  StackedBars {
    series = List.copyOf(series);
    bars = List.copyOf(bars);
    if (bars.isEmpty() || series.isEmpty() || most < 1) {
      throw new IllegalArgumentException("bars without a bar, a series, or room for one");
    }
    for (Bar bar : bars) {
      if (bar.values.size() != series.size()) {
        throw new IllegalArgumentException(
            bar.values.size() + " values for " + series.size() + " series: " + bar.name);
      }
      for (double value : bar.values) {
        if (!Double.isFinite(value) || value < 0) {
          throw new IllegalArgumentException(bar.name + ": a segment of " + value);
        }
      }
    }
  }

  /// The bars as they are drawn, the last the sum of those that are not.
  List<Bar> drawn() {
    if (bars.size() <= most) {
      return bars;
    }
    List<Bar> drawn = new ArrayList<>(bars.subList(0, most));
    drawn.add(new Bar((bars.size() - most) + " more", totals(bars.subList(most, bars.size()))));
    return drawn;
  }

  /// Sums of each series.
  private List<Double> totals(List<Bar> of) {
    List<Double> totals = new ArrayList<>();
    for (int s = 0; s < series.size(); s++) {
      double sum = 0;
      for (Bar bar : of) {
        sum += bar.values.get(s);
      }
      totals.add(sum);
    }
    return totals;
  }

  String html() {
    List<Bar> drawn = drawn();
    double all = bars.stream().mapToDouble(Bar::sum).sum();
    SiScale scale =
        SiScale.of(bars.stream().limit(most).mapToDouble(Bar::sum).max().orElse(0), unit, 6);
    double height = HEAD + SLOT * drawn.size() + 6;
    Svg names = new Svg();
    Svg plot = new Svg();
    for (double tick : scale.ticks()) {
      String x = Svg.part(scale.place(tick));
      plot.line("grid", x, Svg.px(HEAD - 4), x, Svg.px(height));
      plot.text("", x, 0, HEAD - 9, tick == 0 ? "start" : "middle", scale.name(tick));
    }
    for (int b = 0; b < drawn.size(); b++) {
      Bar bar = drawn.get(b);
      double y = HEAD + b * SLOT;
      names.text("", "100%", -8, y + 14, "end", Svg.shortened(bar.name, LETTERS));
      plot.group("row", title(bar, all), row(bar, scale, y));
    }
    return legend(all)
        + "<div class=\"chart stacked\">"
        + names.axis(LABELS, height)
        + plot.drawing("plot", height, what)
        + "</div>";
  }

  private String title(Bar bar, double all) {
    String whole = parts ? of(bar.sum(), all, "the whole") : "";
    return bar.name + ": " + Numbers.si(bar.sum(), unit) + whole;
  }

  private static String of(double value, double all, String whole) {
    return all > 0 ? ", " + Numbers.percent(value / all) + " of " + whole : "";
  }

  private Svg row(Bar bar, SiScale scale, double y) {
    Svg row = new Svg().rect("slot", "0", Svg.px(y), "100%", Svg.px(SLOT), "");
    if (bar.sum() > scale.top() * (1 + ROUNDING)) {
      return row.text("", "0", 6, y + 14, "start", Numbers.si(bar.sum(), unit) + " together");
    }
    double at = 0;
    for (int s = 0; s < series.size(); s++) {
      double value = bar.values.get(s);
      double width = scale.place(value);
      if (width >= THIN) {
        row.rect(
            series.get(s).style,
            Svg.part(scale.place(at)),
            Svg.px(y + 3),
            Svg.part(width),
            Svg.px(SLOT - 6),
            bar.name
                + ", "
                + series.get(s).name
                + ": "
                + Numbers.si(value, unit)
                + of(value, bar.sum(), "its own"));
      }
      at += value;
    }
    return row.text("", Svg.part(scale.place(at)), 6, y + 14, "start", Numbers.si(bar.sum(), unit));
  }

  private String legend(double all) {
    List<Double> totals = totals(bars);
    List<Svg.Key> keys = new ArrayList<>();
    for (int s = 0; s < series.size(); s++) {
      if (totals.get(s) > 0) {
        String share = parts && all > 0 ? " " + Numbers.percent(totals.get(s) / all) : "";
        keys.add(new Svg.Key(series.get(s).name + share, series.get(s).style));
      }
    }
    return Svg.legend(keys);
  }
}
