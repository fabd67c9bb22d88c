package bitline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The sections of [HtmlReport] about layers. Each is empty where the run has nothing to show.
final class LayerSections {
  private static final int COSTLIEST = 5;

  private final RunReport report;

  LayerSections(RunReport report) {
    this.report = report;
  }

  /// The layers that cost most, worst first.
  String costliest() {
    List<RunReport.Layer> worst = report.costliest(COSTLIEST);
    if (worst.isEmpty()) {
      return "";
    }
    double most = Math.max(1e-12, worst.getFirst().loss() == null ? 0 : worst.getFirst().loss());
    StringBuilder rows = new StringBuilder();
    for (RunReport.Layer layer : worst) {
      double loss = layer.loss() == null ? 0 : layer.loss();
      rows.append("<tr><td class=\"n\">")
          .append(report.layers().indexOf(layer) + 1)
          .append("</td><td class=\"layer\">")
          .append(Html.escape(layer.name()))
          .append("</td><td class=\"op\">")
          .append(Html.escape(layer.operator()))
          .append("</td><td class=\"n\">")
          .append(Numbers.percent(loss))
          .append("</td><td class=\"wide\">")
          .append(Charts.bar(loss / most, "lost"))
          .append("</td><td class=\"n\">")
          .append(Numbers.decibels(layer.snrDb()))
          .append("</td><td class=\"n\">")
          .append(Numbers.percent(layer.clipShare()))
          .append("</td></tr>");
    }
    return "<p class=\"hint\">"
        + Html.escape("Loss is the " + report.lossMeaning() + ".")
        + "</p>"
        + "<div class=\"scroll\"><table><thead><tr><th class=\"n\">#</th><th>Layer</th><th>Operator</th><th class=\"n\">Loss</th><th></th>"
        + "<th class=\"n\">Signal to noise</th><th class=\"n\">Clipped</th></tr></thead><tbody>"
        + rows
        + "</tbody></table></div>";
  }

  /// Charts over all layers, and a table of them.
  String all() {
    List<RunReport.Layer> layers = report.layers();
    if (layers.isEmpty()) {
      return "";
    }
    StringBuilder out =
        new StringBuilder(
            "<p class=\"hint\">Layers in the order in which they are computed; numbers are those of the table below.</p>");
    chart(
        out,
        "Signal to noise of each layer's output against float, dB",
        "Taller is better. A pale full bar is exact.",
        layer -> layer.snrDb() == null ? Double.NaN : Math.max(0, layer.snrDb()),
        layer -> Numbers.decibels(layer.snrDb()),
        " dB",
        "chip",
        1);
    chart(
        out,
        "ADC conversions clipped",
        "",
        layer -> layer.clipShare() == null ? Double.NaN : layer.clipShare(),
        layer -> Numbers.percent(layer.clipShare()),
        " %",
        "clip",
        100);
    chart(
        out,
        "Cells in use of the arrays a layer occupies",
        "",
        layer -> layer.utilisation() == null ? Double.NaN : layer.utilisation(),
        layer -> Numbers.percent(layer.utilisation()),
        " %",
        "used",
        100);
    return out.append("<details")
        .append(layers.size() <= 40 ? " open" : "")
        .append("><summary>All ")
        .append(layers.size())
        .append(" layers</summary><div class=\"scroll\">")
        .append(table(layers))
        .append("</div></details>")
        .toString();
  }

  private void chart(
      StringBuilder out,
      String title,
      String hint,
      ToDoubleFunction<RunReport.Layer> value,
      Function<RunReport.Layer, String> said,
      String unit,
      String style,
      double scale) {
    List<RunReport.Layer> layers = report.layers();
    double most =
        layers.stream()
            .mapToDouble(value)
            .filter(Double::isFinite)
            .max()
            .orElse(layers.isEmpty() ? 0 : 1);
    boolean any = layers.stream().anyMatch(layer -> !Double.isNaN(value.applyAsDouble(layer)));
    if (!any) {
      return;
    }
    List<Charts.Column> columns = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      RunReport.Layer layer = layers.get(i);
      double v = value.applyAsDouble(layer);
      boolean exact = Double.isInfinite(v);
      columns.add(
          new Charts.Column(
              exact ? most * scale : v * scale,
              (i + 1) + " " + layer.name() + ": " + said.apply(layer),
              exact ? "exact" : style));
    }
    out.append("<div class=\"panel\"><h3>")
        .append(Html.escape(title))
        .append("</h3>")
        .append(hint.isEmpty() ? "" : "<p class=\"hint\">" + Html.escape(hint) + "</p>")
        .append(Charts.columns(columns, unit, 130))
        .append("</div>");
  }

  private static String table(List<RunReport.Layer> layers) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < layers.size(); i++) {
      RunReport.Layer layer = layers.get(i);
      rows.append("<tr")
          .append(layer.onArrays() ? "" : " class=\"vector\"")
          .append("><td class=\"n\">")
          .append(i + 1)
          .append("</td><td class=\"layer\">")
          .append(Html.escape(layer.name()))
          .append("</td><td class=\"op\">")
          .append(Html.escape(layer.operator()));
      for (String cell :
          new String[] {
            Numbers.decibels(layer.snrDb()),
            Numbers.percent(layer.clipShare()),
            Numbers.percent(layer.utilisation()),
            layer.onArrays() ? Numbers.count(layer.arrays()) : "vector unit",
            layer.onArrays() ? Numbers.count(layer.conversions()) : Numbers.UNKNOWN,
            Numbers.count(layer.macs())
          }) {
        rows.append("</td><td class=\"n\">").append(Html.escape(cell));
      }
      rows.append("</td></tr>");
    }
    return "<table><thead><tr><th class=\"n\">#</th><th>Layer</th><th>Operator</th><th class=\"n\">Signal to noise</th><th class=\"n\">Clipped</th>"
        + "<th class=\"n\">Cells used</th><th class=\"n\">Arrays</th><th class=\"n\">ADC conversions</th><th class=\"n\">MACs</th></tr></thead><tbody>"
        + rows
        + "</tbody></table>";
  }

  /// How often each sum was seen on the bitlines of some layers.
  String histograms() {
    if (report.histograms().isEmpty()) {
      return "";
    }
    StringBuilder out =
        new StringBuilder("<p class=\"hint\">How often each sum was seen (logarithmic). ");
    out.append(
            report.histograms().stream().allMatch(h -> Double.isNaN(h.adcLow()))
                ? "These arrays are digital: no ADC reads them."
                : "Shaded: what the ADC can tell apart; sums outside are clipped.")
        .append("</p><div class=\"multiples\">");
    for (RunReport.Histogram histogram : report.histograms()) {
      out.append("<div class=\"panel\"><h3 class=\"layer\">")
          .append(Html.escape(histogram.layer()))
          .append("</h3>")
          .append(Charts.histogram(histogram, 90))
          .append("</div>");
    }
    return out.append("</div>").toString();
  }
}
