package bitline.program;

import bitline.tensor.Tensor;

/// What the cells of a layer hold.
public sealed interface Contents {
  /// Weights. Written before the network runs; where segments are exchanged, before their segment
  /// does.
  ///
  /// @param values matrices one after another, each row-major `rows` × `columns`
  record Weights(int[] values) implements Contents {}

  /// The other operand of a product of two activations, written while the network runs: once a run,
  /// when all of it is there. Each of its matrices (attention's heads) is one of the layer's
  /// groups.
  ///
  /// What happens in time: the whole operand is waited for; its arrays are taken, all of them are
  /// written at once, row after row ([ArrayLayer#writing]), and given back; then the vectors of the
  /// other operand pass as in any layer. What was written stays until the last vector of the run
  /// has passed, so that the next picture's operand waits for that.
  ///
  /// @param value what holds its integers
  /// @param zero their zero point
  /// @param bits width of the integers as they are written, signed
  /// @param signed whether they are signed as they come; others are written less 2^(bits−1)
  record Activation(String value, int zero, int bits, boolean signed) implements Contents {
    private int offset() {
      return signed ? 0 : 1 << (bits - 1);
    }

    /// The zero point of what is written.
    int writtenZero() {
      return zero - offset();
    }

    /// What is written into the cells: as [Weights] have it.
    ///
    /// @param operand row-major; the right operand of a product, or the left one, which is turned
    /// @param unrolling of this run
    int[] written(Tensor operand, Unrolling.Product unrolling) {
      int rows = unrolling.rows();
      int columns = unrolling.columns();
      int[] written = new int[unrolling.groups() * rows * columns];
      for (int group = 0; group < unrolling.groups(); group++) {
        int start = group * rows * columns;
        for (int k = 0; k < rows; k++) {
          for (int n = 0; n < columns; n++) {
            int from = unrolling.operandColumns() ? n * rows + k : k * columns + n;
            written[start + k * columns + n] = (int) operand.intAt(start + from) - offset();
          }
        }
      }
      return written;
    }
  }
}
