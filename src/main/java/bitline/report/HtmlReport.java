package bitline.report;

import bitline.base.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run as one HTML file that needs nothing else: style, charts and pictures are inside, there are
/// no scripts, and no other address is asked for anything. Reads well from 400 pixels upwards, in
/// light and dark, and on paper.
public final class HtmlReport {
  private final RunReport report;

  private HtmlReport(RunReport report) {
    this.report = report;
  }

  /// Writes the page. The file is there whole or not at all: it is written beside its place and
  /// then moved there.
  public static void write(RunReport report, Path file) {
    String page = page(report);
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw Problem.at(
          file.toString(), "a folder, not a place for a report; name a file such as report.html");
    }
    try {
      Files.createDirectories(folder);
      Path draft = folder.resolve("." + target.getFileName() + ".part");
      try {
        Files.writeString(draft, page, StandardCharsets.UTF_8);
        move(draft, target);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new Problem(file + ": the report cannot be written there (" + e.getMessage() + ")", e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// The page's text.
  static String page(RunReport report) {
    return new HtmlReport(report).page();
  }

  private String page() {
    String title = report.network().name() + " on " + report.chip().name();
    StringBuilder nav = new StringBuilder();
    StringBuilder body = new StringBuilder();
    section(nav, body, "answers", "What it answered", new PictureFigures(report).section());
    LayerSections layers = new LayerSections(report);
    section(nav, body, "cost", "What cost the most accuracy", layers.costliest());
    section(nav, body, "layers", "Layer by layer", layers.all());
    section(nav, body, "sums", "Sums on the bitlines", layers.histograms());
    section(nav, body, "time", "Where the time went", stages());
    section(nav, body, "run", "What ran", facts());
    section(nav, body, "evidence", "On whose word", evidence());
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
        + "<title>"
        + Html.escape(title)
        + "</title>\n<style>\n"
        + style()
        + "</style></head>\n<body>\n<header><p class=\"kicker\">Bitline · "
        + Html.escape(report.network().task())
        + "</p><h1>"
        + Html.escape(report.network().name())
        + " <span>on</span> "
        + Html.escape(report.chip().name())
        + "</h1><p class=\"lead\">"
        + Html.escape(lead())
        + "</p>"
        + figures()
        + notes()
        + "<nav>"
        + nav
        + "</nav></header>\n<main>\n"
        + body
        + "</main>\n</body></html>\n";
  }

  private static void section(
      StringBuilder nav, StringBuilder body, String id, String title, String content) {
    if (!content.isEmpty()) {
      nav.append("<a href=\"#").append(id).append("\">").append(Html.escape(title)).append("</a>");
      body.append("<section id=\"")
          .append(id)
          .append("\"><h2>")
          .append(Html.escape(title))
          .append("</h2>\n")
          .append(content)
          .append("\n</section>\n");
    }
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is missing from the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String lead() {
    return Verdict.of(report).replace(" %", "\u00A0%").replace(" points", "\u00A0points");
  }

  private String figures() {
    List<String> cards = new ArrayList<>();
    if (report.floatScore() != null && report.chipScore() != null) {
      String metric = report.chipScore().metric();
      double before = report.floatScore().value();
      double after = report.chipScore().value();
      cards.add(card(metric + " in float", Numbers.score(metric, before), "float"));
      cards.add(card(metric + " on the chip", Numbers.score(metric, after), "chip"));
      cards.add(
          card("Change", Numbers.change(metric, before, after), after < before ? "lost" : ""));
    }
    cards.add(card("Chip agrees with float", Numbers.percent(report.agreement()), ""));
    cards.add(card("Inputs", Integer.toString(report.inputs()), ""));
    return "<div class=\"figures\">" + String.join("", cards) + "</div>";
  }

  private static String card(String label, String value, String style) {
    return "<div class=\"figure "
        + style
        + "\"><div class=\"value\">"
        + Html.escape(value)
        + "</div><div class=\"label\">"
        + Html.escape(label)
        + "</div></div>";
  }

  private String notes() {
    if (report.notes().isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("<div class=\"notes\">");
    report.notes().forEach(note -> out.append("<p>").append(Html.escape(note)).append("</p>"));
    return out.append("</div>").toString();
  }

  private String stages() {
    if (report.stages().isEmpty()) {
      return "";
    }
    double all = report.stages().stream().mapToDouble(RunReport.Stage::seconds).sum();
    double most =
        Math.max(
            1e-12, report.stages().stream().mapToDouble(RunReport.Stage::seconds).max().orElse(0));
    StringBuilder rows = new StringBuilder();
    for (RunReport.Stage stage : report.stages()) {
      rows.append("<tr><td>")
          .append(Html.escape(stage.name()))
          .append("</td><td class=\"n\">")
          .append(Numbers.seconds(stage.seconds()))
          .append("</td><td class=\"n\">")
          .append(Numbers.percent(all == 0 ? 0 : stage.seconds() / all))
          .append("</td><td class=\"wide\">")
          .append(Charts.bar(stage.seconds() / most, "used"))
          .append("</td></tr>");
    }
    return "<p class=\"hint\">The workbench's own time on the machine that ran it, "
        + Numbers.seconds(all)
        + " in all; not the chip's.</p><div class=\"scroll\"><table class=\"time\"><tbody>"
        + rows
        + "</tbody></table></div>";
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
