package bitline.cli;

import bitline.base.Units;
import bitline.evaluate.Noise;
import bitline.evaluate.Trial;
import bitline.program.Activity;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.report.ChipSamples;
import bitline.report.RunReport;
import bitline.sim.fault.FaultSource;
import bitline.sim.fault.Repair;
import bitline.sim.manufacture.Compensation;
import bitline.sim.manufacture.Conditions;
import bitline.task.Answer;
import bitline.task.Picture;
import bitline.task.Score;
import bitline.task.Truth;
import bitline.text.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns what the main job found into what a report shows.
final class RunReports {
  private static final int HISTOGRAMS = 6;

  private RunReports() {}

  /// @param floor the score that a sampled chip must reach; null for float's less one point
  /// @param shown most inputs that keep their picture and both answers: those on which chip and
  ///   float agree least
  static RunReport of(MainJob.Done done, @Nullable Double floor, int shown) {
    MainJob job = done.job();
    Trial.Result trial = done.trial();
    List<Answer> onFloat = trial.reference().answers();
    List<Answer> onChip = trial.runs().getFirst().answers();
    List<Double> agreements = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < onFloat.size(); i++) {
      agreements.add(job.card().task().agreement(onFloat.get(i), onChip.get(i)));
      sum += agreements.getLast();
    }
    List<Integer> worth = RunReport.worthShowing(agreements, shown);
    List<RunReport.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < onFloat.size(); i++) {
      outcomes.add(
          outcome(
              job,
              i,
              worth.contains(i) ? job.set().item(i, job.card()).picture() : null,
              trial.names().get(i),
              onFloat.get(i),
              onChip.get(i),
              agreements.get(i)));
    }
    return new RunReport(
        network(done),
        chip(done),
        settings(done),
        trial.reference().score(),
        trial.runs().getFirst().score(),
        onFloat.size(),
        onFloat.isEmpty() ? 1 : sum / onFloat.size(),
        outcomes,
        worth,
        layers(done),
        "share of the outputs' energy that turns to error when only this layer runs on the chip",
        histograms(done),
        done.seconds().entrySet().stream()
            .map(e -> new RunReport.Stage(e.getKey(), e.getValue()))
            .toList(),
        evidence(done),
        notes(done),
        job.card().names(),
        samples(done, floor));
  }

  private static @Nullable ChipSamples samples(MainJob.Done done, @Nullable Double floor) {
    if (done.samples().isEmpty()) {
      return null;
    }
    Score onFloat = done.trial().reference().score();
    double best = onFloat == null ? 1 : onFloat.value();
    return ChipSamples.of(
        done.samples().getFirst().metric(),
        best,
        done.samples().stream().map(Score::value).toList(),
        floor == null ? best - ChipSamples.ONE_POINT : floor,
        floor != null);
  }

  private static RunReport.Outcome outcome(
      MainJob job,
      int index,
      @Nullable Picture picture,
      String name,
      Answer onFloat,
      Answer onChip,
      double agreement) {
    Integer label =
        job.set().truth() instanceof Truth.Classes classes
            ? Integer.valueOf(classes.labels()[index])
            : null;
    return picture == null
        ? new RunReport.Outcome(name, 0, 0, null, onFloat, onChip, label, agreement)
        : RunReport.Outcome.of(picture, onFloat, onChip, label, agreement);
  }

  private static RunReport.Network network(MainJob.Done done) {
    long macs = done.program().arrayMacs();
    return new RunReport.Network(
        done.job().model(),
        done.job().card().task().word(),
        List.of(
            fact(
                "multiply-accumulates on arrays",
                String.format(Locale.ROOT, "%,d a picture", macs)),
            fact("layers on arrays", String.valueOf(done.program().layers().size())),
            fact("products on the vector unit", String.valueOf(done.onVectorUnit().size())),
            fact("program", "sha256:" + done.sha256())));
  }

  private static RunReport.Chip chip(MainJob.Done done) {
    var chip = done.job().chip();
    var array = chip.array();
    var adc = chip.adc();
    int bits = done.job().adcBits() == 0 && adc != null ? adc.bits() : done.job().adcBits();
    return new RunReport.Chip(
        chip.name(),
        List.of(
            fact("what it is", chip.title()),
            fact(
                "arrays",
                chip.arrays() + " of " + array.rows() + " × " + array.columns() + " cells"),
            fact("arrays used", String.valueOf(done.program().arraysUsed())),
            fact("rows summed at once", String.valueOf(array.activeRows())),
            fact(
                "ADC",
                adc == null ? "none: digital sums" : bits + " bits, range " + policy(done))));
  }

  private static String policy(MainJob.Done done) {
    return switch (done.job().policy()) {
      case CALIBRATED -> "fitted to the sums that pictures cause";
      case LEAST_ERROR -> "fitted to the sums that pictures cause, by least error";
      case PERCENTILE ->
          "that leaves 0.05 % of the sums that pictures cause outside"; // RangeRule.USUAL_SHARE
      case CSNR -> "fitted to the sums that pictures cause, by signal-to-noise ratio";
      case MAXIMUM -> "that of the largest possible sum";
    };
  }

  private static List<RunReport.Fact> settings(MainJob.Done done) {
    MainJob job = done.job();
    var s = job.settings();
    List<RunReport.Fact> facts = new ArrayList<>();
    if (job.cameQuantised()) {
      facts.add(fact("quantising", "as the network came, scales kept"));
    } else {
      facts.add(
          fact(
              "quantising",
              s.weightBits()
                  + "-bit weights, "
                  + s.activationBits()
                  + "-bit activations, "
                  + s.calibration().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
      facts.add(
          fact(
              "calibration pictures", done.calibrationPictures() + " " + job.calibration().from()));
    }
    facts.add(fact("seed", String.valueOf(job.calibration().seed())));
    facts.add(fact("the chip", conditions(job)));
    return facts;
  }

  private static List<RunReport.Layer> layers(MainJob.Done done) {
    List<RunReport.Layer> layers = new ArrayList<>();
    Program program = done.program();
    var array = done.job().chip().array();
    for (ArrayLayer layer : program.integerProducts()) {
      Noise noise = done.trial().noise().get(layer.node());
      Activity activity = done.trial().activity().get(layer.node());
      Noise loss = done.losses().get(layer.node());
      long places =
          layer.tiles().stream().map(t -> t.array() * 4096L + t.weightSet()).distinct().count();
      layers.add(
          new RunReport.Layer(
              layer.node(),
              layer.operator(),
              !layer.tiles().isEmpty(),
              noise == null ? null : noise.decibels(),
              layer.range() == null || activity == null ? null : activity.clipShare(),
              places == 0 ? null : (double) layer.cells() / (places * array.cells()),
              layer.arrays(),
              layer.range() == null ? 0 : layer.conversions(),
              layer.unrolling().macs(),
              loss == null ? null : loss.share()));
    }
    return layers;
  }

  /// Of the layers that clip most, or of the first ones where nothing clips.
  private static List<RunReport.Histogram> histograms(MainJob.Done done) {
    Map<String, Activity> activity = done.trial().activity();
    return done.program().layers().stream()
        .filter(layer -> activity.containsKey(layer.node()))
        .sorted(Comparator.comparingDouble(layer -> -clipShare(activity, layer)))
        .limit(HISTOGRAMS)
        .map(layer -> histogram(layer, activity.get(layer.node())))
        .toList();
  }

  private static double clipShare(Map<String, Activity> activity, ArrayLayer layer) {
    Activity known = activity.get(layer.node());
    return known == null ? 0 : known.clipShare();
  }

  private static RunReport.Histogram histogram(ArrayLayer layer, @Nullable Activity activity) {
    int least = layer.coding().leastSum(layer.mostRows());
    int greatest = layer.coding().greatestSum(layer.mostRows());
    AdcRange range = layer.range();
    List<Long> counts = new ArrayList<>();
    if (activity != null) {
      for (long count : activity.histogram()) {
        counts.add(count);
      }
    }
    return new RunReport.Histogram(
        layer.node(),
        least,
        ((double) greatest - least + 1) / Activity.BINS,
        counts,
        range == null ? Double.NaN : range.lo(),
        range == null ? Double.NaN : range.lo() + range.step() * (range.codes() - 1));
  }

  private static List<RunReport.Evidence> evidence(MainJob.Done done) {
    return done.job().chip().evidence().stream()
        .map(e ->
            new RunReport.Evidence(
                e.path(),
                e.written(),
                e.kind() == Evidence.Kind.PUBLISHED
                    ? RunReport.Standing.PUBLISHED
                    : RunReport.Standing.ASSUMED,
                e.text()))
        .toList();
  }

  private static List<String> notes(MainJob.Done done) {
    List<String> notes = new ArrayList<>();
    if (done.lossless() != null && done.trial().runs().get(1).score() != null) {
      var score = Objects.requireNonNull(done.trial().runs().get(1).score());
      notes.add(
          String.format(
              Locale.ROOT,
              "With converters that lose nothing the chip would reach %.1f %% %s: what lies between that and float is the price"
                  + " of whole numbers, the rest is %s.",
              100 * score.value(),
              score.metric(),
              done.job().conditions().effects().isEmpty()
                  ? "the converters'"
                  : "the converters' and the cells'"));
    }
    if (!done.onVectorUnit().isEmpty()) {
      Map.Entry<String, String> first = done.onVectorUnit().entrySet().iterator().next();
      notes.add(
          done.onVectorUnit().size()
              + (done.onVectorUnit().size() == 1 ? " product runs" : " products run")
              + " on the vector unit; "
              + first.getKey()
              + ": "
              + first.getValue()
              + ".");
    }
    int asked = done.program().integerProducts().size();
    if (done.losses().size() < asked && !done.losses().isEmpty()) {
      notes.add(
          "Only the "
              + done.losses().size()
              + " noisiest of "
              + asked
              + " layers were asked what they cost, on "
              + pictures(done.lossPictures())
              + ".");
    } else if (!done.losses().isEmpty()) {
      notes.add("What a layer costs was measured on " + pictures(done.lossPictures()) + ".");
    }
    if (done.trial().activity().values().stream()
        .anyMatch(activity -> activity.observedSums() < activity.conversions())) {
      notes.add("Histograms and shares clipped are of a sample of the vectors.");
    }
    notes.add(conditions(done.job()));
    return notes;
  }

  private static String conditions(MainJob job) {
    Conditions conditions = job.conditions();
    if (conditions.effects().isEmpty()) {
      return "The chip is ideal but for its number formats"
          + (job.chip().adc() == null
              ? "."
              : " and converters; --effects all simulates one as it is manufactured.");
    }
    String effects =
        conditions.effects().stream()
            .map(effect -> effect.word().replace('_', ' '))
            .collect(Collectors.joining(", "));
    return "Chip "
        + conditions.chip()
        + " as manufactured, "
        + age(conditions)
        + ", with "
        + effects
        + stuck(conditions)
        + (job.chip().adc() == null
            ? "."
            : "; drift compensation: " + compensation(job) + ". What wires drop is left out.");
  }

  /// What is done about drift, in words.
  static String compensation(MainJob job) {
    Compensation way = job.conditions().compensation();
    return way == Compensation.BATCH_NORM
        ? "batch norms re-estimated (AdaBS) on "
            + pictures(job.calibration().size(job.set()))
            + " "
            + job.calibration().from()
            + ", other layers by layer"
        : way.word();
  }

  /// What is known of stuck cells and done about them, where that is not the usual.
  private static String stuck(Conditions conditions) {
    String map =
        conditions.faults() instanceof FaultSource.Tested tested
            ? " as told in " + tested.map().file()
            : conditions.faults() instanceof FaultSource.Defective
                ? " by defects of manufacture"
                : "";
    return conditions.repair() == Repair.NONE
        ? map
        : map + "; repair: " + conditions.repair().word();
  }

  /// When a chip is looked at, in words.
  static String age(Conditions conditions) {
    return (conditions.age() == 0
            ? "just programmed"
            : Units.format(conditions.age(), "s") + " after programming")
        + point(conditions);
  }

  /// The temperature and supply that were asked for, in words.
  static String point(Conditions conditions) {
    Double kelvin = conditions.temperature();
    Double volts = conditions.supply();
    return (kelvin == null ? "" : " at " + Units.format(kelvin, "K"))
        + (volts == null ? "" : " at a supply of " + Units.format(volts, "V"));
  }

  private static String pictures(int count) {
    return count == 1 ? "1 picture" : count + " pictures";
  }

  private static RunReport.Fact fact(String name, String value) {
    return new RunReport.Fact(name, value);
  }
}
