package bitline.cli;

import bitline.base.Problem;
import bitline.base.Units;
import bitline.cell.Cell;
import bitline.cell.Device;
import bitline.cell.Levels;
import bitline.chip.Chip;
import bitline.evaluate.ChipRuns;
import bitline.evaluate.ChipSample;
import bitline.report.AgeReport;
import bitline.sim.manufacture.Compensation;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Effect;
import bitline.task.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A network's score while the cells of a chip age. A chip whose cells do not age is told so, and
/// the answer is no: a flat line over ten years would look like a finding.
@Command(
    name = "age",
    description =
        "Scores a network on a chip from seconds to years after programming, with and without drift compensation.",
    footer = {
      "",
      "Exits 1 for a chip whose cells do not change with time.",
      "",
      "Example:",
      "  bitline age models/signs_bitline.onnx --chip hermes64_natel_2023 \\",
      "    --input examples/signs --labels examples/signs/labels.csv --report age.html"
    })
final class AgeCommand implements Callable<Integer> {
  private static final int MOST_POINTS = 1000;

  @Mixin private JobOptions options = new JobOptions();

  @Option(
      names = "--from",
      defaultValue = "1 s",
      paramLabel = "TIME",
      description = "The first age (${DEFAULT-VALUE}).")
  private String from = "";

  @Option(
      names = "--to",
      defaultValue = "10 y",
      paramLabel = "TIME",
      description = "The last age (${DEFAULT-VALUE}).")
  private String to = "";

  @Option(
      names = "--points",
      defaultValue = "9",
      paramLabel = "N",
      description = "How many ages, evenly spaced on a logarithmic scale (${DEFAULT-VALUE}).")
  private int points;

  @Option(
      names = "--chip-samples",
      defaultValue = "1",
      paramLabel = "N",
      description = "Run N manufactured chips at each age (${DEFAULT-VALUE}).")
  private int chipSamples;

  @Option(
      names = "--compensation",
      split = ",",
      paramLabel = "WAYS",
      description =
          "What is done about drift, a curve each: some of none, layer, column, batch_norm (all).")
  private @Nullable List<String> compensation;

  @Option(names = "--report", paramLabel = "FILE.html", description = "Write a page with a plot.")
  private @Nullable Path report;

