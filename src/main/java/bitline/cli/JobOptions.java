package bitline.cli;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.chip.Adc;
import bitline.chip.Chip;
import bitline.graph.Graph;
import bitline.map.Request;
import bitline.sim.manufacture.Conditions;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import bitline.task.ModelCards;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The options that say which network runs on which chip and on which pictures; mixed in with
/// `@Mixin` by every command that runs the [MainJob] or its preparation.
final class JobOptions {
  /// They are in memory all at once.
  private static final int MOST_CALIBRATION_PICTURES = 4096;

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
      description =
          "A folder of pictures, or an .npy file of them (bytes, N x height x width x 3).")
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
      names = "--calibrate",
      paramLabel = "DIR",
      description =
          "Pictures to calibrate ranges and batch norms on; else some of those of --input.")
  private @Nullable Path calibrate;

  @Option(
      names = "--calibration-pictures",
      paramLabel = "N",
      description = "How many to calibrate on (16, or all where there are fewer).")
  private @Nullable Integer calibrationPictures;

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

  @Mixin private WayOptions way = new WayOptions();
  @Mixin private SpareOptions spares = new SpareOptions();

  /// The chip that was named, with the spare lines that were asked for.
  Chip chip() {
    return spares.on(Workbench.chip(chip));
  }

  /// A [Problem] where an option makes no sense by itself: told before anything is read.
  void check() {
    if (limit < 1) {
      throw new Problem("--limit " + limit + " leaves no pictures");
    }
    checkThreads(threads);
    Integer pictures = calibrationPictures;
    if (pictures != null && (pictures < 1 || pictures > MOST_CALIBRATION_PICTURES)) {
      throw new Problem(
          "--calibration-pictures "
              + pictures
              + " is not between 1 and "
              + MOST_CALIBRATION_PICTURES);
    }
  }

  /// The job that was asked for; reads network and pictures.
  ///
  /// @param described as [#chip] gave it
  MainJob job(
      Chip described,
      QuantisingOptions quantising,
      Conditions conditions,
      boolean layerLosses,
      int chipSamples) {
    check();
    Adc.RangePolicy range = range(described);
    Request asked = way.request().withAdcBits(AdcBits.of(adcBits, described));
    Graph network = Workbench.load(model);
    ModelCard card = card(model, preprocess, task, network);
    EvaluationSet set = EvaluationSet.folder(input, labels, card);
    return new MainJob(
        ModelCards.name(model),
        network,
        card,
        set,
        described,
        quantising.settings(network, model),
        asked,
        conditions,
        range,
        calibration(set, card),
        limit,
        cores(threads),
        layerLosses,
        chipSamples);
  }

  private CalibrationPictures calibration(EvaluationSet judged, ModelCard card) {
    EvaluationSet apart = calibrate == null ? null : EvaluationSet.folder(calibrate, null, card);
    EvaluationSet from = apart == null ? judged : apart;
    if (calibrationPictures != null && calibrationPictures > from.size()) {
      throw new Problem(
          "--calibration-pictures "
              + calibrationPictures
              + ": "
              + (calibrate == null ? input : calibrate)
              + " holds "
              + from.size());
    }
    int count = calibrationPictures == null ? CalibrationPictures.USUAL : calibrationPictures;
    return new CalibrationPictures(apart, count, seed);
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
