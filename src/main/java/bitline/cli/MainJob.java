package bitline.cli;

import bitline.Workbench;
import bitline.base.Progress;
import bitline.chip.Adc;
import bitline.chip.Chip;
import bitline.evaluate.ChipRuns;
import bitline.evaluate.ChipSample;
import bitline.evaluate.LayerLoss;
import bitline.evaluate.Noise;
import bitline.evaluate.Trial;
import bitline.graph.Graph;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.ProgramBytes;
import bitline.quant.Quantiser;
import bitline.quant.Settings;
import bitline.report.RunReport;
import bitline.sim.BatchNormEstimation;
import bitline.sim.RangeRule;
import bitline.sim.manufacture.Conditions;
import bitline.task.Answer;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import bitline.task.Score;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The main job, which `run`, `demo` and `verify` share: quantise a network, map it onto a chip,
/// run it in float and on the chip on the same pictures, ask each layer what it costs.
///
/// @param model what the network is called in tables
/// @param network simplified, in float or with the quantising steps it came with
/// @param card fitted to the network
/// @param request how it is mapped
/// @param conditions which manufactured chip, at which age
/// @param range how ADC ranges are chosen; null means the chip's own way
/// @param calibration the pictures that the job is calibrated on
/// @param limit most inputs to run
/// @param layerLosses whether each layer is asked what it costs by itself
/// @param chipSamples how many manufactured chips are sampled, numbers 0 and up; 0 for the one of
///   `conditions` alone
record MainJob(
    String model,
    Graph network,
    ModelCard card,
    EvaluationSet set,
    Chip chip,
    Settings settings,
    Request request,
    Conditions conditions,
    Adc.@Nullable RangePolicy range,
    CalibrationPictures calibration,
    int limit,
    int threads,
    boolean layerLosses,
    int chipSamples) {

  /// Float multiply-accumulates spent on asking layers what they cost, at most.
  private static final long LOSS_MACS = 40_000_000_000L;

  private static final int LOSS_PICTURES = 4;
  private static final int LEAST_ASKED = 12;

  /// What came out.
  ///
  /// @param lossless the same program with ADCs that lose nothing, or null where it loses nothing
  ///   anyway
  /// @param trial its first run is the chip, its second the lossless one
  /// @param losses noise at the outputs that a layer causes by itself; not all layers may have been
  ///   asked
  /// @param lossPictures inputs that were used to ask
  /// @param samples the score of each chip that was sampled, from number 0; empty where none were
  /// @param seconds each stage took, in order
  record Done(
      MainJob job,
      Program program,
      String sha256,
      Map<String, String> onVectorUnit,
      @Nullable Program lossless,
      int inputs,
      int calibrationPictures,
      Trial.Result trial,
      Map<String, Noise> losses,
      int lossPictures,
      List<Score> samples,
      Map<String, Double> seconds)
      implements Outcome {}

  /// How a job ended.
  sealed interface Outcome permits Done, Refused {}

  /// What the network and the chip became before anything ran.
  sealed interface Preparation permits Prepared, Refused {}

  /// Quantised, mapped, and with ADC ranges chosen: ready to run.
  ///
  /// @param reference the network that the chip is held against
  /// @param lossless the same program with ADCs that lose nothing, or null where it loses nothing
  ///   anyway
  record Prepared(
      MainJob job,
      Graph reference,
      Program program,
      @Nullable Program lossless,
      Map<String, String> onVectorUnit,
      int inputs,
      Graph quantised,
      List<Map<String, Tensor>> calibration,
      Kernels kernels,
      BatchNormEstimation batchNorms,
      Clock clock)
      implements Preparation {
    /// Runs chips one after another on the job's pictures.
    ChipRuns chipRuns(Progress progress) {
      return new ChipRuns(job.set, job.card, kernels, batchNorms, inputs, job.threads, progress);
    }

    /// The program with ADCs of another resolution, their ranges chosen in the same way.
    Program atBits(int bits) {
      Mapping mapping =
          Workbench.map(quantised, job.chip, shapes(calibration), job.request.withAdcBits(bits));
      if (!(mapping instanceof Mapping.Mapped mapped)) {
        throw new IllegalStateException("mapped before, but not with ADCs of " + bits + " bits");
      }
      return job.ranged(mapped.program(), calibration);
    }
  }

  /// The chip cannot run the network.
  record Refused(List<String> reasons) implements Outcome, Preparation {}

  /// The seconds that each stage took, in order.
  static final class Clock {
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private long from = System.nanoTime();

    void stage(String name) {
      long now = System.nanoTime();
      seconds.merge(name, (now - from) / 1e9, Double::sum);
      from = now;
    }

    List<RunReport.Stage> stages() {
      return seconds.entrySet().stream()
          .map(e -> new RunReport.Stage(e.getKey(), e.getValue()))
          .toList();
    }
  }

  /// Quantises, maps and chooses ranges.
  Preparation prepare(Progress progress) {
    Clock clock = new Clock();
    int inputs = Math.min(limit, set.size());
    List<Map<String, Tensor>> pictures = calibration.inputs(set, card);
    clock.stage("reading pictures");
    Graph reference = Workbench.equalised(network, settings);
    Graph quantised = Workbench.quantise(reference, settings.equalised(), pictures, progress);
    clock.stage("quantising");
    Mapping mapping = Workbench.map(quantised, chip, shapes(pictures), request);
    if (mapping instanceof Mapping.Infeasible infeasible) {
      return new Refused(infeasible.reasons());
    }
    Mapping.Mapped mapped = (Mapping.Mapped) mapping;
    clock.stage("mapping");
    Program program = ranged(mapped.program(), pictures);
    clock.stage("fitting ADC ranges");
    boolean loses = program.layers().stream().anyMatch(layer -> !layer.lossless());
    Program lossless =
        loses
            ? program.with(program.layers().stream().map(layer -> layer.with(null)).toList())
            : null;
    return new Prepared(
        this,
        reference,
        program,
        lossless,
        mapped.onVectorUnit(),
        inputs,
        quantised,
        pictures,
        KernelsProvider.best(),
        new BatchNormEstimation(program, KernelsProvider.best(), pictures, threads),
        clock);
  }

  /// With ADC ranges fitted to pictures, where they are to be.
  private Program ranged(Program program, List<Map<String, Tensor>> pictures) {
    Adc adc = chip.adc();
    return adc == null || policy() == Adc.RangePolicy.MAXIMUM
        ? program
        : Workbench.calibrate(program, pictures, RangeRule.of(policy(), adc));
  }

  /// The whole job.
  Outcome run(Progress progress) {
    return switch (prepare(progress)) {
      case Refused refused -> refused;
      case Prepared prepared -> run(prepared, progress);
    };
  }

  private Done run(Prepared prepared, Progress progress) {
    Program program = prepared.program;
    Program lossless = prepared.lossless;
    Clock clock = prepared.clock;
    ChipSample sample = new ChipSample(program, conditions);
    List<ChipSample> chips =
        lossless == null ? List.of(sample) : List.of(sample, ChipSample.ideal(lossless));
    Trial.Result trial =
        new Trial(prepared.reference, chips, set, card, prepared.kernels, prepared.batchNorms)
            .run(prepared.inputs, threads, progress);
    clock.stage("running in float and on the chip");
    List<Score> samples = List.of();
    if (chipSamples > 0) {
      samples = samples(prepared, trial, progress);
      clock.stage("running further chips");
    }
    Map<String, Noise> losses = Map.of();
    int lossPictures = 0;
    if (layerLosses) {
      lossPictures = Math.min(LOSS_PICTURES, prepared.inputs);
      List<ArrayLayer> asked = asked(program, trial, lossPictures);
      List<Map<String, Tensor>> pictures = new ArrayList<>();
      for (int i = 0; i < lossPictures; i++) {
        pictures.add(set.item(i, card).inputs());
      }
      losses =
          new LayerLoss(prepared.reference, program, prepared.kernels)
              .of(asked, pictures, threads, progress);
      clock.stage("asking each layer what it costs");
    }
    return new Done(
        this,
        program,
        ProgramBytes.sha256(program),
        prepared.onVectorUnit,
        lossless,
        prepared.inputs,
        prepared.calibration.size(),
        trial,
        losses,
        lossPictures,
        samples,
        clock.seconds);
  }

  /// The score of each chip: number 0 has run already.
  private List<Score> samples(Prepared prepared, Trial.Result trial, Progress progress) {
    ChipRuns runs = prepared.chipRuns(progress);
    runs.plan(chipSamples - 1);
    List<Answer> onFloat = trial.reference().answers();
    List<Score> samples = new ArrayList<>();
    samples.add(runs.score(trial.runs().getFirst().answers(), onFloat));
    for (int number = 1; number < chipSamples; number++) {
      ChipSample made = new ChipSample(prepared.program, conditions.ofChip(number));
      samples.add(runs.score(runs.onChip(made, 0).answers(), onFloat));
    }
    return samples;
  }

  /// The input shapes to compile for: the largest along each axis among the calibration pictures,
  /// such as the longest sentence.
  private static Map<String, Shape> shapes(List<Map<String, Tensor>> pictures) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (Map<String, Tensor> picture : pictures) {
      picture.forEach((name, tensor) -> shapes.merge(name, tensor.shape(), MainJob::larger));
    }
    return shapes;
  }

  /// Resolution of the ADCs; 0 means the chip's own.
  int adcBits() {
    return request.adcBits();
  }

  private static Shape larger(Shape a, Shape b) {
    if (a.rank() != b.rank()) {
      return a;
    }
    int[] sizes = a.sizes();
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = Math.max(sizes[axis], b.size(axis));
    }
    return Shape.of(sizes);
  }

  Adc.RangePolicy policy() {
    Adc adc = chip.adc();
    return range != null ? range : adc == null ? Adc.RangePolicy.MAXIMUM : adc.range();
  }

  /// Whether the network came with its quantising steps.
  boolean cameQuantised() {
    return Quantiser.isQuantised(network);
  }

  /// All layers, or the noisiest where asking all would take too long.
  private static List<ArrayLayer> asked(Program program, Trial.Result trial, int pictures) {
    long each = Math.max(1, program.arrayMacs() * pictures);
    int affordable = (int) Math.max(LEAST_ASKED, Math.min(Integer.MAX_VALUE, LOSS_MACS / each));
    List<ArrayLayer> layers = new ArrayList<>(program.integerProducts());
    layers.sort(
        Comparator.comparingDouble(
            layer -> trial.noise().getOrDefault(layer.node(), Noise.NONE).decibels()));
    return layers.subList(0, Math.min(affordable, layers.size()));
  }
}
