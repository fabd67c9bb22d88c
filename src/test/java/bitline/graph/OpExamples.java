package bitline.graph;

import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Operator records with random components.
public final class OpExamples {
  private OpExamples() {}

  /// Any values at all.
  static Record random(Class<?> type, RandomGenerator random) {
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      values.add(value(component.getGenericType(), random));
    }
    return OpRecords.make(type.asSubclass(Record.class), values);
  }

  private static Object value(Type type, RandomGenerator random) {
    if (type instanceof ParameterizedType list) {
      List<Object> out = new ArrayList<>();
      int count = random.nextInt(4);
      for (int i = 0; i < count; i++) {
        out.add(value(list.getActualTypeArguments()[0], random));
      }
      return out;
    }
    Class<?> plain = (Class<?>) type;
    if (plain == int.class || plain == Integer.class) {
      return random.nextInt(-3, 9);
    } else if (plain == long.class || plain == Long.class) {
      return random.nextLong();
    } else if (plain == float.class || plain == Float.class) {
      return random.nextFloat() * 1e-3f;
    } else if (plain == boolean.class || plain == Boolean.class) {
      return random.nextBoolean();
    } else if (plain == String.class) {
      return "ij,jk->" + random.nextInt(9);
    } else if (plain == Tensor.class) {
      return Tensor.floats(Shape.of(1), new float[] {random.nextFloat()});
    } else if (plain == Graph.class) {
      return new Graph(
          "body", List.of(new Port("p", ElementType.INT4, null)), List.of(), Map.of(), List.of());
    } else if (plain.isEnum()) {
      Object[] constants = plain.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    if (plain == Window.class) {
      Window window = (Window) random(plain, random);
      return window.autoPad() == Window.AutoPad.NOTSET
          ? window
          : new Window(
              window.kernel(), window.strides(), window.dilations(), List.of(), window.autoPad());
    }
    return random(plain, random);
  }

  /// Values that ONNX can say.
  public static Op valid(Class<? extends Op> type, RandomGenerator random) {
    Op op = (Op) random(type, random);
    boolean flip = random.nextBoolean();
    ElementType real = flip ? ElementType.FLOAT : ElementType.DOUBLE;
    return switch (op) {
      case Shaping.Col2Im(Window w) ->
          new Shaping.Col2Im(
              new Window(
                  List.of(), w.strides(), w.dilations(), List.of(1, 2), Window.AutoPad.NOTSET));
      case Normalising.LRN n ->
          new Normalising.LRN(Math.max(1, n.size()), n.alpha(), n.beta(), n.bias());
      case Normalising.LpNormalization n -> new Normalising.LpNormalization(n.axis(), flip ? 1 : 2);
      case Resampling.Resize r when r.mode() == Resampling.Interpolation.NEAREST ->
          new Resampling.Resize(
              r.mode(),
              r.coordinates(),
              r.nearest(),
              r.cubic(),
              r.excludeOutside(),
              r.extrapolation(),
              false,
              r.axes(),
              r.aspect());
      case Elementwise.Cast cast -> new Elementwise.Cast(cast.to(), cast.to().bits() == 4 && flip);
      case Normalising.Softmax softmax -> new Normalising.Softmax(softmax.axis(), false);
      case Normalising.LogSoftmax softmax -> new Normalising.LogSoftmax(softmax.axis(), false);
      case Normalising.Hardmax softmax -> new Normalising.Hardmax(softmax.axis(), false);
      case Normalising.BatchNormalization norm ->
          new Normalising.BatchNormalization(norm.epsilon(), norm.momentum(), false);
      case Quantising.QuantizeLinear q ->
          new Quantising.QuantizeLinear(
              q.axis(), Math.abs(q.blockSize()), q.saturate(), ElementType.INT8);
      case Quantising.DequantizeLinear q ->
          new Quantising.DequantizeLinear(q.axis(), Math.abs(q.blockSize()));
      case ControlFlow.If _ -> new ControlFlow.If(body("a", 0, 1), body("b", 0, 1));
      case ControlFlow.Loop _ -> new ControlFlow.Loop(body("a", 3, 2));
      case ControlFlow.Scan _ ->
          new ControlFlow.Scan(
              body("a", 2, 2), 1, List.of(1), List.of(flip), List.of(-1), List.of(!flip), false);
      case Signal.HannWindow w -> new Signal.HannWindow(w.periodic(), real);
      case Signal.HammingWindow w -> new Signal.HammingWindow(w.periodic(), real);
      case Signal.BlackmanWindow w -> new Signal.BlackmanWindow(w.periodic(), real);
      case Signal.MelWeightMatrix _ -> new Signal.MelWeightMatrix(real);
      default -> op;
    };
  }

  private static Graph body(String prefix, int inputs, int outputs) {
    List<Port> in = new ArrayList<>();
    List<Port> out = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      in.add(new Port(prefix + "_in" + i, i == 0 ? ElementType.FLOAT : null, null));
    }
    for (int i = 0; i < outputs; i++) {
      String from = inputs == 0 ? "v0" : prefix + "_in" + Math.min(i, inputs - 1);
      nodes.add(
          new Node(prefix + i, new Elementwise.Abs(), List.of(from), List.of(prefix + "_out" + i)));
      out.add(new Port(prefix + "_out" + i, ElementType.FLOAT, List.of("n", "3")));
    }
    return new Graph(prefix, in, out, Map.of(), nodes);
  }

  /// A graph of this one operator with the fewest operands it takes.
  public static Graph around(Op op) {
    int operands =
        switch (op) {
          case ControlFlow.Loop _ -> 3;
          case ControlFlow.Scan _ -> 2;
          default -> Math.max(Arity.least(op.name()), 1);
        };
    List<Port> inputs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < operands; i++) {
      inputs.add(new Port("v" + i, ElementType.FLOAT, List.of("N", "?", "4")));
      names.add("v" + i);
    }
    Map<String, Constant> constants = new LinkedHashMap<>();
    constants.put("unused", Constant.of(Tensor.zeros(ElementType.UINT4, Shape.of(3))));
    Node node = new Node("node", op, names, Collections.nCopies(1, "y"));
    return new Graph("g", inputs, List.of(new Port("y", null, null)), constants, List.of(node));
  }
}
