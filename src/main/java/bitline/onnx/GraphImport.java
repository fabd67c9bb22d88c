package bitline.onnx;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.graph.Constant;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.Verifier;
import bitline.onnx.ModelProto.AttributeProto;
import bitline.onnx.ModelProto.FunctionProto;
import bitline.onnx.ModelProto.GraphProto;
import bitline.onnx.ModelProto.NodeProto;
import bitline.onnx.ModelProto.ValueInfoProto;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns a model as the file has it into a [Graph]: nodes sorted, functions inlined, `Constant`
/// nodes made constants, names made unique across all graphs, and each operator read by the
/// [OperatorTable].
final class GraphImport {
  static final int OLDEST_OPSET = 1;
  static final int NEWEST_OPSET = 27;

  /// Characters of all names: a small file whose functions call each other could ask for many
  /// gigabytes of them.
  private static final long MOST_LETTERS = 1L << 28;

  private final OperatorTable table;
  private final Map<String, FunctionProto> functions = new HashMap<>();
  private final Map<String, Constant> known = new HashMap<>();
  private final Map<String, Integer> valueNames = new HashMap<>();
  private final Map<String, Integer> nodeNames = new HashMap<>();
  private int parts;
  private long letters;
  private boolean located;

  private GraphImport(OperatorTable table) {
    this.table = table;
  }

  static Graph read(ModelProto model, OperatorTable table) {
    GraphProto graph = model.graph();
    if (graph == null) {
      throw new Problem("no graph in it; this is not an ONNX model, or it is cut");
    }
    checkOpset(model.opsets());
    GraphImport reading = new GraphImport(table);
    for (FunctionProto function : model.functions()) {
      if (reading.functions.put(function.key(), function) != null) {
        throw new Problem("function '" + function.name() + "' stands there twice");
      }
    }
    InlinedSize.check(graph, reading.functions);
    Graph read = reading.graph(graph, new Names(null), new Context(model.opsets(), Map.of(), ""));
    List<String> faults = Verifier.faults(read);
    if (!faults.isEmpty()) {
      throw new Problem(faults.getFirst());
    }
    return read;
  }

  private static void checkOpset(Map<String, Long> opsets) {
    Long opset = opsets.get("");
    if (opset != null && (opset < OLDEST_OPSET || opset > NEWEST_OPSET)) {
      throw new Problem(
          "opset "
              + opset
              + " is not supported; "
              + OLDEST_OPSET
              + " to "
              + NEWEST_OPSET
              + " are: convert the model with onnx.version_converter");
    }
  }

  /// The names of one graph or function as the file has them, and ours. A body sees those around
  /// it; a function does not.
  private static final class Names {
    private final @Nullable Names outer;
    private final Map<String, String> ours = new HashMap<>();

    private Names(@Nullable Names outer) {
      this.outer = outer;
    }

    private @Nullable String find(String name) {
      for (Names names = this; names != null; names = names.outer) {
        String found = names.ours.get(name);
        if (found != null) {
          return found;
        }
      }
      return null;
    }
  }

  /// What holds for all nodes of a graph or of a function's call.
  ///
  /// @param references the attributes of the call
  /// @param prefix of the names of nodes inlined
  private record Context(
      Map<String, Long> opsets, Map<String, AttributeProto> references, String prefix) {}

  /// The graph being put together.
  private record Frame(Map<String, Constant> constants, List<Node> nodes) {}

