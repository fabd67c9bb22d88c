package bitline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Machines by the day they came out, and bands of what those to come will be, on a logarithmic
/// axis. Inline SVG that stretches with the page; marks and letters keep their size.
///
/// An `IllegalArgumentException` says that there is neither machine nor band.
///
/// @param what it shows, for those who cannot see it
/// @param unit of all values
/// @param dots machines
/// @param keys names and styles of their classes
/// @param fans bands, the widest interval first drawn; the first is the one that is asked about
/// @param past the middle before the origin
/// @param origin decimal year until which anything is known
/// @param tested decimal year until which the method's reach was tested
/// @param ceilings limits
/// @param own machines that are held against the others, drawn above them
record FanChart(
    String what,
    String unit,
    List<Dot> dots,
    List<Svg.Key> keys,
    List<Fan> fans,
    List<ForecastAnswer.Point> past,
    double origin,
    double tested,
    List<ForecastAnswer.Ceiling> ceilings,
    List<Own> own) {
  private static final int TALL = 420;
  private static final int WIDE = 1000;
  private static final int AXIS = 116;

  /// Orders of magnitude above all bands within which a ceiling is drawn.
  private static final double NEAR = 1.5;

  /// A machine.
  record Dot(double date, double value, String style, boolean diamond, String title) {}

  /// A machine with the bounds of its value.
  ///
  /// @param label beside it
  record Own(
      double date,
      double value,
      double low,
      double high,
      String style,
      String label,
      String title) {}

  /// Bands of one forecast.
  ///
  /// @param style `chip`, `anew`, …
  /// @param filled false: only the middle and the ends of the widest interval, as lines over others
  record Fan(String name, String style, List<ForecastAnswer.Band> bands, boolean filled) {
    Fan(String name, String style, List<ForecastAnswer.Band> bands) {
      this(name, style, bands, true);
    }
  }

  FanChart(
      String what,
      String unit,
      List<Dot> dots,
      List<Svg.Key> keys,
      List<Fan> fans,
      List<ForecastAnswer.Point> past,
      double origin,
      double tested,
      List<ForecastAnswer.Ceiling> ceilings) {
    this(what, unit, dots, keys, fans, past, origin, tested, ceilings, List.of());
  }

  FanChart {
    dots = List.copyOf(dots);
    own = List.copyOf(own);
    fans = List.copyOf(fans);
    if (dots.isEmpty() && fans.stream().allMatch(fan -> fan.bands.isEmpty())) {
      throw new IllegalArgumentException(what + ": nothing that can be drawn");
    }
  }

  String html() {
    double from = origin;
    double to = origin;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (Dot dot : dots) {
      from = Math.min(from, dot.date);
      to = Math.max(to, dot.date);
      least = Math.min(least, dot.value);
      most = Math.max(most, dot.value);
    }
    for (Own one : own) {
      from = Math.min(from, one.date);
      least = Math.min(least, one.low);
      most = Math.max(most, one.high);
    }
    for (Fan fan : fans) {
      for (ForecastAnswer.Band band : fan.bands) {
        from = Math.min(from, band.date());
        to = Math.max(to, band.date());
        least = Math.min(least, band.low());
        most = Math.max(most, band.high());
      }
    }
    double edge = most;
    List<ForecastAnswer.Ceiling> drawn =
        ceilings.stream()
            .filter(
                c -> c.value().middle() > least(c, edge) && c.value().middle() < edge * power(NEAR))
            .toList();
    for (ForecastAnswer.Ceiling ceiling : drawn) {
      most = Math.max(most, ceiling.value().middle());
    }
    Frame frame = new Frame(LogScale.of(least, most), from - 0.3, to + 0.2);
    Svg axis = new Svg();
    Svg plot = new Svg();
    grid(frame, axis, plot);
    plot.stretched("curve", WIDE, TALL, curves(frame));
    for (ForecastAnswer.Ceiling ceiling : drawn) {
      String y = Svg.px(frame.down(ceiling.value().middle()));
      plot.line("mark floor", "0", y, "100%", y);
      plot.text(
          "halo floor", "0", 6, frame.down(ceiling.value().middle()) - 5, "start", ceiling.name());
    }
    for (Dot dot : dots) {
      plot.mark(
          dot.style,
          Svg.part(frame.across(dot.date)),
          frame.down(dot.value),
          dot.diamond,
          dot.title);
    }
    hover(frame, plot);
    for (Own one : own) {
      String x = Svg.part(frame.across(one.date));
      plot.line(
          "whisker " + one.style, x, Svg.px(frame.down(one.high)), x, Svg.px(frame.down(one.low)));
      plot.mark(one.style, x, frame.down(one.value), true, one.title);
      plot.text("halo own", x, 9, frame.down(one.value) + 4, "start", one.label);
    }
    List<Svg.Key> all = new ArrayList<>(keys);
    for (Fan fan : fans) {
      all.add(new Svg.Key(fan.name, fan.style));
    }
    return "<div class=\"chart banded fan\">"
        + axis.axis(AXIS, TALL + 24)
        + plot.drawing("plot", TALL + 24, what)
        + "</div>"
        + Svg.legend(all);
  }

  private static double least(ForecastAnswer.Ceiling ceiling, double edge) {
    return ceiling.value().middle() > 0 ? edge / power(NEAR * 4) : Double.POSITIVE_INFINITY;
  }

  private static double power(double orders) {
    return StrictMath.pow(10, orders);
  }

  /// Where values and dates lie.
  private record Frame(LogScale scale, double from, double to) {
    double down(double value) {
      return TALL * (1 - scale.place(value) / 100);
    }

    double across(double date) {
      return 100 * (date - from) / (to - from);
    }

    String at(double date, double value) {
      return Svg.px(WIDE / 100.0 * across(date)) + " " + Svg.px(down(value));
    }
  }

  private void grid(Frame frame, Svg axis, Svg plot) {
    double start = Math.min(100, frame.across(Math.max(origin, tested)));
    if (start < 100) {
      plot.rect("beyond", Svg.part(start), "0", Svg.part(100 - start), Svg.px(TALL), "");
      plot.text("", Svg.part(start), 6, TALL - 8, "start", "farther than was tested");
    }
    for (double tick : frame.scale.ticks()) {
      String y = Svg.px(frame.down(tick));
      plot.line("grid", "0", y, "100%", y);
      axis.text("", "100%", -8, frame.down(tick) + 4, "end", Amount.text(tick, unit));
    }
    int step = frame.to - frame.from > 40 ? 10 : frame.to - frame.from > 22 ? 5 : 2;
    for (int year = (int) Math.ceil(frame.from / step) * step; year <= frame.to; year += step) {
      String x = Svg.part(frame.across(year));
      plot.line("grid", x, "0", x, Svg.px(TALL));
      plot.text("", x, 0, TALL + 17, "middle", String.valueOf(year));
    }
    String here = Svg.part(frame.across(origin));
    plot.line("here", here, "0", here, Svg.px(TALL));
    plot.text("halo", here, -5, 14, "end", "known until here");
    plot.line("base", "0", Svg.px(TALL), "100%", Svg.px(TALL));
  }

  private Svg curves(Frame frame) {
    Svg out = new Svg();
    for (Fan fan : fans) {
      for (int q = 0; q < ForecastAnswer.QUANTILES.size() / 2; q++) {
        if (fan.filled && fan.bands.size() > 1) {
          out.path("band-of " + fan.style, band(frame, fan, q), "");
        }
      }
    }
    if (past.size() > 1) {
      out.path(
          "line-of past",
          "M" + String.join("L", past.stream().map(p -> frame.at(p.date(), p.value())).toList()),
          "");
    }
    for (Fan fan : fans) {
      int middle = ForecastAnswer.QUANTILES.size() / 2;
      int last = ForecastAnswer.QUANTILES.size() - 1;
      for (int q : fan.filled ? new int[] {middle} : new int[] {0, middle, last}) {
        if (fan.bands.size() > 1) {
          String style = fan.filled ? "" : q == middle ? " beside" : " beside thin";
          out.path("line-of " + fan.style + style, line(frame, fan, q), "");
        }
      }
    }
    return out;
  }

  private static String line(Frame frame, Fan fan, int q) {
    return "M"
        + String.join(
            "L", fan.bands.stream().map(b -> frame.at(b.date(), b.quantiles().get(q))).toList());
  }

  private static String band(Frame frame, Fan fan, int q) {
    List<String> edge = new ArrayList<>();
    for (ForecastAnswer.Band band : fan.bands) {
      edge.add(frame.at(band.date(), band.quantiles().get(band.quantiles().size() - 1 - q)));
    }
    for (ForecastAnswer.Band band : fan.bands.reversed()) {
      edge.add(frame.at(band.date(), band.quantiles().get(q)));
    }
    return "M" + String.join("L", edge) + "Z";
  }

  /// Columns that tell a year's bands to the mouse.
  private void hover(Frame frame, Svg plot) {
    Fan fan = fans.isEmpty() ? null : fans.getFirst();
    if (fan == null) {
      return;
    }
    for (ForecastAnswer.Band band : fan.bands) {
      double left = frame.across(band.date() - 0.25);
      double top = frame.down(band.high());
      plot.rect(
          "slot",
          Svg.part(left),
          Svg.px(top),
          Svg.part(frame.across(band.date() + 0.25) - left),
          Svg.px(frame.down(band.low()) - top),
          told(band));
    }
  }

  private String told(ForecastAnswer.Band band) {
    return String.format(
        Locale.ROOT,
        "%.1f: middle %s; half between %s and %s; nine of ten between %s and %s",
        band.date(),
        Amount.text(band.median(), unit),
        Amount.text(band.quantiles().get(2), unit),
        Amount.text(band.quantiles().get(4), unit),
        Amount.text(band.low(), unit),
        Amount.text(band.high(), unit));
  }
}
