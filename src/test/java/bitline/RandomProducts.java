package bitline;

import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Op;
import bitline.graph.Quantising;
import bitline.graph.Window;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Networks of one product with constant weights, of every operator, attribute and shape that
/// arrays take.
public final class RandomProducts {
  private RandomProducts() {}

  /// @param product the node that multiplies
  public record Drawn(Graph graph, Map<String, Tensor> inputs, String product) {}

  /// A product, before its operands are in a network.
  ///
  /// @param weights shape of the constant
  /// @param weightOperand which operand it is
  /// @param channelAxis the axis of the weights along which output channels lie
  /// @param biases shape of the bias; null where the operator has none
  public record Form(
      Op op, Shape data, Shape weights, int weightOperand, int channelAxis, Shape biases) {}

  /// A float network.
  public static Drawn floats(RandomGenerator random) {
    Form form = form(random);
    Tensor x = gaussian(random, form.data, 1);
    NetworkBuilder builder = new NetworkBuilder().input("x", x);
    builder.constant("w", gaussian(random, form.weights, 0.3f));
    List<String> operands =
        new ArrayList<>(form.weightOperand == 1 ? List.of("x", "w") : List.of("w", "x"));
    if (form.biases != null && random.nextInt(4) > 0) {
      builder.constant("b", gaussian(random, form.biases, 0.5f));
      operands.add("b");
    }
    builder.node("product", form.op, operands.toArray(String[]::new));
    return new Drawn(builder.graph("product"), Map.of("x", x), "product");
  }

