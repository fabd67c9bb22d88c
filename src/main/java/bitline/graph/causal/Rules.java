package bitline.graph.causal;

import bitline.graph.Elementwise;
import bitline.graph.Indexing;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Normalising;
import bitline.graph.Quantising;
import bitline.graph.Reduction;
import bitline.graph.Shaping;
import bitline.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How each operator hands tokens on, one rule an operator; what has none is refused by name.
final class Rules {
  private final Analysis analysis;
  private final Node node;

  private Rules(Analysis analysis, Node node) {
    this.analysis = analysis;
    this.node = node;
  }

  /// What a node that reads tokens does for one of them.
  static Work of(Analysis analysis, Node node) {
    return new Rules(analysis, node).work();
  }

  private Work work() {
    return switch (node.op()) {
      case Elementwise _ -> Stretched.work(analysis, node);
      case Linear.MatMul _ -> Products.matMul(analysis, node);
      case Linear.Gemm gemm -> Products.gemm(analysis, node, gemm);
      case Normalising.Softmax(int axis, boolean flattened) -> softmax(axis, flattened);
      case Normalising.LayerNormalization(int axis, float _) -> after(axis);
      case Normalising.RMSNormalization(int axis, float _) -> after(axis);
      case Normalising.LpNormalization(int axis, int _) -> apart(axis);
      case Normalising.Dropout _ -> moved(along());
      case Reduction.OverAxes over -> reduced(over);
      case Reduction.ArgMax(int axis, boolean keep, boolean _) -> reduced(new int[] {axis}, keep);
      case Reduction.ArgMin(int axis, boolean keep, boolean _) -> reduced(new int[] {axis}, keep);
      case Quantising.QuantizeLinear q -> scaled(q.axis());
      case Quantising.DequantizeLinear q -> scaled(q.axis());
      case Shaping.Reshape _, Shaping.Flatten _, Shaping.Squeeze _, Shaping.Unsqueeze _ ->
          moved(carried());
      case Shaping.Transpose(List<Integer> order) -> moved(turned(order));
      case Shaping.Expand _ -> moved(stretched());
      case Shaping.Concat(int axis) -> joined(axis);
      case Shaping.Split(int axis) -> parted(axis);
      case Shaping.Slice _ -> sliced();
      case Indexing.Gather(int axis) -> gathered(axis);
      default ->
          throw new Refusal(
              node, "is not known token by token; its operator has no rule in this analysis");
    };
  }

  private Along along() {
    return analysis.along(node.input(0));
  }

  private Shape shape() {
    return analysis.shape(node.input(0));
  }

