package bitline.bench;

import bitline.Workbench;
import bitline.base.Keyed;
import bitline.chip.Chip;
import bitline.graph.Constant;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Op;
import bitline.graph.Pooling;
import bitline.graph.Port;
import bitline.graph.Shaping;
import bitline.graph.Window;
import bitline.graph.eval.Shapes;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.program.Batch;
import bitline.program.Program;
import bitline.program.ProgramActivity;
import bitline.quant.Settings;
import bitline.report.Estimated;
import bitline.silicon.Factors;
import bitline.sim.ExpectedActivity;
import bitline.sim.ValueStatistics;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What `estimate --activity stats` does, step by step, and the networks that it is timed on.
final class EstimateWork {
  static final String RESNET50 = "resnet50";
  static final String RESNET18 = "resnet18";
  static final String CHIP = "houmo_h30_2023";
  static final String MODEL = "models/onnx_light_architectures/light_resnet50.onnx";

  /// Of a chip at work; what `estimate` takes where nobody says.
  private static final double KELVIN = 313.15;

  private static final int BATCHES = 16;

  /// A network that is read or made, and quantised.
  record Quantised(Graph graph) {
    Program mapped(Chip chip) {
      return switch (Workbench.map(graph, chip, Map.of(), Request.PLAIN)) {
        case Mapping.Mapped mapped -> mapped.program();
        case Mapping.Infeasible infeasible ->
            throw new IllegalStateException(infeasible.reasons().toString());
      };
    }

    /// Mapping, playing the schedule, and all that [Ready] does.
    Estimated whole(Chip chip) {
      return Ready.of(mapped(chip)).estimate();
    }
  }

  /// A program whose time is known.
  record Ready(Program program, bitline.time.Timing.Recorded timed) {
    static Ready of(Program program) {
      return new Ready(program, bitline.time.Timing.recorded(program, Batch.of(1), BATCHES, 0));
    }

    /// Statistics of values, activity, ledger, all draws, power over time.
    Estimated estimate() {
      ProgramActivity done = ExpectedActivity.of(program, ValueStatistics.assumed(program));
      return Estimated.of("", program, done, "", Batch.of(1), timed, KELVIN, Factors.BLIND, null);
    }
  }

  private EstimateWork() {}

  /// @param data folder with models; a ResNet-18 is made and needs none
  static Quantised quantised(String network, Path data) {
    Graph graph =
        network.equals(RESNET18) ? new Resnet18().graph() : Workbench.load(data.resolve(MODEL));
    Port port = graph.inputs().getFirst();
    Shape shape = Objects.requireNonNull(Shapes.declared(graph, Map.of()).get(port.name()));
    float[] ramp = new float[shape.elements()];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (i % 17 - 8) / 8f;
    }
    Map<String, Tensor> picture = Map.of(port.name(), Tensor.floats(shape, ramp));
    return new Quantised(Workbench.quantise(graph, Settings.PLAIN, List.of(picture)));
  }

  /// ResNet-18 as He et al. 2015 (arXiv 1512.03385, table 1) have it, batch norms folded, with
  /// weights drawn evenly: what it says about pictures means nothing.
  private static final class Resnet18 {
    private static final int[] WIDTHS = {64, 128, 256, 512};
    private static final int CLASSES = 1000;

    private final Map<String, Constant> constants = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    Graph graph() {
      String x = relu(convolution("conv1", "x", 3, 64, 7, 2));
      x = node("pool1", new Pooling.MaxPool(window(3, 2), false, false), x);
      int channels = 64;
      for (int stage = 0; stage < WIDTHS.length; stage++) {
        for (int block = 0; block < 2; block++) {
          String name = "layer" + (stage + 1) + "." + block;
          int width = WIDTHS[stage];
          int stride = stage > 0 && block == 0 ? 2 : 1;
          String y = relu(convolution(name + ".a", x, channels, width, 3, stride));
          y = convolution(name + ".b", y, width, width, 3, 1);
          String same =
              stride == 1 ? x : convolution(name + ".shortcut", x, channels, width, 1, stride);
          x = relu(node(name + ".sum", new Elementwise.Add(), y, same));
          channels = width;
        }
      }
      x = node("pool2", new Pooling.GlobalAveragePool(), x);
      x = node("flat", new Shaping.Flatten(1), x);
      constant("fc.weight", channels, CLASSES, channels);
      constant("fc.bias", 1, CLASSES);
      x = node("fc", new Linear.Gemm(1, 1, false, true), x, "fc.weight", "fc.bias");
      Port in = new Port("x", ElementType.FLOAT, List.of("1", "3", "224", "224"));
      return new Graph(RESNET18, List.of(in), List.of(new Port(x, null, null)), constants, nodes);
    }

    private String convolution(
        String name, String x, int channels, int filters, int kernel, int stride) {
      constant(name + ".weight", channels * kernel * kernel, filters, channels, kernel, kernel);
      constant(name + ".bias", 1, filters);
      Linear.Conv op = new Linear.Conv(window(kernel, stride), 1);
      return node(name, op, x, name + ".weight", name + ".bias");
    }

    private String relu(String x) {
      return node(x + ".relu", new Elementwise.Relu(), x);
    }

    private String node(String name, Op op, String... operands) {
      nodes.add(new Node(name, op, List.of(operands), List.of(name)));
      return name;
    }

    /// Evenly drawn, of the variance 1 / `depth`, so that values stay as large as they are.
    private void constant(String name, int depth, long... sizes) {
      Shape shape = Shape.of(sizes);
      float[] values = new float[shape.elements()];
      double reach = Math.sqrt(3.0 / depth);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (reach * ((Keyed.bits(0, name, i) >> 40) / (double) (1 << 23)));
      }
      constants.put(name, Constant.of(Tensor.floats(shape, values)));
    }

    private static Window window(int kernel, int stride) {
      return new Window(
          List.of(kernel, kernel),
          List.of(stride, stride),
          List.of(),
          Collections.nCopies(4, kernel / 2),
          Window.AutoPad.NOTSET);
    }
  }
}
