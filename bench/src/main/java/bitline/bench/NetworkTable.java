package bitline.bench;

import bitline.base.Problem;
import bitline.report.Figure;
import bitline.text.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whole networks on an analog chip with a lossy 6-bit ADC, each run in a process of its own,
/// beside the targets: quiet, and with all device effects of PCM cells.
final class NetworkTable {
  private static final String QUIET = "generic_analog";
  private static final String CELL = "pcm_1t1r_aihwkit";
  private static final double MOST_MEMORY = 4e9;

  /// Noisy runs may take so many times what quiet ones may.
  private static final double MOST_NOISY = 4;

  private static final double LEAST_SPEED_UP = 1.8;

  /// Noisy runs take so many times fewer pictures.
  private static final int FEWER = 5;

  /// @param most seconds that the pictures may take
  private record Work(String network, String set, int pictures, double most) {}

  private static final List<Work> ALL =
      List.of(
          new Work("resnet20_cifar10", "cifar10-first100", 100, 100 / 150.0),
          new Work("mobilenetv2_imagenet", "imagenet200", 200, 40),
          new Work("yolox_nano_416", "voc60", 60, 60));

  /// @param ready seconds of start, quantising, calibrating, manufacture and a few pictures
  /// @param seconds of the pictures on the chip
  /// @param whole seconds of the pictures in float, on the chip and on its lossless twin, with
  ///   everything that `run` counts
  /// @param memory most bytes that the process ever had; 0 where the system does not tell
  private record Row(
      String network,
      String chip,
      int threads,
      int pictures,
      double ready,
      double seconds,
      double whole,
      long memory,
      String target,
      @Nullable Boolean met) {}

  private record Answer(int cores, double speedUp, boolean speedUpMet, List<Row> rows) {}

  private NetworkTable() {}

  /// Whether all targets are met.
  static boolean print(PrintStream out, Path data, boolean json) {
    Answer answer = measure(data);
    if (json) {
      out.print(Json.text(answer));
    } else {
      print(out, answer);
    }
    return answer.speedUpMet && answer.rows.stream().allMatch(row -> Boolean.TRUE.equals(row.met));
  }

  /// Each row, and the speed-up, beside its target.
  static List<Figure> figures(Path data) {
    Answer answer = measure(data);
    List<Figure> figures = new ArrayList<>();
    for (Row row : answer.rows) {
      figures.add(
          new Figure(
              "speed",
              row.network + (row.chip.equals(QUIET) ? "" : ", noisy"),
              String.format(Locale.ROOT, "%d in %.2f s", row.pictures, row.seconds),
              Figures.target(row.target),
              row.met,
              String.format(Locale.ROOT, "%.1f GB", row.memory / 1e9)
                  + Figures.remark(row.target)));
    }
    figures.add(
        new Figure(
            "speed",
            "two threads against one",
            String.format(Locale.ROOT, "%.2f x", answer.speedUp),
            String.format(Locale.ROOT, ">= %.1f x", LEAST_SPEED_UP),
            answer.speedUpMet,
            ALL.getFirst().network));
    return figures;
  }

