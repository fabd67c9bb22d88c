package bitline.task;

import bitline.graph.Constant;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Normalising;
import bitline.graph.Op;
import bitline.graph.Port;
import bitline.graph.Shaping;
import bitline.graph.Verifier;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// BERT-large as an architecture, with the head that answers SQuAD's questions: 24 layers of width
/// 1,024, 16 heads, feed-forward 4,096 (Devlin et al., "BERT: Pre-training of Deep Bidirectional
/// Transformers for Language Understanding", 2019). It is what MLPerf Inference calls BERT.
///
/// Query, key and value are one product of 3,072 columns, as deployed. The input is the sum of the
/// embeddings, which are looked up and not multiplied. No mask: sequences are not padded.
///
/// Weights are zeros, one tensor for all matrices of a shape: good for time, energy and size, which
/// do not depend on them, and for nothing else.
public final class BertLarge {
  private static final int LAYERS = 24;
  private static final int WIDTH = 1024;
  private static final int HEADS = 16;
  private static final int HEAD = WIDTH / HEADS;
  private static final int INNER = 4096;

  /// The sum of the embeddings, 1 × tokens × 1,024.
  public static final String INPUT = "embeddings";

  private final int tokens;
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final Map<Shape, Constant> zeros = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private BertLarge(int tokens) {
    this.tokens = tokens;
  }

  /// Tokens of a question of SQuAD 1.1 in the mean: 54 % of those are padding when all are padded
  /// to 384 ("Boosting Distributed Training Performance of the Unpadded BERT Model", Baidu and
  /// NVIDIA, 2022, abstract), and 0.46 · 384 = 177.
  public static final int SQUAD_TOKENS = 177;

  /// The network for one sequence.
  ///
  /// @param tokens its length, 1 to 512
  public static Graph graph(int tokens) {
    if (tokens < 1 || tokens > 512) {
      throw new IllegalArgumentException(tokens + " tokens; BERT takes 1 to 512");
    }
    return new BertLarge(tokens).build();
  }

  private Graph build() {
    longs("rows", 1, tokens, 3 * HEADS, HEAD);
    longs("joined", 1, tokens, WIDTH);
    longs("thirds", HEADS, HEADS, HEADS);
    constants.put(
        "scale",
        Constant.of(Tensor.floats(Shape.SCALAR, new float[] {(float) (1 / Math.sqrt(HEAD))})));
    String at = INPUT;
    for (int i = 0; i < LAYERS; i++) {
      at = layer("layer" + i + "_", at);
    }
    String answer = dense("answer", at, WIDTH, 2);
    Graph graph =
        new Graph(
            "bert_large",
            List.of(
                new Port(
                    INPUT,
                    ElementType.FLOAT,
                    List.of("1", Integer.toString(tokens), Integer.toString(WIDTH)))),
            List.of(new Port(answer, null, null)),
            constants,
            nodes);
    Verifier.verify(graph);
    return graph;
  }

  private String layer(String name, String in) {
    String mixed = attention(name, in);
    String first = norm(name + "norm1", node(name + "sum1", new Elementwise.Add(), mixed, in));
    String wide = dense(name + "wide", first, WIDTH, INNER);
    String bent = node(name + "gelu", new Elementwise.Gelu(false), wide);
    String narrow = dense(name + "narrow", bent, INNER, WIDTH);
    return norm(name + "norm2", node(name + "sum2", new Elementwise.Add(), narrow, first));
  }

  private String attention(String name, String in) {
    String all = dense(name + "qkv", in, WIDTH, 3 * WIDTH);
    String rows = node(name + "rows", new Shaping.Reshape(false), all, "rows");
    List<String> parts = List.of(name + "q", name + "k", name + "v");
    nodes.add(new Node(name + "parts", new Shaping.Split(2), List.of(rows, "thirds"), parts));
    String query = turn(name + "query", parts.get(0), 0, 2, 1, 3);
    String key = turn(name + "key", parts.get(1), 0, 2, 3, 1);
    String value = turn(name + "value", parts.get(2), 0, 2, 1, 3);
    String scores = node(name + "scores", new Linear.MatMul(), query, key);
    String scaled = node(name + "scaled", new Elementwise.Mul(), scores, "scale");
    String shares = node(name + "shares", new Normalising.Softmax(-1, false), scaled);
    String mixed = node(name + "mixed", new Linear.MatMul(), shares, value);
    String heads = turn(name + "heads", mixed, 0, 2, 1, 3);
    String joined = node(name + "joined", new Shaping.Reshape(false), heads, "joined");
    return dense(name + "out", joined, WIDTH, WIDTH);
  }

  private String turn(String name, String in, Integer... order) {
    return node(name, new Shaping.Transpose(Arrays.asList(order)), in);
  }

  private String dense(String name, String in, int inputs, int outputs) {
    zeros(name + "_weights", Shape.of(inputs, outputs));
    zeros(name + "_bias", Shape.of(outputs));
    String sums = node(name + "_product", new Linear.MatMul(), in, name + "_weights");
    return node(name, new Elementwise.Add(), sums, name + "_bias");
  }

  private String norm(String name, String in) {
    zeros(name + "_scale", Shape.of(WIDTH));
    zeros(name + "_bias", Shape.of(WIDTH));
    return node(
        name, new Normalising.LayerNormalization(-1, 1e-12f), in, name + "_scale", name + "_bias");
  }

  private void zeros(String name, Shape shape) {
    constants.put(
        name,
        zeros.computeIfAbsent(
            shape,
            wanted ->
                Constant.lazy(
                    ElementType.FLOAT,
                    wanted,
                    () -> Tensor.floats(wanted, new float[wanted.elements()]))));
  }

  private void longs(String name, long... values) {
    constants.put(name, Constant.of(Tensor.int64(Shape.of(values.length), values)));
  }

  private String node(String name, Op op, String... inputs) {
    nodes.add(new Node(name, op, List.of(inputs), List.of(name)));
    return name;
  }
}
