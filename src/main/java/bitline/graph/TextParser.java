package bitline.graph;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads [TextForm]'s text by recursive descent.
final class TextParser {
  private static final int DEEPEST = 40;
  private static final Map<String, ElementType> TYPES =
      Arrays.stream(ElementType.values())
          .collect(Collectors.toMap(ElementType::text, Function.identity()));

  private final String text;
  private final String place;
  private final Map<String, Constant> constants;
  private int at;
  private int start;
  private int depth;

  TextParser(String text, String place, Map<String, Constant> constants) {
    this.text = text;
    this.place = place;
    this.constants = constants;
  }

  Graph parse() {
    Graph graph = graph();
    if (!peek().isEmpty()) {
      throw problem("'" + peek() + "' after the graph's end");
    }
    return graph;
  }

  private Graph graph() {
    if (++depth > DEEPEST) {
      throw problem("graphs nested more than " + DEEPEST + " deep");
    }
    expect("graph");
    String name = name();
    expect("{");
    List<Port> inputs = new ArrayList<>();
    List<Port> outputs = new ArrayList<>();
    Map<String, Constant> own = new LinkedHashMap<>();
    List<Node> nodes = new ArrayList<>();
    while (!peek().equals("}")) {
      String first = token();
      if (!peek().equals("=") && first.equals("in")) {
        inputs.add(port());
      } else if (!peek().equals("=") && first.equals("out")) {
        outputs.add(port());
      } else if (!peek().equals("=") && first.equals("const")) {
        String constant = name();
        expect(":");
        if (own.put(constant, constant()) != null) {
          throw problem("constant '" + constant + "' stands there twice");
        }
      } else {
        nodes.add(node(unquoted(first)));
      }
    }
    expect("}");
    depth--;
    return new Graph(name, inputs, outputs, own, nodes);
  }

  private Port port() {
    String name = name();
    expect(":");
    String type = token();
    List<String> sizes = null;
    if (peek().equals("[")) {
      sizes = list("[", "]", this::name);
    }
    return new Port(name, type.equals("any") ? null : type(type), sizes);
  }

  private Constant constant() {
    ElementType type = type(token());
    Shape shape = shape();
    expect("=");
    if (peek().equals("{")) {
      return Constant.of(numbers(type, shape));
    }
    String hash = token();
    Constant known = constants.get(hash.startsWith("sha256:") ? hash.substring(7) : hash);
    if (known == null || known.type() != type || !known.shape().equals(shape)) {
      throw problem("no " + type.text() + " " + shape + " constant with " + hash + " was given");
    }
    return known;
  }

  private Node node(String name) {
    expect("=");
    String operator = token();
    Class<? extends Op> type = OpRecords.byName().get(operator);
    if (type == null) {
      throw problem(
          "unknown operator '"
              + operator
              + "'"
              + Spelling.hint(operator, OpRecords.byName().keySet()));
    }
    int mark = at;
    boolean components = peek().equals("(") && hasComponents();
    at = mark;
    Op op = (Op) record(type.asSubclass(Record.class), components);
    List<String> inputs = list("(", ")", this::operand);
    expect("->");
    return new Node(name, op, inputs, list("(", ")", this::operand));
  }

  /// Whether a parenthesis that follows holds components, `(key=`, and not operands.
  private boolean hasComponents() {
    expect("(");
    token();
    return peek().equals("=");
  }

  private String operand() {
    return peek().equals("_") ? skip("") : name();
  }

  private String skip(String value) {
    token();
    return value;
  }

