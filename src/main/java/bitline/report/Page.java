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
import java.util.List;

/// An HTML file that needs nothing else: style, charts and pictures are inside, there are no
/// scripts, and no other address is asked for anything. Reads well from 400 pixels upwards, in
/// light and dark, and on paper. Sections are added in their order.
final class Page {
  private final StringBuilder nav = new StringBuilder();
  private final StringBuilder body = new StringBuilder();

  /// Adds a section; one without content is left out.
  Page section(String id, String title, String content) {
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
    return this;
  }

  /// The whole page, headed by what ran on what.
  ///
  /// @param kicker what kind of page it is
  /// @param lead the answer in a sentence or two
  /// @param more what stands between the lead and the sections, as HTML
  String text(String kicker, String network, String chip, String lead, String more) {
    return whole(
        kicker,
        network + " on " + chip,
        Html.escape(network) + " <span>on</span> " + Html.escape(chip),
        lead,
        more);
  }

  /// The whole page, headed by a title.
  String titled(String kicker, String title, String lead, String more) {
    return whole(kicker, title, Html.escape(title), lead, more);
  }

  private String whole(String kicker, String title, String heading, String lead, String more) {
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
        + "<title>"
        + Html.escape(title)
        + "</title>\n<style>\n"
        + style()
        + "</style></head>\n<body>\n<header><p class=\"kicker\">Bitline · "
        + Html.escape(kicker)
        + "</p><h1>"
        + heading
        + "</h1><p class=\"lead\">"
        + Html.escape(lead.replaceAll("(?<=\\d) (?=%|points|[a-z]{1,2}\\b)", "\u00A0"))
        + "</p>"
        + more
        + "<nav>"
        + nav
        + "</nav></header>\n<main>\n"
        + body
        + "</main>\n</body></html>\n";
  }

  /// A figure that catches the eye: a value and what it is.
  static String card(String label, String value, String style) {
    return "<div class=\"figure "
        + style
        + "\"><div class=\"value\">"
        + Html.escape(value)
        + "</div><div class=\"label\">"
        + Html.escape(label)
        + "</div></div>";
  }

  /// Remarks that a reader must not miss.
  static String notes(List<String> notes) {
    if (notes.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("<div class=\"notes\">");
    notes.forEach(note -> out.append("<p>").append(Html.escape(note)).append("</p>"));
    return out.append("</div>").toString();
  }

  /// A [Table] as HTML, numbers at the right.
  static String table(Table table) {
    StringBuilder out = new StringBuilder("<div class=\"scroll\"><table><thead><tr>");
    for (Table.Column column : table.columns()) {
      out.append(column.number() ? "<th class=\"n\">" : "<th>")
          .append(Html.escape(column.title()))
          .append("</th>");
    }
    out.append("</tr></thead><tbody>");
    for (List<String> row : table.rows()) {
      out.append("<tr>");
      for (int c = 0; c < row.size(); c++) {
        out.append(table.columns().get(c).number() ? "<td class=\"n\">" : "<td>")
            .append(Html.escape(row.get(c)))
            .append("</td>");
      }
      out.append("</tr>");
    }
    return out.append("</tbody></table></div>").toString();
  }

  /// The workbench's own time, stage by stage; nothing where no stage was timed.
  static String stages(List<RunReport.Stage> stages) {
    if (stages.isEmpty()) {
      return "";
    }
    double all = stages.stream().mapToDouble(RunReport.Stage::seconds).sum();
    double most =
        Math.max(1e-12, stages.stream().mapToDouble(RunReport.Stage::seconds).max().orElse(0));
    StringBuilder rows = new StringBuilder();
    for (RunReport.Stage stage : stages) {
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

  private static String style() {
    try (InputStream in = Page.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is missing from the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes a page's text. The file is there whole or not at all: it is written beside its place
  /// and then moved there.
  static void write(String page, Path file) {
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
}
