package bitline.sim;

import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.RowGroup;
import bitline.tensor.ArrayKernel;
import bitline.tensor.BitCells;
import bitline.tensor.Kernels;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The popcount engine in vector lanes, for digits of one bit on both sides and inputs of at most a
/// byte. Its bitline sums are shown to nobody.
final class BitCellEngine {
  private final ArrayLayer layer;
  private final Kernels kernels;
  private final Converter converter;
  private final ConcurrentHashMap<Integer, ArrayKernel> prepared = new ConcurrentHashMap<>();

  private BitCellEngine(ArrayLayer layer, Kernels kernels, ArrayKernel first) {
    this.layer = layer;
    this.kernels = kernels;
    converter = new Converter(layer);
    prepared.put(0, first);
  }

  /// The engine of a layer; null where its digits are wider, or these kernels have none for it.
  static @Nullable BitCellEngine of(ArrayLayer layer, Kernels kernels) {
    if (!BitPlaneEngine.takes(layer.coding()) || layer.coding().inputBits() > 8) {
      return null;
    }
    ArrayKernel first = kernels.bitCells(cells(layer, 0));
    return first == null ? null : new BitCellEngine(layer, kernels, first);
  }

  /// Vectors that are worked on together; blocks of a multiple of these waste nothing.
  int vectorsAtOnce() {
    return prepared.get(0).vectorsAtOnce();
  }

  /// As [ArrayEngine#accumulate].
  ///
  /// @param inputs rows × vectors, as bit patterns
  void accumulate(int group, byte[] inputs, int vectors, double[] acc) {
    int[] totals = new int[layer.unrolling().columns() * vectors];
    prepared.computeIfAbsent(group, this::prepare).totals(inputs, vectors, totals);
    for (int i = 0; i < totals.length; i++) {
      acc[i] = converter.read(totals[i]);
    }
  }

  private ArrayKernel prepare(int group) {
    return Objects.requireNonNull(kernels.bitCells(cells(layer, group)));
  }

  private static BitCells cells(ArrayLayer layer, int group) {
    Coding coding = layer.coding();
    int rows = layer.unrolling().rows();
    int columns = layer.unrolling().columns();
    int digits = coding.weightDigits().size();
    int matrix = group * rows * columns;
    byte[] cells = new byte[Math.multiplyExact(rows * digits, columns)];
    for (int k = 0; k < rows; k++) {
      for (int j = 0; j < digits; j++) {
        for (int n = 0; n < columns; n++) {
          int weight = layer.weights()[matrix + k * columns + n];
          cells[(k * digits + j) * columns + n] = (byte) coding.cell(weight, j);
        }
      }
    }
    AdcRange range = layer.range();
    int least = layer.leastSum();
    int[] codes = new int[layer.greatestSum() - least + 1];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = range == null ? least + i : range.code(least + i);
    }
    return new BitCells(
        rows,
        columns,
        layer.rowGroups().stream().mapToInt(RowGroup::to).toArray(),
        coding.weightDigits().stream().mapToInt(Digit::weight).toArray(),
        cells,
        coding.inputBits(),
        coding.inputSigned(),
        least,
        codes);
  }
}
