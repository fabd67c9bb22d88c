package bitline.report;

import java.util.List;

/// Bar charts as inline SVG. Widths are in percent and heights in pixels, so that a chart fills
/// what room there is while its letters keep their size; colours come from the page's style by
/// class.
final class Charts {
  private Charts() {}

  /// One column: its height in the chart's unit (NaN: nothing there), what the mouse is told, and a
  /// style class.
  record Column(double value, String title, String style) {}

  /// Columns side by side in the order given, with a vertical axis from 0 to the first round number
  /// above the greatest value, and their numbers from 1 below.
  static String columns(List<Column> columns, String unit, int height) {
    double most = 0;
    for (Column column : columns) {
      most = Double.isFinite(column.value) ? Math.max(most, column.value) : most;
    }
    double step = roundStep(most / 4);
    double top = most == 0 ? 4 * step : Math.ceil(most / step - 1e-9) * step;
    StringBuilder axis = new StringBuilder();
    StringBuilder plot = new StringBuilder();
    for (int i = 0; i * step <= top * 1.0001; i++) {
      double y = height - height * i * step / top;
      axis.append("<text x=\"100%\" dx=\"-6\" y=\"")
          .append(Html.number(y + 4))
          .append("\" text-anchor=\"end\">")
          .append(
              Html.escape(Numbers.axis(i * step) + (i * step + step > top * 1.0001 ? unit : "")))
          .append("</text>");
      plot.append("<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"")
          .append(Html.number(y))
          .append("\" y2=\"")
          .append(Html.number(y))
          .append("\"/>");
    }
    double slot = 100.0 / Math.max(1, columns.size());
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      double share = Double.isNaN(column.value) ? 0 : Math.min(1, column.value / top);
      double tall = share > 0 ? Math.max(1, height * share) : 0;
      double wide = Math.min(slot * 0.78, 4);
      plot.append("<g><title>")
          .append(Html.escape(column.title))
          .append("</title>")
          .append("<rect class=\"slot\" x=\"")
          .append(Html.number(i * slot))
          .append("%\" y=\"0\" width=\"")
          .append(Html.number(slot))
          .append("%\" height=\"")
          .append(height)
          .append("\"/>")
          .append("<rect class=\"")
          .append(Html.escape(column.style))
          .append("\" x=\"")
          .append(Html.number(i * slot + (slot - wide) / 2))
          .append("%\" y=\"")
          .append(Html.number(height - tall))
          .append("\" width=\"")
          .append(Html.number(wide))
          .append("%\" height=\"")
          .append(Html.number(tall))
          .append("\"/></g>");
    }
    int every = (int) Math.max(1, roundStep(columns.size() / 8.0));
    for (int i = 0; i < columns.size(); i++) {
      if ((i == 0 && every > 2) || (i + 1) % every == 0) {
        plot.append("<text x=\"")
            .append(Html.number((i + 0.5) * slot))
            .append("%\" y=\"")
            .append(height + 16)
            .append("\" text-anchor=\"middle\">")
            .append(i + 1)
            .append("</text>");
      }
    }
    return "<div class=\"chart\"><svg class=\"axis\" width=\"52\" height=\""
        + (height + 22)
        + "\" aria-hidden=\"true\">"
        + axis
        + "</svg><svg class=\"plot\" width=\"100%\" height=\""
        + (height + 22)
        + "\" role=\"img\">"
        + plot
        + "</svg></div>";
  }

  /// A bar of a share of its cell's width.
  static String bar(double share, String style) {
    return "<svg class=\"bar\" width=\"100%\" height=\"10\" aria-hidden=\"true\"><rect class=\"track\" width=\"100%\" height=\"100%\" rx=\"2\"/>"
        + "<rect class=\""
        + Html.escape(style)
        + "\" width=\""
        + Html.number(100 * Math.clamp(share, 0, 1))
        + "%\" height=\"100%\" rx=\"2\"/></svg>";
  }

  /// How often each sum was seen, on a logarithmic scale of counts, with the range that the ADC can
  /// tell shaded. Empty bins at both ends are left out.
  static String histogram(RunReport.Histogram whole, int height) {
    RunReport.Histogram histogram = trimmed(whole);
    List<Long> counts = histogram.counts();
    long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
    double slot = 100.0 / Math.max(1, counts.size());
    StringBuilder out =
        new StringBuilder(
            "<svg class=\"plot\" width=\"100%\" height=\"" + (height + 20) + "\" role=\"img\">");
    if (!Double.isNaN(histogram.adcLow()) && !Double.isNaN(histogram.adcHigh())) {
      double from =
          Math.clamp((histogram.adcLow() - histogram.from()) / histogram.binWidth() * slot, 0, 100);
      double to =
          Math.clamp(
              (histogram.adcHigh() + 1 - histogram.from()) / histogram.binWidth() * slot, 0, 100);
      out.append("<rect class=\"range\" x=\"")
          .append(Html.number(from))
          .append("%\" y=\"0\" width=\"")
          .append(Html.number(Math.max(0, to - from)))
          .append("%\" height=\"")
          .append(height)
          .append("\"/>");
    }
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i) > 0) {
        double low = histogram.from() + i * histogram.binWidth();
        double high = low + histogram.binWidth() - 1;
        double tall =
            Math.max(1, height * StrictMath.log1p(counts.get(i)) / StrictMath.log1p(most));
        String sums =
            high > low
                ? "sums " + Numbers.axis(low) + " to " + Numbers.axis(high)
                : "sum " + Numbers.axis(low);
        boolean outside = high < histogram.adcLow() || low > histogram.adcHigh();
        out.append("<rect class=\"")
            .append(outside ? "clip" : "chip")
            .append("\" x=\"")
            .append(Html.number(i * slot))
            .append("%\" y=\"")
            .append(Html.number(height - tall))
            .append("\" width=\"")
            .append(Html.number(slot * 0.94))
            .append("%\" height=\"")
            .append(Html.number(tall))
            .append("\"><title>")
            .append(Html.escape(sums + ": " + Numbers.count(counts.get(i))))
            .append("</title></rect>");
      }
    }
    double to = histogram.from() + counts.size() * histogram.binWidth() - 1;
    return out
        + "<line class=\"base\" x1=\"0\" x2=\"100%\" y1=\""
        + height
        + "\" y2=\""
        + height
        + "\"/>"
        + "<text x=\"0\" y=\""
        + (height + 15)
        + "\">"
        + Numbers.axis(histogram.from())
        + "</text><text x=\"100%\" y=\""
        + (height + 15)
        + "\" text-anchor=\"end\">"
        + Numbers.axis(Math.max(to, histogram.from()))
        + "</text></svg>";
  }

  private static RunReport.Histogram trimmed(RunReport.Histogram whole) {
    int first = 0;
    int end = whole.counts().size();
    while (first < end && whole.counts().get(first) == 0) {
      first++;
    }
    while (end > first && whole.counts().get(end - 1) == 0) {
      end--;
    }
    return new RunReport.Histogram(
        whole.layer(),
        whole.from() + first * whole.binWidth(),
        whole.binWidth(),
        whole.counts().subList(first, end),
        whole.adcLow(),
        whole.adcHigh());
  }

  /// The next of 1, 2, 5, 10, 20, … (or a tenth of these) that is not below `value`; 1 for 0.
  static double roundStep(double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      return 1;
    }
    double power = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(value)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= value * 0.999999) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
