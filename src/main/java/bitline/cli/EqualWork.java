package bitline.cli;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.base.Progress;
import bitline.catalogue.Format;
import bitline.compare.Workload;
import bitline.compare.Workloads;
import bitline.graph.Graph;
import bitline.map.Mapping;
import bitline.program.Program;
import bitline.quant.Quantiser;
import bitline.quant.Settings;
import bitline.report.CompareAnswer.Accuracy;
import bitline.report.CompareAnswer.Work;
import bitline.task.Score;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What all machines of a comparison are given: the network, the batch, the pictures that they are
/// judged on, and the accuracy that they must reach. Quantised networks and scores that several
/// machines share are made once.
final class EqualWork {
  /// Bits of floating formats that lose nothing that scores show.
  private static final int LIKE_FLOAT = 16;

  /// Arrays of any number whose sums are exact.
  private static final String EXACT = "ideal_digital";

  private final KnownNetwork network;
  private final int batch;
  private final @Nullable Judged judged;
  private final @Nullable Double floor;
  private final Progress progress;
  private final Workload workload;
  private final Map<Integer, Graph> quantised = new TreeMap<>();
  private final Map<Integer, Optional<Accuracy>> exact = new TreeMap<>();
  private @Nullable Accuracy inFloat;
  private @Nullable String metric;

  /// @param judged null: accuracy is not looked at
  /// @param floor accuracy that every machine must reach; null: none
  EqualWork(
      KnownNetwork network,
      int batch,
      @Nullable Judged judged,
      @Nullable Double floor,
      Progress progress) {
    this.network = network;
    this.batch = batch;
    this.judged = judged;
    this.floor = floor;
    this.progress = progress;
    this.workload = Workloads.of(network.graph(), network.inputs());
  }

  KnownNetwork network() {
    return network;
  }

  int batch() {
    return batch;
  }

  @Nullable Judged judged() {
    return judged;
  }

  @Nullable Double floor() {
    return floor;
  }

  /// The work that models of machines take.
  Workload workload() {
    return workload;
  }

  /// The network in integers of these widths.
  Graph quantised(int weightBits, int activationBits) {
    return quantised.computeIfAbsent(
        16 * weightBits + activationBits,
        _ -> {
          Settings settings =
              Settings.PLAIN
                  .withBits(weightBits, activationBits)
                  .withAttention(activationBits)
                  .withIntegerShortcuts();
          List<Map<String, Tensor>> pictures =
              judged == null ? NoiseInput.of(network.graph()) : judged.calibration();
          if (judged == null && Quantiser.isQuantised(network.graph())) {
            return network.graph();
          }
          return Workbench.quantise(network.graph(), settings, pictures, progress);
        });
  }

  /// How right a program's answers are; null where there are no pictures.
  @Nullable Accuracy onChip(Program program, String of) {
    if (judged == null) {
      return null;
    }
    Score score = judged.onChip(program);
    metric = score.metric();
    return new Accuracy(score.value(), of);
  }

  /// How right answers in a format are; null where there are no pictures, or the format's numbers
  /// are none that can be simulated here.
  @Nullable Accuracy inFormat(Format format) {
    if (judged == null) {
      return null;
    }
    if (format.floating() && format.bits() >= LIKE_FLOAT) {
      if (inFloat == null) {
        Program any =
            exactProgram(8).orElseThrow(() -> new Problem("nothing maps " + network.name()));
        Score score = judged.inFloat(any);
        metric = score.metric();
        inFloat = new Accuracy(score.value(), "the float network");
      }
      return inFloat;
    }
    return format.floating() || format.bits() < 2 || format.bits() > 8
        ? null
        : exact(format.bits()).orElse(null);
  }

  /// Plain integers, every sum exact.
  private Optional<Accuracy> exact(int bits) {
    return exact.computeIfAbsent(
        bits,
        _ ->
            exactProgram(bits)
                .map(program ->
                    onChip(program, "the network in plain integers of " + bits + " bits")));
  }

  private Optional<Program> exactProgram(int bits) {
    Mapping mapping =
        Workbench.map(quantised(bits, bits), Workbench.chip(EXACT), network.inputs(), 0);
    return mapping instanceof Mapping.Mapped mapped
        ? Optional.of(mapped.program())
        : Optional.empty();
  }

  /// What accuracy is, once something has run.
  @Nullable String metric() {
    return metric;
  }

  /// As the answer tells it.
  Work told() {
    List<String> inputs = new ArrayList<>();
    new LinkedHashMap<>(network.inputs())
        .forEach((name, shape) -> inputs.add(name + " " + words(shape)));
    return new Work(
        inputs,
        workload.macs(),
        workload.weights(),
        (int) workload.layers().stream().filter(Workload.Layer::product).count(),
        batch,
        judged == null ? 0 : judged.pictures(),
        metric,
        floor);
  }

  private static String words(Shape shape) {
    List<String> sizes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      sizes.add(Integer.toString(shape.size(axis)));
    }
    return String.join("×", sizes);
  }
}
