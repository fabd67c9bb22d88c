package bitline.text;

import bitline.base.Problem;
import bitline.base.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A comma-separated table with a first line of column names (RFC 4180: quoted fields may hold
/// commas, doubled quotes and line ends). Blank lines are skipped.
public final class Csv {
  private static final int MOST_BYTES = 64 << 20;

  private final Path file;
  private final List<String> columns;
  private final List<Row> rows;

  private Csv(Path file, List<String> columns, List<Row> rows) {
    this.file = file;
    this.columns = columns;
    this.rows = rows;
  }

  /// A record of the table, and the line it begins on.
  public record Row(int line, List<String> fields) {}

  /// Reads a file; a [Problem] where it is none, is too large, no UTF-8, empty, or has a line with
  /// another number of fields than names.
  public static Csv read(Path file) {
    return of(text(bytes(file), file), file);
  }

  /// The bytes of a file that may hold a table; a [Problem] where it is none or too large.
  public static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1); // a device or a pipe tells no size
      if (bytes.length > MOST_BYTES) {
        throw Problem.at(file.toString(), "a table of more than 64 MiB");
      }
      return bytes;
    } catch (IOException e) {
      String why =
          Files.isDirectory(file)
              ? "a folder, not a file"
              : Files.exists(file) ? e.getMessage() : "no such file";
      throw new Problem(file + ": cannot be read (" + why + ")", e);
    }
  }

  /// Such bytes as text without a byte order mark; a [Problem] where they are no UTF-8.
  public static String text(byte[] bytes, Path file) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Problem(file + ": cannot be read (not UTF-8 text)", e);
    }
  }

  /// A table that was read already.
  ///
  /// @param file for messages
  public static Csv of(String text, Path file) {
    List<Row> rows = parse(text, file);
    if (rows.isEmpty()) {
      throw Problem.at(
          file.toString(), "empty; a first line of column names such as file,label is expected");
    }
    List<String> columns = rows.removeFirst().fields.stream().map(String::strip).toList();
    for (Row row : rows) {
      if (row.fields.size() != columns.size()) {
        throw Problem.at(
            file.toString(),
            row.line,
            1,
            row.fields.size() + " fields where the first line names " + columns.size());
      }
    }
    return new Csv(file, columns, rows);
  }

  private static List<Row> parse(String text, Path file) {
    List<Row> rows = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    int line = 1;
    int begin = 1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '\n';
      line += c == '\n' ? 1 : 0;
      if (quoted && i < text.length()) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append(c);
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && field.isEmpty()) {
        quoted = true;
      } else if (c == ',') {
        fields.add(field.toString());
        field.setLength(0);
      } else if (c == '\n') {
        fields.add(field.toString());
        field.setLength(0);
        if (fields.size() > 1 || !fields.getFirst().isBlank()) {
          rows.add(new Row(begin, fields));
        }
        fields = new ArrayList<>();
        begin = line;
      } else if (c != '\r') {
        field.append(c);
      }
    }
    if (quoted) {
      throw Problem.at(file.toString(), begin, 1, "a quote that is opened here is not closed");
    }
    return rows;
  }

  /// The rows as maps from the names of columns.
  public List<Map<String, String>> maps() {
    List<Map<String, String>> maps = new ArrayList<>();
    for (Row row : rows) {
      Map<String, String> map = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        map.put(columns.get(i), row.fields.get(i));
      }
      maps.add(map);
    }
    return maps;
  }

  /// A number of such a map, or not-a-number where its field is empty or holds none; a [Problem]
  /// where there is no such column.
  public static double number(Map<String, String> row, String column) {
    String text = row.get(column);
    if (text == null) {
      throw new Problem(
          "no column '"
              + column
              + "'; there are "
              + String.join(", ", row.keySet())
              + Spelling.hint(column, List.copyOf(row.keySet())));
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  public List<Row> rows() {
    return rows;
  }

  /// The place of the first of some column names; a [Problem] when none is there.
  public int column(String... names) {
    for (String name : names) {
      if (columns.contains(name)) {
        return columns.indexOf(name);
      }
    }
    throw Problem.at(
        file.toString(),
        1,
        1,
        "no column "
            + String.join(" or ", Arrays.stream(names).map(n -> "'" + n + "'").toList())
            + "; there are "
            + columns
            + Spelling.hint(names[0], columns));
  }

  public boolean has(String name) {
    return columns.contains(name);
  }

  /// The title of a column.
  public String title(int column) {
    return columns.get(column);
  }

  public int columns() {
    return columns.size();
  }

  /// A finite number in a field; a [Problem] with the line when it is none.
  public double number(Row row, int column) {
    try {
      double value = Double.parseDouble(row.fields.get(column).strip());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new Problem(place(row) + "'" + row.fields.get(column) + "' is not a number", e);
    }
    throw problem(row, "'" + row.fields.get(column) + "' is not a finite number");
  }

  public Problem problem(Row row, String what) {
    return new Problem(place(row) + what);
  }

  private String place(Row row) {
    return file + ":" + row.line + ":1: ";
  }
}
