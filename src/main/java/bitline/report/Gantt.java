package bitline.report;

import bitline.time.Excerpt;
import bitline.time.Flow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Who worked on which unit when: a track a unit, bars coloured by stage, and below them on the
/// same axis how busy everything that moves bytes was and what lay in buffers. Inline SVG that
/// stretches with the page; the mouse is told names and times.
///
/// @param excerpt what was looked at
record Gantt(Flow flow, StageColours colours, Excerpt excerpt) {
  private static final int LABELS = 236;
  private static final int LETTERS = 36;
  private static final int HEAD = 22;
  private static final int TALL = 15;
  private static final int STRIP = 40;

  /// Across, in the drawing's own unit.
  private static final int WIDE = 10_000;

  /// The narrowest bar that can be seen, in the drawing's own unit.
  private static final int THIN = 7;

  static final int COLUMNS = 1000;
  private static final int MOST_BARS = 2200;
  private static final int MOST_TRACKS = 64;
  private static final int MOST_STRIPS = 8;
  private static final int MOST_NAMED = 48;

  /// A curve below the tracks.
  ///
  /// @param values of each stretch of time, from 0 to 1
  private record Strip(String name, String scale, String title, String style, double[] values) {}

  String html() {
    Excerpt.Bars bars = excerpt.bars(MOST_BARS);
    List<Excerpt.Track> tracks = shown(bars.tracks());
    List<Strip> strips = new ArrayList<>(movers());
    strips.addAll(buffers());
    int top = HEAD + TALL * tracks.size() + 8;
    int height = top + STRIP * strips.size() + 18;
    StringBuilder labels = new StringBuilder();
    StringBuilder back = new StringBuilder();
    StringBuilder drawn = new StringBuilder();
    TimeAxis axis = TimeAxis.of(excerpt.to() - excerpt.from());
    axis.draw(back, HEAD, height - 18);
    Map<Integer, Long> lanes = new HashMap<>();
    bars.tracks().keySet().forEach(track -> lanes.merge(track.store(), 1L, Long::sum));
    for (int t = 0; t < tracks.size(); t++) {
      Excerpt.Track track = tracks.get(t);
      int y = HEAD + t * TALL;
      String unit = flow.stores().get(track.store()).name();
      String lane = lanes.getOrDefault(track.store(), 1L) > 1 ? " " + track.lane() : "";
      label(labels, unit, lane, y + 11);
      drawn.append("<rect class=\"track\" y=\"").append(y + 2).append("\" width=\"").append(WIDE);
      drawn.append("\" height=\"").append(TALL - 3).append("\"/>");
      bars.tracks().getOrDefault(track, List.of()).forEach(bar -> bar(drawn, axis, bar, y + 2));
    }
    for (int s = 0; s < strips.size(); s++) {
      Strip strip = strips.get(s);
      int y = top + s * STRIP;
      label(labels, strip.name, "", y + 16);
      label(labels, strip.scale, "", y + 30);
      strip(drawn, strip, y + 4);
    }
    return hint(tracks.size(), bars)
        + "<div class=\"panel scroll\"><div class=\"chart gantt\"><svg class=\"axis\" width=\""
        + LABELS
        + "\" height=\""
        + height
        + "\" aria-hidden=\"true\">"
        + labels
        + "</svg><svg class=\"plot\" width=\"100%\" height=\""
        + height
        + "\" role=\"img\">"
        + back
        + "<svg class=\"bars\" width=\"100%\" height=\""
        + height
        + "\" viewBox=\"0 0 "
        + WIDE
        + " "
        + height
        + "\" preserveAspectRatio=\"none\">"
        + drawn
        + "</svg></svg></div>"
        + legend(bars)
        + "</div>";
  }

  /// The busiest tracks, in the flow's order; those that move bytes behind the others.
  private List<Excerpt.Track> shown(TreeMap<Excerpt.Track, List<Excerpt.Bar>> bars) {
    List<Excerpt.Track> tracks = new ArrayList<>(bars.keySet());
    tracks.sort(Comparator.comparingLong(track -> -busy(bars.getOrDefault(track, List.of()))));
    List<Excerpt.Track> most =
        new ArrayList<>(tracks.subList(0, Math.min(tracks.size(), MOST_TRACKS)));
    most.sort(
        Comparator.comparing((Excerpt.Track track) -> mover(track.store()))
            .thenComparing(Comparator.naturalOrder()));
    return most;
  }

  private static long busy(List<Excerpt.Bar> bars) {
    return bars.stream().mapToLong(Excerpt.Bar::busy).sum();
  }

  private boolean mover(int store) {
    return flow.stores().get(store).bandwidth() > 0;
  }

  private static void label(StringBuilder out, String name, String end, int y) {
    String shown = Svg.shortened(name, LETTERS - end.length());
    out.append("<text x=\"100%\" dx=\"-8\" y=\"").append(y).append("\" text-anchor=\"end\">");
    out.append(Html.escape(shown + end)).append("</text>");
  }

  private void bar(StringBuilder out, TimeAxis axis, Excerpt.Bar bar, int y) {
    long x = place(bar.from());
    String stage = flow.processes().get(bar.stage()).name();
    int others = bar.work().size() - 1;
    String who = others == 0 ? stage : stage + " and " + others + " more";
    String when =
        axis.name(bar.from() - excerpt.from()) + " to " + axis.name(bar.to() - excerpt.from());
    boolean idle = bar.busy() < bar.to() - bar.from();
    String how =
        (bar.pieces() == 1 ? "" : ", " + Numbers.count(bar.pieces()) + " pieces")
            + (idle
                ? ", " + Numbers.percent((double) bar.busy() / (bar.to() - bar.from())) + " busy"
                : "");
    out.append("<rect x=\"").append(x).append("\" y=\"").append(y).append("\" width=\"");
    out.append(Math.max(THIN, place(bar.to()) - x)).append("\" height=\"").append(TALL - 3);
    out.append("\" fill=\"").append(colours.of(bar.stage())).append("\"><title>");
    out.append(Html.escape(who + ": " + when + how)).append("</title></rect>");
  }

