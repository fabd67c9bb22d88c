package bitline.forecast.data;

import static java.util.Map.entry;

import bitline.catalogue.Format;
import bitline.forecast.Vintage;
import bitline.forecast.measure.Known;
import bitline.forecast.measure.Machine;
import bitline.forecast.measure.PriceBasis;
import bitline.forecast.measure.PriceIndex;
import bitline.text.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Epoch AI's table of machine-learning hardware as machines, so that every measure can be asked of
/// them; with the prices of its table of hardware prices where that lies beside it.
///
/// The price at release counts as a list price; of the other table, what its notes call a launch or
/// release price too, all else as a street price. Of rents on demand the median of a year counts.
///
/// Leaves out: dies (the table's areas are of one die of some and of all dies of others), so no
/// producer's cost; for whom a machine is made; rows without a date.
///
/// @param machines in the order of the table
/// @param vintages of the tables
public record ListedMachines(List<Machine> machines, List<Vintage> vintages) {
  private static final Map<String, Format> RATES =
      Map.ofEntries(
          entry("FP64 (double precision) performance (FLOP/s)", Format.FP64),
          entry("FP32 (single precision) performance (FLOP/s)", Format.FP32),
          entry("TF32 (TensorFloat-32) performance (FLOP/s)", Format.TF32),
          entry("Tensor-FP16/BF16 performance (FLOP/s)", Format.BF16),
          entry("FP16 (half precision) performance (FLOP/s)", Format.FP16),
          entry("FP8 performance (FLOP/s)", Format.FP8),
          entry("FP4 performance (FLOP/s)", Format.FP4),
          entry("INT16 performance (OP/s)", Format.INT16),
          entry("INT8 performance (OP/s)", Format.INT8),
          entry("INT4 performance (OP/s)", Format.INT4));

  private static final double HOUR = 3600;

  public ListedMachines {
    machines = List.copyOf(machines);
    vintages = List.copyOf(vintages);
  }

  /// The machines of the newest table below a path; a [bitline.base.Problem] where there is none.
  public static ListedMachines of(Path data) {
    Folder folder = new Folder(data);
    return of(folder, folder.table(Layout.ML_HARDWARE));
  }

  /// Those of every copy of the table below a path, the newest last; a [bitline.base.Problem] where
  /// there is none.
  public static List<ListedMachines> copies(Path data) {
    Folder folder = new Folder(data);
    if (!folder.has(Layout.ML_HARDWARE)) {
      throw folder.missing(Layout.ML_HARDWARE);
    }
    return folder.tables(Layout.ML_HARDWARE).stream().map(table -> of(folder, table)).toList();
  }

  private static ListedMachines of(Folder folder, Table table) {
    Map<Integer, String> designs = folder.designs(table);
    Map<String, List<Machine.Price>> prices = new HashMap<>();
    Map<String, List<Machine.Price>> rents = new HashMap<>();
    if (folder.has(Layout.PRICES)) {
      prices(folder.table(Layout.PRICES), prices, rents);
    }
    List<Machine> out = new ArrayList<>();
    double newest = 0;
    for (Csv.Row row : table.rows()) {
      double date = table.date(row, Layout.ML_HARDWARE.date);
      if (Double.isFinite(date)) {
        newest = Math.max(newest, date);
        String name = table.text(row, "Hardware name");
        out.add(
            machine(table, row, date, designs.getOrDefault(row.line(), name))
                .prices(all(table, row, date, prices.getOrDefault(name, List.of())))
                .rents(rents.getOrDefault(name, List.of())));
      }
    }
    List<Vintage> vintages = new ArrayList<>();
    vintages.add(Folder.vintage(table, Layout.ML_HARDWARE, newest));
    if (folder.has(Layout.PRICES)) {
      vintages.addAll(folder.vintages(Layout.PRICES, newest));
    }
    return new ListedMachines(out, vintages);
  }

