package bitline.forecast.data;

import bitline.base.Problem;
import bitline.text.Csv;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The kinds of tables that are known, and how their files are called.
enum Layout {
  ML_HARDWARE("epoch", "ml_hardware*.csv", "Release date", "Hardware name", "ML OP/s"),
  CHIPS(
      "epoch",
      "chip_dataset*.csv",
      "Release date",
      "Hardware name",
      "Number of transistors (millions)"),
  MODELS("epoch", "all_ml_systems*.csv", "Publication date", "Model", "Training compute (FLOP)"),
  COSTS("epoch", "model_costs.csv", "", "Model", "Hardware_Capex_Energy_Cost"),
  COSTS_UPDATED("epoch", "model_costs_updated.csv", "", "Model", "Cost"),
  PRICES(
      "epoch", "hardware_prices*.csv", "Price date", "Hardware model", "Price (hardware purchase)"),
  PRODUCER_PRICES("epoch", "PCU*.csv", "observation_date", "observation_date"),
  SITES("epoch_hub", "data_center_timelines*.csv", "Date", "Data center", "H100 equivalents"),
  SITES_NOW("epoch_hub", "data_centers*.csv", "", "Handle", "Current power (MW)"),
  CLUSTERS(
      "epoch_hub",
      "gpu_clusters*.csv",
      "First Operational Date",
      "First Operational Date",
      "H100 equivalents"),
  ANNUAL_PRICES("epoch_chip_counts", "nvidia_annual_prices*.csv", "Year", "H100 low", "H100 high"),
  SHIPMENTS(
      "epoch_chip_counts/csv_export",
      "*chip_timelines.csv",
      "End date",
      "Chip type",
      "Number of Units"),
  TRANSISTORS_DAT("karlrupp", "transistors.dat"),
  SPECINT_DAT("karlrupp", "specint.dat"),
  WATTS_DAT("karlrupp", "watts.dat"),
  CORES_DAT("karlrupp", "cores.dat"),
  FREQUENCY_DAT("karlrupp", "frequency.dat"),
  LEARNING("owid", "Learning_costs*.csv", "Year", "Entity", "Year"),
  TRANSISTORS("barentsen", "transistor-counts*.csv", "year", "#processor", "transistors"),
  DISKS("barentsen", "disk-drive-price*.csv", "year", "usd_per_mb"),
  SUPERCOMPUTERS("barentsen", "fastest-supercomputer*.csv", "year", "flops");

  private static final int DEEPEST = 3;

  final String folder;
  final String files;

  /// Title of the column of dates; empty where there is none.
  final String date;

  private final Set<String> titles;

  Layout(String folder, String files) {
    this(folder, files, "");
  }

  Layout(String folder, String files, String date, String... titles) {
    this.folder = folder;
    this.files = files;
    this.date = date;
    this.titles = Set.of(titles);
  }

  /// Whether its files are curves without titles.
  boolean isCurve() {
    return files.endsWith(".dat");
  }

  /// The files of this kind below a folder, by name; or the one file, when it is of this kind.
  List<Path> in(Path data) {
    if (Files.isRegularFile(data)) {
      return fits(data) ? List.of(data) : List.of();
    }
    List<Path> out = new ArrayList<>();
    for (Path root : List.of(data.resolve("forecast"), data)) {
      for (Path place : List.of(root.resolve(folder), root)) {
        if (out.isEmpty() && Files.isDirectory(place)) {
          collect(place, 0, out);
        }
      }
    }
    out.sort(Comparator.comparing(path -> path.getFileName().toString()));
    return out;
  }

  private void collect(Path place, int depth, List<Path> out) {
    boolean below = this == LEARNING && depth < DEEPEST; // lies in a folder with a long name
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(place)) {
      for (Path path : paths) {
        if (matches(path) && Files.isRegularFile(path)) {
          out.add(path);
        } else if (below && Files.isDirectory(path)) {
          collect(path, depth + 1, out);
        }
      }
    } catch (IOException e) {
      throw new Problem(place + ": cannot be listed (" + e.getMessage() + ")", e);
    }
  }

  private boolean matches(Path path) {
    return path.getFileSystem().getPathMatcher("glob:" + files).matches(path.getFileName());
  }

  /// Whether a file is of this kind: by its titles, or by its name where it has none.
  private boolean fits(Path file) {
    if (titles.isEmpty() || matches(file)) {
      return matches(file);
    }
    String text = Csv.text(Csv.bytes(file), file);
    Csv header = Csv.of(text.lines().findFirst().orElse(""), file);
    return titles.stream().allMatch(header::has);
  }
}
