package bitline.graph.causal;

import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// Matrix products: rows times weights, scores of one token against all before it, and weighted
/// sums over all before it.
final class Products {
  private final Analysis analysis;
  private final Node node;
  private final String left;
  private final String right;

  /// Axes of the left operand that become the result's rows and are added over.
  private final int m;

  private final int k;

  /// Axes of the right operand that are added over and become the result's columns.
  private final int l;

  private final int n;
  private final int rank;

  private Products(Analysis analysis, Node node) {
    this.analysis = analysis;
    this.node = node;
    left = node.input(0);
    right = node.input(1);
    int a = analysis.shape(left).rank();
    int b = analysis.shape(right).rank();
    if (a < 2 || b < 2) {
      throw new Refusal(
          node, "multiplies a vector without an axis of its own; that is not known here");
    }
    m = a - 2;
    k = a - 1;
    l = b - 2;
    n = b - 1;
    rank = Math.max(a, b);
  }

  static Work matMul(Analysis analysis, Node node) {
    return new Products(analysis, node).matMul();
  }

  private Work matMul() {
    return switch (analysis.along(left)) {
      case Along.Rows(int axis) -> rowsTimes(axis);
      case Along.Pairs pairs -> pairsTimes(pairs);
      case Along.Fixed _ -> fixedTimes();
    };
  }

  private Work rowsTimes(int axis) {
    if (axis == k) {
      throw addsUp();
    }
    switch (analysis.along(right)) {
      case Along.Fixed _ -> {
        int stack = axis == m ? -1 : stackAxis(left, right, axis);
        return work(
            new Part.Own(left), new Part.Known(right, stack, -1), new Along.Rows(out(left, axis)));
      }
      case Along.Rows(int other) -> {
        if (axis == m && other == n) {
          return work(
              new Part.Own(left),
              new Part.Before(right),
              new Along.Pairs(rank - 2, rank - 1, Along.Later.OPEN));
        }
        if (axis < m && other < l && out(left, axis) == out(right, other)) {
          return work(new Part.Own(left), new Part.Own(right), new Along.Rows(out(left, axis)));
        }
      }
      case Along.Pairs _ -> {
        // told below
      }
    }
    throw unknown();
  }

  private Work pairsTimes(Along.Pairs pairs) {
    if (pairs.rows() != m || pairs.columns() != k) {
      throw unknown();
    }
    if (pairs.later() != Along.Later.ZERO) {
      throw addsUp();
    }
    return work(new Part.Own(left), summed(), new Along.Rows(rank - 2));
  }

  private Work fixedTimes() {
    if (analysis.along(right) instanceof Along.Rows(int axis)) {
      if (axis == n) {
        return work(new Part.Known(left, -1, -1), new Part.Own(right), new Along.Rows(rank - 1));
      }
      if (axis < l) {
        int stack = stackAxis(right, left, axis);
        return work(
            new Part.Known(left, stack, -1), new Part.Own(right), new Along.Rows(out(right, axis)));
      }
      // a fixed matrix that mixes tokens must mix earlier ones into later ones only
      Shape shape = analysis.shape(left);
      if (shape.size(m) != analysis.tokens
          || Analysis.later(analysis.later(left, m, k)) != Along.Later.ZERO) {
        throw addsUp();
      }
      return work(new Part.Known(left, m, k), summed(), new Along.Rows(rank - 2));
    }
    throw unknown();
  }

  /// The right operand where its rows are added over.
  private Part summed() {
    return switch (analysis.along(right)) {
      case Along.Fixed _ -> new Part.Known(right, -1, l);
      case Along.Rows(int axis) when axis == l -> new Part.Before(right);
      case Along.Rows _, Along.Pairs _ -> throw unknown();
    };
  }

  /// The axis of `of` in the stack of matrices that meets an axis of `value`'s; −1: none that has
  /// more than one entry.
  private int stackAxis(String value, String of, int axis) {
    int at = out(value, axis) - (rank - analysis.shape(of).rank());
    return at >= 0 && analysis.shape(of).size(at) > 1 ? at : -1;
  }

  private int out(String value, int axis) {
    return rank - analysis.shape(value).rank() + axis;
  }

  private Work work(Part a, Part b, Along result) {
    return new Work(node, List.of(a, b), List.of(result));
  }

  private Refusal addsUp() {
    return new Refusal(node, "adds over tokens, later ones too: no mask takes them out");
  }

  private Refusal unknown() {
    return new Refusal(node, "multiplies tokens along axes that are not known here");
  }

  static Work gemm(Analysis analysis, Node node, Linear.Gemm op) {
    if (op.transA()
        || !(analysis.along(node.input(0)) instanceof Along.Rows(int axis))
        || axis != 0
        || !analysis.isFixed(node.input(1))
        || (node.hasInput(2) && !analysis.isFixed(node.input(2)))) {
      throw new Refusal(node, "is known for rows of tokens times weights only");
    }
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Own(node.input(0)));
    parts.add(new Part.Known(node.input(1), -1, -1));
    if (node.hasInput(2)) {
      Shape bias = analysis.shape(node.input(2));
      parts.add(new Part.Known(node.input(2), bias.rank() == 2 && bias.size(0) > 1 ? 0 : -1, -1));
    }
    return new Work(node, parts, List.of(new Along.Rows(0)));
  }
}
