package bitline.bench;

import bitline.Workbench;
import bitline.chip.Chip;
import bitline.graph.Graph;
import bitline.graph.Port;
import bitline.graph.eval.Shapes;
import bitline.map.LayerBound;
import bitline.map.Mapper;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.program.Program;
import bitline.quant.Settings;
import bitline.report.Figure;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// How quickly ResNet-50 is mapped onto houmo_h30_2023 and played on it, in seconds of one core.
/// Reading and quantising are timed by themselves; each of the others is its first run in this
/// process, compiling left out, which other cores do.
final class MappingTable {
  private static final String PART = "speed";
  private static final String MODEL = "models/onnx_light_architectures/light_resnet50.onnx";
  private static final String CHIP = "houmo_h30_2023";

  /// Rows and columns of the arrays that layers are laid onto.
  private static final int[][] GEOMETRIES = {{512, 256}, {256, 256}, {1024, 512}, {128, 128}};

  private static final int[] COPIES = {1, 2, 4};
  private static final double LEAST_MAPPINGS = 20_000;
  private static final double LEAST_EVENTS = 2e6;
  private static final long SPENT = 1_000_000_000L;

  private MappingTable() {}

  static List<Figure> figures(Path data) {
    Path model = data.resolve(MODEL);
    if (!Files.isRegularFile(model)) {
      String why = model + " is not there";
      return List.of(new Figure(PART, "mapping of ResNet-50", "-", "", null, why));
    }
    List<Figure> figures = new ArrayList<>();
    long begin = processor();
    Graph network = quantised(model);
    figures.add(figure("ResNet-50 read and quantised", seconds(begin), Double.NaN));
    Chip chip = Workbench.chip(CHIP);
    begin = processor();
    Program program = mapped(network, chip, Request.PLAIN);
    figures.add(figure("ResNet-50 mapped on " + CHIP, seconds(begin), 2));
    begin = processor();
    bitline.time.Timing.of(program, 1, 1);
    figures.add(figure("one picture played", seconds(begin), 5));
    begin = processor();
    Program batched = mapped(network, chip, Request.PLAIN.ofBatch(28));
    figures.add(figure("mapped for batches of 28", seconds(begin), 2));
    begin = processor();
    bitline.time.Timing.of(batched, 28, 1);
    figures.add(figure("a batch of 28 played", seconds(begin), 20));
    figures.add(events(batched));
    figures.add(layers(network));
    return figures;
  }

  private static Figure events(Program program) {
    var flow = bitline.time.Lowering.of(program, bitline.program.Batch.of(28), 1).flow();
    double best = 0;
    for (int round = 0; round < 5; round++) {
      long begin = processor();
      if (bitline.time.EventLoop.play(flow, bitline.time.Watcher.NONE)
          instanceof bitline.time.Played.Done done) {
        best = Math.max(best, done.events() / seconds(begin));
      }
    }
    return rate("events of the event loop", best, LEAST_EVENTS);
  }

  /// Layers of the network laid out and priced, each by itself, as a search asks for them.
  private static Figure layers(Graph network) {
    List<Mapper> mappers = new ArrayList<>();
    for (int[] size : GEOMETRIES) {
      mappers.add(Mapper.of(network, withArray(size[0], size[1]), Map.of(), Request.PLAIN));
    }
    double best = 0;
    double sum = 0;
    long start = processor();
    while (processor() - start < 4 * SPENT) {
      long begin = processor();
      long priced = 0;
      while (processor() - begin < SPENT / 2) {
        for (Mapper mapper : mappers) {
          for (int layer = 0; layer < mapper.arrays().size(); layer++) {
            for (int copies : COPIES) {
              LayerBound bound = mapper.bound(layer, copies);
              sum += bound.multiplying();
              priced++;
            }
          }
        }
      }
      best = Math.max(best, priced / seconds(begin));
    }
    if (sum == 0) {
      throw new IllegalStateException("layers that take no time");
    }
    return rate("layers laid out and priced", best, LEAST_MAPPINGS);
  }

  /// The chip with arrays of another size, as a user would describe it.
  private static Chip withArray(int rows, int columns) {
    try {
      String text =
          Files.readString(
                  Path.of(System.getProperty("bitline.home", "."), "chips", CHIP + ".yaml"))
              .replace("rows: 512", "rows: " + rows)
              .replace("columns: 256", "columns: " + columns)
              .replace("activeRows: 512", "activeRows: " + rows)
              .replaceAll("(?m)^    ops: .*\\R", "");
      Path file = Files.createTempFile(CHIP, ".yaml");
      try {
        Files.writeString(file, text);
        return Workbench.chip(file.toString());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Graph quantised(Path model) {
    Graph network = Workbench.load(model);
    Port port = network.inputs().getFirst();
    Shape shape = Objects.requireNonNull(Shapes.declared(network, Map.of()).get(port.name()));
    float[] ramp = new float[shape.elements()];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (i % 17 - 8) / 8f;
    }
    Map<String, Tensor> picture =
        Map.of(port.name(), new Tensor.Floats(ElementType.FLOAT, shape, ramp));
    return Workbench.quantise(network, Settings.PLAIN, List.of(picture));
  }

  private static Program mapped(Graph network, Chip chip, Request request) {
    return switch (Mapper.map(network, chip, Map.of(), request)) {
      case Mapping.Mapped mapped -> mapped.program();
      case Mapping.Infeasible infeasible ->
          throw new IllegalStateException(infeasible.reasons().toString());
    };
  }

  /// Nanoseconds of the processor that this thread has had: others may use the machine, too.
  private static long processor() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double seconds(long begin) {
    return (processor() - begin) / 1e9;
  }

  private static Figure figure(String what, double seconds, double most) {
    return new Figure(
        PART,
        what,
        String.format(Locale.ROOT, "%.2f s", seconds),
        Double.isNaN(most) ? "" : String.format(Locale.ROOT, "< %.0f s", most),
        Double.isNaN(most) ? null : seconds < most,
        "");
  }

  private static Figure rate(String what, double rate, double least) {
    String figure =
        rate < 1e6
            ? String.format(Locale.ROOT, "%.0f k a second", rate / 1e3)
            : String.format(Locale.ROOT, "%.1f M a second", rate / 1e6);
    String target =
        least < 1e6
            ? String.format(Locale.ROOT, ">= %.0f k", least / 1e3)
            : String.format(Locale.ROOT, ">= %.0f M", least / 1e6);
    return new Figure(PART, what, figure, target, rate >= least, "");
  }

  static boolean print(PrintStream out, Path data) {
    List<Figure> figures = figures(data);
    for (Figure figure : figures) {
      out.printf(
          Locale.ROOT,
          "%-36s %14s  %-8s %s%n",
          figure.what(),
          figure.figure(),
          Boolean.TRUE.equals(figure.met())
              ? "met"
              : Boolean.FALSE.equals(figure.met()) ? "NOT MET" : "",
          figure.target() + figure.remark());
    }
    return figures.stream().noneMatch(figure -> Boolean.FALSE.equals(figure.met()));
  }
}
