package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Linear;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Matrix products over stacks of matrices, and Gemm.
final class MatrixProduct {
  private MatrixProduct() {}

  /// NumPy's matmul: vectors stand for a row (left) or a column (right), leading axes are stretched
  /// to each other.
  static Tensor matmul(Tensor a, Tensor b, Kernels kernels) {
    if (a.type() != b.type()) {
      throw new Problem("a product of " + a.type().text() + " and " + b.type().text());
    }
    Plan plan = Plan.of(a.shape(), b.shape());
    switch (a) {
      case Tensor.Floats x -> {
        float[] out = new float[plan.shape.elements()];
        plan.run(new Lanes.OfFloats(kernels), x.data(), ((Tensor.Floats) b).data(), out);
        return new Tensor.Floats(a.type(), plan.shape, NarrowFloats.round(a.type(), out));
      }
      case Tensor.Doubles x -> {
        double[] out = new double[plan.shape.elements()];
        plan.run(new Lanes.OfDoubles(), x.data(), ((Tensor.Doubles) b).data(), out);
        return new Tensor.Doubles(a.type(), plan.shape, out);
      }
      case Tensor.Ints x -> {
        if (a.type() != ElementType.INT32) {
          throw new Problem(
              "a product of " + a.type().text() + "; MatMulInteger multiplies narrow integers");
        }
        return integers(x.shape(), x.data(), b.shape(), ((Tensor.Ints) b).data(), kernels);
      }
      case Tensor.Longs x -> {
        long[] out = new long[plan.shape.elements()];
        plan.run(new Lanes.OfLongs(), x.data(), ((Tensor.Longs) b).data(), out);
        if (a.type() == ElementType.UINT32) {
          for (int i = 0; i < out.length; i++) {
            out[i] &= 0xFFFF_FFFFL;
          }
        }
        return new Tensor.Longs(a.type(), plan.shape, out);
      }
    }
  }

  /// The product of 32-bit integers (wrapping).
  static Tensor.Ints integers(Shape aShape, int[] a, Shape bShape, int[] b, Kernels kernels) {
    Plan plan = Plan.of(aShape, bShape);
    int[] out = new int[plan.shape.elements()];
    plan.run(new Lanes.OfInts(kernels), a, b, out);
    return new Tensor.Ints(ElementType.INT32, plan.shape, out);
  }

  /// Where alpha and beta are 1 and C has the float type, each element is one fma chain that starts
  /// at C.
  static Tensor gemm(Linear.Gemm op, Tensor a, Tensor b, @Nullable Tensor c, Kernels kernels) {
    if (a.shape().rank() != 2 || b.shape().rank() != 2 || a.type() != b.type()) {
      throw new Problem(
          "Gemm of "
              + a.type().text()
              + " "
              + a.shape()
              + " and "
              + b.type().text()
              + " "
              + b.shape());
    }
    int m = a.shape().size(op.transA() ? 1 : 0);
    int k = a.shape().size(op.transA() ? 0 : 1);
    int n = b.shape().size(op.transB() ? 0 : 1);
    int rows = b.shape().size(op.transB() ? 1 : 0);
    if (rows != k) {
      throw new Problem(
          "matrices " + Shape.of(m, k) + " and " + Shape.of(rows, n) + " do not fit each other");
    }
    Shape shape = Shape.of(m, n);
    if (c != null && !Shape.broadcast(c.shape(), shape).equals(shape)) {
      throw new Problem("C " + c.shape() + " cannot be stretched to " + shape);
    }
    // One row needs no turned B: the rows of B times it as a column are the same chains.
    boolean column = op.transB() && m == 1 && a instanceof Tensor.Floats;
    Tensor left = op.transA() ? turned(a) : a;
    Tensor right = op.transB() && !column ? turned(b) : b;
    int[] place = c == null ? new int[0] : Reals.stretched(c.shape(), shape);
    if (left instanceof Tensor.Floats x && right instanceof Tensor.Floats y) {
      float[] out = new float[shape.elements()];
      float[] start = c == null ? out : c.toFloats();
      boolean plain = op.alpha() == 1 && op.beta() == 1;
      for (int i = 0; plain && c != null && i < out.length; i++) {
        out[i] = start[place[i]];
      }
      if (column) {
        kernels.matmul(n, 1, k, y.data(), 0, k, x.data(), 0, 1, out, 0, 1);
      } else {
        kernels.matmul(m, n, k, x.data(), 0, k, y.data(), 0, n, out, 0, n);
      }
      for (int i = 0; !plain && i < out.length; i++) {
        out[i] =
            c == null
                ? op.alpha() * out[i]
                : Math.fma(op.alpha(), out[i], op.beta() * start[place[i]]);
      }
      return new Tensor.Floats(a.type(), shape, NarrowFloats.round(a.type(), out));
    }
    double[] out = new double[shape.elements()];
    new Lanes.OfDoubles().matmul(m, n, k, Reals.of(left), 0, k, Reals.of(right), 0, n, out, 0, n);
    for (int i = 0; i < out.length; i++) {
      out[i] = op.alpha() * out[i] + (c == null ? 0 : op.beta() * c.at(place[i]));
    }
    return Reals.tensor(a.type(), shape, out);
  }

