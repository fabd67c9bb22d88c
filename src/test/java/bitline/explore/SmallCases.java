package bitline.explore;

import bitline.NetworkBuilder;
import bitline.Workbench;
import bitline.chip.Chip;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Pooling;
import bitline.graph.Shaping;
import bitline.graph.Window;
import bitline.quant.Settings;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Small networks and chips whose plans can all be played.
record SmallCases(Graph network, Chip chip, int batch) {
  static SmallCases draw(RandomGenerator random, Path folder) {
    return new SmallCases(
        network(random), chip(random, folder), random.nextBoolean() ? 1 : random.nextInt(2, 9));
  }

  /// Three to six convolutions in a row, with pooling, activations, strides and shortcuts, and
  /// maybe a product at the end.
  private static Graph network(RandomGenerator random) {
    int layers = random.nextInt(3, 7);
    int channels = 4 * random.nextInt(1, 4);
    int size = 8 + 4 * random.nextInt(4);
    Shape shape = Shape.of(1, channels, size, size);
    Tensor picture = Tensor.floats(shape, ramp(shape.elements(), 1));
    NetworkBuilder builder = new NetworkBuilder().input("x", picture);
    String value = "x";
    boolean product = random.nextInt(3) == 0;
    for (int i = 0; i < layers - (product ? 1 : 0); i++) {
      int kernel = random.nextBoolean() ? 3 : 1;
      int stride = size >= 8 && random.nextInt(4) == 0 ? 2 : 1;
      boolean shortcut = stride == 1 && random.nextInt(4) == 0;
      int out = shortcut ? channels : 4 * random.nextInt(1, 7);
      int pad = kernel / 2;
      Window window =
          new Window(
              List.of(kernel, kernel),
              List.of(stride, stride),
              List.of(),
              List.of(pad, pad, pad, pad),
              Window.AutoPad.NOTSET);
      Shape weights = Shape.of(out, channels, kernel, kernel);
      builder.constant("w" + i, Tensor.floats(weights, ramp(weights.elements(), 0.1f)));
      builder.node("conv" + i, new Linear.Conv(window, 1), value, "w" + i);
      String made = "conv" + i;
      if (shortcut) {
        builder.node("add" + i, new Elementwise.Add(), made, value);
        made = "add" + i;
      }
      if (random.nextBoolean()) {
        builder.node("relu" + i, new Elementwise.Relu(), made);
        made = "relu" + i;
      }
      size = (size + 2 * pad - kernel) / stride + 1;
      if (size >= 8 && random.nextInt(4) == 0) {
        Window half =
            new Window(List.of(2, 2), List.of(2, 2), List.of(), List.of(), Window.AutoPad.NOTSET);
        builder.node("pool" + i, new Pooling.MaxPool(half, false, false), made);
        made = "pool" + i;
        size /= 2;
      }
      value = made;
      channels = out;
    }
    if (product) {
      Shape weights = Shape.of(channels, 8);
      builder
          .constant("last", Tensor.floats(weights, ramp(weights.elements(), 0.1f)))
          .node("mean", new Pooling.GlobalAveragePool(), value)
          .node("flat", new Shaping.Flatten(1), "mean")
          .node("product", new Linear.MatMul(), "flat", "last");
      value = "product";
    }
    Graph network = builder.graph(value);
    return Workbench.quantise(network, Settings.PLAIN, List.of(Map.of("x", picture)));
  }

  private static float[] ramp(int count, float scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = scale * (i % 13 - 6) / 6f;
    }
    return values;
  }

  /// Three to eight arrays, with one or two weight sets, with or without a vector unit, wires, a
  /// memory that holds the weights, a slow start of layers.
  private static Chip chip(RandomGenerator random, Path folder) {
    int cores = random.nextInt(3) == 0 ? 2 : 1;
    int macros = cores == 2 ? random.nextInt(2, 5) : random.nextInt(3, 9);
    int rows = 36 * random.nextInt(1, 4);
    List<String> lines = new ArrayList<>();
    lines.add("name: small");
    lines.add("title: drawn");
    lines.add("year: 2026");
    lines.add("node: 22 nm");
    lines.add("cores: " + cores);
    lines.add("core:");
    lines.add("  macros: " + macros);
    lines.add("  macro:");
    lines.add("    weightSets: " + random.nextInt(1, 3));
    lines.add("    array:");
    lines.add("      rows: " + rows);
    lines.add("      columns: " + 8 * random.nextInt(4, 17));
    lines.add("      activeRows: " + (random.nextBoolean() ? rows : 36));
    lines.add("      encoding: twos_complement");
    lines.add("      weightBits: [8]");
    lines.add("      inputBits: [8]");
    lines.add("      signedInputs: true");
    lines.add("    dac: {bits: 1, type: bit_serial}");
    lines.add("    cell: sram_6t_digital");
    if (random.nextInt(3) > 0) {
      int lanes = 1 << random.nextInt(2, 8);
      lines.add("  vectorUnit: {lanes: " + lanes + ", clock: 500 MHz}");
    }
    if (cores == 2 && random.nextBoolean()) {
      lines.add("networkOnChip: {topology: mesh, linkBits: 64, clock: 500 MHz}");
    }
    lines.add("memories:");
    lines.add("  - {name: buffer, type: sram, size: 1 MiB}");
    lines.add(
        "  - {name: board, type: lpddr4, size: 1 GB, bandwidth: "
            + random.nextInt(1, 20)
            + " GB/s}");
    if (random.nextInt(4) == 0) {
      lines.add("control: {start: " + random.nextInt(1, 20) * 100 + " ns}");
    }
    lines.add("operatingPoints:");
    lines.add(
        "  - {name: typical, step: "
            + random.nextInt(1, 11)
            + " ns, inputBits: 8, weightBits: 8, boundary: drawn}");
    lines.add("source: drawn for a test");
    Path file = folder.resolve("small.yaml");
    try {
      Files.writeString(file, String.join("\n", lines), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Workbench.chip(file.toString());
  }
}
