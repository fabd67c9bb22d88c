package bitline.cli;

import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.report.HtmlReport;
import bitline.report.RunReport;
import bitline.report.RunText;
import bitline.sim.manufacture.Conditions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
  @Mixin private JobOptions job = new JobOptions();

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page with pictures and charts.")
  private @Nullable Path report;

  @Option(
      names = "--chip-samples",
      paramLabel = "N",
      description =
          "Run N manufactured chips, numbers 0 to N-1, with all effects unless --effects says otherwise: mean, spread and yield.")
  private @Nullable Integer chipSamples;

  @Option(
      names = "--floor",
      paramLabel = "P",
      description =
          "The score that a sampled chip must reach, such as 0.9; else float's less one point.")
  private @Nullable Double floor;

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
    job.check();
    if (report != null) {
      Output.checkEnding("--report", report, ".html");
      Output.checkWritable(report);
    }
    int samples = samples();
    Chip chip = job.chip();
    conditions.checkNumber(samples);
    Conditions asked = conditions.of(chip, samples > 0 ? "--chip-samples " + samples : null);
    return finish(
        job.job(chip, quantising, asked, true, samples), floor, report, json, output, false);
  }

  private int samples() {
    if (chipSamples == null) {
      if (floor != null) {
        throw new Problem("--floor " + floor + " would do nothing without --chip-samples N");
      }
      return 0;
    }
    if (floor != null && !(floor >= -1 && floor <= 1)) {
      throw new Problem("--floor " + floor + " is no score; write 90 % as 0.9");
    }
    return SampleCount.checked(chipSamples, 2);
  }

  /// Runs a job, prints its answer and writes its page.
  ///
  /// @param floor the score that a sampled chip must reach; null for float's less one point
  /// @param brief leaves the layers to the page
  static int finish(
      MainJob job,
      @Nullable Double floor,
      @Nullable Path page,
      JsonOption json,
      Output output,
      boolean brief) {
    return switch (job.run(output.progress())) {
      case MainJob.Refused refused -> refuse(job, refused, json, output);
      case MainJob.Done done -> show(done, floor, page, json, output, brief);
    };
  }

  /// Says why the chip cannot run the network.
  static int refuse(MainJob job, MainJob.Refused refused, JsonOption json, Output output) {
    output.answer(
        json,
        new MappingOptions.No(job.model(), job.chip().name(), refused.reasons()),
        () -> refused.reasons().forEach(reason -> output.line("Infeasible: " + reason)));
    return Main.NO;
  }

  private static int show(
      MainJob.Done done,
      @Nullable Double floor,
      @Nullable Path page,
      JsonOption json,
      Output output,
      boolean brief) {
    RunReport found = RunReports.of(done, floor, page == null ? 0 : 24);
    if (page != null) {
      HtmlReport.write(found, page);
    }
    output.answer(
        json,
        RunAnswer.of(done, found),
        () ->
            output.text(
                brief ? RunText.brief(found, Output.WIDTH) : RunText.of(found, Output.WIDTH)));
    if (page != null) {
      noteReport(page, output);
    }
    return Main.DONE;
  }

  /// Says where a page lies.
  static void noteReport(Path page, Output output) {
    Path here = Path.of("").toAbsolutePath();
    Path there = page.toAbsolutePath();
    output.note("report: " + (there.startsWith(here) ? here.relativize(there) : page));
  }
}
