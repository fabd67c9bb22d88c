package bitline.compare;

import bitline.base.Problem;
import bitline.text.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Results of MLPerf Inference, closed division, as tables with a row for each result: the columns
/// `version`, `submitter`, `system`, `accel`, `n_accel`, `nodes`, `model`, `scenario`, `valid`,
/// `samples_per_s`, `mean_ns`, `has_power`, `avg_power_w`.
public final class MlperfResults {
  /// How pictures arrive.
  public enum Scenario {
    /// All are there: samples a second of one accelerator.
    OFFLINE,
    /// One after another: mean seconds of one.
    SINGLE_STREAM
  }

  /// One submission's result.
  ///
  /// @param accelerator as the submitter calls it
  /// @param value samples a second of one accelerator, or seconds
  /// @param watts of the whole system by one accelerator; null: not measured
  public record Row(
      String accelerator,
      String network,
      Scenario scenario,
      double value,
      @Nullable Double watts,
      String where) {}

  private final List<Row> rows;

  private MlperfResults(List<Row> rows) {
    this.rows = rows;
  }

  /// Reads all `mlperf_inference_*_closed.csv` of a folder.
  public static MlperfResults read(Path folder) {
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files =
          found
              .filter(
                  file -> file.getFileName().toString().matches("mlperf_inference_.*_closed.csv"))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw Problem.at(folder.toString(), "cannot be read: " + e.getMessage());
    }
    List<Row> rows = new ArrayList<>();
    for (Path file : files) {
      rows.addAll(parse(Csv.read(file)));
    }
    return new MlperfResults(rows);
  }

  /// The valid rows of a table.
  static List<Row> parse(Csv table) {
    List<Row> rows = new ArrayList<>();
    for (Map<String, String> map : table.maps()) {
      Row row = row(map);
      if (row != null) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static @Nullable Row row(Map<String, String> row) {
    String network = row.getOrDefault("model", "");
    double accelerators =
        Csv.number(row, "n_accel")
            * (row.getOrDefault("nodes", "").isEmpty() ? 1 : Csv.number(row, "nodes"));
    boolean offline = row.getOrDefault("scenario", "").equals("Offline");
    boolean single = row.getOrDefault("scenario", "").equals("SingleStream");
    double value =
        offline
            ? Csv.number(row, "samples_per_s") / accelerators
            : single ? Csv.number(row, "mean_ns") * 1e-9 : Double.NaN;
    if (!"VALID".equals(row.get("valid")) || !(value > 0) || Double.isInfinite(value)) {
      return null;
    }
    double watts = Csv.number(row, "avg_power_w");
    return new Row(
        row.getOrDefault("accel", ""),
        network,
        offline ? Scenario.OFFLINE : Scenario.SINGLE_STREAM,
        value,
        watts > 0 ? watts / accelerators : null,
        row.getOrDefault("version", "")
            + " "
            + row.getOrDefault("submitter", "")
            + "/"
            + row.getOrDefault("system", ""));
  }

  /// The best result of an accelerator, by any of its names: the most samples a second, or the
  /// least seconds. Null where there is none.
  @Nullable Row best(List<String> submitted, String network, Scenario scenario) {
    Row best = null;
    for (Row row : rows) {
      if (row.scenario == scenario
          && row.network.equals(network)
          && submitted.contains(row.accelerator)
          && (best == null
              || (scenario == Scenario.OFFLINE
                  ? row.value > best.value
                  : row.value < best.value))) {
        best = row;
      }
    }
    return best;
  }

  /// The offline result with measured power that has the most samples a joule.
  @Nullable Row thriftiest(List<String> submitted, String network) {
    Row best = null;
    double most = 0;
    for (Row row : rows) {
      Double watts = row.watts;
      if (row.scenario == Scenario.OFFLINE
          && watts != null
          && row.network.equals(network)
          && submitted.contains(row.accelerator)
          && row.value / watts > most) {
        most = row.value / watts;
        best = row;
      }
    }
    return best;
  }
}
