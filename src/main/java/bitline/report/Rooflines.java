package bitline.report;

import bitline.compare.Outcome;
import bitline.report.CompareAnswer.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A roofline of each machine of a comparison, all on the same axes.
record Rooflines(CompareAnswer answer) {
  /// Classes that have a colour; further ones share the last.
  private static final int COLOURS = 6;

  /// What a machine's layers are drawn as, and what is not drawn.
  private record Drawn(
      Row row,
      List<RooflinePlot.Slope> slopes,
      RooflinePlot.@Nullable Peak peak,
      List<RooflinePlot.Point> points,
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
                + " more often, further up it makes more operations a second. Roofs are what the"
                + " multipliers make at most (flat) and what a memory brings at most (rising; the"
                + " strong one is the memory whose bytes are counted). A layer under the rising"
                + " roof waits for memory, however many multipliers there are. All plots have the"
                + " same axes, for one picture of a full batch."));
    out.append("</p>").append(RooflinePlot.legend(kinds));
    out.append("<div class=\"columns two\">");
    for (Drawn each : drawn) {
      RooflinePlot plot =
          new RooflinePlot(
              "roofline of " + each.row.machine(),
              frame,
              each.peak,
              each.slopes,
              kinds,
              each.points);
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
    return layer.macs() > 0 && layer.bytes() > 0 && layer.seconds() > 0;
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
                2 * layer.macs() / layer.bytes(),
                2 * layer.macs() / layer.seconds(),
                layer.seconds() / seconds));
      }
    }
    points.sort(Comparator.comparingDouble(point -> -point.share()));
    Double peak = row.peak();
    String beside =
        left == 0
            ? ""
            : left
                + (left == 1 ? " layer" : " layers")
                + " without multiply-accumulates or without bytes, "
                + Numbers.percent(others / seconds)
                + " of the layers' time, not drawn.";
    return new Drawn(
        row,
        slopes(outcome, bytes),
        peak == null ? null : new RooflinePlot.Peak("all multipliers", peak),
        points,
        beside);
  }

  private static int kind(List<RooflinePlot.Kind> kinds, String limit) {
    for (int k = 0; k < kinds.size(); k++) {
      if (kinds.get(k).name().equals(limit)) {
        return k;
      }
    }
    throw new IllegalStateException("no class for what bounds a layer: " + limit);
  }

  /// A level's bytes a second, steepest first; last the one whose bytes are nearest to those that
  /// layers count.
  private static List<RooflinePlot.Slope> slopes(Outcome outcome, double bytes) {
    List<Outcome.Level> levels =
        outcome.levels().stream().filter(l -> l.bytes() > 0 && l.seconds() > 0).toList();
    Outcome.Level counted =
        levels.stream()
            .min(
                Comparator.comparingDouble(
                    level -> Math.abs(StrictMath.log(level.bytes() / Math.max(1, bytes)))))
            .orElse(null);
    List<RooflinePlot.Slope> slopes = new ArrayList<>();
    for (Outcome.Level level : levels) {
      if (level != counted) {
        slopes.add(slope(level));
      }
    }
    slopes.sort(Comparator.comparingDouble(slope -> -slope.bytesPerSecond()));
    if (counted != null) {
      slopes.add(slope(counted));
    }
    return slopes;
  }

  private static RooflinePlot.Slope slope(Outcome.Level level) {
    return new RooflinePlot.Slope(level.name(), level.bytes() / level.seconds());
  }

  /// Axes that hold all points and flat roofs.
  private static RooflinePlot.Frame frame(List<Drawn> drawn) {
    List<Double> intensities = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    for (Drawn each : drawn) {
      each.points.forEach(point -> {
        intensities.add(point.intensity());
        rates.add(point.ops());
      });
      RooflinePlot.Peak peak = each.peak;
      if (peak != null) {
        rates.add(peak.ops() * 1.6);
      }
    }
    return RooflinePlot.Frame.of(intensities, rates);
  }
}
