package bitline.graph.causal;

import bitline.NetworkBuilder;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Indexing;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Normalising;
import bitline.graph.Op;
import bitline.graph.Reduction;
import bitline.graph.Shaping;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/// One block of a small language model, drawn at random in the ways in which exports differ.
final class RandomTransformer {
  static final int VOCABULARY = 11;
  private static final int HEAD = 6;

  private final RandomGenerator random;
  private final NetworkBuilder network = new NetworkBuilder();
  final int tokens;
  final boolean batched;
  final int repeats;
  final int keyHeads;
  private final int width;
  private int names;

  RandomTransformer(RandomGenerator random) {
    this.random = random;
    tokens = random.nextInt(2, 20);
    batched = random.nextBoolean();
    repeats = random.nextInt(1, 4);
    keyHeads = random.nextInt(1, 3);
    width = repeats * keyHeads * HEAD;
  }

  /// Float bytes of keys and values a token, no head counted twice.
  double cacheBytes() {
    return 2.0 * keyHeads * HEAD * 4;
  }

  Graph graph() {
    network.input("tokens", ElementType.INT64, shape());
    ints("axes", -1);
    ints("to_heads", whole((long) repeats * keyHeads, HEAD));
    ints("to_key_heads", whole(keyHeads, HEAD));
    ints("to_rows", whole(width));
    String x = add(new Indexing.Gather(0), floats("table", VOCABULARY, width), "tokens");
    x = add(new Elementwise.Add(), x, floats("positions", tokens, width));
    String mixed = add(new Elementwise.Add(), x, attention(norm(x)));
    String out = add(new Elementwise.Add(), mixed, forward(norm(mixed)));
    String logits = product(norm(out), width, VOCABULARY);
    return network.graph(logits);
  }

  private Shape shape() {
    return batched ? Shape.of(1, tokens) : Shape.of(tokens);
  }

  private long[] whole(long... more) {
    long[] all = new long[more.length + (batched ? 2 : 1)];
    all[0] = 1;
    all[all.length - more.length - 1] = random.nextBoolean() && batched ? -1 : tokens;
    System.arraycopy(more, 0, all, all.length - more.length, more.length);
    return all;
  }

  private String attention(String x) {
    String queries = heads(product(x, width, width), "to_heads");
    String keys = heads(product(x, width, keyHeads * HEAD), "to_key_heads");
    String values = heads(product(x, width, keyHeads * HEAD), "to_key_heads");
    int axis = batched ? 1 : 0;
    if (repeats > 1) {
      keys = repeated(keys, axis);
      values = repeated(values, axis);
    }
    List<Integer> last = batched ? List.of(0, 1, 3, 2) : List.of(0, 2, 1);
    String turned = add(new Shaping.Transpose(last), keys);
    String scores = add(new Linear.MatMul(), queries, turned);
    scores =
        add(
            random.nextBoolean() ? new Elementwise.Mul() : new Elementwise.Div(),
            scores,
            scalar(1.7f));
    String weights = add(new Normalising.Softmax(-1, false), masked(scores));
    String mixed = add(new Linear.MatMul(), weights, values);
    List<Integer> back = batched ? List.of(0, 2, 1, 3) : List.of(1, 0, 2);
    mixed = add(new Shaping.Reshape(false), add(new Shaping.Transpose(back), mixed), "to_rows");
    return product(mixed, width, width);
  }

  private String heads(String x, String shape) {
    String apart = add(new Shaping.Reshape(false), x, shape);
    if (random.nextBoolean()) { // turned by position, as rotary embeddings do
      String angles =
          random.nextBoolean() ? floats("angles", tokens, 1, HEAD) : floats("angles", HEAD);
      apart = add(new Elementwise.Mul(), apart, angles);
    }
    return add(new Shaping.Transpose(batched ? List.of(0, 2, 1, 3) : List.of(1, 0, 2)), apart);
  }

  private String repeated(String x, int axis) {
    if (random.nextBoolean()) {
      long[] which = new long[repeats * keyHeads];
      for (int i = 0; i < which.length; i++) {
        which[i] = i / repeats;
      }
      return add(new Indexing.Gather(axis), x, ints("which", which));
    }
    String thin = add(new Shaping.Unsqueeze(), x, ints("thin", axis + 1));
    long[] wide =
        batched
            ? new long[] {1, keyHeads, repeats, tokens, HEAD}
            : new long[] {keyHeads, repeats, tokens, HEAD};
    String stretched = add(new Shaping.Expand(), thin, ints("wide", wide));
    long[] flat =
        batched
            ? new long[] {1, (long) keyHeads * repeats, tokens, HEAD}
            : new long[] {(long) keyHeads * repeats, tokens, HEAD};
    return add(new Shaping.Reshape(false), stretched, ints("flat", flat));
  }

  private String masked(String scores) {
    float[] least = {Float.NEGATIVE_INFINITY, -Float.MAX_VALUE, -1e9f, -1e4f};
    float low = least[random.nextInt(least.length)];
    float[] added = new float[tokens * tokens];
    int[] seen = new int[tokens * tokens];
    for (int i = 0; i < tokens; i++) {
      for (int j = 0; j < tokens; j++) {
        added[i * tokens + j] = j > i ? low : 0;
        seen[i * tokens + j] = j > i ? 0 : 1;
      }
    }
    if (random.nextBoolean()) {
      network.constant("mask", Tensor.floats(Shape.of(1, tokens, tokens), added));
      return add(new Elementwise.Add(), scores, "mask");
    }
    network.constant("seen", Tensor.bools(Shape.of(tokens, tokens), seen));
    return add(new Elementwise.Where(), "seen", scores, scalar(low));
  }

  private String norm(String x) {
    return switch (random.nextInt(3)) {
      case 0 ->
          add(
              new Normalising.LayerNormalization(-1, 1e-5f),
              x,
              floats("scale", width),
              floats("bias", width));
      case 1 -> add(new Normalising.RMSNormalization(-1, 1e-5f), x, floats("scale", width));
      default -> {
        String squares = add(new Elementwise.Mul(), x, x);
        String mean = add(new Reduction.ReduceMean(true, false), squares, "axes");
        String root = add(new Elementwise.Sqrt(), mean);
        yield add(new Elementwise.Div(), x, root);
      }
    };
  }

  private String forward(String x) {
    String gate = add(new Elementwise.Sigmoid(), product(x, width, 7));
    return product(add(new Elementwise.Mul(), gate, product(x, width, 7)), 7, width);
  }

  private String product(String x, int from, int to) {
    if (!batched && random.nextBoolean()) {
      return add(new Linear.Gemm(1, 1, false, true), x, floats("w", to, from), floats("b", to));
    }
    return add(new Linear.MatMul(), x, floats("w", from, to));
  }

  private String add(Op op, String... operands) {
    String name = "n" + names++;
    network.node(new Node(name, op, List.of(operands), List.of(name)));
    return name;
  }

  private String scalar(float value) {
    String name = "c" + names++;
    network.constant(name, Tensor.floats(Shape.SCALAR, new float[] {value}));
    return name;
  }

  private String floats(String what, int... sizes) {
    String name = what + names++;
    Shape shape = Shape.of(sizes);
    float[] data = new float[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian() * 0.7f;
    }
    network.constant(name, Tensor.floats(shape, data));
    return name;
  }

  private String ints(String name, long... values) {
    String own = name.startsWith("to_") || name.equals("axes") ? name : name + names++;
    network.constant(own, Tensor.int64(Shape.of(values.length), values));
    return own;
  }
}
