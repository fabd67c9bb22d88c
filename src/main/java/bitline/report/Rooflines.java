package bitline.report;

import bitline.compare.Outcome;
import bitline.report.CompareAnswer.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A roofline of each machine of a comparison, all on the same axes.
record Rooflines(CompareAnswer answer) {
  /// How far the axis goes beyond the intensity from which on multipliers are the roof.
  private static final double BEYOND = 3;

  /// Room above the highest flat roof, for its name.
  private static final double HEADROOM = 1.6;

  /// Sums of bytes that differ by less are of the same memory.
  private static final double SAME = 1.5;

  /// Classes that have a colour; further ones share the last.
  private static final int COLOURS = 8;

  /// What a machine's layers are drawn as, and what is not drawn.
  private record Drawn(
      Row row,
      RooflinePlot.@Nullable Slope slope,
      RooflinePlot.@Nullable Peak peak,
      List<RooflinePlot.Point> points,
      RooflinePlot.@Nullable Whole whole,
      String beside) {}

  /// The drawings; empty where no machine has a layer that can be drawn.
  String html() {
    List<RooflinePlot.Kind> kinds = kinds();
    List<Drawn> drawn =
        answer.done().stream()
            .map(row -> drawn(row, kinds))
            .filter(each -> !each.points.isEmpty())
            .toList();
    if (drawn.isEmpty()) {
      return "";
    }
    RooflinePlot.Frame frame = frame(drawn);
    StringBuilder out = new StringBuilder();
    out.append("<p class=\"hint\">");
    out.append(
        Html.escape(
            "Each disc is a layer, as large as the time it takes: to the right it uses each byte"
                + " more often (at the right edge it needs next to none of them), further up it"
                + " makes more operations a second. Roofs are what the multipliers make at most"
                + " (flat) and what the memory whose bytes are counted brings at most (rising). A"
                + " layer at the rising roof waits for that memory, however many multipliers there"
                + " are; one far below both waits for something else, told by its colour. The"
                + " diamond is the whole network under full load. All plots have the same axes."));
    out.append("</p>").append(RooflinePlot.legend(kinds));
    out.append("<div class=\"columns two\">");
    for (Drawn each : drawn) {
      RooflinePlot plot =
          new RooflinePlot(
              "roofline of " + each.row.machine(),
              frame,
              each.peak,
              each.slope,
              kinds,
              each.points,
              each.whole);
      out.append("<div class=\"panel\"><h3>").append(Html.escape(title(each.row)));
      out.append("</h3>").append(plot.html());
      if (!each.beside.isEmpty()) {
        out.append("<p class=\"hint\">").append(Html.escape(each.beside)).append("</p>");
      }
      out.append("</div>");
    }
    return out.append("</div>").toString();
  }

  private static String title(Row row) {
    Outcome outcome = row.outcome();
    return row.machine() + (outcome == null ? "" : ", " + outcome.format());
  }

  /// What bounds layers anywhere, in the order in which it comes up.
  private List<RooflinePlot.Kind> kinds() {
    List<String> limits = new ArrayList<>();
    for (Row row : answer.done()) {
      Outcome outcome = row.outcome();
      if (outcome != null) {
        outcome.layers().stream()
            .filter(Rooflines::drawable)
            .map(Outcome.Layer::limit)
            .filter(limit -> !limits.contains(limit))
            .forEach(limits::add);
      }
    }
    List<RooflinePlot.Kind> kinds = new ArrayList<>();
    for (String limit : limits) {
      int colour = Math.min(kinds.size(), COLOURS - 1);
      kinds.add(new RooflinePlot.Kind(limit, "bound-" + colour));
    }
    return kinds;
  }

  private static boolean drawable(Outcome.Layer layer) {
    return layer.macs() > 0 && layer.seconds() > 0;
  }

