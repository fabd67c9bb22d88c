package bitline.forecast.data;

import bitline.base.Problem;
import bitline.text.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file of dates and values in two columns of blanks between, with comments from `#` on, as Karl
/// Rupp publishes them.
record Curve(Path path, String sha256, List<Point> points) {
  /// @param date decimal year
  record Point(double date, double value, int line) {}

  String file() {
    return path.getFileName().toString();
  }

  static Curve read(Path path) {
    byte[] bytes = Csv.bytes(path);
    List<Point> points = new ArrayList<>();
    int number = 0;
    for (String line : Csv.text(bytes, path).lines().toList()) {
      number++;
      int comment = line.indexOf('#');
      String data = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!data.isEmpty()) {
        points.add(point(path, number, data));
      }
    }
    if (points.isEmpty()) {
      throw Problem.at(
          path.toString(), "has no points; lines such as '1971.875  2.3' are expected");
    }
    return new Curve(path, Table.hash(bytes), List.copyOf(points));
  }

  private static Point point(Path path, int line, String data) {
    String[] fields = data.split("\\s+");
    String shown = data.length() > 40 ? data.substring(0, 40) + "…" : data;
    if (fields.length != 2) {
      throw Problem.at(
          path.toString(), line, 1, "'" + shown + "' is no date and value, such as 1971.875 2.3");
    }
    try {
      double date = Double.parseDouble(fields[0]);
      double value = Double.parseDouble(fields[1]);
      if (date > 1800 && date < 2200 && value > 0 && value < Double.POSITIVE_INFINITY) {
        return new Point(date, value, line);
      }
    } catch (NumberFormatException e) {
      throw new Problem(path + ":" + line + ":1: '" + shown + "' are no two numbers", e);
    }
    throw Problem.at(
        path.toString(), line, 1, "'" + shown + "' is no decimal year with a positive value");
  }
}
