package bitline.report;

import bitline.catalogue.Segment;
import bitline.policy.Finding;
import bitline.policy.Item;
import bitline.policy.Quantities;
import bitline.policy.Rule;
import bitline.policy.item.Judged;
import bitline.policy.item.Timeline;
import bitline.text.condition.Step;
import bitline.text.condition.Truth;
import bitline.text.condition.Value;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What rules say of an item, as a page: its class, how its quantities came about, each rule with
/// its trace, its class over time, what stays below, and where other parts stand.
///
/// @param item what was asked about
/// @param on the date
/// @param seen the day of the texts
/// @param judged ways of counting it, the usual one first
/// @param timeline its class over time
/// @param answer the same for a machine
/// @param free what area allows
/// @param peers parts of the catalogue, counted as usual on the same date
public record PolicyPage(
    Item item,
    LocalDate on,
    LocalDate seen,
    List<Judged> judged,
    Timeline timeline,
    PolicyAnswer answer,
    List<PolicyDesign.FreeBelow> free,
    List<Peer> peers) {
  private static final double PLANAR_FROM = 19;

  public PolicyPage {
    judged = List.copyOf(judged);
    free = List.copyOf(free);
    peers = List.copyOf(peers);
  }

  /// A part beside it.
  public record Peer(Item item, Judged judged) {}

  /// Writes the page: whole or not at all.
  public void write(Path file) {
    Page.write(text(), file);
  }

  private Judged usual() {
    return judged.getFirst();
  }

  /// The page.
  public String text() {
    return new Page()
        .section("quantities", "What is counted, and how it came about", quantities(usual()))
        .section("margins", "How far from each threshold", Page.table(PolicyText.margins(usual())))
        .section("rules", "Rule by rule", rules())
        .section("open", "What is unknown, and what would decide", open())
        .section("readings", "Counted otherwise", others())
        .section("time", "Over time", time())
        .section("area", "What an area allows", area())
        .section("process", "Process: planar and not", process())
        .section("design", "The largest below", design())
        .titled("policy", item.title(), lead(), cards() + Page.notes(item.remarks()));
  }

  private String lead() {
    return PolicyText.headline(item, on, judged) + " " + PolicyText.advice(on, seen);
  }

  private String cards() {
    Quantities q = usual().counting().quantities();
    String style =
        switch (usual().classification().controlled()) {
          case YES -> "lost long";
          case NO -> "chip long";
          case UNKNOWN -> "float long";
        };
    return "<div class=\"figures\">"
        + Page.card("class on " + PolicyText.date(on), shortClass(), style)
        + Page.card(
            "total processing performance (TPP)", PolicyText.value(q.value("tpp"), "tpp"), "long")
        + Page.card(
            "performance density (PD), TPP a mm²", PolicyText.value(q.value("pd"), "pd"), "long")
        + Page.card("licences for China and Macau", china(), "long")
        + Page.card(
            "for whom it is marketed",
            PolicyText.value(q.value("market"), "market").replace('_', ' '),
            "long")
        + "</div>";
  }

  /// How licences for China are decided on that date.
  private String china() {
    List<String> labels =
        PolicyText.ofChip(usual()).stream()
            .filter(f -> f.rule().effect() == Rule.Effect.REVIEW && f.applies() == Truth.YES)
            .map(f -> f.rule().label().replaceAll(" for China.*", ""))
            .toList();
    return usual().classification().controlled() == Truth.NO
        ? "not by this list"
        : labels.isEmpty() ? "cannot be decided" : String.join(", ", labels);
  }

  private String shortClass() {
    Truth controlled = usual().classification().controlled();
    return controlled == Truth.UNKNOWN ? "cannot be decided" : usual().classification().label();
  }

  private static String hint(String text) {
    return "<p class=\"hint\">" + Html.escape(text) + "</p>";
  }

  private static String quantities(Judged judged) {
    List<List<String>> rows = new ArrayList<>();
    judged
        .counting()
        .quantities()
        .quantities()
        .forEach((name, quantity) ->
            rows.add(List.of(name, PolicyText.value(quantity.value(), name), quantity.how())));
    return Page.table(
        new Table(List.of(Table.text("quantity"), Table.number("value"), Table.text("how")), rows));
  }

  private String rules() {
    StringBuilder out = new StringBuilder();
    out.append(
        hint(
            "Open a rule for its text in our words, where it stands, and every comparison made."
                + " A rule that is suspended or not enforced does not apply, whatever it says."));
    for (Finding finding : PolicyText.ofChip(usual())) {
      out.append("<details")
          .append(finding.applies() == Truth.NO ? "" : " open")
          .append("><summary><span class=\"badge ")
          .append(badge(finding.applies()))
          .append("\">")
          .append(
              switch (finding.applies()) {
                case YES -> "applies";
                case NO -> "does not apply";
                case UNKNOWN -> "open";
              })
          .append("</span> ")
          .append(Html.escape(finding.rule().label() + ", " + finding.rule().title()))
          .append(" <span class=\"agree\">(")
          .append(Html.escape(PolicyText.word(finding.status())))
          .append(")</span></summary>")
          .append("<p>")
          .append(Html.escape(finding.rule().text()))
          .append("</p>")
          .append(
              finding.applies() == Truth.NO
                  ? ""
                  : "<p>" + Html.escape(finding.rule().consequence()) + "</p>")
          .append(hint(finding.rule().citation()))
          .append(trace(finding.trace()))
          .append("</details>");
    }
    return out.toString();
  }

  private static String badge(Truth applies) {
    return switch (applies) {
      case YES -> "lost-badge";
      case NO -> "measured";
      case UNKNOWN -> "assumed";
    };
  }

  private static String trace(List<Step> steps) {
    List<List<String>> rows = new ArrayList<>();
    for (Step step : steps) {
      rows.add(
          List.of(
              step.text(),
              step.unknown().isEmpty()
                  ? PolicyText.value(step.value(), "")
                  : String.join(", ", step.unknown()) + " unknown",
              PolicyText.ratio(step),
              PolicyText.word(step.holds())));
    }
    return Page.table(
        new Table(
            List.of(
                Table.text("comparison"),
                Table.number("value"),
                Table.number("of threshold"),
                Table.text("holds")),
            rows));
  }

  private String open() {
    StringBuilder out = new StringBuilder();
    for (String line : PolicyOpen.lines(usual())) {
      out.append("<p>").append(Html.escape(line)).append("</p>");
    }
    for (String line : PolicyText.beyond(usual())) {
      out.append("<p>").append(Html.escape(line)).append("</p>");
    }
    return out.toString();
  }

  private String others() {
    StringBuilder out = new StringBuilder();
    for (Judged other : judged.subList(1, judged.size())) {
      out.append("<p>").append(Html.escape(PolicyText.other(other))).append("</p>");
    }
    return out.toString();
  }

  private String time() {
    List<PolicyAnswer.Span> spans = answer.timeline();
    return hint(
            "Dates on which any rule changes, and what this item is then, counted as usual with"
                + " its figures of today.")
        + PolicyCharts.strip(timeline, on)
        + PolicyCharts.legend()
        + (spans == null ? "" : Page.table(PolicyText.timeline(spans)));
  }

  private List<PolicyCharts.Dot> dots(boolean byArea) {
    List<PolicyCharts.Dot> out = new ArrayList<>();
    for (Peer peer : peers) {
      add(out, peer.item, peer.judged, byArea, false);
    }
    add(out, item, usual(), byArea, true);
    return out;
  }

  private static void add(
      List<PolicyCharts.Dot> out, Item of, Judged judged, boolean byArea, boolean ours) {
    Double x = byArea ? areaOf(of) : nodeOf(judged);
    Value tpp = judged.counting().quantities().value("tpp");
    if (x == null || x <= 0 || !(tpp instanceof Value.Number n) || n.high() < 10) {
      return;
    }
    out.add(
        new PolicyCharts.Dot(
            of.title()
                + ": TPP "
                + PolicyText.value(n, "tpp")
                + ", "
                + judged.classification().label()
                + (of.segment() == null || of.segment() == Segment.DATA_CENTRE
                    ? ""
                    : " (" + PolicyText.word(of.segment()) + ")"),
            x,
            n.high(),
            judged.classification().controlled(),
            ours));
  }

  private static @Nullable Double areaOf(Item of) {
    double area = PolicyAnswer.area(of);
    return area > 0 ? area * 1e6 : null;
  }

  private static @Nullable Double nodeOf(Judged judged) {
    return judged.counting().quantities().value("node") instanceof Value.Number node
        ? node.low() * 1e9
        : null;
  }

  private String area() {
    return hint(
            "Each line is the TPP at which control begins for a chip of that much logic, found by"
                + " asking the rules of "
                + PolicyText.date(on)
                + " of one chip after another. More area, even idle, lowers the density and raises"
                + " the line. Dots are parts of the catalogue with a known area, coloured by their own"
                + " class (wafers are off the chart); the diamond is this item.")
        + "<div class=\"panel\">"
        + PolicyCharts.byArea(free, dots(true))
        + "</div>"
        + Page.table(PolicyDesign.wider(shown()));
  }

  private List<PolicyDesign.FreeBelow> shown() {
    List<PolicyDesign.FreeBelow> out = new ArrayList<>();
    int every = Math.max(1, free.size() / 10);
    for (int i = 0; i < free.size(); i += every) {
      out.add(free.get(i));
    }
    return out;
  }

  private String process() {
    return hint(
            "Applicable die area counts only dies whose transistors are not planar. A chip of 28 nm"
                + " or older therefore has no performance density, and only a TPP of 4,800 can"
                + " control it; from 16 nm on, 1,600 can. Dots are parts of the catalogue with a known process.")
        + "<div class=\"panel\">"
        + PolicyCharts.byNode(dots(false), PLANAR_FROM)
        + "</div>";
  }

  private String design() {
    PolicyAnswer.Design design = answer.design();
    return design == null
        ? ""
        : hint(PolicyDesign.sentence(design))
            + Page.table(PolicyDesign.classes(design.rungs()))
            + (design.sizes() == null
                ? ""
                : "<h3 class=\"more\">This item, larger or smaller as a whole</h3>"
                    + Page.table(PolicyDesign.sizes(design.sizes())));
  }
}
