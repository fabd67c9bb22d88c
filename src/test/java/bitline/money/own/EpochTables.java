package bitline.money.own;

import bitline.money.own.TrainingCost.Run;
import bitline.text.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Epoch AI's tables of models, chips, prices and the price index, and the rules by which its
/// training-cost-trends finds in them what a training run takes.
final class EpochTables {
  private static final List<String> SOLD =
      List.of(
          "A100",
          "V100",
          "H100",
          "P100",
          "K80",
          "K40",
          "Titan X",
          "GTX 580",
          "GTX TITAN",
          "Titan Black");
  private static final List<String> RATES =
      List.of(
          "Tensor-FP16/BF16 performance (FLOP/s)",
          "TF32 (TensorFloat-32) performance (FLOP/s)",
          "FP16 (half precision) performance (FLOP/s)",
          "INT8 performance (OP/s)",
          "FP32 (single precision) performance (FLOP/s)");
  private static final double MEDIAN_HOURS = 793.5;
  private static final String BOUGHT = "Price (hardware purchase)";

  private final Map<String, Map<String, String>> models;
  private final Map<String, Map<String, String>> chips;
  private final List<Map<String, String>> prices;
  private final Map<String, Double> index = new TreeMap<>();
  private final TrainingPrices constants;

  EpochTables(Path folder, TrainingPrices constants) throws IOException {
    this.constants = constants;
    models = byKey(rows(folder.resolve("all_ml_systems_full_view.csv")), "Model");
    chips = byKey(rows(folder.resolve("chip_dataset_grid_view.csv")), "Hardware name");
    prices =
        rows(folder.resolve("hardware_prices.csv")).stream()
            .filter(row -> !text(row, BOUGHT).isEmpty() && !text(row, "Price date").isEmpty())
            .sorted(Comparator.comparing((Map<String, String> row) -> text(row, "Price date")))
            .toList();
    for (Map<String, String> row : rows(folder.resolve("PCU518210518210.csv"))) {
      number(row, "PCU518210518210")
          .ifPresent(value -> index.put(text(row, "observation_date"), value));
    }
  }

  /// The run of a model in dollars of a month; empty where its chips are not told.
  Optional<Run> run(String model, String month) {
    Map<String, String> row = models.get(model);
    String hardware = row == null ? "" : text(row, "Training hardware");
    Map<String, String> chip = chips.get(hardware);
    if (row == null || chip == null) {
      return Optional.empty();
    }
    TrainingPrices.Chip family = constants.chip(hardware);
    Double told = family.price();
    double price;
    LocalDate available = LocalDate.parse(text(chip, "Release date"));
    if (told != null) {
      price = told * family.serverPrice();
    } else {
      Map<String, String> sold = sold(hardware);
      LocalDate quoted = LocalDate.parse(text(sold, "Price date"));
      available = available.plusDays(90).isAfter(quoted) ? available.plusDays(90) : quoted;
      price = number(sold, BOUGHT).orElseThrow();
      if (text(sold, "Notes").toLowerCase(Locale.ROOT).contains("single-unit")) {
        price *= family.serverPrice();
      }
    }
    LocalDate published = LocalDate.parse(text(row, "Publication date"));
    LocalDateTime start = start(model, row, published);
    if (told == null && start.isBefore(available.atStartOfDay())) {
      start = available.atStartOfDay();
    }
    Double then = index.get(published.withDayOfMonth(1).toString());
    Double to = index.get(month);
    if (then == null || to == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Run(
            price,
            available.atStartOfDay(),
            start,
            hours(row, chip, hardware),
            number(chip, "TDP (W)").orElse(373.0),
            family,
            constants.pue(text(row, "Organization")),
            constants.electricity(published.getYear()),
            then,
            to));
  }

  private static LocalDateTime start(String model, Map<String, String> row, LocalDate published) {
    Optional<Double> hours = number(row, "Training time (hours)");
    if (model.startsWith("Gemini 1.0 Ultra")) {
      return LocalDate.of(2023, 5, 10).atStartOfDay();
    }
    if (model.equals("GPT-4")) {
      return LocalDate.of(2022, 8, 15).atStartOfDay().minusHours(hours.orElseThrow().longValue());
    }
    if (model.contains("GPT-3.5")) {
      return LocalDate.of(2022, 3, 14).atStartOfDay();
    }
    if (model.contains("GPT-3")) {
      return LocalDate.of(2019, 10, 1).atStartOfDay();
    }
    long minutes = hours.map(h -> 60 * h.longValue()).orElse(Math.round(60 * MEDIAN_HOURS));
    return published.atStartOfDay().minusMinutes(minutes).minusDays(60);
  }

  /// A price with the word DGX in its notes, else the earliest.
  private Map<String, String> sold(String hardware) {
    String alias = SOLD.stream().filter(hardware::contains).findFirst().orElseThrow();
    List<Map<String, String>> matching =
        prices.stream().filter(row -> text(row, "Hardware model").contains(alias)).toList();
    return matching.stream()
        .filter(row -> text(row, "Notes").contains("DGX"))
        .findFirst()
        .orElse(matching.getFirst());
  }

  private double hours(Map<String, String> row, Map<String, String> chip, String hardware) {
    Optional<Double> told = number(row, "Training chip-hours");
    if (told.isPresent()) {
      return told.get();
    }
    Optional<Double> quantity = number(row, "Hardware quantity");
    Optional<Double> time = number(row, "Training time (hours)");
    if (quantity.isPresent() && time.isPresent()) {
      return quantity.get() * time.get();
    }
    double utilisation = number(row, "Hardware utilization (MFU)").orElse(constants.utilisation());
    double rate =
        RATES.stream()
            .filter(column -> hardware.contains("TPU") || !column.startsWith("FP16"))
            .filter(column -> hardware.contains("TPU v1") == column.startsWith("INT8"))
            .flatMap(column -> number(chip, column).stream())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no rate of " + hardware));
    return number(row, "Training compute (FLOP)").orElseThrow() / (rate * utilisation) / 3600;
  }

  /// A column of a table by another.
  static Map<String, Double> column(Path file, String key, String value) throws IOException {
    Map<String, Double> out = new LinkedHashMap<>();
    for (Map<String, String> row : rows(file)) {
      number(row, value).ifPresent(number -> out.put(text(row, key), number));
    }
    return out;
  }

  private static Map<String, Map<String, String>> byKey(
      List<Map<String, String>> rows, String key) {
    Map<String, Map<String, String>> out = new LinkedHashMap<>();
    rows.forEach(row -> out.put(text(row, key), row));
    return out;
  }

  private static String text(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }

  private static Optional<Double> number(Map<String, String> row, String column) {
    String text = text(row, column);
    return text.isEmpty() ? Optional.empty() : Optional.of(Double.valueOf(text));
  }

  /// Comma-separated values; quoted ones may hold commas, doubled quotes and ends of lines.
  private static List<Map<String, String>> rows(Path file) {
    return Csv.read(file).maps();
  }
}
