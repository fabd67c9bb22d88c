package bitline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// A roofline (Williams, Waterman and Patterson, CACM 52(4), 2009): operations a second over
/// operations for each byte, both logarithmic. No layer can lie above the roofs: what the
/// multipliers make at most, and what a memory brings at most. Each layer is a point, as large as
/// the time that it takes; one that needs fewer bytes than the axis goes to stands at the right
/// edge, one of none with it. The whole network is a diamond. Inline SVG that stretches with the
/// page.
///
/// There is one rising roof: bytes are counted at one memory, and no other bounds what is drawn
/// over them.
///
/// An `IllegalArgumentException` says that a value is not above 0, or a rate not finite.
///
/// @param what it shows, for those who cannot see it
/// @param frame axes, which plots beside each other share
/// @param peak operations a second of all multipliers; null: nobody has told
/// @param slope the memory whose bytes are counted; null: none is
/// @param kinds classes of points by what bounds them
/// @param points layers
/// @param whole the network; null: not drawn
record RooflinePlot(
    String what,
    Frame frame,
    @Nullable Peak peak,
    @Nullable Slope slope,
    List<Kind> kinds,
    List<Point> points,
    @Nullable Whole whole) {
  private static final int TALL = 300;
  private static final int WIDE = 400;
  private static final int AXIS = 74;

  /// Numbers on an axis are this far apart at least, in percent.
  private static final double APART = 13;

  /// Radius of a layer that takes all of the time; its disc's area tells the share.
  private static final double LARGEST = 22;

  private static final double SMALLEST = 2.5;

  /// Layers from this share of the time on are named.
  private static final double NAMED = 0.08;

  private static final int MOST_NAMED = 4;
  private static final int LETTERS = 24;
  private static final double LETTER = 6.2;
  private static final double LINE = 12;

  /// Axes that several plots share.
  ///
  /// @param x operations for each byte
  /// @param y operations a second
  record Frame(LogScale x, LogScale y) {
    /// Axes that hold all values.
    ///
    /// @param intensities operations for each byte
    /// @param rates operations a second
    static Frame of(List<Double> intensities, List<Double> rates) {
      return new Frame(scale(intensities), scale(rates));
    }

    private static LogScale scale(List<Double> values) {
      double least = values.stream().mapToDouble(v -> v).min().orElse(1);
      double most = values.stream().mapToDouble(v -> v).max().orElse(1);
      return LogScale.of(least, Math.max(most, 10 * least));
    }
  }

  /// The flat roof.
  record Peak(String name, double ops) {}

  /// The network as one: operations for each byte, and a second.
  record Whole(double intensity, double ops) {}

  /// A roof that rises with what each byte is used for.
  record Slope(String name, double bytesPerSecond) {}

  /// What bounds a point.
  record Kind(String name, String style) {}

  /// A layer.
  ///
  /// @param kind by number
  /// @param intensity operations for each byte; infinite where no byte is moved
  /// @param ops operations a second
  /// @param share of the machine's time for the network
  record Point(String name, int kind, double intensity, double ops, double share) {}

  RooflinePlot {
    kinds = List.copyOf(kinds);
    points = List.copyOf(points);
    boolean roofs =
        DoubleStream.of(
                peak == null ? 1 : peak.ops,
                slope == null ? 1 : slope.bytesPerSecond,
                whole == null ? 1 : whole.ops)
            .allMatch(RooflinePlot::sound);
    boolean layers = points.stream().allMatch(p -> p.intensity > 0 && sound(p.ops));
    if (!roofs || !layers || (whole != null && !(whole.intensity > 0))) {
      throw new IllegalArgumentException(what + ": a roof or a layer that is not above 0");
    }
  }

  private static boolean sound(double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY;
  }

  String html() {
    Svg axis = new Svg();
    Svg plot = new Svg();
    axes(plot, axis);
    Svg roofs = new Svg();
    Slope rising = slope;
    if (rising != null) {
      slope(roofs, rising);
    }
    Peak top = peak;
    if (top != null) {
      double y = down(top.ops);
      roofs.path("roof", "M0 " + Svg.px(y) + "H" + WIDE, top.name + ": " + ops(top.ops));
    }
    plot.stretched("roofs", WIDE, TALL, roofs);
    points.forEach(point -> disc(plot, point));
    names(plot);
    whole(plot);
    roofNames(plot);
    return "<div class=\"chart roofline\">"
        + axis.axis(AXIS, TALL + 40)
        + plot.drawing("plot", TALL + 40, what)
        + "</div>";
  }

  private void axes(Svg plot, Svg axis) {
    plot.rect("ground", "0", "0", "100%", Svg.px(TALL), "");
    double before = -APART;
    for (double tick : frame.x.ticks()) {
      String x = Svg.part(frame.x.place(tick));
      plot.line("grid", x, "0", x, Svg.px(TALL));
      if (frame.x.place(tick) > before + APART && frame.x.place(tick) < 97) {
        before = frame.x.place(tick);
        plot.text("", x, 0, TALL + 16, "middle", Numbers.axis(tick));
      }
    }
    double above = -APART;
    for (double tick : frame.y.ticks()) {
      String y = Svg.px(down(tick));
      plot.line("grid", "0", y, "100%", y);
      if (frame.y.place(tick) > above + APART / 2) {
        above = frame.y.place(tick);
        axis.text("", "100%", -8, down(tick) + 4, "end", ops(tick));
      }
    }
    plot.text("title", "50%", 0, TALL + 34, "middle", "operations for each byte");
  }

  private static String ops(double value) {
    return Numbers.si(value, "op/s");
  }

  private double down(double ops) {
    return TALL * (1 - frame.y.place(ops) / 100);
  }

  /// Percent from the left: within the frame, whatever a layer needs.
  private double place(double intensity) {
    return Math.clamp(frame.x.place(intensity), 0, 100);
  }

  private double across(double intensity) {
    return WIDE * frame.x.place(intensity) / 100;
  }

  /// From where the line enters the frame to where it meets the peak, or leaves the frame.
  private void slope(Svg out, Slope of) {
    double[] ends = ends(of);
    if (ends[0] < ends[1]) {
      String path =
          "M"
              + Svg.px(across(ends[0]))
              + " "
              + Svg.px(down(ends[0] * of.bytesPerSecond))
              + "L"
              + Svg.px(across(ends[1]))
              + " "
              + Svg.px(down(ends[1] * of.bytesPerSecond));
      out.path("roof", path, of.name + ": " + Numbers.si(of.bytesPerSecond, "B/s"));
    }
  }

  /// Intensities between which a slope is drawn.
  private double[] ends(Slope of) {
    double roof = peak == null ? frame.y.high() : Math.min(frame.y.high(), peak.ops);
    return new double[] {
      Math.max(frame.x.low(), frame.y.low() / of.bytesPerSecond),
      Math.min(frame.x.high(), roof / of.bytesPerSecond)
    };
  }

  private static double radius(double share) {
    return Math.max(SMALLEST, LARGEST * Math.sqrt(Math.clamp(share, 0, 1)));
  }

  private void disc(Svg out, Point point) {
    Kind kind = kinds.get(point.kind);
    out.disc(
        "point " + kind.style,
        Svg.part(place(point.intensity)),
        down(point.ops),
        radius(point.share),
        point.name
            + ": "
            + ops(point.ops)
            + intensity(point.intensity)
            + Numbers.percent(point.share)
            + " of the time, bound by "
            + kind.name);
  }

  private static String intensity(double intensity) {
    return Double.isInfinite(intensity)
        ? " without a byte of this memory, "
        : " at " + Numbers.plain(intensity) + " operations for each byte, ";
  }

  private void whole(Svg out) {
    Whole all = whole;
    if (all != null) {
      String x = Svg.part(place(all.intensity));
      double y = down(all.ops);
      boolean right = place(all.intensity) < 60;
      String title = "the whole network: " + ops(all.ops) + intensity(all.intensity);
      out.mark("whole", x, y, true, title.substring(0, title.length() - 2));
      out.text("halo", x, right ? 10 : -10, y + 4, right ? "start" : "end", "whole network");
    }
  }

  /// A name's place.
  private record Box(double left, double right, double y) {
    boolean meets(Box other) {
      return Math.abs(y - other.y) < LINE && left < other.right && other.left < right;
    }
  }

  /// Names the layers that take most of the time, where their names do not lie on each other.
  private void names(Svg out) {
    List<Box> taken = new ArrayList<>();
    List<Point> large =
        points.stream()
            .filter(p -> p.share >= NAMED)
            .sorted((a, b) -> Double.compare(b.share, a.share))
            .limit(MOST_NAMED)
            .toList();
    for (Point point : large) {
      String name = Svg.shortened(point.name, LETTERS);
      double x = WIDE * place(point.intensity) / 100;
      double away = radius(point.share) + 3;
      double y = down(point.ops);
      double length = name.length() * LETTER;
      boolean right = x + away + length < WIDE;
      Box box = right ? new Box(x, x + away + length, y) : new Box(x - away - length, x, y);
      if (box.left > 0 && taken.stream().noneMatch(box::meets)) {
        taken.add(box);
        out.text(
            "halo",
            Svg.part(place(point.intensity)),
            right ? away : -away,
            y + 4,
            right ? "start" : "end",
            name);
      }
    }
  }

  /// A memory's name stands where its line begins, that of the multipliers at the right end.
  private void roofNames(Svg out) {
    Peak top = peak;
    if (top != null && down(top.ops) > LINE) {
      String text = top.name + ", " + ops(top.ops);
      out.text("halo roof-name", "100%", -6, down(top.ops) - 5, "end", text);
    }
    Slope rising = slope;
    if (rising != null) {
      double[] ends = ends(rising);
      if (ends[0] < ends[1]) {
        double at = ends[0] * StrictMath.pow(ends[1] / ends[0], 0.12);
        String text = rising.name + ", " + Numbers.si(rising.bytesPerSecond, "B/s");
        double y = down(at * rising.bytesPerSecond);
        out.text("halo roof-name", Svg.part(frame.x.place(at)), 7, y + 8, "start", text);
      }
    }
  }

  /// The key of all plots of a page: what bounds points, and what else is drawn.
  static String legend(List<Kind> kinds) {
    List<Svg.Key> keys = new ArrayList<>();
    for (Kind kind : kinds) {
      keys.add(new Svg.Key("bound by " + kind.name, kind.style + " dot"));
    }
    return Svg.legend(keys);
  }
}
