package bitline.forecast.data;

import static java.util.Map.entry;

import bitline.forecast.Observation;
import bitline.text.Csv;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;

/// Series of Epoch AI's tables "Machine learning hardware" and of its data set of chips (CC-BY
/// 4.0). A row belongs to a series when it has a date and all columns of the series' value.
final class Hardware {
  private static final String[] FP32 = {"FP32 (single precision) performance (FLOP/s)"};
  private static final String[] TENSOR = {"Tensor-FP16/BF16 performance (FLOP/s)"};
  private static final String[] INT8 = {"INT8 performance (OP/s)"};
  private static final String[] MEMORY = {"Memory (bytes)", "Memory size per board (Byte)"};
  private static final String[] BANDWIDTH = {"Memory bandwidth (byte/s)"};
  private static final String[] POWER = {"TDP (W)"};
  private static final String[] PRICE = {"Release price (USD)"};
  private static final String[] EFFICIENCY = {"Energy efficiency"};
  private static final String[] PRICE_PERFORMANCE = {"Price-performance"};
  private static final String[] ML_OPS = {"ML OP/s"};
  private static final String[] TPP = {"Total processing performance (bit-OP/s)"};
  private static final String[] TRANSISTORS = {"Transistors (millions)"};
  private static final String[] LINK = {"Intranode bandwidth (byte/s)"};

  /// Epoch's words for types in those of our catalogue.
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          entry("GPU", "gpu"),
          entry("GPGPU", "gpu"),
          entry("DCU (GPGPU)", "gpu"),
          entry("TPU", "asic"),
          entry("NPU", "asic"),
          entry("XPU", "asic"),
          entry("XPU-R", "asic"),
          entry("LPU", "asic"),
          entry("ASIC", "asic"),
          entry("SoC", "soc"),
          entry("CPU", "cpu"),
          entry("Hybrid CPU", "cpu"));

  private Hardware() {}

  static List<Recipe> recipes() {
    List<Recipe> out = new ArrayList<>();
    out.add(
        ml(
            "ml-ops",
            "Highest peak rate down to 8-bit integers (FP8 and FP4 not counted)",
            "op/s",
            "column ML OP/s",
            column(ML_OPS)));
    out.add(
        ml(
            "energy-efficiency",
            "Highest peak rate down to 4-bit integers (FP8 and FP4 not counted) a watt",
            "op/J",
            "column Energy efficiency",
            column(EFFICIENCY)));
    out.add(
        ml(
            "memory-bandwidth",
            "Bandwidth of the memory beside the dies",
            "B/s",
            "column Memory bandwidth",
            column(BANDWIDTH)));
    out.add(
        ml(
            "fp32",
            "Peak rate of 32-bit floating point, ordinary units",
            "op/s",
            "column FP32",
            column(FP32)));
    out.add(
        ml(
            "price-performance",
            "Highest peak rate a dollar of release price, as the table has it, nominal",
            "op/s/USD",
            "column Price-performance",
            column(PRICE_PERFORMANCE)));
    out.add(
        ml(
            "tensor-16-bit",
            "Peak rate of tensor units at 16-bit floating point, dense",
            "op/s",
            "column Tensor-FP16/BF16",
            column(TENSOR)));
    out.add(ml("int8", "Peak rate at 8-bit integers, dense", "op/s", "column INT8", column(INT8)));
    out.add(
        ml(
            "memory",
            "Memory of a board",
            "B",
            "column Memory (bytes) or Memory size per board",
            column(MEMORY)));
    out.add(
        new Recipe(
            new Definition("board-power", "Board power (TDP)", "W", false, rows("column TDP (W)")),
            List.of(Layout.ML_HARDWARE),
            folder -> read(folder, Layout.ML_HARDWARE, row -> true, column(POWER))));
    out.add(
        ml(
            "fp32-per-watt",
            "Peak rate of 32-bit floating point a watt of board power",
            "op/J",
            "FP32 over TDP",
            ratio(FP32, POWER)));
    out.add(
        ml(
            "fp32-per-dollar",
            "Peak rate of 32-bit floating point a dollar of release price, nominal",
            "op/s/USD",
            "FP32 over Release price",
            ratio(FP32, PRICE)));
    out.add(
        ml(
            "tpp",
            "Total processing performance: peak rate times bits, as the table has it",
            "bit op/s",
            "column Total processing performance",
            column(TPP)));
    out.add(
        ml(
            "transistors",
            "Transistors of a device",
            "1",
            "column Transistors (millions)",
            (table, row) -> 1e6 * table.amount(row, TRANSISTORS)));
    out.add(
        ml(
            "link-bandwidth",
            "Bandwidth to other devices in a node",
            "B/s",
            "column Intranode bandwidth",
            column(LINK)));
    out.add(
        gpu(
            "gpu-fp32",
            "Peak rate of 32-bit floating point of GPUs of all classes",
            "op/s",
            "column FP32",
            column(FP32)));
    out.add(
        gpu(
            "gpu-fp32-per-dollar",
            "Peak rate of 32-bit floating point of GPUs a dollar of release price, nominal",
            "op/s/USD",
            "FP32 over Release price",
            ratio(FP32, PRICE)));
    return out;
  }

  private static String rows(String what) {
    return "Epoch AI, ML hardware: all rows with Release date and " + what;
  }

  private static Recipe ml(
      String key,
      String title,
      String unit,
      String what,
      ToDoubleBiFunction<Table, Csv.Row> value) {
    return Recipe.of(
        new Definition(key, title, unit, true, rows(what)),
        Layout.ML_HARDWARE,
        folder -> read(folder, Layout.ML_HARDWARE, row -> true, value));
  }

  private static Recipe gpu(
      String key,
      String title,
      String unit,
      String what,
      ToDoubleBiFunction<Table, Csv.Row> value) {
    String rows = "Epoch AI, chip data set: rows of Type GPU with Release date and " + what;
    return Recipe.of(
        new Definition(key, title, unit, true, rows),
        Layout.CHIPS,
        folder -> read(folder, Layout.CHIPS, "GPU"::equals, value));
  }

  private static ToDoubleBiFunction<Table, Csv.Row> column(String[] titles) {
    return (table, row) -> table.amount(row, titles);
  }

  private static ToDoubleBiFunction<Table, Csv.Row> ratio(String[] above, String[] below) {
    return (table, row) -> table.amount(row, above) / table.amount(row, below);
  }

  private static List<Observation> read(
      Folder folder,
      Layout layout,
      Predicate<String> type,
      ToDoubleBiFunction<Table, Csv.Row> value) {
    Table table = folder.table(layout);
    Map<Integer, String> designs = folder.designs(table);
    List<Observation> out = new ArrayList<>();
    for (Csv.Row row : table.rows()) {
      double date = table.date(row, layout.date);
      double amount = value.applyAsDouble(table, row);
      if (type.test(table.text(row, "Type")) && Double.isFinite(date) && Double.isFinite(amount)) {
        out.add(
            new Observation(
                table.text(row, "Hardware name"),
                designs.getOrDefault(row.line(), ""),
                table.text(row, "Manufacturer"),
                kind(table.text(row, "Type")),
                date,
                amount,
                row.line(),
                null));
      }
    }
    return out;
  }

  /// A type of the table in the words of our catalogue; empty where it has no such.
  static String kind(String type) {
    return KINDS.getOrDefault(type, "");
  }
}