  private Record record(Class<? extends Record> type, boolean present) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    RecordComponent[] components = type.getRecordComponents();
    if (present) {
      list(
          "(",
          ")",
          () -> {
            String key = token();
            expect("=");
            RecordComponent component =
                Arrays.stream(components)
                    .filter(c -> c.getName().equals(key))
                    .findFirst()
                    .orElseThrow(() ->
                        problem(
                            "no component '"
                                + key
                                + "'"
                                + Spelling.hint(
                                    key,
                                    Arrays.stream(components)
                                        .map(RecordComponent::getName)
                                        .toList())));
            Object value = value(component.getGenericType());
            if (given.containsKey(key)) {
              throw problem("component '" + key + "' stands there twice");
            }
            given.put(key, value);
            return key;
          });
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      values.add(
          given.containsKey(component.getName())
              ? given.get(component.getName())
              : OpRecords.zero(component.getGenericType()));
    }
    try {
      return OpRecords.make(type, values);
    } catch (NullPointerException e) {
      throw problem(type.getSimpleName() + " lacks a component");
    }
  }

  private @Nullable Object value(Type type) {
    if (type instanceof ParameterizedType list) {
      return list("[", "]", () -> Objects.requireNonNull(value(list.getActualTypeArguments()[0])));
    }
    Class<?> plain = (Class<?>) type;
    if (plain == Graph.class) {
      return graph();
    } else if (Tensor.class.isAssignableFrom(plain)) {
      ElementType element = type(token());
      return numbers(element, shape());
    } else if (plain.isRecord()) {
      return record(plain.asSubclass(Record.class), true);
    }
    String word = token();
    if (word.equals("null")) {
      return null;
    } else if (plain == String.class) {
      return unquoted(word);
    } else if (plain == ElementType.class) {
      return type(word);
    } else if (plain.isEnum()) {
      for (Object constant : plain.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(word)) {
          return constant;
        }
      }
      throw problem("'" + word + "' is none of " + Arrays.toString(plain.getEnumConstants()));
    }
    return number(plain, word);
  }

  private Object number(Class<?> type, String word) {
    try {
      if (type == int.class || type == Integer.class) {
        return Integer.parseInt(word);
      } else if (type == long.class || type == Long.class) {
        return Long.parseLong(word);
      } else if (type == float.class || type == Float.class) {
        return Float.parseFloat(word);
      } else if (type == double.class || type == Double.class) {
        return Double.parseDouble(word);
      }
    } catch (NumberFormatException e) {
      throw problem("'" + word + "' is not a number of type " + type.getSimpleName());
    }
    if (word.equals("true") || word.equals("false")) {
      return word.equals("true");
    }
    throw problem("'" + word + "' is neither true nor false");
  }

  private ElementType type(String word) {
    ElementType type = TYPES.get(word);
    if (type == null) {
      throw problem("unknown element type '" + word + "'" + Spelling.hint(word, TYPES.keySet()));
    }
    return type;
  }

  private Shape shape() {
    String word = token();
    if (word.equals("scalar")) {
      return Shape.SCALAR;
    }
    if (!word.matches("[0-9]{1,10}(x[0-9]{1,10}){0,40}")) {
      throw problem("'" + word + "' is not a shape");
    }
    try {
      return Shape.of(Arrays.stream(word.split("x")).mapToLong(Long::parseLong).toArray());
    } catch (Problem bad) {
      throw problem(bad.getMessage());
    }
  }

  private Tensor numbers(ElementType type, Shape shape) {
    List<String> words = new ArrayList<>();
    expect("{");
    while (!peek().equals("}") && !peek().isEmpty()) {
      words.add(token());
    }
    expect("}");
    if (words.size() != shape.elements()) {
      throw problem(shape + " takes " + shape.elements() + " numbers, not " + words.size());
    }
    Tensor tensor = Tensor.zeros(type, shape);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      try {
        switch (tensor) {
          case Tensor.Floats t -> t.data()[i] = Float.parseFloat(word);
          case Tensor.Doubles t -> t.data()[i] = Double.parseDouble(word);
          case Tensor.Ints t -> t.data()[i] = Integer.parseInt(word);
          case Tensor.Longs t ->
              t.data()[i] =
                  type == ElementType.UINT64 ? Long.parseUnsignedLong(word) : Long.parseLong(word);
        }
      } catch (NumberFormatException e) {
        throw problem("'" + word + "' is not a number of type " + type.text());
      }
    }
    return tensor;
  }

  private interface Part<T> {
    T read();
  }

  private <T> List<T> list(String open, String close, Part<T> part) {
    if (++depth > 4 * DEEPEST) {
      throw problem("lists nested too deep");
    }
    List<T> out = new ArrayList<>();
    expect(open);
    while (!peek().equals(close)) {
      if (!out.isEmpty()) {
        expect(",");
      }
      out.add(part.read());
    }
    expect(close);
    depth--;
    return out;
  }

  private String name() {
    return unquoted(token());
  }

  private String unquoted(String word) {
    if (!word.startsWith("\"")) {
      return word;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 1; i < word.length() - 1; i++) {
      char c = word.charAt(i);
      if (c != '\\') {
        out.append(c);
      } else if (word.charAt(++i) != 'u') {
        out.append(word.charAt(i));
      } else {
        String hex = i + 5 <= word.length() ? word.substring(i + 1, i + 5) : "";
        if (!hex.matches("[0-9a-f]{4}")) {
          throw problem("'\\u" + hex + "' is not a character");
        }
        out.append((char) Integer.parseInt(hex, 16));
        i += 4;
      }
    }
    return out.toString();
  }

  private void expect(String wanted) {
    String found = token();
    if (!found.equals(wanted)) {
      throw problem(
          "'"
              + wanted
              + "' is expected"
              + (found.isEmpty() ? " where the text ends" : ", not '" + found + "'"));
    }
  }

  private String peek() {
    int mark = at;
    String token = token();
    at = mark;
    return token;
  }

  /// The next word, sign or quoted text (quotes kept); empty at the end.
  private String token() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    start = at;
    if (at == text.length()) {
      return "";
    }
    char first = text.charAt(at);
    if (first == '"') {
      for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
        if (text.charAt(at) == '\\') {
          at++;
        }
      }
      if (at >= text.length()) {
        at = text.length();
        throw problem("a quoted name without its end");
      }
      return text.substring(start, ++at);
    }
    if (text.startsWith("->", at)) {
      at += 2;
      return "->";
    }
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || "_./:+$-".indexOf(c) >= 0;
  }

  private Problem problem(String what) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < Math.min(start, text.length()); i++) {
      boolean end = text.charAt(i) == '\n';
      line += end ? 1 : 0;
      column = end ? 1 : column + 1;
    }
    return Problem.at(place, line, column, what);
  }
}