  /// The first operand moves, all others are fixed and stay whole.
  private Work moved(Along result) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Own(node.input(0)));
    for (int i = 1; i < node.inputs().size(); i++) {
      String value = node.input(i);
      if (!value.isEmpty() && !analysis.isFixed(value)) {
        throw new Refusal(
            node, "has an operand that depends on tokens where a fixed one is needed");
      }
      parts.add(value.isEmpty() ? new Part.Absent() : new Part.Known(value, -1, -1));
    }
    return new Work(node, parts, Collections.nCopies(node.outputs().size(), result));
  }

  private Work softmax(int axis, boolean flattened) {
    int at = shape().axis(axis);
    if (flattened && at != shape().rank() - 1) {
      throw new Refusal(node, "runs over several axes at once");
    }
    if (along() instanceof Along.Pairs(int rows, int columns, Along.Later later) && at == columns) {
      if (later != Along.Later.BURIED) {
        throw new Refusal(node, "runs over tokens, later ones too: no mask takes them out");
      }
      return moved(new Along.Pairs(rows, columns, Along.Later.ZERO));
    }
    return apart(axis);
  }

  /// Works along an axis that must not be one of tokens.
  private Work apart(int axis) {
    int at = shape().axis(axis);
    return switch (along()) {
      case Along.Rows(int rows) when rows != at -> moved(along());
      case Along.Pairs(int rows, int columns, Along.Later _) when rows != at && columns != at ->
          moved(new Along.Pairs(rows, columns, Along.Later.OPEN));
      case Along.Rows _, Along.Pairs _, Along.Fixed _ ->
          throw new Refusal(node, "runs over tokens, later ones too");
    };
  }

  /// Works along an axis and all after it.
  private Work after(int axis) {
    if (along() instanceof Along.Rows(int rows) && rows < shape().axis(axis)) {
      return moved(along());
    }
    throw new Refusal(node, "runs over tokens, later ones too");
  }

  private Work reduced(Reduction.OverAxes over) {
    if (!node.hasInput(1)) {
      throw new Refusal(node, "runs over tokens, later ones too");
    }
    if (!analysis.isFixed(node.input(1))) {
      throw new Refusal(node, "takes its axes from the data");
    }
    long[] axes = analysis.known.value(node.input(1)).toLongs();
    if (axes.length == 0) {
      if (over.noopWithEmptyAxes()) {
        return moved(along());
      }
      throw new Refusal(node, "runs over tokens, later ones too");
    }
    int[] narrow = new int[axes.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (int) axes[i];
    }
    return reduced(narrow, over.keepDims());
  }

  private Work reduced(int[] axes, boolean keep) {
    boolean[] folded = new boolean[shape().rank()];
    for (int axis : axes) {
      folded[shape().axis(axis)] = true;
    }
    return moved(
        switch (along()) {
          case Along.Rows(int rows) when !folded[rows] -> new Along.Rows(left(rows, folded, keep));
          case Along.Pairs(int rows, int columns, Along.Later later)
              when !folded[rows] && folded[columns] && vanishes(later) ->
              new Along.Rows(left(rows, folded, keep));
          case Along.Rows _, Along.Pairs _, Along.Fixed _ ->
              throw new Refusal(node, "runs over tokens, later ones too");
        });
  }

  /// Whether entries at later tokens change nothing in what is gathered.
  private boolean vanishes(Along.Later later) {
    return (node.op() instanceof Reduction.ReduceSum && later == Along.Later.ZERO)
        || (node.op() instanceof Reduction.ReduceMax && later == Along.Later.BURIED);
  }

  private static int left(int axis, boolean[] folded, boolean keep) {
    int at = axis;
    for (int i = 0; i < axis && !keep; i++) {
      at -= folded[i] ? 1 : 0;
    }
    return at;
  }

  private Work scaled(int axis) {
    for (int i = 1; i < node.inputs().size(); i++) {
      if (node.hasInput(i) && !analysis.isFixed(node.input(i))) {
        throw new Refusal(node, "takes its scale from the data");
      }
    }
    boolean perTensor = analysis.shape(node.input(1)).elements() == 1;
    if (perTensor && along() instanceof Along.Pairs(int rows, int columns, Along.Later later)) {
      boolean zero = later == Along.Later.ZERO && keepsZero();
      return moved(new Along.Pairs(rows, columns, zero ? Along.Later.ZERO : Along.Later.OPEN));
    }
    return perTensor ? moved(along()) : apart(axis);
  }

  /// A quantised zero is the zero point, which dequantising makes 0 again: what stands between the
  /// two is told from 0 by its zero point, so only pairs with zero point 0 keep their zeros here.
  private boolean keepsZero() {
    return Stretched.keepsZero(analysis, node);
  }

  /// Axes of tokens under the result's shape.
  private Along carried() {
    Shape to = analysis.shape(node.output());
    return switch (along()) {
      case Along.Rows(int axis) -> new Along.Rows(carried(axis, to));
      case Along.Pairs(int rows, int columns, Along.Later later) ->
          new Along.Pairs(carried(rows, to), carried(columns, to), later);
      case Along.Fixed _ -> throw new IllegalStateException(node.name());
    };
  }

  private int carried(int axis, Shape to) {
    int before = shape().span(0, axis);
    for (int at = 0; at < to.rank(); at++) {
      if (to.size(at) == shape().size(axis) && to.span(0, at) == before) {
        return at;
      }
    }
    throw new Refusal(
        node, "makes " + to + " of " + shape() + " and leaves no axis of tokens alone");
  }

  private Along turned(List<Integer> order) {
    int rank = shape().rank();
    int[] goes = new int[rank];
    for (int i = 0; i < rank; i++) {
      goes[order.isEmpty() ? rank - 1 - i : order.get(i)] = i;
    }
    return switch (along()) {
      case Along.Rows(int axis) -> new Along.Rows(goes[axis]);
      case Along.Pairs(int rows, int columns, Along.Later later) ->
          new Along.Pairs(goes[rows], goes[columns], later);
      case Along.Fixed _ -> throw new IllegalStateException(node.name());
    };
  }

  private Along stretched() {
    int more = analysis.shape(node.output()).rank() - shape().rank();
    return switch (along()) {
      case Along.Rows(int axis) -> new Along.Rows(axis + more);
      case Along.Pairs(int rows, int columns, Along.Later later) ->
          new Along.Pairs(rows + more, columns + more, later);
      case Along.Fixed _ -> throw new IllegalStateException(node.name());
    };
  }

  private Work joined(int axis) {
    int at = analysis.shape(node.output()).axis(axis);
    Along first =
        node.inputs().stream()
            .map(analysis::along)
            .filter(how -> !(how instanceof Along.Fixed))
            .findFirst()
            .orElseThrow();
    if (!(first instanceof Along.Rows(int rows)) || rows == at) {
      throw new Refusal(node, "joins values along the axis of tokens, or scores");
    }
    List<Part> parts = new ArrayList<>();
    for (String value : node.inputs()) {
      switch (analysis.along(value)) {
        case Along.Fixed _ -> parts.add(new Part.Known(value, rows, -1));
        case Along.Rows(int other) when other == rows -> parts.add(new Part.Own(value));
        case Along.Rows _, Along.Pairs _ ->
            throw new Refusal(node, "meets tokens along different axes of its operands");
      }
    }
    return new Work(node, parts, List.of(first));
  }

  private Work parted(int axis) {
    int at = shape().axis(axis);
    return switch (along()) {
      case Along.Rows(int rows) when rows != at -> moved(along());
      case Along.Pairs(int rows, int columns, Along.Later _) when rows != at && columns != at ->
          moved(along());
      case Along.Rows _, Along.Pairs _, Along.Fixed _ ->
          throw new Refusal(node, "cuts the axis of tokens");
    };
  }

  private Work sliced() {
    Shape to = analysis.shape(node.output());
    Work work = moved(along());
    for (int axis : axes(along())) {
      // a cut that keeps all tokens of the whole sequence would not keep all of a shorter one
      if (to.size(axis) != shape().size(axis) || cuts(axis)) {
        throw new Refusal(node, "takes some of the tokens");
      }
    }
    return work;
  }

  private boolean cuts(int axis) {
    if (!node.hasInput(3)) {
      return axis < analysis.shape(node.input(1)).elements();
    }
    for (long named : analysis.known.value(node.input(3)).toLongs()) {
      if (shape().axis((int) named) == axis) {
        return true;
      }
    }
    return false;
  }

  private static List<Integer> axes(Along along) {
    return switch (along) {
      case Along.Fixed _ -> List.of();
      case Along.Rows(int axis) -> List.of(axis);
      case Along.Pairs(int rows, int columns, Along.Later _) -> List.of(rows, columns);
    };
  }

  private Work gathered(int axis) {
    String data = node.input(0);
    String indices = node.input(1);
    int at = shape().axis(axis);
    int rank = analysis.shape(indices).rank();
    if (analysis.isFixed(data) && analysis.along(indices) instanceof Along.Rows(int rows)) {
      return new Work(
          node,
          List.of(new Part.Known(data, -1, -1), new Part.Own(indices)),
          List.of(new Along.Rows(at + rows)));
    }
    if (!analysis.isFixed(indices)) {
      throw new Refusal(node, "looks up tokens by tokens");
    }
    return moved(
        switch (along()) {
          case Along.Rows(int rows) when rows != at ->
              new Along.Rows(rows < at ? rows : rows + rank - 1);
          case Along.Pairs(int rows, int columns, Along.Later later)
              when rows != at && columns != at ->
              new Along.Pairs(
                  rows < at ? rows : rows + rank - 1,
                  columns < at ? columns : columns + rank - 1,
                  later);
          case Along.Rows _, Along.Pairs _, Along.Fixed _ ->
              throw new Refusal(node, "picks tokens by their places");
        });
  }
}