  private Graph graph(GraphProto proto, Names names, Context context) {
    Set<String> initialised = new HashSet<>();
    for (TensorProto tensor : proto.initialisers()) {
      declare(tensor.name(), names, "an initialiser");
      initialised.add(tensor.name());
    }
    for (ValueInfoProto input : proto.inputs()) {
      if (!initialised.contains(input.name())) {
        declare(input.name(), names, "an input");
      }
    }
    for (NodeProto node : proto.nodes()) {
      for (String output : node.outputs()) {
        if (!output.isEmpty()) {
          declare(output, names, "node '" + label(node) + "'");
        }
      }
    }
    Frame frame = new Frame(new LinkedHashMap<>(), new ArrayList<>());
    for (TensorProto tensor : proto.initialisers()) {
      count();
      addConstant(frame, ours(names, tensor.name()), tensor.constant());
    }
    List<Port> inputs = new ArrayList<>();
    for (ValueInfoProto input : proto.inputs()) {
      if (!initialised.contains(input.name())) {
        inputs.add(new Port(ours(names, input.name()), input.type(), input.sizes()));
      }
    }
    nodes(proto.nodes(), names, frame, context);
    List<Port> outputs = new ArrayList<>();
    for (ValueInfoProto output : proto.outputs()) {
      String name = names.find(output.name());
      if (name == null) {
        throw new Problem(
            "output '" + output.name() + "' of graph '" + proto.name() + "' is made by nothing");
      }
      outputs.add(new Port(name, output.type(), output.sizes()));
    }
    return new Graph(proto.name(), inputs, outputs, frame.constants, frame.nodes);
  }

  private void declare(String name, Names names, String maker) {
    if (name.isEmpty()) {
      throw new Problem(maker + " has no name");
    }
    if (names.ours.containsKey(name)) {
      throw new Problem("value '" + name + "' is made twice; the second time by " + maker);
    }
    names.ours.put(name, unique(name, valueNames));
  }

  private static String ours(Names names, String name) {
    String found = names.find(name);
    if (found == null) {
      throw new IllegalStateException("undeclared " + name);
    }
    return found;
  }

  /// @param taken names, each with the number that its next namesake tries first
  private String unique(String wanted, Map<String, Integer> taken) {
    letters += wanted.length();
    if (letters > MOST_LETTERS) {
      throw new Problem(
          "names of more than " + MOST_LETTERS + " characters once its functions are inlined");
    }
    String name = wanted;
    for (int i = taken.getOrDefault(wanted, 2); taken.putIfAbsent(name, 2) != null; i++) {
      name = wanted + "_" + i;
      taken.put(wanted, i + 1);
    }
    return name;
  }

  private void count() {
    if (++parts > InlinedSize.MOST) {
      throw new Problem(
          "more than " + InlinedSize.MOST + " nodes and constants once its functions are inlined");
    }
  }

  private void addConstant(Frame frame, String name, Constant constant) {
    frame.constants.put(name, constant);
    known.put(name, constant);
  }

  private void nodes(List<NodeProto> nodes, Names names, Frame frame, Context context) {
    String[] nodeName = new String[nodes.size()];
    for (int i = 0; i < nodeName.length; i++) {
      if (!nodes.get(i).name().isEmpty()) {
        nodeName[i] = unique(context.prefix + nodes.get(i).name(), nodeNames);
      }
    }
    for (int i : NodeOrder.of(nodes)) {
      NodeProto node = nodes.get(i);
      String name =
          nodeName[i] == null
              ? unique(context.prefix + node.opType() + "_" + i, nodeNames)
              : nodeName[i];
      count();
      try {
        node(node, name, names, frame, context);
      } catch (Problem problem) {
        if (located) {
          throw problem;
        }
        located = true;
        throw Problem.at("node '" + name + "' (" + node.opType() + ")", problem.getMessage());
      }
    }
  }

