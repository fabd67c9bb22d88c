package bitline.sim;

import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.RowGroup;
import org.jspecify.annotations.Nullable;

/// The scalar reference: the formulas of [ArrayEngine] and [AdcRange], written down as they stand.
/// The judge of every other engine.
final class ReferenceEngine implements ArrayEngine {
  private final ArrayLayer layer;

  ReferenceEngine(ArrayLayer layer) {
    this.layer = layer;
  }

  @Override
  public void accumulate(
      int group, int[] inputs, int vectors, double[] acc, @Nullable SumSink sums) {
    Coding coding = layer.coding();
    AdcRange range = layer.range();
    int columns = layer.unrolling().columns();
    int matrix = group * layer.unrolling().rows() * columns;
    for (int n = 0; n < columns; n++) {
      for (int v = 0; v < vectors; v++) {
        long q = 0;
        for (RowGroup rowGroup : layer.rowGroups()) {
          for (Digit inputDigit : coding.inputDigits()) {
            for (int j = 0; j < coding.weightDigits().size(); j++) {
              int p = 0;
              for (int k = rowGroup.from(); k < rowGroup.to(); k++) {
                p +=
                    inputDigit.of(inputs[k * vectors + v])
                        * coding.cell(layer.weights()[matrix + k * columns + n], j);
              }
              if (sums != null) {
                sums.count(p, 1);
              }
              long said = range == null ? p : range.code(p);
              q += inputDigit.weight() * (long) coding.weightDigits().get(j).weight() * said;
            }
          }
        }
        acc[n * vectors + v] = ArrayEngine.read(layer, q);
      }
    }
  }
}
