package bitline.tensor.simd;

import bitline.tensor.ArrayKernel;
import bitline.tensor.BitCells;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// [BitCells] whose converter says the sum itself, so that digits and row groups leave nothing
/// behind: a total is the integer product of input and weight. It goes through the float tiles in
/// blocks of so few rows that every sum is an integer a float holds; blocks are added in integers.
///
/// Digital layers whose sums all stay below 2^24 need no blocks and are one float product instead;
/// this is for larger ones, such as those of 4,608 rows in ResNet-50.
final class LosslessCellArray implements ArrayKernel {
  private static final VectorSpecies<Float> F = Lanes.FLOATS;
  private static final VectorSpecies<Integer> I = Lanes.INTS;
  private static final VectorSpecies<Short> S = BitCellArray.SHORTS;
  private static final VectorSpecies<Byte> HALF =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(S.vectorBitSize() / 2));
  private static final int L = Lanes.COUNT;
  private static final int WIDTH = Lanes.PANEL;
  private static final int STRIP = Panels.STRIP * WIDTH;

  /// Columns whose sums stay in the first cache until they are stored.
  private static final int COLUMNS = 8 * FloatTiles.ROWS;

  /// Below this, adding up blocks costs more than it saves.
  private static final int LEAST_DEPTH = 16;

  private final int rows;
  private final int columns;
  private final int unused;
  private final boolean signed;
  private final int depth;

  /// Columns × rows.
  private final float[] weights;

  private LosslessCellArray(BitCells array, float[] weights, int depth) {
    this.weights = weights;
    this.depth = depth;
    rows = array.rows();
    columns = array.columns();
    unused = Short.SIZE - array.inputBits();
    signed = array.inputSigned();
  }

  /// The engine; null where the converter loses something, or sums are too large.
  static @Nullable LosslessCellArray of(BitCells array) {
    int[] codes = array.codes();
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] != array.least() + i) {
        return null;
      }
    }
    if (array.greatestTotal() > Integer.MAX_VALUE) {
      return null;
    }
    int digits = array.digits();
    float[] weights = new float[array.columns() * array.rows()];
    int largest = 1;
    for (int n = 0; n < array.columns(); n++) {
      for (int k = 0; k < array.rows(); k++) {
        int weight = 0;
        for (int j = 0; j < digits; j++) {
          weight += array.digitWeights()[j] * array.cells()[(k * digits + j) * array.columns() + n];
        }
        weights[n * array.rows() + k] = weight;
        largest = Math.max(largest, Math.abs(weight));
      }
    }
    int depth = Math.min(Panels.ROWS, (1 << 24) / (largest << array.inputBits()));
    return depth < LEAST_DEPTH ? null : new LosslessCellArray(array, weights, depth);
  }

  @Override
  public int vectorsAtOnce() {
    return WIDTH;
  }

  @Override
  public void totals(byte[] inputs, int vectors, long noiseKey, long firstVector, int[] totals) {
    Panels panels = Panels.ofThread();
    float[] zeros = new float[WIDTH];
    float[] sums = new float[COLUMNS * WIDTH];
    for (int from = 0; from < vectors; from += STRIP) {
      int strip = Math.min(STRIP, vectors - from);
      for (int row = 0; row < rows; row += depth) {
        int some = Math.min(depth, rows - row);
        for (int r = 0; r < some; r++) {
          send(inputs, (row + r) * vectors + from, strip, panels.data, r * WIDTH);
        }
        for (int p = 0; p * WIDTH < strip; p++) {
          int width = Math.min(WIDTH, strip - p * WIDTH);
          for (int n = 0; n < columns; n += COLUMNS) {
            int few = Math.min(COLUMNS, columns - n);
            FloatTiles.multiply(
                few,
                Math.ceilDiv(width, L),
                some,
                weights,
                n * rows + row,
                rows,
                panels.data,
                Panels.at(p),
                zeros,
                0,
                0,
                sums,
                0,
                WIDTH);
            for (int c = 0; c < few; c++) {
              int to = (n + c) * vectors + from + p * WIDTH;
              store(sums, c * WIDTH, totals, to, width, row == 0);
            }
          }
        }
      }
    }
  }

  /// A row of inputs, as floats, into the panels.
  private void send(byte[] inputs, int from, int count, float[] data, int to) {
    int v = 0;
    for (; v + 2 * L <= count; v += 2 * L) {
      ShortVector x =
          (ShortVector)
              ByteVector.fromArray(HALF, inputs, from + v).convertShape(VectorOperators.B2S, S, 0);
      x = x.lanewise(VectorOperators.LSHL, unused);
      x = x.lanewise(signed ? VectorOperators.ASHR : VectorOperators.LSHR, unused);
      int at = Panels.at(v / WIDTH) + to + v % WIDTH;
      ((FloatVector) x.convert(VectorOperators.S2F, 0)).intoArray(data, at);
      ((FloatVector) x.convert(VectorOperators.S2F, 1)).intoArray(data, at + L);
    }
    for (; v < count; v++) {
      int x = inputs[from + v] << (Short.SIZE + unused);
      data[Panels.at(v / WIDTH) + to + v % WIDTH] =
          signed ? x >> (Short.SIZE + unused) : x >>> (Short.SIZE + unused);
    }
    if (count % L != 0) {
      // the rest of a lane is multiplied and thrown away; what was there before may be no number
      int at = Panels.at(count / WIDTH) + to + count % WIDTH;
      Arrays.fill(data, at, at + L - count % L, 0);
    }
  }

  /// @param first whether there is nothing to add to yet
  private static void store(
      float[] sums, int from, int[] totals, int to, int count, boolean first) {
    int v = 0;
    for (; v + L <= count; v += L) {
      IntVector sum =
          (IntVector) FloatVector.fromArray(F, sums, from + v).convert(VectorOperators.F2I, 0);
      sum = first ? sum : sum.add(IntVector.fromArray(I, totals, to + v));
      sum.intoArray(totals, to + v);
    }
    for (; v < count; v++) {
      totals[to + v] = (int) sums[from + v] + (first ? 0 : totals[to + v]);
    }
  }
}
