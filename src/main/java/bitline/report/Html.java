package bitline.report;

import java.util.Locale;

/// The one place where text from outside becomes part of a page.
final class Html {
  private Html() {}

  /// Text as it may stand between tags and inside quoted attributes. Control characters, which HTML
  /// forbids, become U+FFFD.
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default ->
                out.appendCodePoint(
                    (c < 0x20 && c != '\n' && c != '\t')
                            || (c >= 0x7F && c < 0xA0)
                            || (c >= 0xD800 && c < 0xE000)
                        ? 0xFFFD
                        : c);
          }
        });
    return out.toString();
  }

  /// A length in pixels or percent: two decimals, no needless zeros, never an exponent.
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
