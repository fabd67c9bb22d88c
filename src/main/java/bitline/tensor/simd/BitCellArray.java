package bitline.tensor.simd;

import bitline.tensor.ArrayKernel;
import bitline.tensor.BitCells;
import java.util.Arrays;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The popcount engine: one-bit cells and inputs as bit planes of eight rows a byte, a bitline sum
/// as population counts of an AND, four input bits of a vector and two vectors of columns at a time
/// in registers; converters and shift-add in lanes.
///
/// Columns lie in strips of eight slots. All that one strip needs (cells of all row groups, some
/// planes of a block of input vectors) stays in the first cache while the block passes.
final class BitCellArray implements ArrayKernel {
  static final VectorSpecies<Byte> BYTES = Lanes.INTS.withLanes(byte.class);
  static final VectorSpecies<Short> SHORTS = Lanes.INTS.withLanes(short.class);
  static final VectorSpecies<Integer> INTS = Lanes.INTS.withLanes(int.class);
  static final VectorSpecies<Long> LONGS = Lanes.INTS.withLanes(long.class);

  /// Bytes in a vector.
  static final int LANES = BYTES.length();

  /// Bytes of rows whose counts a byte holds.
  private static final int MOST_DEPTH = 31;

  private final BitCells array;
  private final int bytes;
  private final int strips;
  private final byte[] cells;
  private final byte @Nullable [] negativeCells;
  private final @Nullable CodeLine line;

  /// The line where sums of all row groups are bytes and go straight to their totals.
  private final @Nullable CodeLine narrow;

  /// What one unit counts in each slot, and where the slot's columns stand in a vector's totals.
  private final int[] weights;

  private final int[] places;

  /// Columns, made up to whole slots, and a slot's room for slots that hold nothing.
  private final int totalled;

  /// Runs of input bits whose codes add up to less than 2^16: from, to, what bit `from` counts.
  private final int[] runs;

  /// Bytes of rows of each row group.
  private final int[] depths;

  private BitCellArray(BitCells array) {
    this.array = array;
    depths = BitPacking.depths(array.groupEnds());
    bytes = Arrays.stream(depths).sum();
    strips = BitPacking.strips(array);
    cells = BitPacking.cells(array, 1);
    negativeCells = array.subtracts() ? BitPacking.cells(array, -1) : null;
    line = CodeLine.of(array.least(), array.codes());
    boolean bytewise =
        negativeCells == null
            && array.least() == 0
            && array.mostRows() <= 255
            && line != null
            && !line.wide();
    narrow = bytewise ? line : null;
    int slot = LANES / 4;
    int used = Math.ceilDiv(array.columns(), slot) * array.digits();
    totalled = Math.ceilDiv(array.columns(), slot) * slot;
    weights = new int[strips * 8];
    places = new int[strips * 8];
    for (int s = 0; s < weights.length; s++) {
      weights[s] = s < used ? array.digitWeights()[s % array.digits()] : 0;
      places[s] = s < used ? s / array.digits() * slot : totalled;
    }
    runs = runs(array);
  }

  /// The engine for these cells; null where their sums, codes or totals need wider lanes.
  static @Nullable BitCellArray of(BitCells array) {
    int greatestCode = Arrays.stream(array.codes()).max().orElse(0);
    boolean fits =
        greatestCode < 1 << 16
            && Arrays.stream(array.codes()).min().orElse(0) >= 0
            && array.mostRows() < 1 << 15
            && array.greatestTotal() <= Integer.MAX_VALUE;
    return fits ? new BitCellArray(array) : null;
  }

  private static int[] runs(BitCells array) {
    int greatest = Math.max(1, Arrays.stream(array.codes()).max().orElse(0));
    int most = 1;
    while (((2L << most) - 1) * greatest < 1 << 16) {
      most++;
    }
    int top = array.inputSigned() ? array.inputBits() - 1 : array.inputBits();
    int count = Math.ceilDiv(top, most) + (array.inputSigned() ? 1 : 0);
    int[] runs = new int[3 * count];
    for (int i = 0, from = 0; i < runs.length; i += 3, from += most) {
      boolean sign = array.inputSigned() && i == runs.length - 3;
      runs[i] = sign ? top : from;
      runs[i + 1] = sign ? top + 1 : Math.min(top, from + most);
      runs[i + 2] = sign ? -(1 << top) : 1 << from;
    }
    return runs;
  }

