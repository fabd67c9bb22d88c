package bitline.program;

import bitline.graph.ConvGeometry;
import java.util.List;

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

  /// A product with a constant matrix. Vectors are the rows of the operand, or its columns.
  ///
  /// @param stacks how many operand matrices lie one behind another
  /// @param each vectors in one of them
  /// @param operandColumns the vectors are the operand's columns
  /// @param resultColumns the sums of a vector are a column of the result
  record Product(
      int stacks, int each, int rows, int columns, boolean operandColumns, boolean resultColumns)
      implements Unrolling {
    @Override
    public int groups() {
      return 1;
    }

    @Override
    public int inputs() {
      return stacks * each * rows;
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
