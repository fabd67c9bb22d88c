package bitline.cli;

import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.evaluate.ChipRuns;
import bitline.evaluate.ErrorBudget;
import bitline.report.BitsFound;
import bitline.report.BlameReport;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Effect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// An error budget: what converters and each effect of manufacture cost, in the whole network and
/// in each layer.
@Command(
    name = "blame",
    description =
        "Says what a chip's converters and each effect of its manufacture cost, in the whole network and layer by layer.",
    footer = {
      "",
      "Exits 1 for a digital chip without --supply: nothing on its arrays errs.",
      "",
      "Example:",
      "  bitline blame models/signs_bitline.onnx --chip wan_nature_2022 --age 1d \\",
      "    --input examples/signs --labels examples/signs/labels.csv --report out.html"
    })
final class BlameCommand implements Callable<Integer> {
  /// Multiply-accumulates spent on each layer alone, at most, and inputs.
  private static final long LAYER_MACS = 200_000_000_000L;

  private static final int LAYER_INPUTS = 16;

  @Mixin private JobOptions options = new JobOptions();
  @Mixin private ConditionOptions conditions = new ConditionOptions();
  @Mixin private QuantisingOptions quantising = new QuantisingOptions();

  @Option(
      names = "--floor",
      paramLabel = "P",
      description =
          "Also find the fewest ADC bits of each layer that keep the score at or above P, such as 0.9.")
  private @Nullable Double floor;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page with a heat map of layers and effects.")
  private @Nullable Path report;

  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  BlameCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    json.check();
    options.check();
    if (floor != null && !(floor >= -1 && floor <= 1)) {
      throw new Problem("--floor " + floor + " is no score; write 90 % as 0.9");
    }
    if (report != null) {
      Output.checkEnding("--report", report, ".html");
      Output.checkWritable(report);
    }
    Chip chip = options.chip();
    if (chip.adc() == null && floor != null) {
      throw new Problem("--floor " + floor + ": " + chip.name() + " is digital and has no ADC");
    }
    if (chip.adc() == null && !conditions.supplied()) {
      String why =
          chip.name()
              + " is digital: its sums are exact and its cells are read as logic, so that nothing"
              + " on its arrays errs"
              + (chip.cell().lowVoltage() == null
                  ? ""
                  : " but bits that flip at a low supply, which --supply asks for")
              + "; bitline run tells what whole numbers cost.";
      output.answer(
          json, new MappingOptions.No("", chip.name(), List.of(why)), () -> output.paragraph(why));
      return Main.NO;
    }
    MainJob job = options.job(chip, quantising, conditions.of(chip, "blame"), false, 0);
    return switch (job.prepare(output.progress())) {
      case MainJob.Refused refused -> RunCommand.refuse(job, refused, json, output);
      case MainJob.Prepared prepared -> show(run(prepared));
    };
  }

  private int show(BlameReport found) {
    if (report != null) {
      found.write(report);
    }
    output.answer(json, found, () -> output.text(found.text(Output.WIDTH)));
    if (report != null) {
      RunCommand.noteReport(report, output);
    }
    return Main.DONE;
  }

  private BlameReport run(MainJob.Prepared prepared) {
    MainJob job = prepared.job();
    ChipRuns runs = prepared.chipRuns(output.progress());
    ErrorBudget.Budget budget =
        new ErrorBudget(prepared.reference(), prepared.program(), job.conditions(), runs).whole();
    prepared.clock().stage("the whole network");
    Set<Effect> acting = budget.acting();
    ChipRuns few = runs.first(layerInputs(prepared, acting.size()));
    List<ErrorBudget.OfLayer> layers =
        new ErrorBudget(prepared.reference(), prepared.program(), job.conditions(), few)
            .layers(acting);
    prepared.clock().stage("each layer alone");
    BitsFound bits = null;
    if (floor != null) {
      bits = new BitSearch(prepared, floor, output.progress()).run();
      prepared.clock().stage("fewest ADC bits");
    }
    List<String> columns = new ArrayList<>();
    boolean digital = job.chip().adc() == null;
    if (!digital) {
      columns.add("converters");
    }
    acting.forEach(effect -> columns.add(words(effect)));
    columns.add("all");
    return new BlameReport(
        job.model(),
        job.card().task().word(),
        job.chip().name(),
        budget.onFloat().metric(),
        budget.onFloat().value(),
        prepared.inputs(),
        budget.rows().stream()
            .filter(row -> !digital || row.part() != ErrorBudget.Part.CONVERTERS)
            .map(row -> row(row, digital))
            .toList(),
        columns,
        layers.stream().map(layer -> layer(layer, digital)).toList(),
        few.inputs(),
        bits,
        notes(job, budget, few.inputs()),
        prepared.clock().stages());
  }

  /// So many inputs that all layers can be asked in a time that a person waits.
  private static int layerInputs(MainJob.Prepared prepared, int effects) {
    double each =
        1.0 + prepared.program().arrayMacs() * (double) prepared.program().layers().size();
    long affordable = (long) (LAYER_MACS / (each * (2 + effects)));
    return (int) Math.clamp(affordable, 1, Math.min(LAYER_INPUTS, prepared.inputs()));
  }

  private static String words(Effect effect) {
    return switch (effect) {
      case STUCK -> "stuck cells";
      case CONVERTERS -> "converter errors";
      default -> effect.word().replace('_', ' ');
    };
  }

  private static BlameReport.Row row(ErrorBudget.Whole whole, boolean digital) {
    String effect = whole.effect() == null ? null : words(whole.effect());
    double snr = whole.noise().decibels();
    return new BlameReport.Row(
        whole.part().name().toLowerCase(Locale.ROOT),
        switch (whole.part()) {
          case IDEAL -> digital ? "ideal cells" : "lossless converters, ideal cells";
          case CONVERTERS -> "converters only";
          case ALONE ->
              whole.effect() == Effect.CONVERTERS
                  ? "converters with their errors"
                  : digital ? String.valueOf(effect) : "converters and " + effect;
          case ALL -> digital ? "all effects" : "converters and all effects";
          case ALL_BUT -> "all but " + effect;
        },
        effect,
        whole.score().value(),
        Double.isFinite(snr) ? Double.valueOf(snr) : null,
        whole.changes());
  }

  private static BlameReport.Layer layer(ErrorBudget.OfLayer layer, boolean digital) {
    List<Double> shares = new ArrayList<>();
    if (!digital) {
      shares.add(layer.converters().share());
    }
    layer.effects().values().forEach(noise -> shares.add(noise.share()));
    shares.add(layer.all().share());
    return new BlameReport.Layer(layer.node(), layer.operator(), shares);
  }

  private List<String> notes(MainJob job, ErrorBudget.Budget budget, int layerInputs) {
    Conditions made = job.conditions();
    List<String> notes = new ArrayList<>();
    notes.add(
        "Chip "
            + made.chip()
            + " as manufactured, "
            + RunReports.age(made)
            + (job.chip().adc() == null
                ? "."
                : "; drift compensation: " + RunReports.compensation(job) + "."));
    Set<Effect> described = Effect.of(job.chip());
    if (described.contains(Effect.DRIFT)
        && made.effects().contains(Effect.DRIFT)
        && made.age() == 0) {
      notes.add("Just programmed cells have not drifted; --age 1d shows what drift costs.");
    }
    List<String> untold =
        made.effects().stream()
            .filter(effect -> !described.contains(effect))
            .map(BlameCommand::words)
            .toList();
    if (!untold.isEmpty()) {
      notes.add(
          "The description of "
              + job.chip().name()
              + " tells nothing of "
              + String.join(", ", untold)
              + ".");
    }
    if (budget.noiseInputs() < job.limit() && budget.noiseInputs() < job.set().size()) {
      notes.add(
          "The outputs' signal-to-noise ratio is over the first "
              + budget.noiseInputs()
              + " inputs.");
    }
    notes.add(
        "Layers were asked on the first "
            + layerInputs
            + (layerInputs == 1 ? " input" : " inputs")
            + "; an effect's share is what changes in the outputs when it is switched on"
            + (job.chip().adc() == null ? "." : " beside the layer's converters."));
    return notes;
  }
}
