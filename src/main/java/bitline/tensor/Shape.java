package bitline.tensor;

import bitline.base.Problem;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The sizes of a tensor's axes, outermost first; a scalar has none. Sizes are 0 or more and their
/// product fits an int.
public final class Shape {
  public static final Shape SCALAR = new Shape(new int[0]);

  /// More axes than any real network has; a file that claims more is refused.
  public static final int MOST_AXES = 32;

  private final int[] sizes;
  private final int elements;

  private Shape(int[] sizes) {
    if (sizes.length > MOST_AXES) {
      throw new Problem(
          "a tensor of " + sizes.length + " axes; at most " + MOST_AXES + " are supported");
    }
    long product = 1;
    boolean empty = false;
    for (int size : sizes) {
      if (size < 0) {
        throw new Problem("negative size " + size + " in shape " + Arrays.toString(sizes));
      }
      empty |= size == 0;
    }
    for (int size : sizes) {
      product *= empty ? 1 : size;
      if (product > Integer.MAX_VALUE - 16) {
        throw new Problem(
            "shape "
                + Arrays.toString(sizes)
                + " has more elements than one tensor can hold (2^31)");
      }
    }
    this.sizes = sizes;
    this.elements = empty ? 0 : (int) product;
  }

  public static Shape of(int... sizes) {
    return new Shape(sizes.clone());
  }

  /// From 64-bit sizes, as files and shape operands have them.
  public static Shape of(long[] sizes) {
    int[] narrow = new int[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] < 0 || sizes[i] > Integer.MAX_VALUE) {
        throw new Problem("size " + sizes[i] + " of axis " + i + " is out of range");
      }
      narrow[i] = (int) sizes[i];
    }
    return new Shape(narrow);
  }

  public int rank() {
    return sizes.length;
  }

  /// The size of an axis; negative axes count from the end.
  public int size(int axis) {
    return sizes[axis < 0 ? axis + sizes.length : axis];
  }

  /// The number of elements.
  public int elements() {
    return elements;
  }

  /// A copy of the sizes.
  public int[] sizes() {
    return sizes.clone();
  }

  /// Row-major strides in elements.
  public int[] strides() {
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= Math.max(1, sizes[i]);
    }
    return strides;
  }

  /// An axis as the user wrote it (maybe negative) as an index from 0.
  public int axis(int axis) {
    if (axis < -sizes.length || axis >= sizes.length) {
      throw new Problem("axis " + axis + " of a tensor of " + sizes.length + " axes " + this);
    }
    return axis < 0 ? axis + sizes.length : axis;
  }

  /// The product of the sizes of axes `from` to `to` (exclusive).
  public int span(int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) {
      product *= sizes[i];
    }
    return product;
  }

  /// The shape both operands are stretched to by NumPy's rule; a [Problem] when they do not match.
  public static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] sizes = new int[rank];
    for (int i = 0; i < rank; i++) {
      int x = i < rank - a.rank() ? 1 : a.sizes[i - rank + a.rank()];
      int y = i < rank - b.rank() ? 1 : b.sizes[i - rank + b.rank()];
      if (x != y && x != 1 && y != 1) {
        throw new Problem("shapes " + a + " and " + b + " do not match");
      }
      sizes[i] = x == 1 ? y : x;
    }
    return new Shape(sizes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(sizes, that.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /// `1x3x32x32`; a scalar is `scalar`.
  @Override
  public String toString() {
    return sizes.length == 0
        ? "scalar"
        : Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining("x"));
  }
}
