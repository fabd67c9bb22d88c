package bitline.bench;

/// A target and what it was compared with, `>= 60 % (is 67 %)`, taken apart.
final class Figures {
  private Figures() {}

  static String target(String text) {
    int at = text.indexOf(" (");
    return at < 0 ? text : text.substring(0, at);
  }

  /// With a comma before it; empty where there is none.
  static String remark(String text) {
    int at = text.indexOf(" (");
    return at < 0 ? "" : ", " + text.substring(at + 2, text.length() - 1);
  }
}
