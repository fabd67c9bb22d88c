package bitline.cli;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.chip.Adc;
import bitline.chip.Chip;
import bitline.graph.Graph;
import bitline.report.HtmlReport;
import bitline.report.RunReport;
import bitline.report.RunText;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import bitline.task.ModelCards;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The main job: a network in float and on a chip, on the same pictures.
@Command(
    name = "run",
    description = "Runs a network in float and on a chip on the same pictures, and compares.",
    footer = {
      "",
      "Example:",
      "  bitline run models/signs_bitline.onnx --chip wan_nature_2022 \\",
      "    --input examples/signs --labels examples/signs/labels.csv --report out.html"
    })
final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "An ONNX file.")
  private Path model = Path.of("");

  @Option(
      names = "--chip",
      required = true,
      paramLabel = "CHIP",
      description = "A chip's name or YAML file.")
  private String chip = "";

  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR",
      description = "A folder of pictures.")
  private Path input = Path.of("");

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "What is right about the pictures.")
  private @Nullable Path labels;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "classify, detect, segment, lanes or embed; else as the model's card says.")
  private @Nullable String task;

  @Option(
      names = "--preprocess",
      paramLabel = "CARD.yaml",
      description =
          "How pictures become inputs; else MODEL.yaml beside the model, or what is known of it.")
  private @Nullable Path preprocess;

  @Option(
      names = "--adc-bits",
      paramLabel = "N",
      description = "Resolution of the ADCs instead of the chip's own.")
  private @Nullable Integer adcBits;

  @Option(
      names = "--adc-range",
      paramLabel = "WAY",
      description =
          "maximum, or fitted to calibration pictures: least_error (also: calibrated), percentile or csnr; else as the chip says.")
  private @Nullable String adcRange;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Chooses the calibration pictures (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--limit",
      defaultValue = "2147483647",
      paramLabel = "N",
      description = "Run only the first N pictures.")
  private int limit;

  @Option(
      names = "--threads",
      defaultValue = "0",
      paramLabel = "N",
      description = "Threads; 0 means all cores. Results do not depend on it.")
  private int threads;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page with pictures and charts.")
  private @Nullable Path report;

  @Mixin private ConditionOptions conditions = new ConditionOptions();
  @Mixin private QuantisingOptions quantising = new QuantisingOptions();
  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  RunCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    json.check();
    if (limit < 1) {
      throw new Problem("--limit " + limit + " leaves no pictures");
    }
    checkThreads(threads);
    if (report != null) {
      Output.checkEnding("--report", report, ".html");
      Output.checkWritable(report);
    }
    Chip described = Workbench.chip(chip);
    Adc.RangePolicy range = range(described);
    int bits = AdcBits.of(adcBits, described);
    Graph network = Workbench.load(model);
    ModelCard card = card(model, preprocess, task, network);
    EvaluationSet set = EvaluationSet.folder(input, labels, card);
    MainJob job =
        new MainJob(
            ModelCards.name(model),
            network,
            card,
            set,
            described,
            quantising.settings(network, model),
            bits,
            conditions.of(described, false),
            range,
            seed,
            limit,
            cores(threads),
            true);
    return finish(job, report, json, output, false);
  }

  /// Runs a job, prints its answer and writes its page.
  ///
  /// @param brief leaves the layers to the page
  static int finish(
      MainJob job, @Nullable Path page, JsonOption json, Output output, boolean brief) {
    Object outcome = job.run(output.progress());
    if (outcome instanceof MainJob.Refused(List<String> reasons)) {
      output.answer(
          json,
          new MapCommand.No(job.model(), job.chip().name(), reasons),
          () -> reasons.forEach(reason -> output.line("Infeasible: " + reason)));
      return Main.NO;
    }
    RunReport found = RunReports.of((MainJob.Done) outcome, page == null ? 0 : 24);
    if (page != null) {
      HtmlReport.write(found, page);
    }
    output.answer(
        json,
        RunAnswer.of((MainJob.Done) outcome, found),
        () ->
            output.text(
                brief ? RunText.brief(found, Output.WIDTH) : RunText.of(found, Output.WIDTH)));
    if (page != null) {
      Path here = Path.of("").toAbsolutePath();
      Path there = page.toAbsolutePath();
      output.note("report: " + (there.startsWith(here) ? here.relativize(there) : page));
    }
    return Main.DONE;
  }

  /// The model's card, held against the task that the user named.
  static ModelCard card(Path model, @Nullable Path option, @Nullable String task, Graph network) {
    List<String> tasks = List.of("classify", "detect", "segment", "lanes", "embed");
    if (task != null && !tasks.contains(task)) {
      throw new Problem(
          "--task '"
              + task
              + "' is none of "
              + String.join(", ", tasks)
              + Spelling.hint(task, tasks));
    }
    ModelCard card = ModelCards.find(model, option);
    if (task != null && !card.task().word().equals(task)) {
      throw new Problem(
          "--task "
              + task
              + ", but the card of "
              + model
              + " says "
              + card.task().word()
              + "; a task needs its own card, name it with --preprocess");
    }
    return card.fittedTo(network);
  }

  static void checkThreads(int wanted) {
    if (wanted < 0) {
      throw new Problem("--threads " + wanted + " is below 0");
    }
  }

  static int cores(int wanted) {
    return wanted == 0 ? Runtime.getRuntime().availableProcessors() : wanted;
  }

  private Adc.@Nullable RangePolicy range(Chip described) {
    if (adcRange == null) {
      return null;
    }
    List<String> ways =
        Stream.of(Adc.RangePolicy.values())
            .map(way -> way.name().toLowerCase(Locale.ROOT))
            .toList();
    if (!ways.contains(adcRange)) {
      throw new Problem(
          "--adc-range '"
              + adcRange
              + "' is none of "
              + String.join(", ", ways)
              + Spelling.hint(adcRange, ways));
    }
    if (described.adc() == null) {
      throw AdcBits.withoutAdc("--adc-range " + adcRange, described);
    }
    return Adc.RangePolicy.valueOf(adcRange.toUpperCase(Locale.ROOT));
  }
}