  @Override
  public int vectorsAtOnce() {
    return LANES;
  }

  @Override
  public void totals(byte[] inputs, int vectors, long noiseKey, long firstVector, int[] totals) {
    BitScratch scratch = BitScratch.of(bytes * 8 * LANES, LANES * (totalled + LANES / 4));
    int stride = totalled + LANES / 4;
    for (int from = 0; from < vectors; from += LANES) {
      int to = Math.min(vectors, from + LANES);
      BitPacking.inputs(inputs, vectors, from, to, array.groupEnds(), scratch.planes, 0);
      Arrays.fill(scratch.totals, 0, (to - from) * stride, 0);
      for (int strip = 0; strip < strips; strip++) {
        for (int v = 0; v < to - from; v++) {
          vector(strip, v, scratch, v * stride);
        }
      }
      for (int n = 0; n < array.columns(); n++) {
        for (int v = from; v < to; v++) {
          totals[n * vectors + v] = scratch.totals[(v - from) * stride + n];
        }
      }
    }
  }

  /// One input vector on one strip.
  private void vector(int strip, int v, BitScratch scratch, int total) {
    int done = 0;
    for (int depth : depths) {
      int planes = done * 8 * LANES + v;
      int from = (strip * bytes + done) * 2 * LANES;
      if (narrow != null) {
        count(cells, scratch, planes, from, depth);
        addBytes(narrow, strip, scratch, total);
      } else {
        Arrays.fill(scratch.wide, (short) 0);
        for (int k = 0; k < depth; k += MOST_DEPTH) {
          int part = Math.min(MOST_DEPTH, depth - k);
          count(cells, scratch, planes + k * 8 * LANES, from + k * 2 * LANES, part);
          widen(false, scratch);
          if (negativeCells != null) {
            count(negativeCells, scratch, planes + k * 8 * LANES, from + k * 2 * LANES, part);
            widen(true, scratch);
          }
        }
        addShorts(strip, scratch, total);
      }
      done += depth;
    }
  }

  private void count(byte[] of, BitScratch scratch, int planes, int from, int depth) {
    BitCounts.four(scratch.planes, planes, of, from, depth, scratch.sums, 0);
    if (array.inputBits() > 4) {
      int second = planes + 4 * LANES;
      BitCounts.four(scratch.planes, second, of, from, depth, scratch.sums, 4 * LANES);
    }
  }

  private void widen(boolean negative, BitScratch scratch) {
    for (int half = 0; half < 16 * LANES; half += 8 * LANES) {
      ShiftAdd.widen(scratch.sums, half, array.inputBits(), negative, scratch.wide, half);
    }
  }

  private void addBytes(CodeLine line, int strip, BitScratch scratch, int total) {
    for (int half = 0; half < 2; half++) {
      for (int r = 0; r < runs.length; r += 3) {
        ShiftAdd.convertAndAdd(
            line,
            scratch.sums,
            half * 8 * LANES,
            runs[r],
            runs[r + 1],
            weights,
            places,
            strip * 8 + half * 4,
            runs[r + 2],
            scratch.totals,
            total);
      }
    }
  }

  private void addShorts(int strip, BitScratch scratch, int total) {
    for (int half = 0; half < 2; half++) {
      int at = half * 8 * LANES;
      int count = array.inputBits() * LANES;
      if (line == null) {
        ShiftAdd.lookUp(array.least(), array.codes(), scratch.wide, at, count);
      } else if (line.wide()) {
        ShiftAdd.convertWide(line, scratch.wide, at, count);
      } else {
        ShiftAdd.convert(line, scratch.wide, at, count);
      }
      for (int r = 0; r < runs.length; r += 3) {
        ShiftAdd.add(
            scratch.wide,
            at,
            runs[r],
            runs[r + 1],
            weights,
            places,
            strip * 8 + half * 4,
            runs[r + 2],
            scratch.totals,
            total);
      }
    }
  }
}
