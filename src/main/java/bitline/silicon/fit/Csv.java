package bitline.silicon.fit;

import bitline.base.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rows of a comma-separated file whose first line names the columns; a field with commas stands in
/// double quotes.
final class Csv {
  private static final long LARGEST = 16 << 20;

  private Csv() {}

  static List<Map<String, String>> read(Path file) {
    List<String> lines;
    try {
      if (Files.size(file) > LARGEST) {
        throw Problem.at(file.toString(), "is larger than " + LARGEST + " bytes");
      }
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Problem(file + ": cannot be read", e);
    }
    if (lines.isEmpty()) {
      throw Problem.at(file.toString(), "is empty");
    }
    List<String> names = fields(lines.getFirst());
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      List<String> values = fields(lines.get(i));
      if (values.size() != names.size()) {
        throw Problem.at(
            file.toString(),
            i + 1,
            1,
            values.size() + " fields where the head has " + names.size());
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int k = 0; k < names.size(); k++) {
        row.put(names.get(k), values.get(k));
      }
      rows.add(row);
    }
    return rows;
  }

  /// A number, or not-a-number where the field is empty or none.
  static double number(Map<String, String> row, String column) {
    String text = row.get(column);
    if (text == null) {
      throw new Problem("no column '" + column + "'; there are " + row.keySet());
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static List<String> fields(String line) {
    List<String> out = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        out.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    out.add(field.toString());
    return out;
  }
}
