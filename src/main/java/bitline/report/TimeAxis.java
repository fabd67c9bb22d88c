package bitline.report;

/// A linear axis of time from 0, with round ticks in the unit that suits its length.
///
/// @param length femtoseconds
/// @param unit femtoseconds of one
/// @param step between two ticks, in the unit
record TimeAxis(long length, double unit, String symbol, double step) {
  private static final int TICKS = 7;
  private static final String[] SYMBOLS = {"fs", "ps", "ns", "µs", "ms", "s"};

  static TimeAxis of(long length) {
    double unit = 1;
    int symbol = 0;
    while (symbol < SYMBOLS.length - 1 && length >= 1000 * unit) {
      unit *= 1000;
      symbol++;
    }
    return new TimeAxis(length, unit, SYMBOLS[symbol], Charts.roundStep(length / unit / TICKS));
  }

  /// A time from the axis's beginning on.
  String name(long time) {
    return Numbers.axis(time / unit) + " " + symbol;
  }

  /// Lines from `top` to `bottom`, with numbers above and below.
  void draw(StringBuilder out, int top, int bottom) {
    for (int i = 0; i * step <= length / unit * (1 + 1e-9); i++) {
      double value = Math.rint(i * step * 1e6) / 1e6;
      double share = 100 * value * unit / length;
      String at = Html.number(share) + "%";
      out.append("<line class=\"grid\" x1=\"").append(at).append("\" x2=\"").append(at);
      out.append("\" y1=\"").append(top).append("\" y2=\"").append(bottom).append("\"/>");
      String anchor = i == 0 ? "start" : share > 96 ? "end" : "middle";
      for (int y : new int[] {top - 6, bottom + 14}) {
        out.append("<text x=\"").append(at).append("\" y=\"").append(y);
        out.append("\" text-anchor=\"").append(anchor).append("\">");
        out.append(Numbers.axis(value)).append(' ').append(symbol).append("</text>");
      }
    }
  }
}
