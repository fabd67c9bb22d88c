package bitline.graph.causal;

import bitline.base.Problem;
import bitline.graph.Node;
import bitline.graph.Port;
import bitline.graph.Shaping;
import bitline.graph.eval.ValueType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Runs a graph token by token: each step computes one row of every value and keeps what later
/// steps will read of it. Not for several threads.
public final class TokenRun {
  private final TokenPlan plan;
  private final Machine machine;

  /// Kept rows by value, with room for all tokens.
  private final Map<String, Tensor> kept = new HashMap<>();

  private final Map<String, Tensor> own = new HashMap<>();
  private final Map<String, Tensor> before = new HashMap<>();
  private int done;

  public TokenRun(TokenPlan plan, Machine machine) {
    this.plan = plan;
    this.machine = machine;
  }

  /// Tokens that have gone through.
  public int done() {
    return done;
  }

  /// The next token: outputs by name, each of size 1 along its axis of tokens, with the bits of
  /// that row of a run of the whole sequence.
  ///
  /// @param token by input, of size 1 along the axis of tokens
  public Map<String, Tensor> next(Map<String, Tensor> token) {
    if (done == plan.tokens()) {
      throw new Problem(
          plan.graph().name()
              + " is made for "
              + plan.tokens()
              + " tokens, all of which have gone through");
    }
    own.clear();
    before.clear();
    for (Port port : plan.graph().inputs()) {
      String name = port.name();
      Tensor row = token.get(name);
      int axis = Objects.requireNonNull(plan.inputAxes().get(name));
      Shape wanted = Pieces.sized(plan.analysis().shape(name), axis, 1);
      if (row == null || !row.shape().equals(wanted)) {
        throw new Problem(
            "input '"
                + name
                + "' of a token is "
                + (row == null ? "missing" : row.shape())
                + "; "
                + wanted
                + " is needed");
      }
      put(name, row);
    }
    for (Work work : plan.works()) {
      if (!machine.skips(work.node())) {
        step(work);
      }
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (Port port : plan.graph().outputs()) {
      outputs.put(port.name(), Objects.requireNonNull(own.get(port.name()), port.name()));
    }
    done++;
    return outputs;
  }

  private void put(String name, Tensor row) {
    own.put(name, row);
    Integer axis = plan.keptAxes().get(name);
    if (axis != null) {
      ValueType type = plan.analysis().type(name);
      Tensor all =
          kept.computeIfAbsent(
              name, _ -> Tensor.zeros(row.type(), Pieces.sized(type.shape(), axis, plan.tokens())));
      Pieces.paste(all, axis, done, row);
    }
  }

  private void step(Work work) {
    Node node = work.node();
    List<String> taken = machine.takes(node);
    List<@Nullable Tensor> operands = new ArrayList<>();
    List<Tensor> results;
    if (!taken.isEmpty()) {
      taken.forEach(
          value -> operands.add(plan.ofEarlier(work, value) ? before(value) : row(value)));
      results = machine.compute(node, operands);
    } else {
      for (Part part : work.parts()) {
        operands.add(
            switch (part) {
              case Part.Absent _ -> null;
              case Part.Known(String value, int rows, int columns) -> known(value, rows, columns);
              case Part.Own(String value) -> row(value);
              case Part.Before(String value) -> before(value);
            });
      }
      results = compute(work, operands, 1);
    }
    for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
      if (!node.outputs().get(i).isEmpty()) {
        put(node.outputs().get(i), results.get(i));
      }
    }
  }

  private Tensor row(String value) {
    return Objects.requireNonNull(own.get(value), value);
  }

  private Tensor known(String value, int rows, int columns) {
    Tensor x = plan.analysis().known.value(value);
    Tensor cut = rows < 0 ? x : Pieces.cut(x, rows, done, 1);
    return columns < 0 ? cut : Pieces.cut(cut, columns, 0, done + 1);
  }

  /// Rows of a value up to this token, from what is kept.
  private Tensor before(String value) {
    Tensor known = before.get(value);
    if (known != null) {
      return known;
    }
    Integer axis = plan.keptAxes().get(value);
    Tensor made;
    if (axis != null) {
      made = Pieces.cut(Objects.requireNonNull(kept.get(value), value), axis, 0, done + 1);
    } else {
      Work maker = Objects.requireNonNull(plan.maker(value), value);
      List<@Nullable Tensor> operands = new ArrayList<>();
      for (Part part : maker.parts()) {
        operands.add(
            switch (part) {
              case Part.Own(String source) -> before(source);
              case Part.Known(String source, int _, int _) -> known(source, -1, -1);
              case Part.Absent _ -> null;
              case Part.Before(String source) -> throw new IllegalStateException(source);
            });
      }
      made = compute(maker, operands, done + 1).getFirst();
    }
    before.put(value, made);
    return made;
  }

  /// @param rows of the results along the axis of tokens
  private List<Tensor> compute(Work work, List<@Nullable Tensor> operands, int rows) {
    Node node = work.node();
    return switch (node.op()) {
      case Shaping.Reshape _, Shaping.Flatten _, Shaping.Squeeze _, Shaping.Unsqueeze _ ->
          List.of(Objects.requireNonNull(operands.getFirst()).reshape(shape(work, rows)));
      case Shaping.Expand _ -> {
        int[] sizes = shape(work, rows).sizes();
        long[] wide = new long[sizes.length];
        for (int i = 0; i < wide.length; i++) {
          wide[i] = sizes[i];
        }
        operands.set(1, Tensor.int64(Shape.of(wide.length), wide));
        yield machine.compute(node, operands);
      }
      default -> machine.compute(node, operands);
    };
  }

  /// The shape that a node's first result has now.
  private Shape shape(Work work, int rows) {
    Shape whole = plan.analysis().shape(work.node().output());
    return switch (work.results().getFirst()) {
      case Along.Rows(int axis) -> Pieces.sized(whole, axis, rows);
      case Along.Pairs(int axis, int columns, Along.Later _) ->
          Pieces.sized(Pieces.sized(whole, axis, rows), columns, done + 1);
      case Along.Fixed _ -> throw new IllegalStateException(work.node().name());
    };
  }
}
