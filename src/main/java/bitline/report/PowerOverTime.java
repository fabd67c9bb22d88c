package bitline.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Watts over time as steps above each other, a colour a part, with lines at the average, the peak
/// and the limit. Each step is the mean over a stretch of time, all of them as long; what is
/// shorter than a stretch is hidden in it. Inline SVG that stretches with the page.
///
/// An `IllegalArgumentException` says that there is nothing to draw, or a value that is negative or
/// not finite.
///
/// @param what it shows, for those who cannot see it
/// @param length seconds from end to end
/// @param limit watts that are allowed; null: none is known
record PowerOverTime(String what, double length, List<Series> series, @Nullable Double limit) {
  private static final int AXIS = 62;
  private static final int WIDE = 10_000;
  private static final int HEAD = 20;
  private static final int TALL = 240;
  private static final double FEMTO = 1e-15;

  /// A limit farther above the peak than this is told in words: drawn, it would flatten the rest.
  private static final double FAR = 3;

  /// A part's watts, stretch by stretch.
  record Series(String name, String style, List<Double> watts) {
    Series {
      watts = List.copyOf(watts);
    }

    double mean() {
      return watts.stream().mapToDouble(Double::doubleValue).sum() / watts.size();
    }
  }

  PowerOverTime {
    series = List.copyOf(series);
    if (!(length > 0) || length > 1e3 || series.isEmpty()) {
      throw new IllegalArgumentException("power of " + series.size() + " parts over " + length);
    }
    int steps = series.getFirst().watts.size();
    for (Series s : series) {
      if (s.watts.size() != steps || steps == 0) {
        throw new IllegalArgumentException(s.name + ": " + s.watts.size() + " steps");
      }
      for (double w : s.watts) {
        if (!Double.isFinite(w) || w < 0) {
          throw new IllegalArgumentException(s.name + ": " + w + " W");
        }
      }
    }
    if (limit != null && !(limit > 0 && limit < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a limit of " + limit + " W");
    }
  }

  /// Watts of all parts, stretch by stretch.
  private double[] sums() {
    double[] sums = new double[series.getFirst().watts.size()];
    for (Series s : series) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += s.watts.get(i);
      }
    }
    return sums;
  }

  /// The mean over the whole time.
  double average() {
    double sum = 0;
    double[] sums = sums();
    for (double watts : sums) {
      sum += watts;
    }
    return sum / sums.length;
  }

  /// The greatest of a stretch.
  double peak() {
    double peak = 0;
    for (double watts : sums()) {
      peak = Math.max(peak, watts);
    }
    return peak;
  }

  String html() {
    double peak = peak();
    Double allowed = limit;
    boolean far = allowed != null && allowed > FAR * peak;
    double most = allowed == null || far ? peak : Math.max(peak, allowed);
    SiScale scale = SiScale.of(most * 1.04, "W", 5);
    Svg axis = new Svg();
    StringBuilder times = new StringBuilder();
    TimeAxis.of(Math.max(1, Math.round(length / FEMTO))).draw(times, HEAD, HEAD + TALL);
    Svg plot = new Svg().raw(times);
    for (double tick : scale.ticks()) {
      String y = Svg.px(down(scale, tick));
      axis.text("", "100%", -8, down(scale, tick) + 4, "end", scale.name(tick));
      plot.line("grid", "0", y, "100%", y);
    }
    plot.stretched("areas", WIDE, HEAD + TALL, areas(scale));
    mark(plot, scale, average(), "mean", "average " + Numbers.si(average(), "W"), false);
    mark(plot, scale, peak, "peak", "peak " + Numbers.si(peak, "W"), true);
    if (allowed != null && !far) {
      mark(plot, scale, allowed, "floor", "limit " + Numbers.si(allowed, "W"), false);
    }
    return legend(far ? allowed : null)
        + "<div class=\"chart power\">"
        + axis.axis(AXIS, HEAD + TALL + 22)
        + plot.drawing("plot", HEAD + TALL + 22, what)
        + "</div>";
  }

  private static double down(SiScale scale, double watts) {
    return HEAD + TALL * (1 - scale.place(watts) / 100);
  }

  private Svg areas(SiScale scale) {
    Svg out = new Svg();
    double[] below = new double[sums().length];
    for (Series s : series) {
      double[] above = below.clone();
      for (int i = 0; i < above.length; i++) {
        above[i] += s.watts.get(i);
      }
      if (s.mean() > 0) {
        String title = s.name + ": " + Numbers.si(s.mean(), "W") + " on average";
        out.path(s.style, area(scale, below, above), title);
      }
      below = above;
    }
    return out;
  }

  /// There along the upper edge, and back along the lower one.
  private static String area(SiScale scale, double[] below, double[] above) {
    StringBuilder path = new StringBuilder();
    int steps = above.length;
    String before = "";
    for (int i = 0; i < steps; i++) {
      String now = Svg.px(down(scale, above[i]));
      if (i == 0) {
        path.append("M0 ").append(now);
      } else if (!now.equals(before)) {
        path.append('H').append(place(i, steps)).append('V').append(now);
      }
      before = now;
    }
    path.append('H').append(WIDE);
    before = "";
    for (int i = steps - 1; i >= 0; i--) {
      String now = Svg.px(down(scale, below[i]));
      if (!now.equals(before)) {
        path.append('H').append(place(i + 1, steps)).append('V').append(now);
      }
      before = now;
    }
    return path.append("H0Z").toString();
  }

  private static long place(int step, int steps) {
    return Math.round((double) WIDE * step / steps);
  }

  private static void mark(
      Svg out, SiScale scale, double watts, String style, String name, boolean right) {
    String y = Svg.px(down(scale, watts));
    out.line("mark " + style, "0", y, "100%", y);
    out.text(
        "halo " + style,
        right ? "100%" : "0",
        right ? -6 : 6,
        down(scale, watts) - 5,
        right ? "end" : "start",
        name);
  }

  private String legend(@Nullable Double far) {
    List<Svg.Key> keys = new ArrayList<>();
    double average = average();
    for (Series s : series.reversed()) {
      if (s.mean() > 0) {
        keys.add(new Svg.Key(s.name + " " + Numbers.percent(s.mean() / average), s.style));
      }
    }
    if (far != null) {
      keys.add(new Svg.Key("limit " + Numbers.si(far, "W") + ", far above the drawing", "floor"));
    }
    return Svg.legend(keys);
  }
}
