package bitline.report;

import bitline.money.UnitCost.Item;
import bitline.report.BandPlot.Line;
import bitline.report.BandPlot.Point;
import bitline.report.CostAnswer.AtNode;
import bitline.report.CostAnswer.AtVolume;
import bitline.report.CostAnswer.Die;
import bitline.report.CostAnswer.Plan;
import bitline.report.CostAnswer.Spares;
import bitline.text.Evidence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Dollars of a product as a page: what its price is made up of, how its dies fare, its cost
/// against the number made, the process and the spare lines, what the interval comes from, and what
/// it costs to own one.
public record CostReport(CostAnswer answer) {
  private static final int MOST_CAUSES = 8;

  /// Writes the page: whole or not at all.
  public void write(Path file) {
    Page.write(page(), file);
  }

  /// The page.
  public String page() {
    Spares spares = answer.spares();
    OwnershipAnswer owned = answer.ownership();
    return new Page()
        .section("price", "What the price is made up of", price())
        .section("dies", "Dies and their yield", dies())
        .section("volume", "Cost against the number made", volumes())
        .section("node", "Cost against the process", nodes())
        .section("spares", "Cost against spare lines", spares == null ? "" : spares(spares))
        .section("causes", "What the interval comes from", causes(answer))
        .section("ownership", "Owning one", owned == null ? "" : ownership(owned))
        .titled("cost", answer.product(), lead(), cards());
  }

  private static String panel(String content) {
    return "<div class=\"panel scroll\">" + content + "</div>";
  }

  private static String hint(String text) {
    return "<p class=\"hint\">" + Html.escape(text) + "</p>";
  }

  private String lead() {
    return "One costs "
        + CostText.usd(answer.cost().middle())
        + " ("
        + CostText.usd(answer.cost())
        + " in four cases of five), "
        + CostText.conditions(answer)
        + ".";
  }

  private String cards() {
    Die die = answer.dies().getFirst();
    List<String> cards = new ArrayList<>();
    cards.add(Page.card("cost of one", CostText.usd(answer.cost().middle()), "chip"));
    if (answer.terms().margin() > 0) {
      cards.add(Page.card("price", CostText.usd(answer.price().middle()), "chip"));
    }
    cards.add(Page.card("one more", CostText.usd(answer.marginal().middle()), "float"));
    cards.add(Page.card("masks, design, software", CostText.usd(answer.fixed().middle()), "float"));
    cards.add(Page.card("of a die", Numbers.si(die.area(), "m2"), "float"));
    cards.add(Page.card("dies a wafer", Numbers.plain(die.gross()), ""));
    cards.add(Page.card("of them good", Numbers.percent(die.good()), ""));
    OwnershipAnswer owned = answer.ownership();
    if (owned != null) {
      cards.add(Page.card("to own, a year", CostText.usd(owned.total().middle()), "chip"));
    }
    return "<div class=\"figures\">"
        + String.join("", cards)
        + "</div>"
        + Page.notes(List.of(CostText.mostly(answer)));
  }

  /// The class that colours an item.
  private static String style(Item item) {
    return switch (item) {
      case SILICON -> "part-drivers";
      case WAFER_TEST -> "part-memory";
      case PACKAGE -> "part-buffers";
      case ASSEMBLY -> "part-datapath";
      case FINAL_TEST -> "part-network";
      case SCRAP -> "part-control";
      case MEMORY -> "part-leakage";
      case BOARD -> "part-vector";
      case MASKS -> "part-cells";
      case DESIGN -> "part-converters";
      case SOFTWARE -> "part-writes";
      case ROYALTY -> "part-host";
      case MARGIN -> "part-adders";
    };
  }

