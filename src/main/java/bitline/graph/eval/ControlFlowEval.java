package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.ControlFlow;
import bitline.graph.Graph;
import bitline.graph.Port;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes the operators of [ControlFlow].
final class ControlFlowEval {
  private ControlFlowEval() {}

  static List<Tensor> eval(ControlFlow op, Operands in, Interpreter.Scope scope) {
    return switch (op) {
      case ControlFlow.If o -> run(truth(in.get(0)) ? o.then() : o.otherwise(), List.of(), scope);
      case ControlFlow.Loop o -> loop(o, in, scope);
      case ControlFlow.Scan o -> o.batched() ? batchedScan(o, in, scope) : scan(o, in, scope);
    };
  }

  private static boolean truth(Tensor condition) {
    if (condition.elements() != 1) {
      throw new Problem("a condition of " + condition.elements() + " elements");
    }
    return condition.intAt(0) != 0;
  }

  /// A body's outputs in order.
  private static List<Tensor> run(Graph body, List<Tensor> inputs, Interpreter.Scope scope) {
    if (inputs.size() != body.inputs().size()) {
      throw new Problem(
          "body '"
              + body.name()
              + "' takes "
              + body.inputs().size()
              + " inputs, not "
              + inputs.size());
    }
    Map<String, Tensor> named = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put(body.inputs().get(i).name(), inputs.get(i));
    }
    Map<String, Tensor> results = scope.runBody(body, named);
    List<Tensor> out = new ArrayList<>();
    for (Port port : body.outputs()) {
      Tensor result = results.get(port.name());
      if (result == null) {
        throw new IllegalStateException("body '" + body.name() + "' gave no '" + port.name() + "'");
      }
      out.add(result);
    }
    return out;
  }

  private static List<Tensor> loop(ControlFlow.Loop op, Operands in, Interpreter.Scope scope) {
    long turns = in.has(0) ? Integers.only(in, 0, "trip count") : Long.MAX_VALUE;
    boolean go = !in.has(1) || truth(in.get(1));
    int carried = Math.max(0, in.count() - 2);
    int stacked = op.body().outputs().size() - 1 - carried;
    if (stacked < 0) {
      throw new Problem(
          "the body gives "
              + op.body().outputs().size()
              + " values for "
              + carried
              + " carried ones");
    }
    List<Tensor> state = new ArrayList<>();
    for (int i = 0; i < carried; i++) {
      state.add(in.get(i + 2));
    }
    List<List<Tensor>> rows = new ArrayList<>();
    for (int i = 0; i < stacked; i++) {
      rows.add(new ArrayList<>());
    }
    for (long turn = 0; turn < turns && go; turn++) {
      List<Tensor> inputs = new ArrayList<>();
      inputs.add(Tensor.int64(Shape.SCALAR, new long[] {turn}));
      inputs.add(Tensor.bools(Shape.SCALAR, new int[] {1}));
      inputs.addAll(state);
      List<Tensor> results = run(op.body(), inputs, scope);
      go = truth(results.getFirst());
      state = results.subList(1, 1 + carried);
      for (int i = 0; i < stacked; i++) {
        rows.get(i).add(results.get(1 + carried + i));
      }
    }
    List<Tensor> out = new ArrayList<>(state);
    for (int i = 0; i < stacked; i++) {
      out.add(stack(rows.get(i), 0, false, op.body().outputs().get(1 + carried + i)));
    }
    return out;
  }

  private static List<Tensor> scan(ControlFlow.Scan op, Operands in, Interpreter.Scope scope) {
    int carried = in.count() - op.scanInputs();
    int stacked = op.body().outputs().size() - carried;
    if (carried < 0 || stacked < 0 || op.scanInputs() < 1) {
      throw new Problem(
          "Scan of "
              + op.scanInputs()
              + " of "
              + in.count()
              + " inputs with a body of "
              + op.body().outputs().size()
              + " outputs");
    }
    List<Tensor> state = new ArrayList<>();
    for (int i = 0; i < carried; i++) {
      state.add(in.get(i));
    }
    int turns = -1;
    for (int i = 0; i < op.scanInputs(); i++) {
      Shape shape = in.shape(carried + i);
      int size = shape.size(shape.axis(entry(op.inputAxes(), i, 0)));
      if (turns >= 0 && size != turns) {
        throw new Problem("scanned inputs of lengths " + turns + " and " + size);
      }
      turns = size;
    }
    List<List<Tensor>> rows = new ArrayList<>();
    for (int i = 0; i < stacked; i++) {
      rows.add(new ArrayList<>());
    }
    for (int turn = 0; turn < turns; turn++) {
      List<Tensor> inputs = new ArrayList<>(state);
      for (int i = 0; i < op.scanInputs(); i++) {
        Tensor x = in.get(carried + i);
        int place = entry(op.inputReversed(), i, false) ? turns - 1 - turn : turn;
        inputs.add(Slices.slice(x, x.shape().axis(entry(op.inputAxes(), i, 0)), place));
      }
      List<Tensor> results = run(op.body(), inputs, scope);
      state = results.subList(0, carried);
      for (int i = 0; i < stacked; i++) {
        rows.get(i).add(results.get(carried + i));
      }
    }
    List<Tensor> out = new ArrayList<>(state);
    for (int i = 0; i < stacked; i++) {
      out.add(
          stack(
              rows.get(i),
              entry(op.outputAxes(), i, 0),
              entry(op.outputReversed(), i, false),
              op.body().outputs().get(carried + i)));
    }
    return out;
  }

  /// ONNX 8: one scan for each element of the batch, each as long as its sequence; stacked values
  /// are filled with zeros.
  private static List<Tensor> batchedScan(
      ControlFlow.Scan op, Operands in, Interpreter.Scope scope) {
    int operands = in.count() - 1;
    int batch = in.shape(1).rank() == 0 ? 0 : in.shape(1).size(0);
    if (batch == 0) {
      throw new Problem("Scan over an empty batch " + in.shape(1));
    }
    for (int i = 1; i <= operands; i++) {
      int least = i > operands - op.scanInputs() ? 2 : 1;
      if (in.shape(i).rank() < least || in.shape(i).size(0) != batch) {
        throw new Problem("operand " + i + " " + in.shape(i) + " for a batch of " + batch);
      }
    }
    long[] lengths = in.has(0) ? in.longs(0) : new long[0];
    if (in.has(0) && lengths.length != batch) {
      throw new Problem(lengths.length + " sequence lengths for a batch of " + batch);
    }
    ControlFlow.Scan single =
        new ControlFlow.Scan(
            op.body(),
            op.scanInputs(),
            List.of(),
            op.inputReversed(),
            List.of(),
            op.outputReversed(),
            false);
    List<List<Tensor>> results = new ArrayList<>();
    int longest = 0;
    for (int b = 0; b < batch; b++) {
      List<@Nullable Tensor> inputs = new ArrayList<>();
      for (int i = 0; i < operands; i++) {
        Tensor x = Slices.slice(in.get(i + 1), 0, b);
        if (i >= operands - op.scanInputs()) {
          longest = x.shape().size(0);
          x =
              lengths.length == 0
                  ? x
                  : Slices.head(x, (int) Math.clamp(lengths[b], 0L, (long) longest));
        }
        inputs.add(x);
      }
      results.add(scan(single, new Operands(inputs), scope));
    }
    List<Tensor> out = new ArrayList<>();
    for (int i = 0; i < results.getFirst().size(); i++) {
      List<Tensor> rows = new ArrayList<>();
      for (List<Tensor> result : results) {
        boolean stacked = i >= operands - op.scanInputs();
        rows.add(stacked ? Slices.filled(result.get(i), longest) : result.get(i));
      }
      out.add(Slices.stack(rows, 0));
    }
    return out;
  }

  private static <T> T entry(List<T> given, int i, T otherwise) {
    return i < given.size() ? given.get(i) : otherwise;
  }

  /// Values of all turns along a new axis. Without a turn the port says what it can of type and
  /// sizes.
  private static Tensor stack(List<Tensor> rows, int axis, boolean reversed, Port port) {
    if (!rows.isEmpty()) {
      return Slices.stack(reversed ? rows.reversed() : rows, axis);
    }
    List<String> declared = port.sizes();
    int[] sizes = new int[declared == null ? 1 : declared.size() + 1];
    int at = axis < 0 ? axis + sizes.length : axis;
    for (int i = 0; i < sizes.length; i++) {
      if (i != at && declared != null) {
        String size = declared.get(i < at ? i : i - 1);
        sizes[i] = size.matches("\\d{1,9}") ? Integer.parseInt(size) : 0;
      }
    }
    ElementType type = port.type();
    return Tensor.zeros(type == null ? ElementType.FLOAT : type, Shape.of(sizes));
  }
}