  private void node(NodeProto proto, String name, Names names, Frame frame, Context context) {
    Map<String, AttributeProto> attributes = new LinkedHashMap<>();
    for (AttributeProto attribute : proto.attributes()) {
      AttributeProto value =
          attribute.reference().isEmpty()
              ? attribute
              : context.references.get(attribute.reference());
      if (value != null && attributes.put(attribute.name(), value) != null) {
        throw new Problem("attribute '" + attribute.name() + "' stands there twice");
      }
    }
    List<String> inputs = new ArrayList<>();
    for (String input : proto.inputs()) {
      String known = input.isEmpty() ? "" : names.find(input);
      if (known == null) {
        boolean few = names.ours.size() < 10_000;
        throw new Problem(
            "reads '"
                + input
                + "', which nothing makes"
                + (few ? Spelling.hint(input, names.ours.keySet()) : ""));
      }
      inputs.add(known);
    }
    List<String> outputs = new ArrayList<>();
    proto.outputs().forEach(output -> outputs.add(output.isEmpty() ? "" : ours(names, output)));
    FunctionProto function =
        functions.get(FunctionProto.key(proto.domain(), proto.opType(), proto.overload()));
    if (function != null) {
      call(function, name, inputs, outputs, attributes, frame, context);
      return;
    }
    if (proto.opType().equals("Constant") && proto.domain().isEmpty()) {
      if (outputs.size() != 1 || outputs.getFirst().isEmpty()) {
        throw new Problem("a Constant has one output, not " + outputs.size());
      }
      addConstant(frame, outputs.getFirst(), constant(attributes));
      return;
    }
    int opset = opset(proto.domain(), context.opsets);
    OperatorTable.Entry entry = table.find(proto.domain(), proto.opType(), opset);
    if (entry == null) {
      throw unsupported(proto, opset);
    }
    Map<String, Attribute> decoded = new LinkedHashMap<>();
    attributes.forEach((key, value) -> decoded.put(key, attribute(key, value, names, context)));
    OnnxNode node =
        new OnnxNode(name, proto.opType(), proto.domain(), opset, inputs, outputs, decoded);
    OperatorTable.Imported imported = entry.reading().read(node, new Beside(name, frame));
    frame.nodes.add(new Node(name, imported.op(), imported.inputs(), outputs));
  }

  private static int opset(String domain, Map<String, Long> opsets) {
    Long version = opsets.get(domain);
    if (version == null && domain.isEmpty()) {
      throw new Problem("the model imports no opset of ai.onnx");
    }
    return version == null ? 1 : (int) Math.clamp(version, 1, Integer.MAX_VALUE);
  }

  private Problem unsupported(NodeProto node, int opset) {
    String domain = node.domain().isEmpty() ? "ai.onnx" : node.domain();
    String key = node.domain().isEmpty() ? node.opType() : node.domain() + "." + node.opType();
    boolean otherOpset = table.entries().containsKey(key);
    return new Problem(
        "operator "
            + node.opType()
            + " of "
            + domain
            + " opset "
            + opset
            + " is not supported"
            + (otherOpset
                ? "; it is in other opsets"
                : Spelling.hint(node.opType(), table.entries().keySet())));
  }

  private void call(
      FunctionProto function,
      String name,
      List<String> inputs,
      List<String> outputs,
      Map<String, AttributeProto> attributes,
      Frame frame,
      Context context) {
    if (inputs.size() > function.inputs().size() || outputs.size() > function.outputs().size()) {
      throw new Problem(
          "function '" + function.name() + "' has fewer inputs or outputs than this call");
    }
    checkOpset(function.opsets());
    Names names = new Names(null);
    for (int i = 0; i < function.inputs().size(); i++) {
      names.ours.put(function.inputs().get(i), i < inputs.size() ? inputs.get(i) : "");
    }
    List<NodeProto> nodes = new ArrayList<>(function.nodes());
    Set<String> made = new HashSet<>();
    for (NodeProto node : function.nodes()) {
      for (String output : node.outputs()) {
        if (output.isEmpty()) {
          continue;
        }
        if (!made.add(output) || names.ours.containsKey(output)) {
          throw new Problem("function '" + function.name() + "' makes '" + output + "' twice");
        }
      }
    }
    for (int i = 0; i < function.outputs().size(); i++) {
      String formal = function.outputs().get(i);
      String actual = i < outputs.size() ? outputs.get(i) : "";
      if (actual.isEmpty()) {
        continue;
      }
      if (made.contains(formal) && !names.ours.containsKey(formal)) {
        names.ours.put(formal, actual);
      } else if (names.ours.containsKey(formal)) {
        String copy = formal + "/" + i;
        names.ours.put(copy, actual);
        nodes.add(new NodeProto("", "Identity", "", "", List.of(formal), List.of(copy), List.of()));
      } else {
        throw new Problem(
            "function '" + function.name() + "' does not make its output '" + formal + "'");
      }
    }
    for (String value : made) {
      names.ours.computeIfAbsent(value, _ -> unique(name + "/" + value, valueNames));
    }
    Map<String, AttributeProto> references = new HashMap<>(function.defaults());
    references.putAll(attributes);
    Map<String, Long> opsets = function.opsets().isEmpty() ? context.opsets : function.opsets();
    nodes(nodes, names, frame, new Context(opsets, references, name + "/"));
  }

