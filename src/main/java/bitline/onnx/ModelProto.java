package bitline.onnx;

import bitline.base.Problem;
import bitline.tensor.ElementType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A model as the file has it: field numbers follow onnx.proto of ONNX 1.20, unknown fields are
/// left out.
///
/// @param opsets version by domain; "" is ai.onnx
record ModelProto(
    long irVersion,
    String producer,
    Map<String, Long> opsets,
    @Nullable GraphProto graph,
    List<FunctionProto> functions) {

  /// Graphs within graphs: more than any real network has, few enough for any stack.
  private static final int DEEPEST = 40;

  static ModelProto read(Wire wire, ExternalData files) {
    long irVersion = 0;
    String producer = "";
    Map<String, Long> opsets = new LinkedHashMap<>();
    GraphProto graph = null;
    List<FunctionProto> functions = new ArrayList<>();
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> irVersion = wire.varint();
        case 2 -> producer = wire.string();
        case 7 -> graph = GraphProto.read(wire.inner(), files, 0);
        case 8 -> readOpset(wire.inner(), opsets);
        case 25 -> functions.add(FunctionProto.read(wire.inner(), files));
        default -> {}
      }
    }
    return new ModelProto(irVersion, producer, opsets, graph, functions);
  }

  private static void readOpset(Wire wire, Map<String, Long> opsets) {
    String domain = "";
    long version = 0;
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> domain = canonical(wire.string());
        case 2 -> version = wire.varint();
        default -> {}
      }
    }
    opsets.merge(domain, version, Math::max);
  }

  /// `ai.onnx` and the empty string are the same domain.
  private static String canonical(String written) {
    return written.equals("ai.onnx") ? "" : written;
  }

  /// A graph, at the top or in an attribute.
  record GraphProto(
      String name,
      List<NodeProto> nodes,
      List<TensorProto> initialisers,
      List<ValueInfoProto> inputs,
      List<ValueInfoProto> outputs) {

    private static GraphProto read(Wire wire, ExternalData files, int depth) {
      if (depth > DEEPEST) {
        throw wire.problem("graphs nested more than " + DEEPEST + " deep");
      }
      String name = "";
      List<NodeProto> nodes = new ArrayList<>();
      List<TensorProto> initialisers = new ArrayList<>();
      List<ValueInfoProto> inputs = new ArrayList<>();
      List<ValueInfoProto> outputs = new ArrayList<>();
      while (wire.next()) {
        switch (wire.field()) {
          case 1 -> nodes.add(NodeProto.read(wire.inner(), files, depth));
          case 2 -> name = wire.string();
          case 5 -> initialisers.add(TensorProto.read(wire.inner(), files));
          case 11 -> inputs.add(ValueInfoProto.read(wire.inner()));
          case 12 -> outputs.add(ValueInfoProto.read(wire.inner()));
          case 15 -> initialisers.add(TensorProto.readSparse(wire.inner(), files));
          default -> {}
        }
      }
      return new GraphProto(name, nodes, initialisers, inputs, outputs);
    }
  }

  /// A node; its operator may be one of ONNX's or the name of a function of the model.
  record NodeProto(
      String name,
      String opType,
      String domain,
      String overload,
      List<String> inputs,
      List<String> outputs,
      List<AttributeProto> attributes) {

    private static NodeProto read(Wire wire, ExternalData files, int depth) {
      String name = "";
      String opType = "";
      String domain = "";
      String overload = "";
      List<String> inputs = new ArrayList<>();
      List<String> outputs = new ArrayList<>();
      List<AttributeProto> attributes = new ArrayList<>();
      while (wire.next()) {
        switch (wire.field()) {
          case 1 -> inputs.add(wire.string());
          case 2 -> outputs.add(wire.string());
          case 3 -> name = wire.string();
          case 4 -> opType = wire.string();
          case 5 -> attributes.add(AttributeProto.read(wire.inner(), files, depth));
          case 7 -> domain = canonical(wire.string());
          case 8 -> overload = wire.string();
          default -> {}
        }
      }
      return new NodeProto(name, opType, domain, overload, inputs, outputs, attributes);
    }

    /// The graphs in the attributes.
    List<GraphProto> bodies() {
      return attributes.stream().map(AttributeProto::graph).filter(Objects::nonNull).toList();
    }
  }

  /// An attribute: the value that its type number says is the one that counts.
  ///
  /// @param reference the name of the enclosing function's attribute that gives the value, or empty
  record AttributeProto(
      String name,
      int type,
      String reference,
      float real,
      long integer,
      String text,
      float[] reals,
      long[] integers,
      List<String> texts,
      @Nullable TensorProto tensor,
      @Nullable GraphProto graph) {
    static final int FLOAT = 1;
    static final int INT = 2;
    static final int STRING = 3;
    static final int TENSOR = 4;
    static final int GRAPH = 5;
    static final int FLOATS = 6;
    static final int INTS = 7;
    static final int STRINGS = 8;
    static final int SPARSE_TENSOR = 11;

    private static AttributeProto read(Wire wire, ExternalData files, int depth) {
      String name = "";
      int type = 0;
      int guessed = 0;
      String reference = "";
      float real = 0;
      long integer = 0;
      String text = "";
      FloatList reals = new FloatList();
      Wire.LongList integers = new Wire.LongList();
      List<String> texts = new ArrayList<>();
      TensorProto tensor = null;
      GraphProto graph = null;
      while (wire.next()) {
        guessed = guess(wire.field(), guessed);
        switch (wire.field()) {
          case 1 -> name = wire.string();
          case 2 -> real = wire.fixedFloat();
          case 3 -> integer = wire.varint();
          case 4 -> text = wire.string();
          case 5 -> tensor = TensorProto.read(wire.inner(), files);
          case 6 -> graph = GraphProto.read(wire.inner(), files, depth + 1);
          case 7 -> reals.addAll(wire);
          case 8 -> wire.varints(integers);
          case 9 -> texts.add(wire.string());
          case 20 -> type = wire.small();
          case 21 -> reference = wire.string();
          case 22 -> tensor = TensorProto.readSparse(wire.inner(), files);
          default -> {}
        }
      }
      return new AttributeProto(
          name,
          type == 0 ? guessed : type,
          reference,
          real,
          integer,
          text,
          reals.toArray(),
          integers.toArray(),
          texts,
          tensor,
          graph);
    }

    /// The type of a file old enough to give none, from the field that holds a value.
    private static int guess(int field, int known) {
      return switch (field) {
        case 2, 3, 4, 5, 6, 7, 8, 9 -> field - 1;
        case 22 -> SPARSE_TENSOR;
        default -> known;
      };
    }
  }

  /// A function of the model's own: nodes over named inputs, outputs and attributes.
  record FunctionProto(
      String name,
      String domain,
      String overload,
      List<String> inputs,
      List<String> outputs,
      List<NodeProto> nodes,
      Map<String, AttributeProto> defaults,
      Map<String, Long> opsets) {

    private static FunctionProto read(Wire wire, ExternalData files) {
      String name = "";
      String domain = "";
      String overload = "";
      List<String> inputs = new ArrayList<>();
      List<String> outputs = new ArrayList<>();
      List<NodeProto> nodes = new ArrayList<>();
      Map<String, AttributeProto> defaults = new HashMap<>();
      Map<String, Long> opsets = new LinkedHashMap<>();
      while (wire.next()) {
        switch (wire.field()) {
          case 1 -> name = wire.string();
          case 4 -> inputs.add(wire.string());
          case 5 -> outputs.add(wire.string());
          case 7 -> nodes.add(NodeProto.read(wire.inner(), files, 0));
          case 9 -> readOpset(wire.inner(), opsets);
          case 10 -> domain = canonical(wire.string());
          case 11 -> {
            AttributeProto attribute = AttributeProto.read(wire.inner(), files, 0);
            defaults.put(attribute.name(), attribute);
          }
          case 13 -> overload = wire.string();
          default -> {}
        }
      }
      return new FunctionProto(name, domain, overload, inputs, outputs, nodes, defaults, opsets);
    }

    /// What a node must say to call it.
    String key() {
      return key(domain, name, overload);
    }

    static String key(String domain, String name, String overload) {
      return domain + "." + name + ":" + overload;
    }
  }

  /// The declared type of a graph's input or output. `other` names a type that is not a tensor.
  ///
  /// @param elementType ONNX's number, 0 when left out
  /// @param sizes a number, a symbol, or "?" an axis; null when left out
  record ValueInfoProto(
      String name, long elementType, @Nullable List<String> sizes, @Nullable String other) {

    private static ValueInfoProto read(Wire wire) {
      String name = "";
      ValueInfoProto type = new ValueInfoProto("", 0, null, null);
      while (wire.next()) {
        switch (wire.field()) {
          case 1 -> name = wire.string();
          case 2 -> type = readType(wire.inner());
          default -> {}
        }
      }
      return new ValueInfoProto(name, type.elementType, type.sizes, type.other);
    }

    private static ValueInfoProto readType(Wire wire) {
      long elementType = 0;
      List<String> sizes = null;
      String other = null;
      while (wire.next()) {
        switch (wire.field()) {
          case 1 -> {
            Wire tensor = wire.inner();
            while (tensor.next()) {
              switch (tensor.field()) {
                case 1 -> elementType = tensor.varint();
                case 2 -> sizes = readSizes(tensor.inner());
                default -> {}
              }
            }
          }
          case 4 -> other = "sequence";
          case 5 -> other = "map";
          case 7 -> other = "opaque";
          case 8 -> other = "sparse tensor";
          case 9 -> other = "optional";
          default -> {}
        }
      }
      return new ValueInfoProto("", elementType, sizes, other);
    }

    private static List<String> readSizes(Wire wire) {
      List<String> sizes = new ArrayList<>();
      while (wire.next()) {
        if (wire.field() == 1) {
          String size = "?";
          Wire dim = wire.inner();
          while (dim.next()) {
            switch (dim.field()) {
              case 1 -> {
                long value = dim.varint();
                size = value < 0 ? "?" : Long.toString(value);
              }
              case 2 -> {
                String symbol = dim.string();
                size = symbol.isEmpty() ? "?" : symbol;
              }
              default -> {}
            }
          }
          sizes.add(size);
        }
      }
      return sizes;
    }

    @Nullable ElementType type() {
      if (other != null) {
        throw new Problem(
            "'" + name + "' is of type " + other + ", which is not supported; only tensors are");
      }
      try {
        return elementType == 0 ? null : ElementTypes.of(elementType);
      } catch (Problem problem) {
        throw Problem.at("'" + name + "'", problem.getMessage());
      }
    }
  }

  /// The values of a repeated float field.
  private static final class FloatList {
    private final List<MemorySegment> parts = new ArrayList<>();

    private void addAll(Wire wire) {
      parts.add(wire.fixedBytes(4));
    }

    private float[] toArray() {
      long total = parts.stream().mapToLong(MemorySegment::byteSize).sum();
      if (total % 4 != 0 || total > Integer.MAX_VALUE) {
        throw new Problem("a list of floats of " + total + " bytes");
      }
      float[] out = new float[(int) (total / 4)];
      int at = 0;
      for (MemorySegment part : parts) {
        for (long i = 0; i + 4 <= part.byteSize(); i += 4) {
          out[at++] =
              part.get(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), i);
        }
      }
      return out;
    }
  }
}