  private static Drawn drawn(Row row, List<RooflinePlot.Kind> kinds) {
    Outcome outcome = row.outcome();
    if (outcome == null) {
      throw new IllegalArgumentException(row.machine() + " does not do the work");
    }
    double seconds = 0;
    double bytes = 0;
    double others = 0;
    int left = 0;
    for (Outcome.Layer layer : outcome.layers()) {
      seconds += layer.seconds();
      if (drawable(layer)) {
        bytes += layer.bytes();
      } else if (layer.seconds() > 0) {
        others += layer.seconds();
        left++;
      }
    }
    List<RooflinePlot.Point> points = new ArrayList<>();
    for (Outcome.Layer layer : outcome.layers()) {
      if (drawable(layer)) {
        points.add(
            new RooflinePlot.Point(
                layer.name(),
                kind(kinds, layer.limit()),
                layer.bytes() > 0 ? 2 * layer.macs() / layer.bytes() : Double.POSITIVE_INFINITY,
                2 * layer.macs() / layer.seconds(),
                layer.seconds() / seconds));
      }
    }
    points.sort(Comparator.comparingDouble(point -> -point.share()));
    Double peak = row.peak();
    Outcome.Level counted = bytes > 0 ? counted(outcome, bytes) : null;
    List<String> beside = new ArrayList<>();
    if (bytes <= 0) {
      beside.add("All layers find what they need in the last cache: no memory's roof matters.");
    } else if (counted == null) {
      beside.add("Bytes are those that layers hand to each other: no memory's roof matters.");
    }
    if (left > 0) {
      beside.add(
          left
              + (left == 1 ? " layer" : " layers")
              + " without multiply-accumulates, "
              + Numbers.percent(others / seconds)
              + " of the layers' time, not drawn.");
    }
    double macs = 0;
    for (Outcome.Layer layer : outcome.layers()) {
      macs += layer.macs();
    }
    return new Drawn(
        row,
        counted == null
            ? null
            : new RooflinePlot.Slope(counted.name(), counted.bytes() / counted.seconds()),
        peak == null ? null : new RooflinePlot.Peak("all multipliers", peak),
        points,
        macs > 0
            ? new RooflinePlot.Whole(
                bytes > 0 ? 2 * macs / bytes : Double.POSITIVE_INFINITY,
                2 * macs / outcome.interval())
            : null,
        String.join(" ", beside));
  }

  private static int kind(List<RooflinePlot.Kind> kinds, String limit) {
    for (int k = 0; k < kinds.size(); k++) {
      if (kinds.get(k).name().equals(limit)) {
        return k;
      }
    }
    throw new IllegalStateException("no class for what bounds a layer: " + limit);
  }

  /// The level whose bytes layers count: that of the same sum; null where there is none, as where
  /// no byte is moved or layers count what they hand to each other.
  private static Outcome.@Nullable Level counted(Outcome outcome, double bytes) {
    return outcome.levels().stream()
        .filter(level -> level.bytes() > 0 && level.seconds() > 0)
        .filter(level -> Math.abs(StrictMath.log(level.bytes() / bytes)) < StrictMath.log(SAME))
        .min(Comparator.comparingDouble(level -> Math.abs(StrictMath.log(level.bytes() / bytes))))
        .orElse(null);
  }

  /// Axes that hold all flat roofs and the points under rising ones, with some room beside: how far
  /// beyond that a layer lies changes nothing.
  private static RooflinePlot.Frame frame(List<Drawn> drawn) {
    List<Double> intensities = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    double enough = 0;
    for (Drawn each : drawn) {
      RooflinePlot.Peak peak = each.peak;
      RooflinePlot.Slope slope = each.slope;
      if (peak != null && slope != null) {
        enough = Math.max(enough, BEYOND * peak.ops() / slope.bytesPerSecond());
      }
      if (peak != null) {
        rates.add(peak.ops() * HEADROOM);
      }
      RooflinePlot.Whole whole = each.whole;
      if (whole != null) {
        rates.add(whole.ops());
      }
    }
    double most = enough > 0 ? enough : Double.MAX_VALUE;
    for (Drawn each : drawn) {
      each.points.forEach(point -> {
        if (!Double.isInfinite(point.intensity())) {
          intensities.add(Math.min(most, point.intensity()));
        }
        rates.add(point.ops());
      });
    }
    if (enough > 0) {
      intensities.add(enough / BEYOND);
    }
    return RooflinePlot.Frame.of(intensities, rates);
  }
}
