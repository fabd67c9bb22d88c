package bitline.task;

import bitline.base.Keyed;
import bitline.graph.Constant;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Op;
import bitline.graph.Port;
import bitline.graph.Resampling;
import bitline.graph.Shaping;
import bitline.graph.Verifier;
import bitline.graph.Window;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// YOLOv3 as an architecture: Darknet-53 and three heads for the 80 classes of COCO, by its list of
/// layers (Redmon and Farhadi, "YOLOv3: An Incremental Improvement", 2018, and the configuration
/// `yolov3.cfg` that came with it). 75 convolutions, each but the three last ones with a leaky ReLU
/// of 0.1; batch norms count as folded. Nodes have the numbers of the configuration's layers, from
/// 0.
///
/// Weights are noise: good for time, energy and size, which do not depend on them, and for nothing
/// else. They are made when somebody looks at them.
public final class YoloV3 {
  /// Three boxes at each place: four sizes, one score, 80 classes.
  private static final int OUTPUTS = 3 * (4 + 1 + 80);

  private static final float LEAK = 0.1f;

  /// The picture.
  public static final String INPUT = "image";

  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  /// The number of the next layer of the configuration.
  private int layer;

  /// A value with its channels.
  private record Value(String name, int channels) {}

  private YoloV3() {}

  /// The network for pictures of any size whose height and width are multiples of 32, as float
  /// values 1 × 3 × height × width under the name [#INPUT].
  public static Graph graph() {
    return new YoloV3().build();
  }

  private Graph build() {
    Value at = new Value(INPUT, 3);
    at = conv(at, 32, 3, 1);
    at = stage(at, 1);
    at = stage(at, 2);
    at = stage(at, 8);
    Value fine = at;
    at = stage(at, 8);
    Value middle = at;
    at = stage(at, 4);
    List<Port> outputs = new ArrayList<>();
    at = head(at, 512, outputs);
    at = head(joined(at, 256, middle), 256, outputs);
    head(joined(at, 128, fine), 128, outputs);
    Port input = new Port(INPUT, ElementType.FLOAT, List.of("1", "3", "height", "width"));
    Graph graph = new Graph("yolov3", List.of(input), outputs, constants, nodes);
    Verifier.verify(graph);
    return graph;
  }

  /// Half the size, twice the channels, then so many residual blocks.
  private Value stage(Value in, int blocks) {
    int channels = 2 * in.channels;
    Value at = conv(in, channels, 3, 2);
    for (int i = 0; i < blocks; i++) {
      Value inside = conv(conv(at, channels / 2, 1, 1), channels, 3, 1);
      at = new Value(node("shortcut", new Elementwise.Add(), at.name, inside.name), channels);
    }
    return at;
  }

  /// Six convolutions and one that makes boxes; gives the fifth's result, which the next head
  /// starts from.
  private Value head(Value in, int channels, List<Port> outputs) {
    Value at = in;
    for (int i = 0; i < 2; i++) {
      at = conv(conv(at, channels, 1, 1), 2 * channels, 3, 1);
    }
    Value fifth = conv(at, channels, 1, 1);
    Value sixth = conv(fifth, 2 * channels, 3, 1);
    outputs.add(new Port(product(sixth, OUTPUTS, 1, 1), null, null));
    layer += 2; // what makes boxes of the values, which is not part of this graph, and the way back
    return fifth;
  }

  /// Twice the size, beside an earlier value.
  private Value joined(Value in, int channels, Value earlier) {
    Value narrow = conv(in, channels, 1, 1);
    constants.put("twice", Constant.of(Tensor.floats(Shape.of(4), new float[] {1, 1, 2, 2})));
    var nearest =
        new Resampling.Resize(
            Resampling.Interpolation.NEAREST,
            Resampling.Coordinates.ASYMMETRIC,
            Resampling.Nearest.FLOOR,
            -0.75f,
            false,
            0,
            false,
            List.of(),
            Resampling.Aspect.STRETCH);
    String larger = node("upsample", nearest, narrow.name, "", "twice");
    return new Value(
        node("route", new Shaping.Concat(1), larger, earlier.name), channels + earlier.channels);
  }

  private Value conv(Value in, int channels, int kernel, int stride) {
    String sums = product(in, channels, kernel, stride);
    nodes.add(
        new Node(
            sums + "_leaky",
            new Elementwise.LeakyRelu(LEAK),
            List.of(sums),
            List.of(sums + "_leaky")));
    return new Value(sums + "_leaky", channels);
  }

  private String product(Value in, int channels, int kernel, int stride) {
    String name = "conv_" + layer;
    int pad = kernel / 2;
    Window window =
        new Window(
            List.of(kernel, kernel),
            List.of(stride, stride),
            List.of(),
            List.of(pad, pad, pad, pad),
            Window.AutoPad.NOTSET);
    Shape shape = Shape.of(channels, in.channels, kernel, kernel);
    // as large as keeps values about as large as they came
    double reach = Math.sqrt(3.0 / (in.channels * kernel * kernel));
    constants.put(
        name + "_weights",
        Constant.lazy(ElementType.FLOAT, shape, () -> noise(name + "_weights", shape, reach)));
    Shape one = Shape.of(channels);
    constants.put(
        name + "_bias",
        Constant.lazy(ElementType.FLOAT, one, () -> noise(name + "_bias", one, 0.1)));
    return node("conv", new Linear.Conv(window, 1), in.name, name + "_weights", name + "_bias");
  }

  private String node(String kind, Op op, String... inputs) {
    String name = kind + "_" + layer++;
    nodes.add(new Node(name, op, List.of(inputs), List.of(name)));
    return name;
  }

  /// Even between −reach and reach.
  private static Tensor noise(String name, Shape shape, double reach) {
    long key = Keyed.bits(0, name, 0);
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * Keyed.uniform(key, i) - 1) * reach);
    }
    return Tensor.floats(shape, values);
  }
}
