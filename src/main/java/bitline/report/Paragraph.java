package bitline.report;

/// Running text in lines of a terminal's width.
public final class Paragraph {
  private Paragraph() {}

  /// The text broken between words into lines of at most `width` letters, each ended by `\n`; a
  /// longer word has a line of its own. Runs of several spaces stay.
  ///
  /// @param indent what the first line begins with
  /// @param hang what the others begin with
  public static String wrap(String text, String indent, String hang, int width) {
    StringBuilder out = new StringBuilder();
    StringBuilder line = new StringBuilder(indent);
    boolean first = true;
    for (String word : text.split("(?<! ) (?! )")) {
      if (!first && length(line) + 1 + length(word) > width) {
        out.append(line).append('\n');
        line.setLength(0);
        line.append(hang).append(word);
      } else {
        line.append(first ? "" : " ").append(word);
      }
      first = false;
    }
    return out.append(line).append('\n').toString();
  }

  private static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
