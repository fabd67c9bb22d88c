package bitline.cli;

import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.evaluate.ChipRuns;
import bitline.evaluate.ChipSample;
import bitline.report.RepairReport;
import bitline.sim.fault.FaultCensus;
import bitline.sim.fault.FaultSource;
import bitline.sim.fault.Repair;
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

/// A network's score on chips with stuck cells, before and after each way to repair them.
@Command(
    name = "repair",
    description =
        "Scores a network on chips with stuck cells, unrepaired, behind spare lines, and remapped to where they do least harm.",
    footer = {
      "",
      "Example:",
      "  bitline repair models/signs_bitline.onnx --chip wan_nature_2022 \\",
      "    --input examples/signs --labels examples/signs/labels.csv \\",
      "    --fault-rate 0,1%%,5%% --report out.html"
    })
final class RepairCommand implements Callable<Integer> {
  private static final int MOST_RATES = 100;

  @Mixin private JobOptions options = new JobOptions();
  @Mixin private FaultRates rates = new FaultRates();

  @Option(
      names = "--chip-samples",
      defaultValue = "1",
      paramLabel = "N",
      description = "Run N manufactured chips at each rate (${DEFAULT-VALUE}).")
  private int chipSamples;

  @Option(names = "--report", paramLabel = "FILE.html", description = "Write a page with a plot.")
  private @Nullable Path report;

