package bitline.sim;

import bitline.base.Keyed;
import bitline.base.Problem;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.RowGroup;
import bitline.sim.manufacture.Manufacture;
import bitline.tensor.ArrayKernel;
import bitline.tensor.BitCells;
import bitline.tensor.Kernels;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The engines in vector lanes, for inputs of at most a byte: ideal cells of one bit, or cells as
/// they were manufactured. Their bitline sums are shown to nobody.
final class LaneEngine {
  /// Widest inputs.
  private static final int INPUT_BITS = 8;

  private final ArrayLayer layer;
  private final Converter converter;
  private final long noiseSeed;
  private final IntFunction<Prepared> maker;
  private final ConcurrentHashMap<Integer, Prepared> prepared = new ConcurrentHashMap<>();

  /// One of the layer's matrices.
  ///
  /// @param gains what each column's sums are multiplied by in the end; null: nothing
  private record Prepared(ArrayKernel kernel, double @Nullable [] gains) {}

  private LaneEngine(ArrayLayer layer, long noiseSeed, IntFunction<Prepared> maker) {
    this.layer = layer;
    this.noiseSeed = noiseSeed;
    this.maker = maker;
    converter = new Converter(layer);
  }

  /// For ideal cells; null where digits have more than a bit or these kernels have no such engine.
  static @Nullable LaneEngine ideal(ArrayLayer layer, Kernels kernels) {
    if (!BitPlaneEngine.takes(layer.coding())
        || layer.coding().inputBits() > INPUT_BITS
        || !everyRowInOneGroup(layer)) {
      return null;
    }
    ArrayKernel first = kernels.bitCells(cells(layer, 0));
    if (first == null) {
      return null;
    }
    IntFunction<Prepared> maker =
        group -> {
          ArrayKernel made = kernels.bitCells(cells(layer, group));
          if (made == null) {
            throw new IllegalStateException("group " + group + " of " + layer.node());
          }
          return new Prepared(made, null);
        };
    LaneEngine engine = new LaneEngine(layer, 0, maker);
    engine.prepared.put(0, new Prepared(first, null));
    return engine;
  }

  /// Kernels are told where row groups end; a row that none reads would be read all the same.
  private static boolean everyRowInOneGroup(ArrayLayer layer) {
    int next = 0;
    for (RowGroup group : layer.rowGroups()) {
      if (group.from() != next) {
        return false;
      }
      next = group.to();
    }
    return next == layer.unrolling().rows();
  }

  /// For cells as they were manufactured.
  static LaneEngine of(ArrayLayer layer, Kernels kernels, Manufacture manufacture) {
    if (layer.coding().inputBits() > INPUT_BITS) {
      throw Problem.at(
          "node '" + layer.node() + "'",
          "inputs of "
              + layer.coding().inputBits()
              + " bits; manufactured chips are simulated with at most "
              + INPUT_BITS
              + ", quantise with fewer activation bits");
    }
    return new LaneEngine(
        layer,
        manufacture.noiseSeed(layer),
        group -> {
          Manufacture.Made made = manufacture.make(layer, group);
          return new Prepared(kernels.levelCells(made.cells()), made.gains());
        });
  }

  /// Vectors that are worked on together; blocks of a multiple of these waste nothing.
  int vectorsAtOnce() {
    return prepared(0).kernel.vectorsAtOnce();
  }

  /// Makes what the sums of one of the layer's matrices need, where that is not done yet.
  void prepare(int group) {
    prepared(group);
  }

  private Prepared prepared(int group) {
    return prepared.computeIfAbsent(group, maker::apply);
  }

  /// As [ArrayEngine#accumulate].
  ///
  /// @param reading number of the run, which its noise depends on
  /// @param from number of the first vector among those of the run
  /// @param inputs rows × vectors, as bit patterns
  void accumulate(int group, long reading, int from, byte[] inputs, int vectors, double[] acc) {
    int[] totals = new int[layer.unrolling().columns() * vectors];
    long key = Keyed.bits(noiseSeed + group, "reading", reading);
    Prepared matrix = prepared(group);
    matrix.kernel.totals(inputs, vectors, key, from, totals);
    for (int i = 0; i < totals.length; i++) {
      acc[i] = converter.read(totals[i]);
    }
    double[] gains = matrix.gains;
    for (int n = 0; gains != null && n < gains.length; n++) {
      for (int v = 0; gains[n] != 1 && v < vectors; v++) {
        acc[n * vectors + v] *= gains[n];
      }
    }
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
