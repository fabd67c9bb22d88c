package bitline.cli;

import bitline.Workbench;
import bitline.chip.Chip;
import bitline.explore.Together;
import bitline.graph.Constant;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.Quantising;
import bitline.graph.Window;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.quant.Calibration;
import bitline.quant.Settings;
import bitline.report.Figure;
import bitline.task.YoloV3;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.time.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Networks whose frames a second were published for a chip, beside what `time` says.
///
/// One value of each chip, what the start of a layer takes, was fitted to ResNet-50; the others
/// were foretold after that. The vendor of H30 states 5,932.2 frames/s and 4.72 ms for a batch of
/// 28, and 28 / 5,932.2 s is 4.72 ms: one batch at a time. So pictures are handed over one batch
/// after another and the time of the first batch, on an empty chip, is what is compared.
final class PublishedNetworks {
  private static final double FITTED = 0.03;
  private static final double FORETOLD = 0.25;
  private static final String H30 = "houmo_h30_2023";
  private static final Path RESNET50 =
      Path.of("models/onnx_light_architectures/light_resnet50.onnx");
  private static final Path MOBILENETV2 = Path.of("models/mobilenetv2_imagenet/model.onnx");

  /// Plain 8 bits and integers alone between layers, as vendors deploy networks; times depend
  /// neither on ranges nor on biases, so neither is looked for with care.
  private static final Settings EIGHT_BITS =
      new Settings(8, 8, false, Calibration.Method.MIN_MAX, 0.9999, false, false, false, List.of())
          .withIntegerShortcuts();

  private PublishedNetworks() {}

  /// @param batch pictures that are handed over at once
  private record Published(
      String network, String chip, int batch, double rate, double share, String remark) {}

  static void measure(Path data, Consumer<Figure> figures) {
    measure(
        data.resolve(RESNET50),
        List.of(
            new Published("ResNet-50", H30, 28, 5932.2, FITTED, "fitted"),
            new Published("ResNet-50", "axelera_isscc_2024", 1, 2502, FITTED, "fitted")),
        figures);
    measure(
        data.resolve(MOBILENETV2),
        List.of(new Published("MobileNetV2", H30, 1, 763, FORETOLD, "foretold")),
        figures);
    figures.accept(peak());
    Map<String, Shape> inputs = Map.of(YoloV3.INPUT, Shape.of(1, 3, 416, 416));
    figures.accept(
        figure(
            quantisedYoloV3(),
            inputs,
            new Published("YOLOv3-416", H30, 1, 255, FORETOLD, "foretold")));
  }

  private static void measure(Path model, List<Published> published, Consumer<Figure> figures) {
    if (!Files.exists(model)) {
      for (Published p : published) {
        String what = p.network + " on " + p.chip;
        figures.accept(new Figure(Verification.TIME, what, "-", "", null, model + " is not there"));
      }
      return;
    }
    Graph network = Workbench.load(model);
    Graph quantised = Workbench.quantise(network, EIGHT_BITS, NoiseInput.of(network));
    published.forEach(p -> figures.accept(figure(quantised, Map.of(), p)));
  }

  private static Figure figure(Graph quantised, Map<String, Shape> inputs, Published published) {
    Chip chip = Workbench.chip(published.chip);
    Together.Choice choice =
        Together.fastest(
            published.batch,
            together -> Workbench.map(quantised, chip, inputs, Request.PLAIN.ofBatch(together)));
    if (!(choice.mapping() instanceof Mapping.Mapped mapped)) {
      throw new IllegalStateException("a chip whose weights are exchanged refuses a network");
    }
    long first = Timing.of(mapped.program(), choice.batch(), 1).firstBatch();
    double rate = published.batch * 1e15 / first;
    String batch = published.batch == 1 ? "" : ", batch " + published.batch;
    return PublishedTimes.figure(
        published.network + " on " + published.chip + batch,
        perSecond(rate),
        perSecond(published.rate),
        rate / published.rate - 1,
        published.share,
        ", " + published.remark);
  }

  /// The best that a single convolution reaches with pictures in the card's memory: 1,024 channels
  /// to as many, windows of 3 × 3, 28 × 28 places. The vendor measures 222.19 TOPS with a shape
  /// that it does not tell, so that there is no target.
  private static Figure peak() {
    int channels = 1024;
    int places = 28;
    Shape kernel = Shape.of(channels, channels, 3, 3);
    int[] some = new int[kernel.elements()];
    for (int i = 0; i < some.length; i++) {
      some[i] = i % 17 - 8;
    }
    Window window =
        new Window(List.of(3, 3), List.of(), List.of(), List.of(1, 1, 1, 1), Window.AutoPad.NOTSET);
    String side = Integer.toString(places);
    Graph convolution =
        new Graph(
            "convolution",
            List.of(
                new Port(
                    "x", ElementType.UINT8, List.of("1", Integer.toString(channels), side, side))),
            List.of(new Port("y", null, null)),
            Map.of(
                "w", Constant.of(new Tensor.Ints(ElementType.INT8, kernel, some)),
                "scale", Constant.of(Tensor.floats(Shape.SCALAR, new float[] {1}))),
            List.of(
                new Node("p", new Linear.ConvInteger(window, 1), List.of("x", "w"), List.of("p")),
                new Node(
                    "q", new Elementwise.Cast(ElementType.FLOAT, true), List.of("p"), List.of("q")),
                new Node(
                    "y",
                    new Quantising.QuantizeLinear(1, 0, true, ElementType.UINT8),
                    List.of("q", "scale"),
                    List.of("y"))));
    Chip card = Workbench.chip(H30);
    Chip chip = card.with(card.networkOnChip(), null, card.control());
    Mapping mapping = Workbench.map(convolution, chip, Map.of(), Request.PLAIN.ofBatch(28));
    if (!(mapping instanceof Mapping.Mapped mapped)) {
      throw new IllegalStateException("a chip whose weights are exchanged refuses a convolution");
    }
    double interval = Timing.of(mapped.program(), 28, 8).interval() * 1e-15;
    double ops = 2.0 * mapped.program().arrayMacs() / interval;
    double published = 222.19e12;
    return PublishedTimes.figure(
        "one convolution on " + H30,
        PublishedTimes.tera(ops),
        PublishedTimes.tera(published),
        ops / published - 1,
        null,
        ", shape unknown");
  }

  private static String perSecond(double rate) {
    return String.format(Locale.ROOT, "%.0f/s", rate);
  }

  /// Calibrated on a small picture: its weights are noise, and times depend on none of it.
  static Graph quantisedYoloV3() {
    Shape small = Shape.of(1, 3, 64, 64);
    Tensor.Floats picture = Tensor.floats(small, new float[small.elements()]);
    for (int i = 0; i < picture.data().length; i++) {
      picture.data()[i] = i % 251 / 250f;
    }
    return Workbench.quantise(YoloV3.graph(), EIGHT_BITS, List.of(Map.of(YoloV3.INPUT, picture)));
  }
}