  @Mixin private ConditionOptions conditions = new ConditionOptions();
  @Mixin private QuantisingOptions quantising = new QuantisingOptions();
  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  RepairCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    json.check();
    options.check();
    SampleCount.checked(chipSamples, 1);
    conditions.checkNumber(chipSamples);
    if (report != null) {
      Output.checkEnding("--report", report, ".html");
      Output.checkWritable(report);
    }
    Chip chip = options.chip();
    String given = rates.text();
    boolean told = given != null || conditions.stuckTold();
    if (chip.adc() == null && !told && !new FaultSource.Described().faulty(chip)) {
      throw new Problem(noFaults(chip));
    }
    Conditions asked = conditions.of(chip, "repair", given != null);
    List<Double> shares = checked(asked, chip);
    MainJob job = options.job(chip, quantising, asked, false, 0);
    return switch (job.prepare(output.progress())) {
      case MainJob.Refused refused -> RunCommand.refuse(job, refused, json, output);
      case MainJob.Prepared prepared -> show(run(prepared, shares));
    };
  }

  /// The rates to sweep; empty where the faults are those of the files or of a map.
  private List<Double> checked(Conditions asked, Chip chip) {
    List<Double> shares = rates.shares();
    boolean mapped = asked.faults() instanceof FaultSource.Tested;
    if (!shares.isEmpty() && mapped) {
      throw new Problem(
          "--fault-rate " + rates.text() + " draws faults, --faults reads them; keep one");
    }
    if (mapped && chipSamples > 1 && asked.effects().equals(Set.of(Effect.STUCK))) {
      throw new Problem(
          "--chip-samples "
              + chipSamples
              + " would run the same chip again and again: the map is of one chip");
    }
    if (shares.size() > MOST_RATES) {
      throw new Problem("--fault-rate names " + shares.size() + " rates; at most " + MOST_RATES);
    }
    if (!asked.effects().contains(Effect.STUCK)) {
      throw new Problem(
          conditions.effectsNamed()
              ? "--effects without stuck leaves nothing to repair; add stuck"
              : noFaults(chip));
    }
    return shares;
  }

  private static String noFaults(Chip chip) {
    return "the descriptions of "
        + chip.name()
        + " and its cell tell of no faults; give --fault-rate 0,0.1%,1%,5% or --faults FILE or"
        + " --defects 0.1/cm2, or add stuck to the cell's file";
  }

  private int show(RepairReport found) {
    if (report != null) {
      found.write(report);
    }
    output.answer(json, found, () -> output.text(found.text(Output.WIDTH)));
    if (report != null) {
      RunCommand.noteReport(report, output);
    }
    return Main.DONE;
  }

  /// No repair, and those that the arrays can have; or the one that was asked for.
  private static List<Repair> ways(Conditions asked, Chip chip) {
    if (asked.repair() != Repair.NONE) {
      return List.of(Repair.NONE, asked.repair());
    }
    List<Repair> ways = new ArrayList<>(List.of(Repair.values()));
    if (!FaultOptions.spares(chip)) {
      ways.removeAll(List.of(Repair.SPARES, Repair.BOTH));
    }
    if (chip.adc() == null) {
      // adders are wired to their columns
      ways.removeAll(List.of(Repair.REMAP, Repair.BOTH));
    }
    return ways;
  }

  private RepairReport run(MainJob.Prepared prepared, List<Double> shares) {
    MainJob job = prepared.job();
    Conditions asked = job.conditions();
    List<Repair> ways = ways(asked, job.chip());
    List<FaultSource> sources = new ArrayList<>();
    shares.forEach(
        share -> sources.add(conditions.defects().on(rates.at(share, job.chip()), job.chip())));
    if (sources.isEmpty()) {
      sources.add(asked.faults());
    }
    Set<Effect> others = EnumSet.copyOf(asked.effects());
    others.remove(Effect.STUCK);
    ChipRuns runs = prepared.chipRuns(output.progress());
    runs.plan(1 + chipSamples * (1 + sources.size() * ways.size()));
    ChipRuns.Answered inFloat = runs.inFloat(prepared.reference(), 0);
    Score onFloat = runs.score(inFloat.answers(), inFloat.answers());
    prepared.clock().stage("running in float");
    List<Double> withoutFaults = new ArrayList<>();
    for (int i = 0; i < chipSamples; i++) {
      boolean same = i > 0 && others.isEmpty();
      Conditions made = asked.ofChip(asked.chip() + i).with(others);
      withoutFaults.add(
          same
              ? withoutFaults.getFirst()
              : runs.score(
                      runs.onChip(new ChipSample(prepared.program(), made), 0).answers(),
                      inFloat.answers())
                  .value());
    }
    prepared.clock().stage("running without faults");
    List<RepairReport.Point> points = new ArrayList<>();
    for (int p = 0; p < sources.size(); p++) {
      List<RepairReport.Way> found = new ArrayList<>();
      for (Repair way : ways) {
        found.add(way(prepared, runs, asked.withFaults(sources.get(p)).repaired(way), inFloat));
      }
      points.add(new RepairReport.Point(shares.isEmpty() ? null : shares.get(p), found));
    }
    return new RepairReport(
        job.model(),
        job.card().task().word(),
        job.chip().name(),
        onFloat.metric(),
        onFloat.value(),
        prepared.inputs(),
        chipSamples,
        withoutFaults,
        points,
        notes(job, asked),
        prepared.clock().stages());
  }

  private RepairReport.Way way(
      MainJob.Prepared prepared, ChipRuns runs, Conditions conditions, ChipRuns.Answered inFloat) {
    List<Double> scores = new ArrayList<>();
    List<FaultCensus> counted = new ArrayList<>();
    for (int i = 0; i < chipSamples; i++) {
      Conditions made = conditions.ofChip(conditions.chip() + i);
      ChipRuns.OnFaulty answered = runs.onFaulty(new ChipSample(prepared.program(), made));
      scores.add(runs.score(answered.answers(), inFloat.answers()).value());
      counted.add(answered.faults());
    }
    prepared.clock().stage("running, " + conditions.repair().word());
    return new RepairReport.Way(conditions.repair().word(), scores, counted);
  }

  private List<String> notes(MainJob job, Conditions asked) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Wrong are digits that their cells do not hold; the weight error is the sum over"
            + " digits of weight times how far they are off, beside the sum of the weights'"
            + " magnitudes; lines were replaced by spare ones; faulty arrays have stuck cells even"
            + " behind their spare lines.");
    if (rates.text() != null) {
      notes.add(
          Math.round(100 * rates.on(job.chip()))
              + " % of the single cells that are stuck are stuck at the highest conductance, the"
              + " others at the lowest; the cells of a lower rate are among those of a higher one.");
    }
    if (conditions.defects().asked() != null && chipSamples == 1) {
      notes.add(conditions.defects().fate(job.chip(), asked.chip()));
    }
    if (!FaultOptions.spares(job.chip())) {
      notes.add(
          "The arrays have no spare lines; --spares, or spareRows and spareColumns in the chip's file, add them.");
    }
    notes.add(
        (chipSamples == 1
                ? "Chip " + asked.chip()
                : "Chips 0 to "
                    + (chipSamples - 1)
                    + ", mean ± half of its 95 % interval in points,")
            + " as manufactured, with "
            + asked.effects().stream()
                .map(effect -> effect.word().replace('_', ' '))
                .sorted()
                .collect(Collectors.joining(", "))
            + ".");
    return notes;
  }
}
