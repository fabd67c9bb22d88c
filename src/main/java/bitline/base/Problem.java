package bitline.base;

import java.util.Objects;

/// An error of the user's, said in one line: the place, what is wrong there with its value, and the
/// likely fix.
///
/// `chip.yaml:5:3: unknown key 'bitz' in adc; did you mean 'bits'?`
///
/// Thrown for anything that a different input would cure (exit code 2). A broken invariant of our
/// own is an `IllegalStateException` or another unchecked exception instead (exit code 3).
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 600;

  /// A problem without a place.
  public Problem(String what) {
    super(oneLine(what));
  }

  /// A problem without a place, with the exception it was found by.
  public Problem(String what, Throwable cause) {
    super(oneLine(what), Objects.requireNonNull(cause));
  }

  /// A problem in a file, or at any place that has a name: `place: what`.
  public static Problem at(String place, String what) {
    return new Problem(place + ": " + what);
  }

  /// A problem at a line and column of a text file; both count from 1.
  public static Problem at(String file, int line, int column, String what) {
    return new Problem(file + ":" + line + ":" + column + ": " + what);
  }

  /// The message; never null, never more than one line.
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  private static String oneLine(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return text.length() > LONGEST ? out + "…" : out.toString();
  }
}
