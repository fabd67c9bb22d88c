package bitline.report;

import bitline.chip.Part;
import bitline.report.Plan.Block;
import bitline.report.Plan.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Drawings of made-up figures, and a page with all of them to look at.
final class SampleDrawings {
  private static final Part[] PARTS = Part.values();

  private SampleDrawings() {}

  /// A number from 0 to 1.
  static double draw(int... key) {
    long bits = 0;
    for (int k : key) {
      bits = (bits ^ k) + 0x9E3779B97F4A7C15L;
      bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
      bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
      bits ^= bits >>> 31;
    }
    return (bits >>> 11) * 0x1p-53;
  }

  /// Energy of layers by part.
  static StackedBars bars(int layers, int most) {
    List<StackedBars.Series> series = new ArrayList<>();
    for (Part part : PARTS) {
      series.add(new StackedBars.Series(PartStyle.name(part), PartStyle.style(part)));
    }
    List<StackedBars.Bar> bars = new ArrayList<>();
    for (int l = 0; l < layers; l++) {
      List<Double> values = new ArrayList<>();
      for (int p = 0; p < PARTS.length; p++) {
        double size = draw(1, p) * draw(2, l);
        values.add(3e-6 * size * size * draw(3, l, p));
      }
      bars.add(new StackedBars.Bar("/layer" + (l / 3) + "/layer" + l + ".0/conv/Conv", values));
    }
    return new StackedBars("energy of layers by part", "J", series, bars, most);
  }

  /// The same as flows from the whole to parts to layers.
  static Sankey flows(StackedBars bars) {
    List<StackedBars.Bar> drawn = bars.drawn();
    List<Sankey.Node> nodes = new ArrayList<>();
    List<Sankey.Link> links = new ArrayList<>();
    nodes.add(new Sankey.Node("a picture", "node", 0));
    bars.series().forEach(s -> nodes.add(new Sankey.Node(s.name(), s.style(), 1)));
    drawn.forEach(bar -> nodes.add(new Sankey.Node(bar.name(), "node", 2)));
    for (int s = 0; s < bars.series().size(); s++) {
      double sum = 0;
      for (int b = 0; b < drawn.size(); b++) {
        double value = drawn.get(b).values().get(s);
        sum += value;
        links.add(new Sankey.Link(1 + s, 1 + bars.series().size() + b, value));
      }
      links.add(new Sankey.Link(0, 1 + s, sum));
    }
    return new Sankey("energy of a picture, from parts to layers", "J", nodes, links);
  }

  private static Block of(Part part, double area, Side side) {
    return Block.of(PartStyle.name(part), PartStyle.style(part), area, side);
  }

  /// A die with a macro that has every part.
  static Block die(int cores, int macros, double spare) {
    Block macro =
        Block.around(
            "macro",
            macros,
            Side.MIDDLE,
            List.of(
                of(Part.CELLS, 0.12e-6, Side.MIDDLE),
                of(Part.DRIVERS, 0.02e-6, Side.LEFT),
                of(Part.CONTROL, 0.012e-6, Side.LEFT),
                of(Part.CONVERTERS, 0.06e-6, Side.BELOW),
                of(Part.ADDERS, 0.004e-6, Side.BELOW),
                of(Part.DATAPATH, 0.02e-6, Side.BELOW)));
    Block core =
        Block.around(
            "core",
            cores,
            Side.MIDDLE,
            List.of(
                macro,
                of(Part.BUFFERS, 0.2e-6, Side.EDGE),
                of(Part.VECTOR, 0.07e-6, Side.EDGE),
                of(Part.NETWORK, 0.03e-6, Side.EDGE)));
    double area = core.all() + 2e-6 + 0.5e-6;
    return new Block(
        "die",
        "block",
        area * (1 + spare),
        1,
        Side.MIDDLE,
        List.of(core, of(Part.HOST, 0.5e-6, Side.EDGE), shared()));
  }

  private static Block shared() {
    return Block.of("shared memory", PartStyle.style(Part.BUFFERS), 2e-6, Side.EDGE);
  }

  static ParityPlot parity(int points) {
    List<ParityPlot.Kind> kinds =
        List.of(
            new ParityPlot.Kind("analog", "analog", false),
            new ParityPlot.Kind("digital", "digital", true));
    List<ParityPlot.Point> all = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      double measured = StrictMath.pow(10, 12 + 3 * draw(5, i));
      double model = measured * StrictMath.exp(1.3 * (draw(6, i) + draw(7, i) - 1));
      double spread = 1.2 + draw(8, i);
      all.add(
          new ParityPlot.Point(
              "author_venue_20" + (10 + i) + " at 0." + (6 + i % 4) + " V",
              i % 2,
              measured,
              model,
              model / spread,
              model * spread));
    }
    return new ParityPlot("TOPS/W, model against measured", "op/J", kinds, all);
  }

  static PowerOverTime power(int steps, Double limit) {
    List<PowerOverTime.Series> series = new ArrayList<>();
    for (Part part :
        List.of(Part.LEAKAGE, Part.CELLS, Part.CONVERTERS, Part.BUFFERS, Part.VECTOR)) {
      List<Double> watts = new ArrayList<>();
      for (int i = 0; i < steps; i++) {
        boolean works = draw(9, part.ordinal(), i / 40) > 0.3;
        watts.add(part == Part.LEAKAGE ? 0.3 : works ? 2 * draw(10, part.ordinal(), i / 5) : 0.0);
      }
      series.add(new PowerOverTime.Series(PartStyle.name(part), PartStyle.style(part), watts));
    }
    return new PowerOverTime("power over time", 1.7e-3, series, limit);
  }

  static Tornado tornado() {
    List<Tornado.Bar> bars = new ArrayList<>();
    for (String name :
        List.of(
            "energy of a SAR conversion",
            "capacitance of wires across cells and between parts",
            "energy of SRAM buffers",
            "leakage",
            "energy of clock, decoders and timing",
            "energy of vector operations",
            "switched capacitance and glitches of logic gates")) {
      double wide = 1 / (1.0 + bars.size() * bars.size());
      bars.add(
          new Tornado.Bar(
              name, "factor 0.4 to 2.5", 5.2e-6 * (1 - 0.4 * wide), 5.2e-6 * (1 + 0.7 * wide)));
    }
    return new Tornado("energy of a picture by assumption", "J", 5.2e-6, bars, 5);
  }

  static String page() {
    StackedBars bars = bars(53, 24);
    return new Page()
        .section("layers", "Energy by layer and part", panel(bars.html()))
        .section("flows", "Where the energy goes", panel(flows(bars).html()))
        .section("plan", "Floor plan", panel(plan(64, 4, 0.1)))
        .section("one", "A chip of one macro", panel(plan(1, 1, 0)))
        .section("many", "A chip of 1,000 cores", panel(plan(1000, 13, 0)))
        .section("parity", "Model and silicon", panel(parity(40).html()))
        .section("power", "Power over time", panel(power(1000, 8.0).html()))
        .section("free", "Power without a limit near", panel(power(400, 75.0).html()))
        .section("tornado", "What matters most", panel(tornado().html()))
        .text("drawings", "a <network>", "a & chip", "All drawings there are.", "");
  }

  private static String plan(int cores, int macros, double spare) {
    return new FloorPlan("floor plan", die(cores, macros, spare), 1.2).html();
  }

  private static String panel(String content) {
    return "<div class=\"panel scroll\">" + content + "</div>";
  }

  /// Writes the page to look at.
  public static void main(String[] args) {
    Page.write(page(), Path.of(args[0]));
  }
}