  private static Tensor turned(Tensor matrix) {
    int rows = matrix.shape().size(0);
    int columns = matrix.shape().size(1);
    Shape shape = Shape.of(columns, rows);
    return switch (matrix) {
      case Tensor.Floats t ->
          new Tensor.Floats(t.type(), shape, turned(t.data(), 0, rows, columns));
      case Tensor.Doubles _, Tensor.Ints _, Tensor.Longs _ -> {
        double[] data = Reals.of(matrix);
        double[] out = new double[data.length];
        for (int i = 0; i < out.length; i++) {
          out[i] = data[i % rows * columns + i / rows];
        }
        yield new Tensor.Doubles(ElementType.DOUBLE, shape, out);
      }
    };
  }

  /// The transpose of a matrix of `rows` × `columns` that starts at `at`, tile by tile.
  static float[] turned(float[] data, int at, int rows, int columns) {
    float[] out = new float[Math.multiplyExact(rows, columns)];
    for (int top = 0; top < rows; top += 32) {
      for (int left = 0; left < columns; left += 32) {
        int bottom = Math.min(rows, top + 32);
        int right = Math.min(columns, left + 32);
        for (int i = left; i < right; i++) {
          for (int j = top; j < bottom; j++) {
            out[i * rows + j] = data[at + j * columns + i];
          }
        }
      }
    }
    return out;
  }

  /// Sizes of a product, and where the matrices of each stack lie.
  private record Plan(int m, int n, int k, int[] aAt, int[] bAt, Shape shape) {
    static Plan of(Shape a, Shape b) {
      if (a.rank() == 0 || b.rank() == 0) {
        throw new Problem("a matrix product with a scalar");
      }
      int[] as = a.rank() == 1 ? new int[] {1, a.size(0)} : a.sizes();
      int[] bs = b.rank() == 1 ? new int[] {b.size(0), 1} : b.sizes();
      int m = as[as.length - 2];
      int k = as[as.length - 1];
      int n = bs[bs.length - 1];
      if (bs[bs.length - 2] != k) {
        throw new Problem("matrices " + a + " and " + b + " do not fit each other");
      }
      Shape aStack = Shape.of(Arrays.copyOf(as, as.length - 2));
      Shape bStack = Shape.of(Arrays.copyOf(bs, bs.length - 2));
      Shape stack = Shape.broadcast(aStack, bStack);
      int[] sizes =
          Arrays.copyOf(
              stack.sizes(), stack.rank() + (a.rank() > 1 ? 1 : 0) + (b.rank() > 1 ? 1 : 0));
      int next = stack.rank();
      if (a.rank() > 1) {
        sizes[next++] = m;
      }
      if (b.rank() > 1) {
        sizes[next] = n;
      }
      Shape shape = Shape.of(sizes);
      if (bStack.elements() == 1 && stack.elements() == aStack.elements()) {
        return new Plan(m * stack.elements(), n, k, new int[1], new int[1], shape);
      }
      return new Plan(
          m, n, k, Reals.stretched(aStack, stack), Reals.stretched(bStack, stack), shape);
    }

    <A> void run(Lanes<A> lanes, A a, A b, A out) {
      if (shape.elements() == 0) {
        return;
      }
      for (int i = 0; i < aAt.length; i++) {
        lanes.matmul(m, n, k, a, aAt[i] * m * k, k, b, bAt[i] * k * n, n, out, i * m * n, n);
      }
    }
  }
}
