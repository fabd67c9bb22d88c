package bitline.bench;

import bitline.Workbench;
import bitline.base.Keyed;
import bitline.base.Progress;
import bitline.chip.Adc;
import bitline.evaluate.ChipSample;
import bitline.evaluate.Trial;
import bitline.graph.Graph;
import bitline.map.Mapping;
import bitline.program.Program;
import bitline.quant.Settings;
import bitline.sim.BatchNormEstimation;
import bitline.sim.RangeRule;
import bitline.sim.Simulator;
import bitline.sim.manufacture.Compensation;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Effect;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import bitline.task.ModelCards;
import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// One network on one chip, in a process of its own so that its memory can be told: what `./bitline
/// run` does, timed stage by stage.
final class NetworkRun {
  private static final int CALIBRATION_PICTURES = 16;

  /// Pictures that run before the clock does.
  private static final int WARM_UP = 8;

  /// The pictures go through again, and the best time counts, while all took less than this: others
  /// may use the machine too.
  private static final long LONG = 10_000_000_000L;

  private static final int ROUNDS = 8;

  private NetworkRun() {}

  /// Prints one line: seconds until pictures run, of the pictures on the chip, of the pictures in
  /// float, on the chip and on its lossless twin as `run` has it, and the most memory that the
  /// process ever had, in bytes; 0 where the system does not tell.
  ///
  /// @param args data folder, network, set, chip, `quiet` or `noisy`, pictures, threads
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err);
    long begin = System.nanoTime();
    Path data = Path.of(args[0]);
    Path file = data.resolve("models").resolve(args[1]).resolve("model.onnx");
    Graph network = Workbench.load(file);
    ModelCard card = ModelCards.find(file, null).fittedTo(network);
    EvaluationSet set = EvaluationSet.of(args[2], data.resolve("data"));
    Program program = program(network, card, set, args[3]);
    Set<Effect> effects = args[4].equals("noisy") ? Set.of(Effect.values()) : Set.of();
    Conditions conditions = Conditions.IDEAL.with(effects).compensated(Compensation.LAYER);
    int threads = Integer.parseInt(args[6]);
    Kernels kernels = KernelsProvider.best(1);
    Simulator simulator = new Simulator(program, kernels, conditions);
    int count = Math.min(Integer.parseInt(args[5]), set.size());
    List<Map<String, Tensor>> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pictures.add(set.item(i, card).inputs());
    }
    run(simulator, pictures.subList(0, Math.min(WARM_UP, count)), threads);
    long ready = System.nanoTime();
    long least = Long.MAX_VALUE;
    long ran = ready;
    for (int round = 0; round == 0 || round < ROUNDS && ran - ready < LONG; round++) {
      long before = ran;
      run(simulator, pictures, threads);
      ran = System.nanoTime();
      least = Math.min(least, ran - before);
    }
    List<ChipSample> chips = new ArrayList<>(List.of(new ChipSample(program, conditions)));
    if (program.layers().stream().anyMatch(layer -> !layer.lossless())) {
      chips.add(
          ChipSample.ideal(
              program.with(program.layers().stream().map(layer -> layer.with(null)).toList())));
    }
    BatchNormEstimation unused = new BatchNormEstimation(program, kernels, pictures, threads);
    new Trial(network, chips, set, card, kernels, unused).run(count, threads, Progress.SILENT);
    long tried = System.nanoTime();
    out.println("network " + (ready - begin) + " " + least + " " + (tried - ran) + " " + memory());
  }

  private static Program program(Graph network, ModelCard card, EvaluationSet set, String name) {
    List<Map<String, Tensor>> pictures = new ArrayList<>();
    for (int index : Keyed.choose(CALIBRATION_PICTURES, set.size(), 0, "calibration")) {
      pictures.add(set.item(index, card).inputs());
    }
    Graph quantised = Workbench.quantise(network, Settings.PLAIN, pictures);
    Map<String, Shape> shapes = new LinkedHashMap<>();
    pictures.getFirst().forEach((input, tensor) -> shapes.put(input, tensor.shape()));
    var chip = Workbench.chip(name);
    return switch (Workbench.map(quantised, chip, shapes, 0)) {
      case Mapping.Infeasible(List<String> reasons) ->
          throw new IllegalStateException(String.join("; ", reasons));
      case Mapping.Mapped mapped -> {
        Adc adc = chip.adc();
        yield adc == null || adc.range() == Adc.RangePolicy.MAXIMUM
            ? mapped.program()
            : Workbench.calibrate(mapped.program(), pictures, RangeRule.of(adc.range(), adc));
      }
    };
  }

  /// Each thread takes the next picture.
  private static void run(Simulator simulator, List<Map<String, Tensor>> pictures, int threads)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<Thread> others = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      others.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = next.getAndIncrement();
                    i < pictures.size();
                    i = next.getAndIncrement()) {
                  simulator.run(pictures.get(i), i, (node, outputs) -> {});
                }
              }));
    }
    for (Thread thread : others) {
      thread.join();
    }
  }

  private static long memory() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }
}