  private String price() {
    List<StackedBars.Series> series = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    StringBuilder rows = new StringBuilder();
    double all = answer.price().middle();
    for (CostAnswer.Line line : answer.lines()) {
      series.add(new StackedBars.Series(line.item().words(), style(line.item())));
      values.add(line.usd().middle());
      rows.append("<tr><td>").append(Html.escape(line.item().words()));
      rows.append("</td><td class=\"n\">").append(CostText.usd(line.usd().middle()));
      rows.append("</td><td class=\"op\">").append(CostText.usd(line.usd()));
      rows.append("</td><td class=\"n\">").append(Numbers.percent(line.usd().middle() / all));
      rows.append("</td><td class=\"why\">").append(Html.escape(line.words()));
      rows.append("</td></tr>");
    }
    StackedBars bars =
        new StackedBars(
            "price by item",
            "USD",
            series,
            List.of(new StackedBars.Bar("price of one", values)),
            1);
    return hint("Dollars of one; an interval holds the value in four cases of five.")
        + panel(bars.html())
        + "<div class=\"scroll\"><table><thead><tr><th>dollars of one</th><th class=\"n\"></th>"
        + "<th>80 % interval</th><th class=\"n\">of the price</th><th>from</th></tr></thead><tbody>"
        + rows
        + "</tbody></table></div>"
        + "<h3 class=\"more\">Sums</h3>"
        + Page.table(sums());
  }

  private Table sums() {
    Table all = CostText.lines(answer);
    int items = answer.lines().size();
    return new Table(
        List.of(Table.text(""), Table.number("dollars"), Table.text("80 % interval")),
        all.rows().subList(items, all.rows().size()).stream()
            .map(row -> row.subList(0, 3))
            .toList());
  }

  private String dies() {
    StringBuilder out = new StringBuilder();
    out.append(
        hint(
            "Of packaged products "
                + Numbers.percent(answer.packaged())
                + " pass the final test; of those that are sold "
                + Numbers.percent(answer.escapes())
                + " are broken and were not found."));
    out.append(Page.table(CostText.dies(answer)));
    out.append("<h3 class=\"more\">The same dies by every law of yield</h3>");
    out.append(Page.table(CostText.yields(answer)));
    for (Die die : answer.dies()) {
      if (die.blocks().size() > 1) {
        out.append("<h3 class=\"more\">What ").append(Html.escape(die.name()));
        out.append(" is made of</h3>").append(Page.table(CostText.blocks(die)));
      }
    }
    return out.toString();
  }

  private String volumes() {
    List<Point> whole = new ArrayList<>();
    List<Point> more = new ArrayList<>();
    int here = -1;
    for (int v = 0; v < answer.volumes().size(); v++) {
      AtVolume each = answer.volumes().get(v);
      here = each.volume() == answer.terms().volume() ? v : here;
      whole.add(
          new Point(
              v,
              each.cost().middle(),
              each.cost().low(),
              each.cost().high(),
              CostText.count(each.volume()) + " made: " + CostText.usd(each.cost().middle())));
      double marginal = each.cost().middle() - each.spread();
      more.add(new Point(v, marginal, marginal, marginal, "one more: " + CostText.usd(marginal)));
    }
    BandPlot plot =
        new BandPlot(
            "cost against the number made",
            answer.volumes().stream().map(each -> CostText.count(each.volume())).toList(),
            "products made with one design",
            List.of(
                new Line("cost of one, 80 % interval", "chip", whole),
                new Line("one more, without masks, design and software", "float", more)),
            here);
    return panel(plot.html());
  }

  private String nodes() {
    if (answer.nodes().size() < 2) {
      return "";
    }
    List<Point> whole = new ArrayList<>();
    List<Point> more = new ArrayList<>();
    int here = -1;
    for (int n = 0; n < answer.nodes().size(); n++) {
      AtNode each = answer.nodes().get(n);
      here = each.own() ? n : here;
      String title =
          CostText.node(each.node())
              + ", "
              + Numbers.si(each.area(), "m2")
              + ": "
              + CostText.usd(each.cost().middle());
      whole.add(new Point(n, each.cost().middle(), each.cost().low(), each.cost().high(), title));
      more.add(
          new Point(
              n,
              each.marginal().middle(),
              each.marginal().low(),
              each.marginal().high(),
              "one more at "
                  + CostText.node(each.node())
                  + ": "
                  + CostText.usd(each.marginal().middle())));
    }
    BandPlot plot =
        new BandPlot(
            "cost against the process",
            answer.nodes().stream().map(each -> CostText.node(each.node())).toList(),
            "process in which it is drawn",
            List.of(
                new Line("cost of one", "chip", whole),
                new Line("one more, without masks, design and software", "float", more)),
            here);
    return hint(
            "The same arrays, cores and widths drawn in other processes, areas from the models; digital"
                + " parts are faster in a finer one, which this cost does not show.")
        + panel(plot.html())
        + (answer.unmakeable().isEmpty() ? "" : Page.notes(answer.unmakeable()));
  }

