package bitline.forecast;

/// Which copy of a table a result was made from, so that another person can tell whether theirs is
/// the same.
///
/// @param file name of the table without its folder; `catalogue` for our own
/// @param sha256 of its bytes, 64 hexadecimal digits
/// @param rows records that were read
/// @param newest decimal year of the newest dated record
public record Vintage(String file, String sha256, int rows, double newest) {
  public Vintage {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256");
    }
  }
}
