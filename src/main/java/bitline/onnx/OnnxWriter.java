package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.Constant;
import bitline.graph.ControlFlow;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Normalising;
import bitline.graph.Op;
import bitline.graph.Port;
import bitline.graph.Shaping;
import bitline.graph.eval.Shapes;
import bitline.graph.eval.ValueType;
import bitline.tensor.ElementType;
import bitline.tensor.LittleEndian;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a graph as a standard ONNX model: opset 21, or the first in which all its operators
/// exist. Equal graphs give equal bytes. Read back, the graph is the same, except that a softmax
/// over several axes together (before ONNX 13) becomes the three or four operators that say so
/// today.
public final class OnnxWriter {
  private static final String PRODUCER = "bitline";
  private static final int OPSET = 21;

  private final Graph root;
  private @Nullable Map<String, ValueType> types;

  private OnnxWriter(Graph root) {
    this.root = root;
  }

  /// Writes a file; a [Problem] when it cannot be written.
  public static void write(Graph graph, Path file) {
    WireWriter model = new OnnxWriter(graph).model();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      model.writeTo(out);
    } catch (IOException e) {
      throw new Problem(file + ": cannot be written (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  /// The model's bytes.
  public static byte[] bytes(Graph graph) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new OnnxWriter(graph).model().writeTo(out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private WireWriter model() {
    int opset = opset(root);
    return new WireWriter()
        .varint(1, opset <= 21 ? 10 : 11)
        .string(2, PRODUCER)
        .message(7, graph(root))
        .message(8, new WireWriter().string(1, "").varint(2, opset));
  }

  private static int opset(Graph graph) {
    int opset = OPSET;
    for (Node node : graph.nodes()) {
      if (node.op() instanceof ControlFlow.Scan scan && scan.batched()) {
        throw Problem.at(
            "node '" + node.name() + "' (Scan)",
            "the form of ONNX 8 cannot be written as one of today");
      }
      opset =
          Math.max(
              opset,
              switch (node.op().name()) {
                case "Cast" -> wraps((Elementwise.Cast) node.op()) ? 25 : OPSET;
                case "Attention", "RMSNormalization", "RotaryEmbedding" -> 23;
                case "Swish", "TensorScatter" -> 24;
                case "CumProd", "BitCast" -> 26;
                default -> OPSET;
              });
      for (Graph body : Graph.bodies(node.op())) {
        opset = Math.max(opset, opset(body));
      }
    }
    return opset;
  }

  /// Whether a cast to a 4-bit type keeps the low bits of what does not fit: before opset 25 it
  /// saturates.
  private static boolean wraps(Elementwise.Cast cast) {
    return cast.to().bits() == 4 && !cast.saturate();
  }

  private WireWriter graph(Graph graph) {
    WireWriter out = new WireWriter();
    for (Node node : graph.nodes()) {
      modern(node).forEach(n -> out.message(1, node(n)));
    }
    out.string(2, graph.name().isEmpty() ? "graph" : graph.name());
    graph.constants().forEach((name, constant) -> out.message(5, tensor(name, constant)));
    graph.inputs().forEach(port -> out.message(11, port(port)));
    graph.outputs().forEach(port -> out.message(12, port(port)));
    return out;
  }

  /// A node in forms that ONNX has today.
  private List<Node> modern(Node node) {
    int axis =
        switch (node.op()) {
          case Normalising.Softmax op when op.flattened() -> op.axis();
          case Normalising.LogSoftmax op when op.flattened() -> op.axis();
          case Normalising.Hardmax op when op.flattened() -> op.axis();
          default -> -1;
        };
    ValueType type = axis == -1 ? null : types().get(node.input(0));
    if (axis == -1 || type != null && type.shape().rank() == axis + 1) {
      return List.of(node);
    }
    String name = node.name();
    Op matrixOp =
        switch (node.op()) {
          case Normalising.Softmax _ -> new Normalising.Softmax(-1, false);
          case Normalising.LogSoftmax _ -> new Normalising.LogSoftmax(-1, false);
          default -> new Normalising.Hardmax(-1, false);
        };
    String shape = name + "/Shape";
    String matrix = name + "/Flatten";
    String result = name + "/Matrix";
    return List.of(
        new Node(shape, new Shaping.Shape(0, null), node.inputs(), List.of(shape)),
        new Node(matrix, new Shaping.Flatten(axis), node.inputs(), List.of(matrix)),
        new Node(name, matrixOp, List.of(matrix), List.of(result)),
        new Node(
            name + "/Reshape", new Shaping.Reshape(false), List.of(result, shape), node.outputs()));
  }

  /// Shapes of the values, or nothing where the graph does not say enough.
  private Map<String, ValueType> types() {
    Map<String, ValueType> known = types;
    if (known == null) {
      try {
        known = Shapes.infer(root, Map.of());
      } catch (Problem unknown) {
        known = Map.of();
      }
      types = known;
    }
    return known;
  }

  private WireWriter node(Node node) {
    WireWriter out = new WireWriter();
    node.inputs().forEach(input -> out.string(1, input));
    node.outputs().forEach(output -> out.string(2, output));
    out.string(3, node.name()).string(4, node.op().name());
    Map<String, Attribute> attributes = new LinkedHashMap<>(Attributes.of(node.op()));
    if (node.op() instanceof Shaping.Split && !node.hasInput(1)) {
      attributes.put("num_outputs", new Attribute.OfInt(node.outputs().size()));
    }
    attributes.forEach((name, attribute) -> out.message(5, attribute(name, attribute)));
    return out;
  }

  private WireWriter attribute(String name, Attribute attribute) {
    WireWriter out = new WireWriter().string(1, name);
    return switch (attribute) {
      case Attribute.OfFloat a ->
          out.fixedFloat(2, a.value()).varint(20, ModelProto.AttributeProto.FLOAT);
      case Attribute.OfInt a -> out.varint(3, a.value()).varint(20, ModelProto.AttributeProto.INT);
      case Attribute.OfString a ->
          out.string(4, a.value()).varint(20, ModelProto.AttributeProto.STRING);
      case Attribute.OfTensor a ->
          out.message(5, tensor("", Constant.of(a.value())))
              .varint(20, ModelProto.AttributeProto.TENSOR);
      case Attribute.OfGraph a ->
          out.message(6, graph(a.value())).varint(20, ModelProto.AttributeProto.GRAPH);
      case Attribute.OfFloats a -> {
        for (float value : a.values()) {
          out.fixedFloat(7, value);
        }
        yield out.varint(20, ModelProto.AttributeProto.FLOATS);
      }
      case Attribute.OfInts a -> {
        for (long value : a.values()) {
          out.varint(8, value);
        }
        yield out.varint(20, ModelProto.AttributeProto.INTS);
      }
      case Attribute.OfStrings a -> {
        a.values().forEach(value -> out.string(9, value));
        yield out.varint(20, ModelProto.AttributeProto.STRINGS);
      }
    };
  }

  private static WireWriter tensor(String name, Constant constant) {
    WireWriter out = new WireWriter();
    for (int size : constant.shape().sizes()) {
      out.varint(1, size);
    }
    out.varint(2, constant.type().onnx());
    if (!name.isEmpty()) {
      out.string(8, name);
    }
    return out.bytes(9, LittleEndian.encode(constant.tensor()));
  }

  private static WireWriter port(Port port) {
    WireWriter out = new WireWriter().string(1, port.name());
    ElementType type = port.type();
    List<String> sizes = port.sizes();
    if (type == null && sizes == null) {
      return out;
    }
    WireWriter tensor = new WireWriter();
    if (type != null) {
      tensor.varint(1, type.onnx());
    }
    if (sizes != null) {
      WireWriter shape = new WireWriter();
      for (String size : sizes) {
        WireWriter dim = new WireWriter();
        if (size.matches("[0-9]{1,18}")) {
          dim.varint(1, Long.parseLong(size));
        } else if (!size.equals("?")) {
          dim.string(2, size);
        }
        shape.message(1, dim);
      }
      tensor.message(2, shape);
    }
    return out.message(2, new WireWriter().message(1, tensor));
  }
}
