package bitline.graph.eval;

import bitline.base.Problem;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Computes what runs along one axis: places of extremes, running sums, greatest elements; and
/// determinants.
final class AxisEval {
  private AxisEval() {}

  /// A tensor seen as lines along one axis: line (o, i) begins at o·size·inner + i and steps by
  /// `inner`.
  private record Lines(int axis, int outer, int size, int inner) {
    static Lines of(Shape shape, int axis) {
      int at = shape.axis(axis);
      return new Lines(at, shape.span(0, at), shape.size(at), shape.span(at + 1, shape.rank()));
    }

    int count() {
      return outer * inner;
    }

    int begin(int line) {
      return line / inner * size * inner + line % inner;
    }
  }

  static Tensor argument(Tensor x, int axis, boolean keepDims, boolean last, boolean greatest) {
    Lines lines = Lines.of(x.shape(), axis);
    if (lines.size == 0) {
      throw new Problem("the place of an extreme along axis " + axis + ", which has no elements");
    }
    long[] out = new long[lines.count()];
    for (int line = 0; line < out.length; line++) {
      int begin = lines.begin(line);
      int best = 0;
      for (int i = 1; i < lines.size; i++) {
        int order = compare(x, begin + i * lines.inner, begin + best * lines.inner);
        if ((greatest ? order : -order) > 0 || last && order == 0) {
          best = i;
        }
      }
      out[line] = best;
    }
    return Tensor.int64(without(x.shape(), lines.axis, keepDims), out);
  }

  private static Shape without(Shape shape, int axis, boolean keepDims) {
    int[] sizes = shape.sizes();
    if (keepDims) {
      sizes[axis] = 1;
      return Shape.of(sizes);
    }
    int[] rest = new int[sizes.length - 1];
    System.arraycopy(sizes, 0, rest, 0, axis);
    System.arraycopy(sizes, axis + 1, rest, axis, rest.length - axis);
    return Shape.of(rest);
  }

  /// The order of two elements; NaN stands above all, both zeros are equal.
  static int compare(Tensor x, int i, int j) {
    return switch (x) {
      case Tensor.Floats t -> Float.compare(t.data()[i] + 0f, t.data()[j] + 0f);
      case Tensor.Doubles t -> Double.compare(t.data()[i] + 0.0, t.data()[j] + 0.0);
      case Tensor.Ints t -> Integer.compare(t.data()[i], t.data()[j]);
      case Tensor.Longs t ->
          t.type() == ElementType.UINT64
              ? Long.compareUnsigned(t.data()[i], t.data()[j])
              : Long.compare(t.data()[i], t.data()[j]);
    };
  }

  static Tensor running(Operands in, boolean exclusive, boolean reverse, boolean product) {
    Tensor x = in.get(0);
    Lines lines =
        Lines.of(
            x.shape(),
            (int) Integers.index(Integers.only(in, 1, "axis"), x.shape().rank(), "axis"));
    boolean real = x.type().isFloat();
    double[] reals = new double[real ? x.elements() : 0];
    long[] wholes = new long[real ? 0 : x.elements()];
    for (int line = 0; line < lines.count(); line++) {
      int begin = lines.begin(line);
      double sum = product ? 1 : 0;
      long whole = product ? 1 : 0;
      for (int i = 0; i < lines.size; i++) {
        int at = begin + (reverse ? lines.size - 1 - i : i) * lines.inner;
        if (real) {
          double next = product ? sum * x.at(at) : sum + x.at(at);
          reals[at] = exclusive ? sum : next;
          sum = next;
        } else {
          long next = product ? whole * x.intAt(at) : whole + x.intAt(at);
          wholes[at] = exclusive ? whole : next;
          whole = next;
        }
      }
    }
    return real
        ? Casting.cast(new Tensor.Doubles(ElementType.DOUBLE, x.shape(), reals), x.type())
        : Integers.of(x.type(), x.shape(), wholes);
  }

