package bitline.forecast.data;

import bitline.base.Problem;
import bitline.forecast.Vintage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tables below one path, each read once.
final class Folder {
  private final Path data;
  private final Map<Layout, List<Path>> paths = new HashMap<>();
  private final Map<Path, Table> tables = new HashMap<>();
  private final Map<Path, Curve> curves = new HashMap<>();
  private final Map<Path, Map<Integer, String>> designs = new HashMap<>();

  Folder(Path data) {
    if (!Files.exists(data)) {
      throw Problem.at(
          data.toString(), "no such file or folder; --data names a folder that holds forecast/");
    }
    this.data = data;
  }

  Path data() {
    return data;
  }

  List<Path> paths(Layout layout) {
    return paths.computeIfAbsent(layout, l -> l.in(data));
  }

  boolean has(Layout layout) {
    return !paths(layout).isEmpty();
  }

  Table table(Path path) {
    return tables.computeIfAbsent(path, Table::read);
  }

  /// All copies of a kind of table, the newest last.
  List<Table> tables(Layout layout) {
    List<Table> out = new ArrayList<>();
    for (Path path : paths(layout)) {
      out.add(table(path));
    }
    if (layout == Layout.ML_HARDWARE) {
      out.sort(Comparator.comparing(Folder::modified));
    }
    return out;
  }

  /// The newest copy of a kind of table; a [Problem] where there is none.
  Table table(Layout layout) {
    List<Table> all = tables(layout);
    if (all.isEmpty()) {
      throw missing(layout);
    }
    return all.getLast();
  }

  /// The curve of a kind of file; a [Problem] where there is none.
  Curve curve(Layout layout) {
    if (!has(layout)) {
      throw missing(layout);
    }
    return curves.computeIfAbsent(paths(layout).getLast(), Curve::read);
  }

  /// What the rows of a table of hardware have their silicon in common with, by line.
  Map<Integer, String> designs(Table table) {
    return designs.computeIfAbsent(table.path(), path -> Designs.of(table));
  }

  /// The copies that a series of a kind of table was made from.
  ///
  /// @param newest for tables without dates
  List<Vintage> vintages(Layout layout, double newest) {
    if (layout.isCurve()) {
      Curve curve = curve(layout);
      double last = curve.points().stream().mapToDouble(Curve.Point::date).max().orElse(newest);
      return List.of(new Vintage(curve.file(), curve.sha256(), curve.points().size(), last));
    }
    List<Table> used =
        layout == Layout.SHIPMENTS ? Shipments.calendar(this) : List.of(table(layout));
    return used.stream().map(table -> vintage(table, layout, newest)).toList();
  }

  static Vintage vintage(Table table, Layout layout, double newest) {
    double last =
        layout.date.isEmpty()
            ? newest
            : table.rows().stream()
                .mapToDouble(row -> table.date(row, layout.date))
                .filter(Double::isFinite)
                .max()
                .orElse(newest);
    return new Vintage(table.file(), table.sha256(), table.rows().size(), last);
  }

  /// When somebody last changed the table, as it says itself.
  private static String modified(Table table) {
    String title = "Last modified";
    return table.csv().has(title)
        ? table.rows().stream().map(row -> table.text(row, title)).max(String::compareTo).orElse("")
        : "";
  }

  Problem missing(Layout layout) {
    return Problem.at(
        data.toString(),
        "no " + layout.files + " there (looked for it in forecast/" + layout.folder + ")");
  }
}
