package bitline.report;

import bitline.base.Share;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run as one HTML file that needs nothing else; see [Page].
public final class HtmlReport {
  private final RunReport report;

  private HtmlReport(RunReport report) {
    this.report = report;
  }

  /// Writes the page: whole or not at all.
  public static void write(RunReport report, Path file) {
    Page.write(page(report), file);
  }

  /// The page's text.
  static String page(RunReport report) {
    return new HtmlReport(report).page();
  }

  private String page() {
    LayerSections layers = new LayerSections(report);
    return new Page()
        .section(
            "chips",
            "Chips as they are made",
            report.samples() == null ? "" : report.samples().section())
        .section("answers", "What it answered", new PictureFigures(report).section())
        .section("cost", "What cost the most accuracy", layers.costliest())
        .section("layers", "Layer by layer", layers.all())
        .section("sums", "Sums on the bitlines", layers.histograms())
        .section("time", "Where the time went", Page.stages(report.stages()))
        .section("run", "What ran", facts())
        .section("evidence", "On whose word", evidence())
        .text(
            report.network().task(),
            report.network().name(),
            report.chip().name(),
            Verdict.of(report),
            figures() + Page.notes(report.notes()));
  }

  private String figures() {
    List<String> cards = new ArrayList<>();
    if (report.floatScore() != null && report.chipScore() != null) {
      String metric = report.chipScore().metric();
      double before = report.floatScore().value();
      double after = report.chipScore().value();
      cards.add(Page.card(metric + " in float", Numbers.score(metric, before), "float"));
      cards.add(Page.card(metric + " on the chip", Numbers.score(metric, after), "chip"));
      cards.add(
          Page.card("Change", Numbers.change(metric, before, after), after < before ? "lost" : ""));
    }
    cards.add(Page.card("Chip agrees with float", Numbers.percent(report.agreement()), ""));
    if (report.samples() != null) {
      cards.add(
          Page.card(
              "Mean of " + report.samples().spread().count() + " chips",
              Numbers.score(report.samples().metric(), report.samples().spread().mean()),
              "chip"));
      Share good = report.samples().yield();
      cards.add(
          Page.card(
              "Yield at " + Numbers.score(report.samples().metric(), report.samples().floor()),
              good.passed() + " of " + good.of(),
              ""));
    }
    cards.add(Page.card("Inputs", Integer.toString(report.inputs()), ""));
    return "<div class=\"figures\">" + String.join("", cards) + "</div>";
  }

  private String facts() {
    return "<div class=\"columns\">"
        + facts("Network", report.network().name(), report.network().facts())
        + facts("Chip", report.chip().name(), report.chip().facts())
        + facts("Settings", "", report.settings())
        + scoreFacts()
        + "</div>";
  }

  private String scoreFacts() {
    if (report.floatScore() == null || report.chipScore() == null) {
      return "";
    }
    List<RunReport.Fact> facts = new ArrayList<>();
    report
        .floatScore()
        .details()
        .forEach((name, value) -> {
          Double chip = report.chipScore() == null ? null : report.chipScore().details().get(name);
          facts.add(
              new RunReport.Fact(
                  report.detailName(name),
                  Numbers.detail(value)
                      + " → "
                      + (chip == null ? Numbers.UNKNOWN : Numbers.detail(chip))));
        });
    return facts("Figures behind the score", "float → chip", facts);
  }

  private static String facts(String title, String name, List<RunReport.Fact> facts) {
    if (facts.isEmpty() && name.isEmpty()) {
      return "";
    }
    StringBuilder out =
        new StringBuilder("<div class=\"panel\"><h3>").append(Html.escape(title)).append("</h3>");
    if (!name.isEmpty()) {
      out.append("<p class=\"hint\">").append(Html.escape(name)).append("</p>");
    }
    out.append("<dl>");
    for (RunReport.Fact fact : facts) {
      out.append("<dt>")
          .append(Html.escape(fact.name()))
          .append("</dt><dd>")
          .append(Html.escape(fact.value()))
          .append("</dd>");
    }
    return out.append("</dl></div>").toString();
  }

  private String evidence() {
    if (report.evidence().isEmpty()) {
      return "";
    }
    Map<RunReport.Standing, Integer> counts = new EnumMap<>(RunReport.Standing.class);
    report.evidence().forEach(e -> counts.merge(e.standing(), 1, Integer::sum));
    StringBuilder summary = new StringBuilder("<p class=\"legend\">");
    StringBuilder strip =
        new StringBuilder(
            "<svg class=\"strip\" width=\"100%\" height=\"12\" aria-hidden=\"true\">");
    double at = 0;
    for (Map.Entry<RunReport.Standing, Integer> entry : counts.entrySet()) {
      double share = 100.0 * entry.getValue() / report.evidence().size();
      String word = entry.getKey().word();
      strip
          .append("<rect class=\"")
          .append(word)
          .append("\" x=\"")
          .append(Html.number(at))
          .append("%\" width=\"")
          .append(Html.number(share))
          .append("%\" height=\"12\"/>");
      summary
          .append("<span><i class=\"")
          .append(word)
          .append("\"></i>")
          .append(entry.getValue())
          .append(" ")
          .append(word)
          .append("</span>");
      at += share;
    }
    StringBuilder rows = new StringBuilder();
    for (RunReport.Evidence e : report.evidence()) {
      rows.append("<tr><td class=\"layer\">")
          .append(Html.escape(e.key()))
          .append("</td><td>")
          .append(Html.escape(e.value()))
          .append("</td><td><span class=\"badge ")
          .append(e.standing().word())
          .append("\">")
          .append(e.standing().word())
          .append("</span></td><td class=\"why\">")
          .append(link(e.why()))
          .append("</td></tr>");
    }
    return strip
        + "</svg>"
        + summary
        + "</p><div class=\"scroll\"><table><thead><tr><th>Value</th><th></th><th>Standing</th><th>Source or reason</th>"
        + "</tr></thead><tbody>"
        + rows
        + "</tbody></table></div>";
  }

  /// Sources often are addresses: those of the web become links, nothing else does.
  private static String link(@Nullable String why) {
    String text = why == null ? "" : why;
    return text.matches("https?://[^\\s\"'<>]+")
        ? "<a href=\"" + Html.escape(text) + "\" rel=\"noreferrer\">" + Html.escape(text) + "</a>"
        : Html.escape(text);
  }
}
