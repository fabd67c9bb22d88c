package bitline.forecast.data;

import bitline.base.Problem;
import bitline.forecast.Calendar;
import bitline.text.Csv;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// One file as it was read: its rows, and the hash of its bytes.
///
/// @param path where it lies
/// @param sha256 of its bytes
record Table(Path path, String sha256, Csv csv) {
  /// Reads a comma-separated file. A [Problem] where it is none, or is cut off inside a row.
  static Table read(Path path) {
    byte[] bytes = Csv.bytes(path);
    Csv csv = Csv.of(Csv.text(bytes, path), path);
    if (csv.rows().isEmpty()) {
      throw Problem.at(path.toString(), "has column names but no rows; is the copy complete?");
    }
    return new Table(path, hash(bytes), csv);
  }

  static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  String file() {
    return path.getFileName().toString();
  }

  List<Csv.Row> rows() {
    return csv.rows();
  }

  /// The field under the first of some titles that the table has; a [Problem] when it has none.
  String text(Csv.Row row, String... titles) {
    return row.fields().get(csv.column(titles)).strip();
  }

  /// A positive number, or not-a-number where the field says nothing: it is empty, 0, or `inf`
  /// (tables write 0 for a peak and `inf` for a quotient of what they do not know). A [Problem]
  /// where it holds words, a negative number or `NaN`.
  double amount(Csv.Row row, String... titles) {
    return amount(row, csv.column(titles));
  }

  /// The same by the place of the column.
  double amount(Csv.Row row, int column) {
    if (column >= csv.columns()) {
      throw Problem.at(
          path.toString(), 1, 1, "has " + csv.columns() + " columns, " + (column + 1) + " needed");
    }
    String text = row.fields().get(column).strip();
    String digits = text.replace("$", "").replace(",", "");
    if (digits.isEmpty()) {
      return Double.NaN;
    }
    try {
      double value = digits.toLowerCase(Locale.ROOT).equals("inf") ? 0 : Double.parseDouble(digits);
      if (value >= 0 && value < Double.POSITIVE_INFINITY) {
        return value == 0 ? Double.NaN : value;
      }
    } catch (NumberFormatException e) {
      throw new Problem(wrong(row, column, text, "is not a number").getMessage(), e);
    }
    throw wrong(row, column, text, "is no positive finite number");
  }

  /// The decimal year of a day such as `2024-03-21` or `3/21/2024`, or of a month or a year, or
  /// itself; not a number where the field is empty; a [Problem] where it is no date.
  double date(Csv.Row row, String... titles) {
    String text = text(row, titles);
    if (text.isEmpty()) {
      return Double.NaN;
    }
    if (text.matches("[12][0-9]{3}\\.[0-9]+")) {
      return Double.parseDouble(text);
    }
    try {
      return Calendar.year(iso(text));
    } catch (Problem e) {
      throw new Problem(
          wrong(row, csv.column(titles), text, "is no date such as 2024-03-21 or 3/21/2024")
              .getMessage(),
          e);
    }
  }

  /// American dates as ISO ones; others as they are.
  static String iso(String date) {
    String[] parts = date.split("/", -1);
    if (parts.length != 3 || !date.matches("[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")) {
      return date;
    }
    return String.format(
        Locale.ROOT,
        "%s-%02d-%02d",
        parts[2],
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]));
  }

  private Problem wrong(Csv.Row row, int column, String text, String what) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return csv.problem(row, "'" + shown + "' under '" + csv.title(column) + "' " + what);
  }
}