  /// Producer prices of data processing and hosting (`PCU518210518210.csv`, as FRED gives it):
  /// means of the months of each year.
  public static PriceIndex producerPrices(Path data) {
    Table table = new Folder(data).table(Layout.PRODUCER_PRICES);
    Map<Integer, List<Double>> years = new TreeMap<>();
    for (Csv.Row row : table.rows()) {
      double level = table.amount(row, 1);
      double date = table.date(row, Layout.PRODUCER_PRICES.date);
      if (Double.isFinite(level) && Double.isFinite(date)) {
        years.computeIfAbsent((int) StrictMath.floor(date), _ -> new ArrayList<>()).add(level);
      }
    }
    return new PriceIndex(
        "ppi",
        "producer prices of " + table.file(),
        years.entrySet().stream()
            .map(year -> new PriceIndex.Level(year.getKey(), mean(year.getValue())))
            .toList());
  }

  private static double mean(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.size();
  }

  private static Machine machine(Table table, Csv.Row row, double date, String design) {
    List<Machine.Peak> peaks = new ArrayList<>();
    for (Format format : Format.values()) {
      RATES.forEach((title, of) -> {
        if (of == format && table.csv().has(title)) {
          Known rate = known(table.amount(row, title));
          if (rate != null) {
            peaks.add(new Machine.Peak(format, rate));
          }
        }
      });
    }
    String name = table.text(row, "Hardware name");
    return new Machine(
        name,
        name,
        design,
        table.text(row, "Manufacturer"),
        Hardware.kind(table.text(row, "Type")),
        null,
        date,
        peaks,
        known(table.amount(row, "TDP (W)")),
        known(table.amount(row, "Memory (bytes)", "Memory size per board (Byte)")),
        known(table.amount(row, "Memory bandwidth (byte/s)")),
        known(table.amount(row, "Intranode bandwidth (byte/s)")),
        true,
        List.of(),
        List.of(),
        List.of(),
        null,
        "its table does not tell how many dies it has",
        row.line());
  }

  private static @Nullable Known known(double value) {
    return Double.isFinite(value) ? Known.of(value, null) : null;
  }

  private static List<Machine.Price> all(
      Table table, Csv.Row row, double date, List<Machine.Price> others) {
    List<Machine.Price> out = new ArrayList<>();
    double release = table.amount(row, "Release price (USD)");
    if (Double.isFinite(release)) {
      out.add(
          new Machine.Price(Known.of(release, null), date, PriceBasis.LIST, "price at release"));
    }
    out.addAll(others);
    return out;
  }

  private static void prices(
      Table table,
      Map<String, List<Machine.Price>> prices,
      Map<String, List<Machine.Price>> rents) {
    Map<String, Map<Integer, List<double[]>>> quotes = new TreeMap<>();
    for (Csv.Row row : table.rows()) {
      String name = table.text(row, "Hardware model");
      double date = table.date(row, Layout.PRICES.date);
      double hour = table.amount(row, "Price per chip-hour (on-demand)");
      double dollars = table.amount(row, "Price (hardware purchase)");
      if (!Double.isFinite(date)) {
        continue;
      }
      if (Double.isFinite(hour)) {
        quotes
            .computeIfAbsent(name, _ -> new TreeMap<>())
            .computeIfAbsent((int) StrictMath.floor(date), _ -> new ArrayList<>())
            .add(new double[] {date, hour / HOUR});
      }
      if (Double.isFinite(dollars)) {
        String notes = table.text(row, "Notes").toLowerCase(Locale.ROOT);
        boolean list = notes.contains("release price") || notes.contains("launch price");
        prices
            .computeIfAbsent(name, _ -> new ArrayList<>())
            .add(
                new Machine.Price(
                    Known.of(dollars, null),
                    date,
                    list ? PriceBasis.LIST : PriceBasis.STREET,
                    "line " + row.line() + " of " + table.file()));
      }
    }
    quotes.forEach((name, years) ->
        years.forEach((year, all) ->
            rents
                .computeIfAbsent(name, _ -> new ArrayList<>())
                .add(median(year, all, table.file()))));
  }

  /// The middle quote of a year, of an even number the mean of the two in the middle, at the mean
  /// of their dates.
  private static Machine.Price median(int year, List<double[]> quotes, String file) {
    double[] rates = quotes.stream().mapToDouble(each -> each[1]).sorted().toArray();
    int n = rates.length;
    double middle = (rates[(n - 1) / 2] + rates[n / 2]) / 2;
    return new Machine.Price(
        Known.of(middle, null),
        mean(quotes.stream().map(each -> each[0]).sorted(Comparator.naturalOrder()).toList()),
        PriceBasis.CLOUD,
        "median of " + n + " quotes of " + year + " in " + file);
  }
}
