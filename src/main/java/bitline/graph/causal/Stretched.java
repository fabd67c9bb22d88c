package bitline.graph.causal;

import bitline.graph.Elementwise;
import bitline.graph.Node;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operators that work on elements at the same place of operands stretched to one shape.
final class Stretched {
  /// What may be added to a buried score without lifting it, far below what buries it.
  private static final double MODERATE = 100;

  private final Analysis analysis;
  private final Node node;
  private final int rank;
  private int rows = -1;
  private int columns = -1;

  private Stretched(Analysis analysis, Node node) {
    this.analysis = analysis;
    this.node = node;
    rank = analysis.shape(node.output()).rank();
  }

  static Work work(Analysis analysis, Node node) {
    return new Stretched(analysis, node).work();
  }

  private Work work() {
    findAxes();
    List<Part> parts = new ArrayList<>();
    for (String value : node.inputs()) {
      parts.add(value.isEmpty() ? new Part.Absent() : part(value));
    }
    Along result = columns < 0 ? new Along.Rows(rows) : new Along.Pairs(rows, columns, later());
    return new Work(node, parts, List.of(result));
  }

  private void findAxes() {
    for (String value : node.inputs()) {
      if (!value.isEmpty() && analysis.along(value) instanceof Along.Pairs p) {
        take(shifted(value, p.rows()), shifted(value, p.columns()));
      }
    }
    boolean pairs = rows >= 0;
    for (String value : node.inputs()) {
      if (!pairs && !value.isEmpty() && analysis.along(value) instanceof Along.Rows r) {
        take(shifted(value, r.axis()), -1);
      }
    }
  }

  private void take(int r, int c) {
    if (rows >= 0 && (rows != r || columns != c)) {
      throw new Refusal(node, "meets tokens along different axes of its operands");
    }
    rows = r;
    columns = c;
  }

  /// The axis of the result that an operand's axis becomes.
  private int shifted(String value, int axis) {
    return rank - analysis.shape(value).rank() + axis;
  }

  /// The axis of an operand that becomes the result's, where it has one of more than one entry.
  private int own(String value, int axis) {
    Shape shape = analysis.shape(value);
    int at = axis - (rank - shape.rank());
    return axis >= 0 && at >= 0 && shape.size(at) > 1 ? at : -1;
  }

  private Part part(String value) {
    return switch (analysis.along(value)) {
      case Along.Fixed _ -> new Part.Known(value, own(value, rows), own(value, columns));
      case Along.Pairs _ -> new Part.Own(value);
      case Along.Rows(int axis) -> {
        int at = shifted(value, axis);
        if (at == rows && own(value, columns) < 0) {
          yield new Part.Own(value);
        }
        if (at == columns && own(value, rows) < 0) {
          yield new Part.Before(value);
        }
        throw new Refusal(node, "meets tokens along different axes of its operands");
      }
    };
  }

  /// The least and greatest of an operand's entries at later tokens.
  private Along.Later later(String value) {
    return switch (analysis.along(value)) {
      case Along.Fixed _ -> Analysis.later(range(value));
      case Along.Pairs p -> p.later();
      case Along.Rows _ -> Along.Later.OPEN;
    };
  }

  private double[] range(String value) {
    return analysis.later(value, own(value, rows), own(value, columns));
  }

  private Along.Later later() {
    List<Along.Later> of = new ArrayList<>();
    for (String value : node.inputs()) {
      of.add(value.isEmpty() ? Along.Later.OPEN : later(value));
    }
    boolean buried = of.contains(Along.Later.BURIED);
    return switch (node.op()) {
      case Elementwise.Add _ ->
          buried ? moderate(1) ? Along.Later.BURIED : Along.Later.OPEN : all(of, Along.Later.ZERO);
      case Elementwise.Mul _ ->
          of.contains(Along.Later.ZERO) && !buried ? Along.Later.ZERO : Along.Later.OPEN;
      case Elementwise.Sub _ ->
          of.getFirst() == Along.Later.BURIED && of.getLast() != Along.Later.BURIED && moderate(-1)
              ? Along.Later.BURIED
              : all(of, Along.Later.ZERO);
      case Elementwise.Div _ when of.getFirst() == Along.Later.ZERO -> Along.Later.ZERO;
      case Elementwise.Max _ -> all(of, Along.Later.BURIED);
      case Elementwise.Min _ -> buried ? Along.Later.BURIED : Along.Later.OPEN;
      case Elementwise.Where _ -> chosen(of);
      case Elementwise.Identity _ -> of.getFirst();
      case Elementwise.Cast(ElementType to, boolean _) ->
          to.isFloat() || of.getFirst() == Along.Later.ZERO ? of.getFirst() : Along.Later.OPEN;
      case Elementwise.Exp _ when buried -> Along.Later.ZERO;
      default ->
          of.getFirst() == Along.Later.ZERO && keepsZero(analysis, node)
              ? Along.Later.ZERO
              : Along.Later.OPEN;
    };
  }

  /// Whether no fixed operand lifts what is buried.
  ///
  /// @param sign 1 where operands are added, −1 where all but the first are taken off
  private boolean moderate(int sign) {
    for (int i = 0; i < node.inputs().size(); i++) {
      if (analysis.isFixed(node.input(i))) {
        double[] range = range(node.input(i));
        double lift = i == 0 || sign > 0 ? range[1] : -range[0];
        if (!(lift <= MODERATE)) {
          return false;
        }
      }
    }
    return true;
  }

  private static Along.Later all(List<Along.Later> of, Along.Later wanted) {
    return of.stream().allMatch(later -> later == wanted) ? wanted : Along.Later.OPEN;
  }

  /// What a choice takes at later tokens: known where the condition is the same at all of them.
  private Along.Later chosen(List<Along.Later> of) {
    if (!analysis.isFixed(node.input(0))) {
      return Along.Later.OPEN;
    }
    double[] condition = range(node.input(0));
    if (condition[0] != 0) {
      return of.get(1);
    }
    return condition[1] == 0 ? of.get(2) : Along.Later.OPEN;
  }

  /// Whether a node with one operand that is no single fixed number makes zero of its zeros.
  static boolean keepsZero(Analysis analysis, Node node) {
    List<@Nullable Tensor> operands = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      String value = node.input(i);
      if (value.isEmpty()) {
        operands.add(null);
      } else if (i == 0) {
        int[] ones = new int[analysis.shape(value).rank()];
        Arrays.fill(ones, 1);
        operands.add(Tensor.zeros(analysis.type(value).type(), Shape.of(ones)));
      } else if (analysis.isFixed(value) && analysis.shape(value).elements() == 1) {
        operands.add(analysis.known.value(value));
      } else {
        return false;
      }
    }
    Tensor result =
        analysis.interpreter.eval(node.op(), operands, node.outputs().size()).getFirst();
    return result.elements() == 1 && result.at(0) == 0;
  }
}
