package bitline.graph.eval;

import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;

/// Copies boxes of elements between arrays in any order of axes: what transposing, slicing,
/// padding, stretching and joining have in common. Runs that lie alike in both are moved whole; a
/// transposition goes in square blocks.
final class Strided {
  /// Rows and columns of a block: two blocks of floats fit the first-level cache.
  private static final int BLOCK = 32;

  private Strided() {}

  /// The Java array behind a tensor.
  static Object array(Tensor tensor) {
    return switch (tensor) {
      case Tensor.Floats t -> t.data();
      case Tensor.Doubles t -> t.data();
      case Tensor.Ints t -> t.data();
      case Tensor.Longs t -> t.data();
    };
  }

  /// A tensor over an array that fits its type.
  static Tensor tensor(ElementType type, Shape shape, Object array) {
    return switch (type.storage()) {
      case FLOATS -> new Tensor.Floats(type, shape, (float[]) array);
      case DOUBLES -> new Tensor.Doubles(type, shape, (double[]) array);
      case INTS -> new Tensor.Ints(type, shape, (int[]) array);
      case LONGS -> new Tensor.Longs(type, shape, (long[]) array);
    };
  }

  /// Where a copy reads or writes: an array, the place of the box's first element, and a stride an
  /// axis (0 repeats, a negative one runs backwards).
  record Side(Object array, int at, int[] strides) {
    /// The same, `count` steps further along an axis.
    Side moved(int axis, int count) {
      return new Side(array, at + count * strides[axis], strides);
    }

    /// A whole tensor.
    static Side of(Tensor tensor) {
      return new Side(Strided.array(tensor), 0, tensor.shape().strides());
    }
  }

  /// A new tensor of `shape` that reads `from` in row-major order of that shape.
  static Tensor read(Tensor from, int at, int[] strides, Shape shape) {
    Tensor out = Tensor.zeros(from.type(), shape);
    copy(new Side(array(from), at, strides), Side.of(out), shape.sizes());
    return out;
  }

  /// `tensor` stretched to `shape` by NumPy's rule; itself where it has that shape.
  static Tensor expand(Tensor tensor, Shape shape) {
    return tensor.shape().equals(shape)
        ? tensor
        : read(tensor, 0, Broadcast.strides(tensor.shape(), shape), shape);
  }

  /// Copies a box of the given sizes.
  static void copy(Side from, Side to, int[] sizes) {
    int[] size = new int[sizes.length + 2];
    int[] f = new int[size.length];
    int[] t = new int[size.length];
    Arrays.fill(size, 1);
    int rank = 0;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] == 0) {
        return;
      }
      if (sizes[axis] == 1) {
        continue;
      }
      int fStride = from.strides[axis];
      int tStride = to.strides[axis];
      if (rank > 0
          && f[rank - 1] == fStride * sizes[axis]
          && t[rank - 1] == tStride * sizes[axis]) {
        size[rank - 1] *= sizes[axis];
        f[rank - 1] = fStride;
        t[rank - 1] = tStride;
      } else {
        size[rank] = sizes[axis];
        f[rank] = fStride;
        t[rank] = tStride;
        rank++;
      }
    }
    // The two innermost loops: the axis along which `to` runs, and the one along which `from` does.
    int columns = Math.max(rank - 1, 0);
    int rows = rank < 2 ? rank : rank - 2;
    for (int axis = 0; axis < rank - 2 && f[columns] != 1; axis++) {
      if (f[axis] == 1) {
        rows = axis;
      }
    }
    Plane plane = new Plane(size[rows], size[columns], f[rows], f[columns], t[rows], t[columns]);
    size[rows] = 1;
    size[columns] = 1;
    int[] at = new int[rank];
    int fAt = from.at;
    int tAt = to.at;
    while (true) {
      plane.copy(from.array, fAt, to.array, tAt);
      int axis = rank - 1;
      for (; axis >= 0; axis--) {
        if (++at[axis] < size[axis]) {
          fAt += f[axis];
          tAt += t[axis];
          break;
        }
        fAt -= (size[axis] - 1) * f[axis];
        tAt -= (size[axis] - 1) * t[axis];
        at[axis] = 0;
      }
      if (axis < 0) {
        return;
      }
    }
  }

  /// A matrix to copy, with the strides of its rows and columns on both sides.
  private record Plane(int rows, int columns, int fRow, int fColumn, int tRow, int tColumn) {
    void copy(Object from, int f, Object to, int t) {
      if (fColumn == 1 && tColumn == 1) {
        for (int r = 0; r < rows; r++) {
          System.arraycopy(from, f + r * fRow, to, t + r * tRow, columns);
        }
        return;
      }
      for (int r = 0; r < rows; r += BLOCK) {
        int height = Math.min(BLOCK, rows - r);
        for (int c = 0; c < columns; c += BLOCK) {
          int width = fColumn == 0 ? columns : Math.min(BLOCK, columns - c);
          int fAt = f + r * fRow + c * fColumn;
          int tAt = t + r * tRow + c * tColumn;
          switch (from) {
            case float[] array -> block(array, fAt, (float[]) to, tAt, height, width);
            case double[] array -> block(array, fAt, (double[]) to, tAt, height, width);
            case int[] array -> block(array, fAt, (int[]) to, tAt, height, width);
            case long[] array -> block(array, fAt, (long[]) to, tAt, height, width);
            default -> throw new IllegalStateException("not an array of numbers");
          }
          if (fColumn == 0) {
            break;
          }
        }
      }
    }

    private void block(float[] from, int f, float[] to, int t, int height, int width) {
      for (int r = 0; r < height; r++) {
        for (int c = 0; c < width; c++) {
          to[t + r * tRow + c * tColumn] = from[f + r * fRow + c * fColumn];
        }
      }
    }

    private void block(double[] from, int f, double[] to, int t, int height, int width) {
      for (int r = 0; r < height; r++) {
        for (int c = 0; c < width; c++) {
          to[t + r * tRow + c * tColumn] = from[f + r * fRow + c * fColumn];
        }
      }
    }

    private void block(int[] from, int f, int[] to, int t, int height, int width) {
      for (int r = 0; r < height; r++) {
        for (int c = 0; c < width; c++) {
          to[t + r * tRow + c * tColumn] = from[f + r * fRow + c * fColumn];
        }
      }
    }

    private void block(long[] from, int f, long[] to, int t, int height, int width) {
      for (int r = 0; r < height; r++) {
        for (int c = 0; c < width; c++) {
          to[t + r * tRow + c * tColumn] = from[f + r * fRow + c * fColumn];
        }
      }
    }
  }

  /// A new tensor whose element `i` is element `index[i]` of `from`.
  static Tensor pick(Tensor from, int[] index, Shape shape) {
    Object out =
        switch (from) {
          case Tensor.Floats t -> {
            float[] data = new float[index.length];
            for (int i = 0; i < index.length; i++) {
              data[i] = t.data()[index[i]];
            }
            yield data;
          }
          case Tensor.Doubles t -> {
            double[] data = new double[index.length];
            for (int i = 0; i < index.length; i++) {
              data[i] = t.data()[index[i]];
            }
            yield data;
          }
          case Tensor.Ints t -> {
            int[] data = new int[index.length];
            for (int i = 0; i < index.length; i++) {
              data[i] = t.data()[index[i]];
            }
            yield data;
          }
          case Tensor.Longs t -> {
            long[] data = new long[index.length];
            for (int i = 0; i < index.length; i++) {
              data[i] = t.data()[index[i]];
            }
            yield data;
          }
        };
    return tensor(from.type(), shape, out);
  }
}
