package bitline.graph;

import bitline.tensor.ElementType;
import bitline.tensor.Tensor;
import java.lang.reflect.RecordComponent;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A graph as text that a person can read and compare, and that [#parse] reads back:
///
/// ```
/// graph small {
///   in x : float [N, 4]
///   out y : float [N, 2]
///   const shape : int64 2 = {-1 4}
///   const w : float 4x16 = sha256:5f2c…
///   fc = Gemm(alpha=1.0, transB=true) (x, w) -> (y)
/// }
/// ```
///
/// A component that is 0, false, null, empty or the first of its enumeration is left out. A
/// left-out operand is `_`. Constants of more than 16 elements stand there by their hash; who
/// parses brings them along. Equal texts mean equal graphs.
public final class TextForm {
  static final int MOST_INLINE = 16;
  private static final Pattern BARE =
      Pattern.compile("[A-Za-z0-9./:+$-][A-Za-z0-9_./:+$-]*|_[A-Za-z0-9_./:+$-]+");

  private TextForm() {}

  public static String print(Graph graph) {
    StringBuilder out = new StringBuilder();
    print(graph, "", out);
    return out.append('\n').toString();
  }

  /// Reads what [#print] wrote; a [bitline.base.Problem] with line and column where it cannot.
  ///
  /// @param place what error lines call the text
  /// @param constants by hash, see [#largeConstants]
  public static Graph parse(String text, String place, Map<String, Constant> constants) {
    return new TextParser(text, place, constants).parse();
  }

  /// The constants that the text names by hash only, bodies' included.
  public static Map<String, Constant> largeConstants(Graph graph) {
    Map<String, Constant> found = new LinkedHashMap<>();
    collect(graph, found);
    return found;
  }

  private static void collect(Graph graph, Map<String, Constant> found) {
    for (Constant constant : graph.constants().values()) {
      if (constant.shape().elements() > MOST_INLINE) {
        found.put(constant.hash(), constant);
      }
    }
    for (Node node : graph.nodes()) {
      Graph.bodies(node.op()).forEach(body -> collect(body, found));
    }
  }

  private static void print(Graph graph, String indent, StringBuilder out) {
    String inner = indent + "  ";
    out.append("graph ").append(name(graph.name())).append(" {\n");
    graph.inputs().forEach(port -> out.append(inner).append("in ").append(port(port)).append('\n'));
    graph
        .outputs()
        .forEach(port -> out.append(inner).append("out ").append(port(port)).append('\n'));
    graph
        .constants()
        .forEach((name, constant) -> {
          out.append(inner).append("const ").append(name(name)).append(" : ");
          if (constant.shape().elements() > MOST_INLINE) {
            out.append(constant.type().text()).append(' ').append(constant.shape());
            out.append(" = sha256:").append(constant.hash());
          } else {
            tensor(constant.tensor(), " = ", out);
          }
          out.append('\n');
        });
    for (Node node : graph.nodes()) {
      out.append(inner);
      print(node, inner, out);
      out.append('\n');
    }
    out.append(indent).append('}');
  }

  private static void print(Node node, String indent, StringBuilder out) {
    out.append(name(node.name())).append(" = ").append(node.op().name());
    components((Record) node.op(), indent, out);
    out.append(' ').append(names(node.inputs())).append(" -> ").append(names(node.outputs()));
  }

  private static String port(Port port) {
    List<String> sizes = port.sizes();
    ElementType type = port.type();
    return name(port.name())
        + " : "
        + (type == null ? "any" : type.text())
        + (sizes == null
            ? ""
            : sizes.stream().map(TextForm::name).collect(Collectors.joining(", ", " [", "]")));
  }

  private static String names(List<String> names) {
    return names.stream()
        .map(name -> name.isEmpty() ? "_" : name(name))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /// A name as the text has it: bare, or in quotation marks where it holds more than letters,
  /// digits and `_./:+$-`.
  public static String name(String name) {
    return BARE.matcher(name).matches() ? name : quoted(name);
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' '
          || c == 0x7F
          || c == 0x85
          || c == 0x2028
          || c == 0x2029
          || Character.isSurrogate(c)) {
        out.append("\\u" + HexFormat.of().toHexDigits(c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static void components(Record record, String indent, StringBuilder out) {
    String separator = "(";
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = OpRecords.get(record, component);
      if (value != null && !Objects.equals(value, OpRecords.zero(component.getGenericType()))) {
        out.append(separator).append(component.getName()).append('=');
        value(value, indent, out);
        separator = ", ";
      }
    }
    if (separator.equals(", ")) {
      out.append(')');
    } else if (!(record instanceof Op)) {
      out.append("()");
    }
  }

  private static void value(@Nullable Object value, String indent, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case String text -> out.append(quoted(text));
      case ElementType type -> out.append(type.text());
      case Enum<?> constant -> out.append(constant.name());
      case List<?> list -> {
        String separator = "[";
        for (Object element : list) {
          out.append(separator);
          value(element, indent, out);
          separator = ", ";
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      case Graph graph -> print(graph, indent, out);
      case Tensor tensor -> tensor(tensor, " ", out);
      case Record record -> components(record, indent, out);
      default -> out.append(value);
    }
  }

  private static void tensor(Tensor tensor, String separator, StringBuilder out) {
    out.append(tensor.type().text())
        .append(' ')
        .append(tensor.shape())
        .append(separator)
        .append('{');
    for (int i = 0; i < tensor.elements(); i++) {
      out.append(i == 0 ? "" : " ");
      switch (tensor) {
        case Tensor.Floats t -> out.append(t.data()[i]);
        case Tensor.Doubles t -> out.append(t.data()[i]);
        case Tensor.Ints t -> out.append(t.data()[i]);
        case Tensor.Longs t ->
            out.append(
                t.type() == ElementType.UINT64
                    ? Long.toUnsignedString(t.data()[i])
                    : Long.toString(t.data()[i]));
      }
    }
    out.append('}');
  }
}
