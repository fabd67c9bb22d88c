package bitline.forecast.data;

/// Something in a row of a public table that cannot be, or that needs an explanation. It is a
/// question to the reader of the table, not a verdict.
///
/// @param file name of the table
/// @param line on which the row begins; 0: the table as a whole
/// @param name what the row is about
/// @param what what is wrong, in one line
public record Defect(String file, int line, String name, String what) {
  /// One line: place, name, what.
  public String text() {
    return file + ":" + line + ": " + (name.isEmpty() ? "" : name + ": ") + what;
  }
}
