package bitline.report;

import bitline.base.Units;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Query;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Accelerators beside each other: one row each.
public final class CatalogueTable {
  /// What [Query#columns] would be asked for to get the same, for [#csv].
  private static final String USUAL =
      "name,technology,segment,released,node,area,ops,format,power,ops/power,memory,bandwidth,"
          + "onchip,price,ops/price,recalled";

  private CatalogueTable() {}

  private record Column(Table.Column head, Function<Accelerator, String> cell) {}

  /// The usual columns, 120 letters wide at most: name, how it computes, year, process, dense peak
  /// with its format, power, peak by power, memory, its bandwidth, price, peak by price. Peaks by
  /// power and price are of the peak beside them.
  public static Table usual(List<Accelerator> accelerators) {
    List<Column> columns =
        List.of(
            text("name", Accelerator::name),
            text("how", a -> CatalogueSheet.shortly(a.technology())),
            number("year", a -> String.valueOf(a.year())),
            asked("node"),
            number("dense peak", CatalogueTable::peak),
            text("of", a -> a.peak().map(r -> r.format().name()).orElse("–")),
            asked("power"),
            number("/W", a -> by(a, a.power())),
            number("memory", CatalogueTable::memory),
            number("bandwidth", CatalogueTable::bandwidth),
            number("price", a -> a.price().map(p -> dollars(p.dollars())).orElse("–")),
            number("/USD", a -> by(a, a.price().map(Accelerator.Price::dollars).orElse(null))));
    return new Table(
        columns.stream().map(Column::head).toList(),
        accelerators.stream()
            .map(a -> columns.stream().map(c -> c.cell.apply(a)).toList())
            .toList());
  }

  /// Columns that somebody asked for.
  public static Table of(List<Accelerator> accelerators, List<Query.Column> columns) {
    return new Table(
        columns.stream().map(c -> new Table.Column(c.title(), c.number())).toList(),
        accelerators.stream().map(a -> columns.stream().map(c -> c.text(a)).toList()).toList());
  }

  /// Comma-separated values with a title line, in SI units.
  ///
  /// @param columns what to write; empty: the usual ones
  public static String csv(List<Accelerator> accelerators, List<Query.Column> columns) {
    List<Query.Column> shown = columns.isEmpty() ? Query.columns(USUAL) : columns;
    StringBuilder out = new StringBuilder();
    line(out, shown.stream().map(Query.Column::plainTitle).toList());
    for (Accelerator each : accelerators) {
      line(out, shown.stream().map(c -> c.plain(each)).toList());
    }
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> cells) {
    out.append(
            String.join(
                ",",
                cells.stream()
                    .map(cell ->
                        cell.matches("(?s).*[\",\n].*")
                            ? "\"" + cell.replace("\"", "\"\"") + "\""
                            : cell)
                    .toList()))
        .append('\n');
  }

  private static Column text(String title, Function<Accelerator, String> cell) {
    return new Column(Table.text(title), cell);
  }

  private static Column number(String title, Function<Accelerator, String> cell) {
    return new Column(Table.number(title), cell);
  }

  private static Column asked(String field) {
    Query.Column column = Query.columns(field).getFirst();
    return number(field, column::text);
  }

  private static String peak(Accelerator a) {
    return a.peak()
        .map(Accelerator.Rate::dense)
        .map(ops -> Units.format(ops, "op/s"))
        .orElse(a.rates().stream().anyMatch(r -> r.sparse() != null) ? "sparse" : "–");
  }

  /// The peak by watts or by dollars, three digits.
  private static String by(Accelerator a, @Nullable Double what) {
    Double ops = a.peak().map(Accelerator.Rate::dense).orElse(null);
    return ops == null || what == null || what == 0
        ? "–"
        : Units.format(ops / what, "op/s", 3).replace("OPS", "");
  }

  /// Decimal, as data sheets say it.
  private static String memory(Accelerator a) {
    Accelerator.Store memory = a.memory();
    Double size = memory == null ? null : memory.size();
    return size == null ? "–" : CatalogueSheet.decimalBytes(size);
  }

  private static String bandwidth(Accelerator a) {
    Accelerator.Store memory = a.memory();
    Double bandwidth = memory == null ? null : memory.bandwidth();
    return bandwidth == null ? "–" : Units.format(bandwidth, "B/s", 3);
  }

  private static String dollars(double dollars) {
    return String.format(Locale.ROOT, "%,.0f", dollars);
  }
}
