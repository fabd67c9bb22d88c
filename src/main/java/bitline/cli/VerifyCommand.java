package bitline.cli;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.report.Figure;
import bitline.report.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Public tests, networks and pictures, each figure against its target.
@Command(
    name = "verify",
    description =
        "Measures operators, networks, accuracy and speed against their targets; 1 if one falls short.",
    footer = {"", "Example:", "  bitline verify --data ../shared"})
final class VerifyCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      defaultValue = "../shared",
      paramLabel = "DIR",
      description = "The folder that holds onnx-node-tests/, models/ and data/ (${DEFAULT-VALUE}).")
  private Path data = Path.of("../shared");

  @Option(
      names = "--part",
      paramLabel = "PART",
      split = ",",
      description =
          "Only nodes, models, macs, ideal, accuracy, time, decode, baselines, forecast or"
              + " speed; may be repeated.")
  private List<String> parts = Verification.PARTS;

  @Option(
      names = "--threads",
      defaultValue = "0",
      paramLabel = "N",
      description = "Threads; 0 means all cores.")
  private int threads;

  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  VerifyCommand(Output output) {
    this.output = output;
  }

  /// The whole answer.
  record Answer(boolean met, List<Figure> figures) {}

  @Override
  public Integer call() {
    json.check();
    JobOptions.checkThreads(threads);
    for (String part : parts) {
      if (!Verification.PARTS.contains(part)) {
        throw new Problem(
            "--part '"
                + part
                + "' is none of "
                + String.join(", ", Verification.PARTS)
                + Spelling.hint(part, Verification.PARTS));
      }
    }
    if (!Files.isDirectory(data)) {
      throw Problem.at(
          data.toString(),
          "is no folder; name the one that holds onnx-node-tests/, models/ and data/");
    }
    Path home = Path.of(System.getProperty("bitline.home", "."));
    List<Figure> figures =
        new Verification(data, home, JobOptions.cores(threads), output.progress(), figure -> {})
            .run(parts);
    boolean met = figures.stream().noneMatch(f -> Boolean.FALSE.equals(f.met()));
    output.answer(json, new Answer(met, figures), () -> print(figures));
    return met ? Main.DONE : Main.NO;
  }

  private void print(List<Figure> figures) {
    for (String part : parts) {
      output.line(Verification.TITLES.getOrDefault(part, part));
      output.table(
          new Table(
              List.of(
                  Table.text("what"),
                  Table.number("figure"),
                  Table.number("target"),
                  Table.text("met"),
                  Table.text("remark")),
              figures.stream()
                  .filter(f -> f.part().equals(part))
                  .map(VerifyCommand::row)
                  .toList()));
      output.line("");
    }
    long missed = figures.stream().filter(f -> Boolean.FALSE.equals(f.met())).count();
    long skipped = figures.stream().filter(VerifyCommand::skipped).count();
    output.line(
        figures.size()
            + " figures, "
            + (missed == 0 ? "no target missed" : missed + " short of their target")
            + (skipped == 0 ? "" : ", " + skipped + " skipped"));
  }

  /// Whether a figure could not be taken; else one without a target may stand there.
  private static boolean skipped(Figure f) {
    return f.met() == null && f.figure().equals("-");
  }

  private static List<String> row(Figure f) {
    return List.of(
        f.what(),
        f.figure(),
        f.target(),
        f.met() == null ? skipped(f) ? "skipped" : "-" : f.met() ? "yes" : "NO",
        f.remark());
  }
}