  private static String spares(Spares spares) {
    List<String> styles = List.of("chip", "float", "used", "anew", "fitted", "soft");
    List<Integer> columns = spares.tried().stream().map(Plan::columns).distinct().toList();
    List<Line> lines = new ArrayList<>();
    for (int rows : spares.tried().stream().map(Plan::rows).distinct().toList()) {
      List<Point> points = new ArrayList<>();
      for (Plan plan : spares.tried()) {
        if (plan.rows() == rows) {
          points.add(
              new Point(
                  columns.indexOf(plan.columns()),
                  plan.die(),
                  plan.die(),
                  plan.die(),
                  plan.rows()
                      + " spare rows, "
                      + plan.columns()
                      + " spare columns: "
                      + CostText.usd(plan.die())
                      + " a good die, "
                      + Numbers.percent(plan.good())
                      + " of the dies good"));
        }
      }
      String name = rows + (rows == 1 ? " spare row" : " spare rows") + " an array";
      lines.add(new Line(name, styles.get(lines.size() % styles.size()), points));
    }
    String plot =
        columns.size() < 2
            ? ""
            : panel(
                new BandPlot(
                        "cost of a good die against spare lines",
                        columns.stream().map(String::valueOf).toList(),
                        "spare columns of an array; dollars of a good die",
                        lines,
                        -1)
                    .html());
    return hint(CostText.cheapest(spares))
        + plot
        + Page.table(CostText.spares(spares, Integer.MAX_VALUE));
  }

  private static String causes(CostAnswer answer) {
    return tornado("price of one by assumption", answer.price().middle(), answer.causes());
  }

  private static String tornado(String what, double middle, List<CostAnswer.Cause> causes) {
    if (causes.isEmpty()) {
      return "";
    }
    List<Tornado.Bar> bars = new ArrayList<>();
    for (CostAnswer.Cause cause : causes) {
      bars.add(new Tornado.Bar(cause.name(), "", cause.low(), cause.high()));
    }
    return hint(
            "What it becomes when one assumption is at either end of its own 80 % interval and all"
                + " others are in the middle.")
        + panel(new Tornado(what, "USD", middle, bars, MOST_CAUSES).html());
  }

  private static String ownership(OwnershipAnswer owned) {
    StringBuilder out = new StringBuilder(hint(OwnershipText.conditions(owned) + "."));
    out.append(Page.table(OwnershipText.figures(owned)));
    out.append("<h3 class=\"more\">What its interval comes from</h3>");
    out.append(tornado("dollars a year by assumption", owned.total().middle(), owned.causes()));
    out.append("<h3 class=\"more\">On whose word</h3>").append(inputs(owned.inputs()));
    return out.toString();
  }

  private static String inputs(List<Evidence> inputs) {
    StringBuilder out = new StringBuilder("<div class=\"scroll\"><table class=\"rests\"><thead>");
    out.append("<tr><th>input</th><th></th><th>source, or why</th></tr></thead><tbody>");
    for (Evidence each : inputs) {
      String kind = each.kind().name().toLowerCase(Locale.ROOT);
      out.append("<tr><td class=\"layer\">");
      out.append(Html.escape(each.path() + " = " + each.written()));
      out.append("</td><td><span class=\"badge ").append(kind).append("\">").append(kind);
      out.append("</span></td><td class=\"why\">").append(Html.escape(each.text()));
      out.append("</td></tr>");
    }
    return out.append("</tbody></table></div>").toString();
  }
}
