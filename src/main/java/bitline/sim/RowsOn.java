package bitline.sim;

import bitline.program.Coding;
import bitline.program.Digit;
import bitline.tensor.Tensor;

/// Counts how far the rows of a layer are on: the mean over inputs and their digits of a digit over
/// the largest that it can be. Padding is left out.
final class RowsOn {
  private final Coding coding;
  private double sum;
  private long digits;

  RowsOn(Coding coding) {
    this.coding = coding;
  }

  /// @param x integers as the layer takes them
  void count(Tensor x) {
    int offset = LayerRun.offset(coding, x);
    for (int i = 0; i < x.elements(); i++) {
      int operand = (int) x.intAt(i) + offset;
      for (Digit digit : coding.inputDigits()) {
        sum += (double) digit.of(operand) / ((1 << digit.bits()) - 1);
      }
    }
    digits += (long) x.elements() * coding.inputDigits().size();
  }

  double share() {
    return digits == 0 ? 0.5 : sum / digits;
  }
}