  /// A network that comes quantised: integers, scales and zero points of its own, per tensor or per
  /// channel.
  public static Drawn quantised(RandomGenerator random) {
    Form form = form(random);
    Tensor.Ints x =
        integers(random, random.nextBoolean() ? ElementType.UINT8 : ElementType.INT8, form.data);
    Tensor.Ints w =
        integers(random, random.nextBoolean() ? ElementType.UINT8 : ElementType.INT8, form.weights);
    NetworkBuilder builder = new NetworkBuilder().input("x", x);
    builder.constant("x_scale", scalar((float) (0.01 + random.nextDouble() * 0.05)));
    builder.constant("x_zero", integers(random, x.type(), Shape.SCALAR));
    boolean perChannel = random.nextBoolean();
    Shape scales = perChannel ? Shape.of(form.weights.size(form.channelAxis)) : Shape.SCALAR;
    float[] scale = new float[scales.elements()];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = (float) (0.002 + random.nextDouble() * 0.01);
    }
    builder.constant("w_integers", w).constant("w_scale", Tensor.floats(scales, scale));
    boolean zeros = w.type() == ElementType.UINT8 || random.nextBoolean();
    builder.constant("w_zero", integers(random, w.type(), scales));
    builder.node("x_real", new Quantising.DequantizeLinear(1, 0), "x", "x_scale", "x_zero");
    builder.node(
        "w",
        new Quantising.DequantizeLinear(form.channelAxis, 0),
        zeros
            ? new String[] {"w_integers", "w_scale", "w_zero"}
            : new String[] {"w_integers", "w_scale"});
    List<String> operands =
        new ArrayList<>(form.weightOperand == 1 ? List.of("x_real", "w") : List.of("w", "x_real"));
    if (form.biases != null && random.nextBoolean()) {
      builder.constant("b", gaussian(random, form.biases, 0.5f));
      operands.add("b");
    }
    builder.node("product", form.op, operands.toArray(String[]::new));
    return new Drawn(builder.graph("product"), Map.of("x", x), "product");
  }

  /// A network of an integer product, its activation's zero point a constant or found while it
  /// runs.
  static Drawn integers(RandomGenerator random) {
    Form form = form(random);
    while (!(form.op instanceof Linear.Conv) && !(form.op instanceof Linear.MatMul)) {
      form = form(random);
    }
    boolean convolution = form.op instanceof Linear.Conv;
    boolean running = random.nextBoolean();
    NetworkBuilder builder = new NetworkBuilder();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    String data;
    if (running) {
      inputs.put("x", gaussian(random, form.data, 1));
      builder.input("x", inputs.get("x"));
      builder.node(
          new Node(
              "dynamic",
              new Quantising.DynamicQuantizeLinear(),
              List.of("x"),
              List.of("x_integers", "x_scale", "x_zero")));
      data = "x_integers";
    } else {
      Tensor.Ints x =
          integers(random, random.nextBoolean() ? ElementType.UINT8 : ElementType.INT8, form.data);
      inputs.put("x", x);
      builder.input("x", x).constant("x_zero", integers(random, x.type(), Shape.SCALAR));
      data = "x";
    }
    Tensor.Ints w =
        integers(random, random.nextBoolean() ? ElementType.UINT8 : ElementType.INT8, form.weights);
    boolean perChannel = random.nextBoolean() && (convolution || form.weightOperand == 1);
    Shape zeros = perChannel ? Shape.of(form.weights.size(form.channelAxis)) : Shape.SCALAR;
    builder.constant("w", w).constant("w_zero", integers(random, w.type(), zeros));
    String zeroX = running || random.nextBoolean() ? "x_zero" : "";
    String zeroW = random.nextBoolean() ? "w_zero" : "";
    Op op =
        form.op instanceof Linear.Conv c
            ? new Linear.ConvInteger(c.window(), c.group())
            : new Linear.MatMulInteger();
    if (form.weightOperand == 1) {
      builder.node("product", op, data, "w", zeroX, zeroW);
    } else {
      builder.node("product", op, "w", data, zeroW, zeroX);
    }
    return new Drawn(builder.graph("product"), inputs, "product");
  }

  private static Form form(RandomGenerator random) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> convolution(random);
      case 2 -> transposed(random);
      case 3 -> gemm(random);
      case 4 -> {
        int rows = random.nextInt(1, 40);
        int columns = random.nextInt(1, 12);
        Shape data = stack(random, random.nextInt(0, 4), rows);
        yield new Form(new Linear.MatMul(), data, Shape.of(rows, columns), 1, 1, null);
      }
      default -> {
        int rows = random.nextInt(1, 40);
        int columns = random.nextInt(1, 12);
        int[] sizes = stack(random, random.nextInt(1, 4), random.nextInt(1, 8)).sizes();
        sizes[sizes.length - 2] = rows;
        yield new Form(new Linear.MatMul(), Shape.of(sizes), Shape.of(columns, rows), 0, 0, null);
      }
    };
  }

  private static Shape stack(RandomGenerator random, int outer, int last) {
    int[] sizes = new int[outer + 1];
    for (int i = 0; i < outer; i++) {
      sizes[i] = random.nextInt(1, 5);
    }
    sizes[outer] = last;
    return Shape.of(sizes);
  }

  private static Form convolution(RandomGenerator random) {
    int axes = random.nextInt(1, 4);
    int groups = random.nextInt(1, 5);
    int channels = groups * (random.nextBoolean() ? 1 : random.nextInt(1, 5));
    int outputs = groups * random.nextInt(1, 5);
    int[] data = new int[axes + 2];
    int[] kernel = new int[axes + 2];
    data[0] = random.nextInt(1, 3);
    data[1] = channels;
    kernel[0] = outputs;
    kernel[1] = channels / groups;
    for (int i = 2; i < data.length; i++) {
      data[i] = random.nextInt(5, axes == 3 ? 7 : 10);
      kernel[i] = random.nextInt(1, 4);
    }
    return new Form(
        new Linear.Conv(window(random, axes, true), groups),
        Shape.of(data),
        Shape.of(kernel),
        1,
        0,
        Shape.of(outputs));
  }

  private static Form transposed(RandomGenerator random) {
    int axes = random.nextInt(1, 4);
    int groups = random.nextInt(1, 4);
    int channels = groups * random.nextInt(1, 5);
    int perGroup = random.nextInt(1, 4);
    int[] data = new int[axes + 2];
    int[] kernel = new int[axes + 2];
    List<Integer> extra = new ArrayList<>();
    data[0] = random.nextInt(1, 3);
    data[1] = channels;
    kernel[0] = channels;
    kernel[1] = perGroup;
    Window window = window(random, axes, false);
    for (int i = 2; i < data.length; i++) {
      data[i] = random.nextInt(3, axes == 3 ? 5 : 8);
      kernel[i] = random.nextInt(2, 4);
      extra.add(random.nextInt(window.strides().get(i - 2)));
    }
    return new Form(
        new Linear.ConvTranspose(window, groups, extra, List.of()),
        Shape.of(data),
        Shape.of(kernel),
        1,
        1,
        Shape.of(perGroup * groups));
  }

  private static Window window(RandomGenerator random, int axes, boolean auto) {
    List<Integer> strides = new ArrayList<>();
    List<Integer> dilations = new ArrayList<>();
    List<Integer> pads = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      strides.add(random.nextInt(1, 4));
      dilations.add(random.nextInt(1, 3));
    }
    for (int i = 0; i < 2 * axes; i++) {
      pads.add(random.nextInt(2));
    }
    Window.AutoPad pad = auto ? Window.AutoPad.values()[random.nextInt(4)] : Window.AutoPad.NOTSET;
    return new Window(
        List.of(), strides, dilations, pad == Window.AutoPad.NOTSET ? pads : List.of(), pad);
  }

  private static Form gemm(RandomGenerator random) {
    boolean transA = random.nextBoolean();
    boolean transB = random.nextBoolean();
    int m = random.nextInt(1, 6);
    int k = random.nextInt(1, 40);
    int n = random.nextInt(1, 9);
    float alpha = random.nextBoolean() ? 1 : (float) random.nextGaussian();
    float beta = random.nextBoolean() ? 1 : (float) random.nextGaussian();
    Shape biases =
        switch (random.nextInt(5)) {
          case 0 -> Shape.of(1);
          case 1 -> Shape.of(n);
          case 2 -> Shape.of(1, n);
          case 3 -> Shape.of(m, 1);
          default -> Shape.of(m, n);
        };
    return new Form(
        new Linear.Gemm(alpha, beta, transA, transB),
        transA ? Shape.of(k, m) : Shape.of(m, k),
        transB ? Shape.of(n, k) : Shape.of(k, n),
        1,
        transB ? 0 : 1,
        biases);
  }

  private static Tensor scalar(float value) {
    return Tensor.floats(Shape.SCALAR, new float[] {value});
  }

  /// Gaussian numbers of a standard deviation.
  public static Tensor.Floats gaussian(RandomGenerator random, Shape shape, float size) {
    float[] data = new float[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian() * size;
    }
    return Tensor.floats(shape, data);
  }

  /// Integers over the whole range of a type.
  public static Tensor.Ints integers(RandomGenerator random, ElementType type, Shape shape) {
    int[] data = new int[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextInt((int) type.least(), (int) type.greatest() + 1);
    }
    return new Tensor.Ints(type, shape, data);
  }
}
