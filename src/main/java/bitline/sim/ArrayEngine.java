package bitline.sim;

import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import org.jspecify.annotations.Nullable;

/// Computes what the arrays and shift-add trees of one layer make of a block of input vectors. All
/// engines give the same bits; several threads may ask at once.
///
/// Inputs are row-major rows × vectors (row k of all vectors lies together), as are the results,
/// columns × vectors: acc[n,v] = Σ over row groups, input digits and weight digits of ±2^shift ·
/// (lo + step·q), evaluated as lo·(Σ ±2^shift) + step·(Σ ±2^shift·q) with exact integer sums. Zero
/// points and the encoding's correction are not yet taken off.
interface ArrayEngine {
  /// @param group which of the layer's matrices
  /// @param inputs integers as the coding takes them, `rows` × `vectors`
  /// @param acc filled, `columns` × `vectors`
  /// @param sums is told every bitline sum, unless null
  void accumulate(int group, int[] inputs, int vectors, double[] acc, @Nullable SumSink sums);

  /// What an engine's exact digit sum Q stands for.
  static double read(ArrayLayer layer, long q) {
    AdcRange range = layer.range();
    if (range == null) {
      return q;
    }
    return range.lo() * (layer.coding().unitSum() * layer.rowGroups().size()) + range.step() * q;
  }
}
