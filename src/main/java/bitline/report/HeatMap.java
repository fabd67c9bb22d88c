package bitline.report;

import java.util.List;

/// Layers down, causes across, each cell coloured by the share of the outputs' energy that turns to
/// error, on a logarithmic scale. Numbers stand in the cells where there is room, and always under
/// the mouse. Inline SVG.
record HeatMap(List<String> columns, List<BlameReport.Layer> layers) {
  private static final int LABELS = 190;
  private static final int LETTERS = 26;
  private static final int HEAD = 24;

  /// Powers of ten from the palest colour to the strongest.
  private static final int DECADES = 5;

  String svg() {
    int tall = Math.clamp(900 / Math.max(1, layers.size()), 9, 24);
    int height = HEAD + tall * layers.size() + 4;
    double total = layers.stream().mapToDouble(BlameReport.Layer::all).sum();
    StringBuilder names = new StringBuilder();
    StringBuilder cells = new StringBuilder();
    double wide = 100.0 / columns.size();
    for (int c = 0; c < columns.size(); c++) {
      cells
          .append("<text x=\"")
          .append(Html.number((c + 0.5) * wide))
          .append("%\" y=\"14\" text-anchor=\"middle\">")
          .append(Html.escape(columns.get(c)))
          .append("</text>");
    }
    for (int r = 0; r < layers.size(); r++) {
      BlameReport.Layer layer = layers.get(r);
      int y = HEAD + r * tall;
      if (tall >= 11) {
        names
            .append("<text x=\"100%\" dx=\"-8\" y=\"")
            .append(Html.number(y + tall / 2.0 + 4))
            .append("\" text-anchor=\"end\">")
            .append(Html.escape((r + 1) + "  " + shortened(layer.name())))
            .append("</text>");
      }
      for (int c = 0; c < columns.size(); c++) {
        cell(cells, layer, c, c * wide, y, wide, tall, total);
      }
    }
    return "<div class=\"chart heat\"><svg class=\"axis\" width=\""
        + LABELS
        + "\" height=\""
        + height
        + "\" aria-hidden=\"true\">"
        + names
        + "</svg><svg class=\"plot\" width=\"100%\" height=\""
        + height
        + "\" role=\"img\">"
        + cells
        + "</svg></div>"
        + legend();
  }

  private void cell(
      StringBuilder out,
      BlameReport.Layer layer,
      int column,
      double x,
      int y,
      double wide,
      int tall,
      double total) {
    double share = layer.shares().get(column);
    double strength = strength(share);
    String title =
        layer.name()
            + ", "
            + columns.get(column)
            + ": "
            + Numbers.percent(share)
            + " of the outputs' energy"
            + (share > 0
                ? " (" + Numbers.decibels(10 * StrictMath.log10(1 / share)) + " signal to noise)"
                : "")
            + (total > 0 && column == columns.size() - 1
                ? ", " + Numbers.percent(share / total) + " of what all layers cause alone"
                : "");
    out.append("<g><title>")
        .append(Html.escape(title))
        .append("</title><rect class=\"track\" x=\"")
        .append(Html.number(x + 0.15))
        .append("%\" y=\"")
        .append(y + 1)
        .append("\" width=\"")
        .append(Html.number(wide - 0.3))
        .append("%\" height=\"")
        .append(tall - 2)
        .append("\"/><rect class=\"lost\" fill-opacity=\"")
        .append(Html.number(strength))
        .append("\" x=\"")
        .append(Html.number(x + 0.15))
        .append("%\" y=\"")
        .append(y + 1)
        .append("\" width=\"")
        .append(Html.number(wide - 0.3))
        .append("%\" height=\"")
        .append(tall - 2)
        .append("\"/>");
    if (tall >= 16) {
      out.append("<text class=\"")
          .append(strength > 0.5 ? "onstrong" : "onpale")
          .append("\" x=\"")
          .append(Html.number(x + wide / 2))
          .append("%\" y=\"")
          .append(Html.number(y + tall / 2.0 + 4))
          .append("\" text-anchor=\"middle\">")
          .append(Html.escape(Numbers.percent(share)))
          .append("</text>");
    }
    out.append("</g>");
  }

  /// 0 for a hundred-thousandth and less, 1 for all of the energy and more.
  static double strength(double share) {
    if (!(share > 0)) {
      return 0;
    }
    double linear = Math.clamp((StrictMath.log10(share) + DECADES) / DECADES, 0, 1);
    return linear * Math.sqrt(linear);
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= LETTERS
        ? name
        : "…" + name.substring(name.offsetByCodePoints(name.length(), 1 - LETTERS));
  }

  private static String legend() {
    StringBuilder out = new StringBuilder("<p class=\"legend\">share of the outputs' energy");
    for (int decade = -DECADES; decade <= 0; decade++) {
      double share = StrictMath.pow(10, decade);
      out.append("<span><i class=\"lost\" style=\"opacity:")
          .append(Html.number(Math.max(0.05, strength(share))))
          .append("\"></i>")
          .append(decade == -DECADES ? "≤ " : "")
          .append(Html.escape(Numbers.axis(100 * share)))
          .append(" %</span>");
    }
    return out.append("</p>").toString();
  }
}