  private Constant constant(Map<String, AttributeProto> attributes) {
    if (attributes.size() != 1) {
      throw new Problem("a Constant has one attribute, not " + attributes.size());
    }
    var only = attributes.entrySet().iterator().next();
    String key = only.getKey();
    AttributeProto value = only.getValue();
    return switch (key) {
      case "value", "sparse_value" -> {
        if (value.tensor() == null) {
          throw new Problem("attribute '" + key + "' holds no tensor");
        }
        yield value.tensor().constant();
      }
      case "value_int" -> Constant.of(Tensor.int64(Shape.SCALAR, new long[] {value.integer()}));
      case "value_ints" ->
          Constant.of(Tensor.int64(Shape.of(value.integers().length), value.integers()));
      case "value_float" -> Constant.of(Tensor.floats(Shape.SCALAR, new float[] {value.real()}));
      case "value_floats" ->
          Constant.of(Tensor.floats(Shape.of(value.reals().length), value.reals()));
      case "value_string", "value_strings" ->
          throw new Problem("element type string is not supported");
      default -> throw new Problem("a Constant has no attribute '" + key + "'");
    };
  }

  private Attribute attribute(String name, AttributeProto value, Names names, Context context) {
    TensorProto tensor = value.tensor();
    GraphProto body = value.graph();
    return switch (value.type()) {
      case AttributeProto.FLOAT -> new Attribute.OfFloat(value.real());
      case AttributeProto.INT -> new Attribute.OfInt(value.integer());
      case AttributeProto.STRING -> new Attribute.OfString(value.text());
      case AttributeProto.FLOATS -> new Attribute.OfFloats(value.reals());
      case AttributeProto.INTS -> new Attribute.OfInts(value.integers());
      case AttributeProto.STRINGS -> new Attribute.OfStrings(value.texts());
      case AttributeProto.TENSOR, AttributeProto.SPARSE_TENSOR -> {
        if (tensor == null) {
          throw new Problem("attribute '" + name + "' holds no tensor");
        }
        yield new Attribute.OfTensor(tensor.constant().tensor());
      }
      case AttributeProto.GRAPH -> {
        if (body == null) {
          throw new Problem("attribute '" + name + "' holds no graph");
        }
        yield new Attribute.OfGraph(graph(body, new Names(names), context));
      }
      default ->
          throw new Problem(
              "attribute '" + name + "' is of a type (" + value.type() + ") that is not supported");
    };
  }

  /// Puts what a reading needs beside its node.
  private final class Beside implements OperatorTable.Target {
    private final String node;
    private final Frame frame;

    private Beside(String node, Frame frame) {
      this.node = node;
      this.frame = frame;
    }

    @Override
    public String constant(Tensor value) {
      String name = unique(node + "/constant", valueNames);
      addConstant(frame, name, Constant.of(value));
      return name;
    }

    @Override
    public @Nullable Tensor known(String value) {
      Constant constant = known.get(value);
      return constant == null ? null : constant.tensor();
    }
  }

  private static String label(NodeProto node) {
    return node.name().isEmpty() ? node.opType() : node.name();
  }
}
