package bitline.forecast.data;

import bitline.catalogue.Format;
import bitline.forecast.Vintage;
import bitline.forecast.measure.Known;
import bitline.forecast.measure.Machine;
import bitline.forecast.measure.PriceBasis;
import bitline.text.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Machines of one copy of Epoch AI's table "Machine learning hardware", with the prices and rents
/// of its table of hardware prices where that lies beside it, so that any measure can be taken of
/// them.
///
/// Prices in the first table count as the maker's, those of the second as what buyers tell; those
/// that its notes call no real price are left out. All machines are taken as made for data centres,
/// which most of them are. What the table lacks cannot be measured: what they cost to make, results
/// on networks.
///
/// @param machines those with a date
/// @param vintages the table, then that of prices
public record TableMachines(List<Machine> machines, List<Vintage> vintages) {
  private static final Map<String, Format> RATES = rates();

  private static final double HOUR = 3600;

  public TableMachines {
    machines = List.copyOf(machines);
    vintages = List.copyOf(vintages);
  }

  private static Map<String, Format> rates() {
    Map<String, Format> out = new LinkedHashMap<>();
    out.put("FP64 (double precision) performance (FLOP/s)", Format.FP64);
    out.put("FP32 (single precision) performance (FLOP/s)", Format.FP32);
    out.put("TF32 (TensorFloat-32) performance (FLOP/s)", Format.TF32);
    out.put("FP16 (half precision) performance (FLOP/s)", Format.FP16);
    out.put("Tensor-FP16/BF16 performance (FLOP/s)", Format.BF16);
    out.put("FP8 performance (FLOP/s)", Format.FP8);
    out.put("FP4 performance (FLOP/s)", Format.FP4);
    out.put("INT16 performance (OP/s)", Format.INT16);
    out.put("INT8 performance (OP/s)", Format.INT8);
    out.put("INT4 performance (OP/s)", Format.INT4);
    return out;
  }

  /// All copies of the table below a path, the newest last; a [bitline.base.Problem] where there is
  /// none.
  public static List<TableMachines> of(Path data) {
    Folder folder = new Folder(data);
    if (!folder.has(Layout.ML_HARDWARE)) {
      throw folder.missing(Layout.ML_HARDWARE);
    }
    List<Vintage> also = new ArrayList<>();
    Map<String, List<Machine.Price>> prices = new HashMap<>();
    Map<String, List<Machine.Price>> rents = new HashMap<>();
    if (folder.has(Layout.PRICES)) {
      also.addAll(folder.vintages(Layout.PRICES, 0));
      quotes(folder.table(Layout.PRICES), prices, rents);
    }
    List<TableMachines> out = new ArrayList<>();
    for (Table table : folder.tables(Layout.ML_HARDWARE)) {
      List<Machine> machines = machines(table, folder.designs(table), prices, rents);
      List<Vintage> vintages = new ArrayList<>();
      vintages.add(Folder.vintage(table, Layout.ML_HARDWARE, Double.NaN));
      vintages.addAll(also);
      out.add(new TableMachines(machines, vintages));
    }
    return out;
  }

  private static List<Machine> machines(
      Table table,
      Map<Integer, String> designs,
      Map<String, List<Machine.Price>> prices,
      Map<String, List<Machine.Price>> rents) {
    List<Machine> out = new ArrayList<>();
    for (Csv.Row row : table.rows()) {
      double date = table.date(row, Layout.ML_HARDWARE.date);
      if (!Double.isFinite(date)) {
        continue;
      }
      String name = table.text(row, "Hardware name");
      List<Machine.Peak> peaks = new ArrayList<>();
      RATES.forEach((title, format) -> {
        double rate = table.csv().has(title) ? table.amount(row, title) : Double.NaN;
        if (Double.isFinite(rate)) {
          peaks.add(new Machine.Peak(format, Known.of(rate, null)));
        }
      });
      List<Machine.Price> asked = new ArrayList<>();
      double release = table.amount(row, "Release price (USD)");
      if (Double.isFinite(release)) {
        asked.add(
            new Machine.Price(
                Known.of(release, null), date, PriceBasis.LIST, "release price of the table"));
      }
      asked.addAll(prices.getOrDefault(name, List.of()));
      out.add(
          new Machine(
              name,
              name,
              designs.getOrDefault(row.line(), name),
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
              asked,
              rents.getOrDefault(name, List.of()),
              List.of(),
              null,
              "the table does not tell what it is made of",
              row.line()));
    }
    return out;
  }

  private static @Nullable Known known(double value) {
    return Double.isFinite(value) ? Known.of(value, null) : null;
  }

  private static void quotes(
      Table table,
      Map<String, List<Machine.Price>> prices,
      Map<String, List<Machine.Price>> rents) {
    for (Csv.Row row : table.rows()) {
      String name = table.text(row, "Hardware model");
      double date = table.date(row, Layout.PRICES.date);
      boolean real = !table.text(row, "Notes").startsWith("This is not a real sale price");
      double bought = table.amount(row, "Price (hardware purchase)");
      if (Double.isFinite(date) && Double.isFinite(bought) && real) {
        add(prices, name, bought, date, PriceBasis.STREET, table.text(row, "Price date"));
      }
      double hour = table.amount(row, "Price per chip-hour (on-demand)");
      if (Double.isFinite(date) && Double.isFinite(hour)) {
        add(rents, name, hour / HOUR, date, PriceBasis.CLOUD, table.text(row, "Price date"));
      }
    }
  }

  private static void add(
      Map<String, List<Machine.Price>> to,
      String name,
      double dollars,
      double date,
      PriceBasis basis,
      String day) {
    to.computeIfAbsent(name, n -> new ArrayList<>())
        .add(
            new Machine.Price(
                Known.of(dollars, null), date, basis, "table of prices, " + day));
  }
}
