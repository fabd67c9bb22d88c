package bitline.graph.eval;

import bitline.tensor.Kernels;
import bitline.tensor.Shape;
import java.util.Arrays;

/// How two operands are stretched to one shape by NumPy's rule, with axes joined wherever both lie
/// alike, so that most pairs become few long runs: equal shapes are one run, a bias a channel is
/// one run a channel.
///
/// @param shape the result's
/// @param sizes of the joined axes, at least one
/// @param a strides of the first operand along them, 0 where it repeats
/// @param b of the second
record Broadcast(Shape shape, int[] sizes, int[] a, int[] b) {
  /// Works on `n` elements that lie one after another in the result from `at` on. In each operand
  /// they do so too (step
  /// 1) or are one repeated element (step 0); at most one of the steps is 0.
  @FunctionalInterface
  interface Run {
    void accept(int aAt, int aStep, int bAt, int bStep, int at, int n);
  }

  static Broadcast of(Shape a, Shape b) {
    Shape shape = Shape.broadcast(a, b);
    int[] aAll = strides(a, shape);
    int[] bAll = strides(b, shape);
    int[] sizes = new int[Math.max(1, shape.rank())];
    int[] aStrides = new int[sizes.length];
    int[] bStrides = new int[sizes.length];
    int rank = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      int size = shape.size(axis);
      if (size == 1) {
        continue;
      }
      if (rank > 0
          && aStrides[rank - 1] == aAll[axis] * size
          && bStrides[rank - 1] == bAll[axis] * size) {
        rank--;
        size *= sizes[rank];
      }
      sizes[rank] = size;
      aStrides[rank] = aAll[axis];
      bStrides[rank] = bAll[axis];
      rank++;
    }
    if (rank == 0) {
      return new Broadcast(shape, new int[] {1}, new int[] {1}, new int[] {1});
    }
    return new Broadcast(
        shape,
        Arrays.copyOf(sizes, rank),
        Arrays.copyOf(aStrides, rank),
        Arrays.copyOf(bStrides, rank));
  }

  /// The strides with which a tensor of shape `from` is read as one of shape `to`.
  static int[] strides(Shape from, Shape to) {
    int[] own = from.strides();
    int[] strides = new int[to.rank()];
    for (int axis = 0; axis < own.length; axis++) {
      strides[to.rank() - own.length + axis] = from.size(axis) == 1 ? 0 : own[axis];
    }
    return strides;
  }

  /// Calls `run` for all runs, in the result's order.
  void forEach(Run run) {
    int n = sizes[sizes.length - 1];
    if (shape.elements() > 0) {
      forEach(run, 0, shape.elements() / n);
    }
  }

  /// Calls `run` for all runs, shared out among the kernels' threads; a single long run is cut.
  void forEach(Kernels kernels, Run run) {
    int last = sizes.length - 1;
    int n = sizes[last];
    if (shape.elements() == 0) {
      return;
    }
    if (last == 0) {
      Shares.of(
          kernels,
          n,
          1,
          (from, to) -> run.accept(from * a[0], a[0], from * b[0], b[0], from, to - from));
    } else {
      Shares.of(kernels, shape.elements() / n, n, (from, to) -> forEach(run, from, to));
    }
  }

  /// Runs number `from` to `to`.
  private void forEach(Run run, int from, int to) {
    int last = sizes.length - 1;
    int n = sizes[last];
    int[] at = new int[sizes.length];
    int aAt = 0;
    int bAt = 0;
    int rest = from;
    for (int axis = last - 1; axis >= 0; axis--) {
      at[axis] = rest % sizes[axis];
      rest /= sizes[axis];
      aAt += at[axis] * a[axis];
      bAt += at[axis] * b[axis];
    }
    for (int r = from; r < to; r++) {
      run.accept(aAt, a[last], bAt, b[last], r * n, n);
      for (int axis = last - 1; axis >= 0; axis--) {
        if (++at[axis] < sizes[axis]) {
          aAt += a[axis];
          bAt += b[axis];
          break;
        }
        aAt -= (sizes[axis] - 1) * a[axis];
        bAt -= (sizes[axis] - 1) * b[axis];
        at[axis] = 0;
      }
    }
  }
}