  private long place(long time) {
    return Math.round((double) WIDE * (time - excerpt.from()) / (excerpt.to() - excerpt.from()));
  }

  private List<Strip> movers() {
    record Use(int store, double[] shares, double mean) {}
    List<Use> uses = new ArrayList<>();
    excerpt.busy().forEach((store, shares) -> uses.add(new Use(store, shares, mean(shares))));
    uses.sort(Comparator.comparingDouble(use -> -use.mean));
    List<Strip> strips = new ArrayList<>();
    for (Use use : uses.subList(0, Math.min(MOST_STRIPS, uses.size()))) {
      Flow.Store store = flow.stores().get(use.store);
      String best = bytes(store.bandwidth()) + "/s at best";
      strips.add(
          new Strip(
              store.name(),
              Numbers.percent(use.mean) + " busy; " + best,
              store.name() + " was busy " + Numbers.percent(use.mean) + " of the time; " + best,
              "float",
              use.shares));
    }
    return strips;
  }

  private List<Strip> buffers() {
    record Fill(String name, double[] bytes, double most, double room) {}
    List<Fill> fills = new ArrayList<>();
    for (int s = 0; s < flow.stores().size(); s++) {
      Flow.Store store = flow.stores().get(s);
      if (store.rowBytes() > 0) {
        double[] bytes = excerpt.held(s);
        double own = store.capacity() * store.rowBytes();
        fills.add(new Fill(store.name().replaceFirst("^space for ", ""), bytes, most(bytes), own));
      }
    }
    fills.sort(Comparator.comparingDouble(fill -> -fill.most));
    List<Fill> shown = new ArrayList<>();
    double[] all = excerpt.held();
    if (fills.size() > 1 && most(all) > 0) {
      shown.add(new Fill("all buffers on the chip", all, most(all), most(all)));
    }
    fills.stream().filter(fill -> fill.most > 0).limit(MOST_STRIPS).forEach(shown::add);
    return shown.stream()
        .map(fill -> {
          // segments share the chip's memory, so that the sizes of all buffers do not add up
          String scale =
              bytes(fill.most) + " at most" + (fill.bytes == all ? "" : ", of " + bytes(fill.room));
          double[] shares = new double[fill.bytes.length];
          for (int i = 0; i < shares.length; i++) {
            shares[i] = fill.bytes[i] / fill.room;
          }
          return new Strip(fill.name, scale, fill.name + ": " + scale, "used", shares);
        })
        .toList();
  }

  private static void strip(StringBuilder out, Strip strip, int y) {
    int tall = STRIP - 8;
    out.append("<g><title>").append(Html.escape(strip.title)).append("</title>");
    out.append("<rect class=\"track\" y=\"").append(y).append("\" width=\"").append(WIDE);
    out.append("\" height=\"").append(tall).append("\"/><path class=\"").append(strip.style);
    out.append("\" d=\"M0 ").append(y + tall);
    String before = "";
    for (int p = 0; p < strip.values.length; p++) {
      String now = Html.number(y + tall * (1 - Math.clamp(strip.values[p], 0, 1)));
      if (!now.equals(before)) {
        out.append('H').append((long) WIDE * p / strip.values.length).append('V').append(now);
      }
      before = now;
    }
    out.append('H').append(WIDE).append('V').append(y + tall).append("Z\"/></g>");
  }

  private String hint(int tracks, Excerpt.Bars bars) {
    StringBuilder out = new StringBuilder("<p class=\"hint\">");
    out.append(
        Html.escape(
            "A track a unit, coloured by stage; what is closer together than "
                + Numbers.seconds(bars.gap() * 1e-15)
                + " is drawn as one, in the colour of the stage that worked longest."));
    if (tracks < bars.tracks().size()) {
      out.append(" The busiest ").append(tracks).append(" of ").append(bars.tracks().size());
      out.append(" units that worked.");
    }
    return out.append(" Below, on the same axis, what moves bytes and what lies in buffers, the")
        .append(" most first, at most ")
        .append(MOST_STRIPS)
        .append(" of each.</p>")
        .toString();
  }

  /// Stages by colour, longest at work first.
  private String legend(Excerpt.Bars bars) {
    Map<String, Long> work = new LinkedHashMap<>();
    Map<String, String> colour = new HashMap<>();
    bars.tracks()
        .values()
        .forEach(list ->
            list.forEach(bar ->
                bar.work()
                    .forEach((stage, time) -> {
                      work.merge(colours.stage(stage), time, Long::sum);
                      colour.put(colours.stage(stage), colours.of(stage));
                    })));
    StringBuilder out = new StringBuilder("<p class=\"legend\">");
    work.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_NAMED)
        .forEach(entry ->
            out.append("<span><i style=\"background:")
                .append(colour.get(entry.getKey()))
                .append("\"></i>")
                .append(Html.escape(entry.getKey()))
                .append("</span>"));
    if (work.size() > MOST_NAMED) {
      out.append("<span>and ").append(work.size() - MOST_NAMED).append(" more</span>");
    }
    return out.append("</p>").toString();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double most(double[] values) {
    double most = 0;
    for (double value : values) {
      most = Math.max(most, value);
    }
    return most;
  }

  private static String bytes(double bytes) {
    String count = Numbers.count(Math.round(bytes));
    return count + (count.contains(" ") ? "B" : " B");
  }
}
