package bitline.report;

import bitline.chip.Chip;
import bitline.chip.Part;
import bitline.report.EstimateAnswer.Cause;
import bitline.report.EstimateAnswer.Figures;
import bitline.report.EstimateAnswer.Input;
import bitline.report.EstimateAnswer.Layer;
import bitline.report.EstimateAnswer.Power;
import bitline.silicon.Estimate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Joules, watts and square metres of a network on a chip, as a page: the figures with their
/// intervals, power over time, energy by layer and part, a floor plan to scale, which assumptions
/// matter, and where every input comes from.
///
/// @param first power of the first picture through an empty chip; null: not played
/// @param steady power once the chip is full; null: not played, or a run too short for that
public record EstimateReport(
    EstimateAnswer answer, Chip chip, @Nullable PowerTrace first, @Nullable PowerTrace steady) {
  private static final int MOST_LAYERS = 40;
  private static final int MOST_FLOWS = 14;
  private static final int MOST_CAUSES = 5;

  /// More letters than this do not fit into a card in large ones.
  private static final int LONG = 11;

  /// Writes the page: whole or not at all.
  public void write(Path file) {
    Page.write(page(), file);
  }

  /// The page.
  public String page() {
    return new Page()
        .section("parts", "Energy and area by part", parts())
        .section("flows", "Where a picture's energy goes", panel(flows().html()))
        .section("layers", "Energy by layer", layers())
        .section("power", "Power over time", power())
        .section("plan", "Floor plan, to scale", plan())
        .section("causes", "What the interval comes from", causes())
        .section("inputs", "What the figures rest on", inputs())
        .text("estimate", answer.network(), answer.chip(), lead(), cards());
  }

  private static String panel(String content) {
    return "<div class=\"panel scroll\">" + content + "</div>";
  }

  private static String hint(String text) {
    return "<p class=\"hint\">" + Html.escape(text) + "</p>";
  }

  private String lead() {
    Figures f = answer.figures();
    return "A picture takes "
        + Numbers.si(f.energy().middle(), "J")
        + " ("
        + EstimateText.interval(f.energy(), "J")
        + " in four cases of five), "
        + Numbers.si(f.opsPerJoule().middle(), "op/J")
        + ", at "
        + EstimateText.conditions(answer)
        + ".";
  }

  private String cards() {
    Figures f = answer.figures();
    Power p = answer.power();
    String cards =
        card("energy a picture", f.energy().middle(), "J", "chip")
            + card("average power", p.average().middle(), "W", "chip")
            + card("peak power", p.peak(), "W", "chip")
            + card("throughput", f.ops(), "op/s", "float")
            + card("throughput a watt", f.opsPerJoule().middle(), "op/J", "chip")
            + card("throughput an area", f.opsPerArea().middle(), "op/s/m2", "float")
            + Page.card("energy a MAC", Numbers.perMac(f.energyPerMac().middle()), "chip")
            + Page.card(
                "energy × latency", EstimateText.energyDelay(f.energyDelay().middle()), "chip")
            + card("area", f.area().middle(), "m2", "float");
    List<String> notes = new ArrayList<>();
    String limit = EstimateText.limit(answer);
    if (!limit.isEmpty()) {
      notes.add(limit);
    }
    notes.add(EstimateText.mostly(answer));
    return "<div class=\"figures\">" + cards + "</div>" + Page.notes(notes);
  }

  private static String card(String label, double value, String unit, String style) {
    String shown = Numbers.si(value, unit);
    return Page.card(label, shown, shown.length() > LONG ? style + " long" : style);
  }

  private String parts() {
    return hint(
            "Intervals hold the value in four cases of five. 1 MAC is 2 operations; throughput is"
                + " that of this network, not the peak.")
        + Page.table(EstimateText.figures(answer))
        + "<h3 class=\"more\">All arrays full and always busy, at the operating point "
        + Html.escape(answer.full().point())
        + "</h3>"
        + Page.table(EstimateText.full(answer))
        + "<h3 class=\"more\">By part</h3>"
        + Page.table(EstimateText.parts(answer));
  }

  /// Bars of layers, in the network's order where all fit, else those that take most.
  private StackedBars bars(List<Layer> layers, int most) {
    Map<Part, Double> energy = answer.energy();
    List<StackedBars.Series> series = new ArrayList<>();
    energy
        .keySet()
        .forEach(part ->
            series.add(new StackedBars.Series(PartStyle.name(part), PartStyle.style(part))));
    List<StackedBars.Bar> bars = new ArrayList<>();
    for (Layer layer : layers) {
      List<Double> values = new ArrayList<>();
      energy.keySet().forEach(part -> values.add(layer.energy().getOrDefault(part, 0.0)));
      bars.add(new StackedBars.Bar(layer.name(), values));
    }
    return new StackedBars("energy of a picture by layer and part", "J", series, bars, most);
  }

  private String layers() {
    List<Layer> working =
        answer.layers().stream().filter(l -> !l.name().equals(Estimate.ALWAYS)).toList();
    double idle = EstimateAnswer.sum(answer.energy());
    for (Layer layer : working) {
      idle -= layer.sum();
    }
    boolean all = working.size() <= MOST_LAYERS;
    String order =
        all
            ? "Joules of a picture, layers in the network's order."
            : "Joules of a picture, the layers that take most first.";
    List<Layer> layers =
        all ? working : answer.costliest().stream().filter(working::contains).toList();
    String beside =
        " Beside them " + Numbers.si(Math.max(0, idle), "J") + " of leakage and refresh.";
    return hint(order + beside) + panel(bars(layers, MOST_LAYERS).html());
  }

  /// From the whole to parts, the largest first, to the layers that take most.
  private Sankey flows() {
    StackedBars bars = bars(answer.costliest(), MOST_FLOWS);
    List<StackedBars.Bar> drawn = bars.drawn();
    List<Part> parts = new ArrayList<>(answer.energy().keySet());
    Map<Part, Integer> place = new EnumMap<>(Part.class);
    for (int s = 0; s < parts.size(); s++) {
      place.put(parts.get(s), s);
    }
    List<Sankey.Node> nodes = new ArrayList<>();
    nodes.add(new Sankey.Node("a picture", "node", 0));
    parts.forEach(
        part -> nodes.add(new Sankey.Node(PartStyle.name(part), PartStyle.style(part), 1)));
    drawn.forEach(bar -> nodes.add(new Sankey.Node(bar.name(), "node", 2)));
    List<Sankey.Link> links = new ArrayList<>();
    for (Part part : parts) {
      int s = place.getOrDefault(part, 0);
      double sum = 0;
      for (int b = 0; b < drawn.size(); b++) {
        double value = drawn.get(b).values().get(s);
        sum += value;
        links.add(new Sankey.Link(1 + s, 1 + parts.size() + b, value));
      }
      links.add(new Sankey.Link(0, 1 + s, sum));
    }
    return new Sankey("energy of a picture by part and layer", "J", nodes, links);
  }

  private String power() {
    StringBuilder out = new StringBuilder();
    PowerTrace full = steady;
    PowerTrace alone = first;
    if (full != null) {
      out.append("<h3>From picture to picture, in a full chip</h3>").append(trace(full));
    }
    if (alone != null) {
      out.append("<h3 class=\"more\">From the start, through an empty chip</h3>");
      out.append(trace(alone));
    }
    return out.toString();
  }

  private String trace(PowerTrace trace) {
    PowerOverTime drawing = trace.drawing("power over time", answer.power().limit());
    return hint(
            "Each layer's energy is spread over the time in which its parts work; a step is the"
                + " mean over "
                + Numbers.seconds(trace.step())
                + ".")
        + panel(drawing.html());
  }

  private String plan() {
    return hint(
            "Areas are to scale, as estimated; where a part lies is where such parts usually do,"
                + " and pads, rings and what the description leaves out are not there.")
        + panel(new FloorPlan("floor plan", ChipPlan.of(chip, answer.area()), 1).html());
  }

  private String causes() {
    if (answer.causes().isEmpty()) {
      return "";
    }
    List<Tornado.Bar> bars = new ArrayList<>();
    for (Cause cause : answer.causes()) {
      String factor = "known within a factor of " + Numbers.axis(cause.factor());
      bars.add(new Tornado.Bar(cause.name(), factor, cause.low(), cause.high()));
    }
    Tornado tornado =
        new Tornado(
            "energy of a picture by assumption",
            "J",
            answer.figures().energy().middle(),
            bars,
            MOST_CAUSES);
    return hint(
            "The energy of a picture when one assumption is at either end of its own 80 % interval"
                + " and all others in the middle: the "
                + tornado.drawn().size()
                + " that matter most.")
        + panel(tornado.html());
  }

  /// A row for each source, with all that comes from it.
  private String inputs() {
    record Source(Input.Kind kind, String text) {}
    Map<Source, List<String>> sources = new LinkedHashMap<>();
    for (Input input : answer.inputs()) {
      sources
          .computeIfAbsent(new Source(input.kind(), input.text()), _ -> new ArrayList<>())
          .add(input.what() + " = " + input.value());
    }
    StringBuilder out = new StringBuilder("<div class=\"scroll\"><table class=\"rests\"><thead>");
    out.append("<tr><th>input</th><th></th><th>source, or why</th></tr></thead><tbody>");
    sources.forEach((source, inputs) -> {
      String kind = source.kind.name().toLowerCase(Locale.ROOT);
      out.append("<tr><td class=\"layer\">");
      out.append(Html.escape(String.join("; ", inputs)));
      out.append("</td><td><span class=\"badge ").append(kind).append("\">").append(kind);
      out.append("</span></td><td class=\"why\">").append(Html.escape(source.text));
      out.append("</td></tr>");
    });
    return hint(EstimateText.inputs(answer).replace("; the report lists them", ""))
        + out.append("</tbody></table></div>");
  }
}