  @Mixin private EffectOptions effects = new EffectOptions();
  @Mixin private OperatingOptions point = new OperatingOptions();
  @Mixin private QuantisingOptions quantising = new QuantisingOptions();
  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  AgeCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    json.check();
    options.check();
    List<Double> ages = ages();
    Set<Compensation> ways = ways();
    SampleCount.checked(chipSamples, 1);
    effects.checkNumber(chipSamples);
    if (report != null) {
      Output.checkEnding("--report", report, ".html");
      Output.checkWritable(report);
    }
    Chip chip = options.chip();
    Set<Effect> chosen = effects.chosen(true, chip);
    if (effects.named() && !chosen.contains(Effect.DRIFT)) {
      throw new Problem("--effects without drift leaves nothing that changes with age; add drift");
    }
    Conditions conditions = effects.conditions(chip, chosen);
    if (chip.adc() != null && point.named() != null) {
      conditions = point.of(chip, conditions.aged(ages.getLast()));
    }
    MainJob job = options.job(chip, quantising, conditions, false, 0);
    Double kelvin = conditions.temperature();
    String unmoved = unmoved(chip, ages, kelvin);
    if (unmoved != null) {
      output.answer(
          json,
          new MappingOptions.No(job.model(), chip.name(), List.of(unmoved)),
          () -> output.paragraph(unmoved));
      return Main.NO;
    }
    return switch (job.prepare(output.progress())) {
      case MainJob.Refused refused -> RunCommand.refuse(job, refused, json, output);
      case MainJob.Prepared prepared -> show(run(prepared, ages, ways));
    };
  }

  private int show(AgeReport found) {
    if (report != null) {
      found.write(report);
    }
    output.answer(json, found, () -> output.text(found.text(Output.WIDTH)));
    if (report != null) {
      RunCommand.noteReport(report, output);
    }
    return Main.DONE;
  }

  private Set<Compensation> ways() {
    List<String> named = compensation;
    if (named == null) {
      return EnumSet.allOf(Compensation.class);
    }
    Set<Compensation> ways = EnumSet.noneOf(Compensation.class);
    named.forEach(word -> ways.add(ConditionOptions.compensation(word)));
    return ways;
  }

  private List<Double> ages() {
    double first = ConditionOptions.seconds("--from", from);
    double last = ConditionOptions.seconds("--to", to);
    if (first == 0) {
      throw new Problem("--from " + from + ": a logarithmic scale does not begin at 0; try 1 s");
    }
    if (last <= first) {
      throw new Problem("--to " + to + " is not after --from " + from);
    }
    if (points < 2 || points > MOST_POINTS) {
      throw new Problem("--points " + points + " is not between 2 and " + MOST_POINTS);
    }
    List<Double> ages = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      ages.add(
          i == points - 1 ? last : first * StrictMath.pow(last / first, (double) i / (points - 1)));
    }
    return ages;
  }

  /// Why nothing changes with time; null where something does.
  private static @Nullable String unmoved(Chip chip, List<Double> ages, @Nullable Double kelvin) {
    Cell cell = chip.cell();
    if (chip.adc() == null) {
      return chip.name()
          + " is digital: its cells ("
          + cell.name()
          + ") are read as logic, and age changes none of its sums.";
    }
    Levels fresh = Levels.of(cell, 0);
    for (double age : ages) {
      Levels aged = Levels.of(cell, kelvin == null ? age : cell.equivalentAge(age, kelvin));
      for (int d = 0; d < fresh.count(); d++) {
        if (aged.mean(d) != fresh.mean(d)
            || aged.sigma(d) != fresh.sigma(d)
            || aged.readSigma(d) != fresh.readSigma(d)) {
          return null;
        }
      }
    }
    return "The cells of "
        + chip.name()
        + " ("
        + cell.name()
        + ") do not change with time, as far as their description tells: the score at every age is"
        + " that of bitline run --effects all.";
  }

  private AgeReport run(MainJob.Prepared prepared, List<Double> ages, Set<Compensation> asked) {
    MainJob job = prepared.job();
    ChipRuns runs = prepared.chipRuns(output.progress());
    Set<Compensation> all = EnumSet.copyOf(asked);
    if (compensation == null && prepared.batchNorms().layers().isEmpty()) {
      all.remove(Compensation.BATCH_NORM);
    }
    runs.plan(1 + ages.size() * all.size() * chipSamples);
    ChipRuns.Answered inFloat = runs.inFloat(prepared.reference(), 0);
    Score onFloat = runs.score(inFloat.answers(), inFloat.answers());
    prepared.clock().stage("running in float");
    List<AgeReport.Way> ways = new ArrayList<>();
    for (Compensation way : all) {
      List<List<Double>> scores = new ArrayList<>();
      for (double age : ages) {
        List<Double> chips = new ArrayList<>();
        for (int i = 0; i < chipSamples; i++) {
          Conditions conditions =
              job.conditions().ofChip(job.conditions().chip() + i).aged(age).compensated(way);
          ChipSample chip = new ChipSample(prepared.program(), conditions);
          chips.add(runs.score(runs.onChip(chip, 0).answers(), inFloat.answers()).value());
        }
        scores.add(chips);
      }
      ways.add(new AgeReport.Way(way.word(), scores));
      prepared.clock().stage("ageing, compensation " + way.word());
    }
    Double known = knownUntil(job.chip().cell(), job.conditions().temperature());
    return new AgeReport(
        job.model(),
        job.card().task().word(),
        job.chip().name(),
        job.chip().cell().name(),
        onFloat.metric(),
        onFloat.value(),
        prepared.inputs(),
        chipSamples,
        ages,
        ways,
        known,
        notes(prepared, known, ages.getLast(), all),
        prepared.clock().stages());
  }

  private static @Nullable Double knownUntil(Cell cell, @Nullable Double kelvin) {
    double known = cell.conductance() == null ? 0 : Device.of(cell).knownUntil();
    known /= kelvin == null ? 1 : cell.equivalentAge(1, kelvin);
    return Double.isInfinite(known) ? null : Double.valueOf(known);
  }

  private List<String> notes(
      MainJob.Prepared prepared, @Nullable Double known, double last, Set<Compensation> ways) {
    MainJob job = prepared.job();
    String cell = job.chip().cell().name();
    List<String> notes = new ArrayList<>();
    if (known == null) {
      notes.add(
          "The cell "
              + cell
              + " ages by a formula, which is taken to hold at every age; none is marked as"
              + " extrapolated.");
    } else if (known < last) {
      notes.add(
          "Beyond "
              + Units.format(known, "s", 3)
              + " the data of the cell "
              + cell
              + " are extrapolated: the last spread that was measured is held, which is too good.");
    } else {
      notes.add("The cell " + cell + " was measured over the whole time shown.");
    }
    notes.add(
        (chipSamples == 1
                ? "Chip " + job.conditions().chip()
                : "Chips 0 to " + (chipSamples - 1) + ", mean ± standard deviation in points,")
            + " as manufactured, with "
            + job.conditions().effects().stream()
                .map(effect -> effect.word().replace('_', ' '))
                .sorted()
                .collect(Collectors.joining(", "))
            + RunReports.point(job.conditions())
            + "; the same cells at every age.");
    notes.add(
        "Compensation multiplies sums by what the cells conducted when they were programmed over"
            + " what they conduct now: one factor for a layer, or one for each column of weights.");
    if (ways.contains(Compensation.BATCH_NORM)) {
      notes.add(batchNorms(prepared));
    } else if (prepared.batchNorms().layers().isEmpty()) {
      notes.add("The network has no convolution whose batch norm could be re-estimated.");
    }
    return notes;
  }

  /// What was done about batch norms, in words.
  static String batchNorms(MainJob.Prepared prepared) {
    int corrected = prepared.batchNorms().layers().size();
    int pictures = prepared.batchNorms().pictures();
    return "Batch norms were re-estimated (AdaBS) at each age in "
        + corrected
        + " of "
        + prepared.program().layers().size()
        + " layers, from "
        + pictures
        + (pictures == 1 ? " picture " : " pictures ")
        + prepared.job().calibration().from()
        + "; other layers were compensated by layer.";
  }
}
