package bitline.program;

import bitline.graph.ConvGeometry;
import bitline.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a layer's operand becomes vectors on wordlines and how bitline sums become its result. A
/// layer has `groups` matrices of `rows` × `columns` weights; each is sent `vectors` vectors of
/// `rows` inputs.
public sealed interface Unrolling {
  int groups();

  /// Inputs of one vector: the length of a matrix column.
  int rows();

  /// Sums of one vector: the number of a matrix's columns (of weights, not of cells).
  int columns();

  /// Vectors sent to each matrix for one run of the network.
  int vectors();

  /// Elements of the operand.
  int inputs();

  /// Multiply-accumulates of one run.
  default long macs() {
    return (long) groups() * rows() * columns() * vectors();
  }

  /// A convolution: a vector is what the window sees at one output place (*im2col*), row order
  /// channel, then kernel place; places outside the picture hold the input's zero point.
  ///
  /// @param batch pictures in one run
  /// @param channels input channels of all groups
  /// @param columns output channels of one group
  record Convolution(int batch, int channels, int groups, int columns, ConvGeometry geometry)
      implements Unrolling {
    @Override
    public int rows() {
      return channels / groups * product(geometry.kernel());
    }

    @Override
    public int inputs() {
      return batch * channels * product(geometry.input());
    }

    @Override
    public int vectors() {
      return batch * product(geometry.output());
    }
  }

  /// A transposed convolution: a vector is the channels of one input place; each sum is spread to
  /// the output place that its kernel place points to, where sums that meet are added digitally.
  ///
  /// @param outputs output channels of one group
  record Transposed(int batch, int channels, int groups, int outputs, ConvGeometry geometry)
      implements Unrolling {
    @Override
    public int rows() {
      return channels / groups;
    }

    @Override
    public int columns() {
      return outputs * product(geometry.kernel());
    }

    @Override
    public int inputs() {
      return batch * channels * product(geometry.input());
    }

    @Override
    public int vectors() {
      return batch * product(geometry.input());
    }
  }

  /// A matrix product. Vectors are the rows of the operand, or its columns.
  ///
  /// @param groups matrices in the cells, each with operand matrices of its own: 1 for constant
  ///   weights, the heads of attention
  /// @param stacks how many operand matrices of a group lie one behind another
  /// @param each vectors in one of them
  /// @param operandColumns the vectors are the operand's columns
  /// @param resultColumns the sums of a vector are a column of the result
  record Product(
      int groups,
      int stacks,
      int each,
      int rows,
      int columns,
      boolean operandColumns,
      boolean resultColumns)
      implements Unrolling {
    /// A product with one matrix.
    public Product(
        int stacks,
        int each,
        int rows,
        int columns,
        boolean operandColumns,
        boolean resultColumns) {
      this(1, stacks, each, rows, columns, operandColumns, resultColumns);
    }

    /// The product of two activations, one of which lies in the cells: its matrices are as many as
    /// the other's, a group each, or one for all. Null where they are none of these, or empty.
    ///
    /// @param rightWritten whether the right operand lies in the cells, else the left one, turned
    public static @Nullable Product between(Shape left, Shape right, boolean rightWritten) {
      if (left.rank() < 2 || right.rank() < 2 || left.elements() == 0 || right.elements() == 0) {
        return null;
      }
      int m = left.size(-2);
      int k = left.size(-1);
      int n = right.size(-1);
      if (right.size(-2) != k) {
        return null;
      }
      int lefts = left.elements() / (m * k);
      int rights = right.elements() / (k * n);
      boolean alike = left.rank() == right.rank();
      for (int axis = 0; alike && axis < left.rank() - 2; axis++) {
        alike = left.size(axis) == right.size(axis);
      }
      boolean forAll =
          rightWritten
              ? rights == 1 && left.rank() >= right.rank()
              : lefts == 1 && right.rank() >= left.rank();
      if (!alike && !forAll) {
        return null;
      }
      int groups = alike ? lefts : 1;
      int stacks = alike ? 1 : Math.max(lefts, rights);
      return rightWritten
          ? new Product(groups, stacks, m, k, n, false, false)
          : new Product(groups, stacks, n, k, m, true, true);
    }

    @Override
    public int inputs() {
      return groups * stacks * each * rows;
    }

    @Override
    public int vectors() {
      return stacks * each;
    }
  }

  private static int product(List<Integer> sizes) {
    int product = 1;
    for (int size : sizes) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }
}