  private static Answer measure(Path data) {
    if (!Files.isDirectory(data.resolve("models"))) {
      throw Problem.at(
          data.toString(), "there is no models/ in it; name the folder of networks with --data");
    }
    int cores = Runtime.getRuntime().availableProcessors();
    List<Row> rows = new ArrayList<>();
    Path noisyChip = noisyChip();
    for (Work work : ALL) {
      Row quiet = run(work, work.pictures, data, QUIET, "quiet", cores);
      quiet = judged(quiet, String.format(Locale.ROOT, "<= %.2f s", work.most), work.most);
      int fewer = work.pictures / FEWER;
      Row noisy = run(work, fewer, data, noisyChip.toString(), "noisy", cores);
      double share = (double) fewer / work.pictures;
      double most = MOST_NOISY * work.most * share;
      String target =
          String.format(
              Locale.ROOT,
              "<= %.2f s (%.1f x quiet)",
              most,
              noisy.seconds / (quiet.seconds * share));
      rows.add(quiet);
      rows.add(judged(noisy, target, most));
    }
    double one = run(ALL.getFirst(), ALL.getFirst().pictures, data, QUIET, "quiet", 1).seconds;
    double two =
        cores == 2
            ? rows.getFirst().seconds
            : run(ALL.getFirst(), ALL.getFirst().pictures, data, QUIET, "quiet", 2).seconds;
    Answer answer = new Answer(cores, one / two, one / two >= LEAST_SPEED_UP, rows);
    try {
      Files.delete(noisyChip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer;
  }

  /// The same chip with cells that are noisy, in a file.
  private static Path noisyChip() {
    Path home = Path.of(System.getProperty("bitline.home", "."));
    try {
      String text = Files.readString(home.resolve("chips").resolve(QUIET + ".yaml"));
      Path file = Files.createTempFile("generic_analog_pcm", ".yaml");
      return Files.writeString(
          file,
          text.replaceFirst("(?m)^( +cell:) .*$", "$1 " + CELL)
              .replaceFirst("(?m)^name: .*$", "name: generic_analog_pcm"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row judged(Row row, String target, double most) {
    boolean met = row.seconds <= most && row.memory <= MOST_MEMORY;
    return new Row(
        row.network,
        row.chip,
        row.threads,
        row.pictures,
        row.ready,
        row.seconds,
        row.whole,
        row.memory,
        target,
        met);
  }

  private static Row run(
      Work work, int pictures, Path data, String chip, String conditions, int threads) {
    System.err.println(
        "bitline: "
            + pictures
            + " pictures through "
            + work.network
            + ", "
            + conditions
            + ", threads: "
            + threads);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            "-XX:+UseCompactObjectHeaders",
            "-Dbitline.home=" + System.getProperty("bitline.home", "."),
            "-cp",
            System.getProperty("java.class.path"),
            NetworkRun.class.getName(),
            data.toString(),
            work.network,
            work.set,
            chip,
            conditions,
            Integer.toString(pictures),
            Integer.toString(threads));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String[] words = new String[0];
      try (var lines = process.inputReader()) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("network ")) {
            words = line.split(" ");
          }
        }
      }
      if (process.waitFor() != 0 || words.length != 5) {
        throw new Problem(work.network + " on " + chip + " did not run; see above");
      }
      System.err.printf(
          Locale.ROOT,
          "bitline: %.2f s on the chip, %.1f GB at most%n",
          Long.parseLong(words[2]) / 1e9,
          Long.parseLong(words[4]) / 1e9);
      return new Row(
          work.network,
          Objects.equals(chip, QUIET) ? QUIET : QUIET + ", " + CELL + ", all effects",
          threads,
          pictures,
          Long.parseLong(words[1]) / 1e9,
          Long.parseLong(words[2]) / 1e9,
          Long.parseLong(words[3]) / 1e9,
          Long.parseLong(words[4]),
          "",
          null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void print(PrintStream out, Answer answer) {
    out.printf(
        Locale.ROOT,
        "%-22s %8s %8s %9s %9s %9s %7s  %-8s %s%n",
        "6-bit ADC, " + answer.cores + " cores",
        "pictures",
        "chip",
        "a second",
        "whole run",
        "start",
        "memory",
        "",
        "target for the chip (memory: 4 GB)");
    for (Row row : answer.rows) {
      boolean quiet = row.chip.equals(QUIET);
      out.printf(
          Locale.ROOT,
          "%-22s %8d %6.2f s %9.1f %7.2f s %7.2f s %4.1f GB  %-8s %s%n",
          quiet ? row.network : "  with device noise",
          row.pictures,
          row.seconds,
          row.pictures / row.seconds,
          row.whole,
          row.ready,
          row.memory / 1e9,
          Boolean.TRUE.equals(row.met) ? "met" : "NOT MET",
          row.target);
    }
    out.printf(
        Locale.ROOT,
        "speed-up from one to two threads (%s): %.2f  %s >= %.1f%n",
        ALL.getFirst().network,
        answer.speedUp,
        answer.speedUpMet ? "met" : "NOT MET",
        LEAST_SPEED_UP);
    out.println(
        "Chip: the pictures through the chip. Whole run: in float, on the chip and without its ADC's "
            + "losses, compared. Start: until pictures run, with quantising, calibrating and manufacture.");
  }
}