  static List<Tensor> topK(Operands in, int axis, boolean largest) {
    Tensor x = in.get(0);
    Lines lines = Lines.of(x.shape(), axis);
    long k = Integers.only(in, 1, "k");
    if (k < 0 || k > lines.size) {
      throw new Problem(
          "k is " + k + "; axis " + axis + " of " + x.shape() + " has " + lines.size + " elements");
    }
    int[] sizes = x.shape().sizes();
    sizes[lines.axis] = (int) k;
    Shape shape = Shape.of(sizes);
    int[] from = new int[shape.elements()];
    long[] places = new long[from.length];
    for (int line = 0; line < lines.count(); line++) {
      int begin = lines.begin(line);
      int[] order = order(x, begin, lines.inner, lines.size, largest);
      int to = line / lines.inner * (int) k * lines.inner + line % lines.inner;
      for (int i = 0; i < k; i++) {
        from[to + i * lines.inner] = begin + order[i] * lines.inner;
        places[to + i * lines.inner] = order[i];
      }
    }
    return List.of(Strided.pick(x, from, shape), Tensor.int64(shape, places));
  }

  /// The places of a line's elements in the order of their values, equals in the order in which
  /// they stand.
  private static int[] order(Tensor x, int begin, int step, int n, boolean descending) {
    int[] order = new int[n];
    if (x instanceof Tensor.Longs || x instanceof Tensor.Doubles) {
      Integer[] boxed = new Integer[n];
      Arrays.setAll(boxed, i -> i);
      Arrays.sort(
          boxed,
          (i, j) -> {
            int ascending = compare(x, begin + i * step, begin + j * step);
            return descending ? -ascending : ascending;
          });
      Arrays.setAll(order, i -> boxed[i]);
      return order;
    }
    // Value and place side by side in one long, so that a plain sort of longs does it.
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      int key =
          switch (x) {
            case Tensor.Floats t -> {
              int bits = Float.floatToIntBits(t.data()[begin + i * step] + 0f);
              yield bits ^ (bits >> 31 & Integer.MAX_VALUE);
            }
            case Tensor.Ints t -> t.data()[begin + i * step];
            default -> throw new IllegalStateException("wide elements are sorted above");
          };
      keys[i] = (long) (descending ? ~key : key) << 32 | i;
    }
    Arrays.sort(keys);
    Arrays.setAll(order, i -> (int) keys[i]);
    return order;
  }

  /// By Gauss's elimination in double, rows swapped for the greatest pivot.
  static Tensor determinants(Tensor x) {
    int rank = x.shape().rank();
    if (rank < 2 || x.shape().size(-1) != x.shape().size(-2) || !x.type().isFloat()) {
      throw new Problem(
          "determinant of "
              + x.type().text()
              + " "
              + x.shape()
              + "; square float matrices are needed");
    }
    int n = x.shape().size(-1);
    Shape shape = Shape.of(Arrays.copyOf(x.shape().sizes(), rank - 2));
    double[] out = new double[shape.elements()];
    double[][] m = new double[n][n];
    for (int matrix = 0; matrix < out.length; matrix++) {
      for (int i = 0; i < n * n; i++) {
        m[i / n][i % n] = x.at(matrix * n * n + i);
      }
      out[matrix] = determinant(m, n);
    }
    return Casting.cast(new Tensor.Doubles(ElementType.DOUBLE, shape, out), x.type());
  }

  private static double determinant(double[][] m, int n) {
    double product = 1;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        pivot = Math.abs(m[row][column]) > Math.abs(m[pivot][column]) ? row : pivot;
      }
      if (m[pivot][column] == 0) {
        return 0;
      }
      double[] swapped = m[pivot];
      m[pivot] = m[column];
      m[column] = swapped;
      product *= pivot == column ? swapped[column] : -swapped[column];
      for (int row = column + 1; row < n; row++) {
        double factor = m[row][column] / swapped[column];
        for (int i = column; i < n; i++) {
          m[row][i] -= factor * swapped[i];
        }
      }
    }
    return product;
  }
}
