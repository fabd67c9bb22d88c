package bitline.tensor.simd;

import bitline.tensor.ArrayKernel;
import bitline.tensor.Conversion;
import bitline.tensor.Converters;
import bitline.tensor.Gaussian;
import bitline.tensor.LevelCells;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The table engine: cells with values of their own under inputs sent bit by bit. All sums that a
/// few rows of a column can give fit one vector register; a permutation by the rows' input bits
/// looks them up for as many input vectors as there are lanes, and 16-bit lanes add them up. Tables
/// live as long as they serve some blocks of vectors: a thread keeps those of [#COLUMNS] columns of
/// one row group (64 bytes for every five rows), whatever the size of the array.
final class LevelCellArray implements ArrayKernel {
  /// Input vectors of a block, whatever the lanes.
  static final int BLOCK = LevelCells.NOISE_VECTORS;

  /// Blocks of vectors that one filling of a table serves.
  static final int BLOCKS = 8;

  /// Columns whose tables are kept at a time.
  static final int COLUMNS = 8;

  private static final int LANES = BitCellArray.SHORTS.length();

  private final LevelCells array;
  private final int[] depths;

  /// Rows of each row group, made up to whole tables, of all row groups.
  private final int rows;

  /// Column by column, digit by digit: the rows.
  private final short[] values;

  private final short @Nullable [] variances;

  /// Tables whose sums surely fit 16 bits.
  private final int part;

  private final int variancePart;

  /// Of sums that go from 16 bits to totals in [SumCodes]; null where they go the long way.
  private final @Nullable SumRange range;

  private final float[] digitWeights = new float[8];

  /// @param range where sums have 16 bits; null where that is not known
  LevelCellArray(LevelCells array, @Nullable SumRange range) {
    this.array = array;
    this.range = range;
    depths = new int[array.groupEnds().length];
    for (int g = 0; g < depths.length; g++) {
      int from = g == 0 ? 0 : array.groupEnds()[g - 1];
      depths[g] = RowTables.depth(array.groupEnds()[g] - from);
    }
    rows = Arrays.stream(depths).sum() * RowTables.ROWS;
    values = columns(array.values());
    variances = array.variances() == null ? null : columns(array.variances());
    for (int i = 0; range != null && i < array.inputWeights().length; i++) {
      digitWeights[i] = array.inputWeights()[i];
    }
    part = part(values);
    variancePart = variances == null ? 1 : part(variances);
  }

  /// The engine for these cells; null where inputs are not sent bit by bit, drivers have errors of
  /// their own, or the rows of one table can pass 16 bits.
  static @Nullable LevelCellArray of(LevelCells array) {
    if (array.drivers() != null) {
      return null;
    }
    for (int i = 0; i < array.inputBits().length; i++) {
      if (array.inputBits()[i] != 1 || array.inputShifts()[i] != i || i > 7) {
        return null;
      }
    }
    LevelCellArray engine = new LevelCellArray(array, null);
    return engine.part == 0 || engine.variancePart == 0 ? null : engine;
  }

  @Override
  public int vectorsAtOnce() {
    return BLOCKS * BLOCK;
  }

  @Override
  public void totals(byte[] inputs, int vectors, long noiseKey, long firstVector, int[] totals) {
    if (firstVector % BLOCK != 0) {
      throw new IllegalArgumentException("vectors from " + firstVector);
    }
    if (SumCodes.turns(array, firstVector, vectors)) {
      SumCodes.plain(array, inputs, vectors, noiseKey, firstVector, totals);
      return;
    }
    int indexed = rows / RowTables.ROWS * 8 * BLOCK;
    int deepest = Arrays.stream(depths).max().orElse(0);
    int stride = BLOCKS * BLOCK;
    LevelScratch scratch =
        LevelScratch.of(
            BLOCKS * indexed,
            COLUMNS * deepest * LANES,
            variances != null,
            array.columns() * stride);
    for (int from = 0; from < vectors; from += stride) {
      int to = Math.min(vectors, from + stride);
      int blocks = Math.ceilDiv(to - from, BLOCK);
      for (int b = 0; b < blocks; b++) {
        int first = from + b * BLOCK;
        index(inputs, vectors, first, Math.min(to, first + BLOCK), scratch.index, b * indexed);
      }
      Arrays.fill(scratch.totals, 0, array.columns() * stride, 0);
      Reading reading = new Reading(scratch, blocks, indexed, noiseKey, firstVector + from);
      int table = 0;
      for (int g = 0; g < depths.length; g++) {
        for (int sum = 0; sum < array.columns() * array.digits(); sum += COLUMNS) {
          int end = Math.min(sum + COLUMNS, array.columns() * array.digits());
          read(reading, g, table, sum, end);
        }
        table += depths[g];
      }
      for (int n = 0; n < array.columns(); n++) {
        System.arraycopy(scratch.totals, n * stride, totals, n * vectors + from, to - from);
      }
    }
  }

  /// Some blocks of vectors under way.
  ///
  /// @param indexed places that a block takes in the index
  private record Reading(
      LevelScratch scratch, int blocks, int indexed, long noiseKey, long firstVector) {}

  /// Columns and digits `from` to `to` of a row group.
  ///
  /// @param table the group's first table
  private void read(Reading reading, int group, int table, int from, int to) {
    LevelScratch scratch = reading.scratch;
    int depth = depths[group];
    short start = range == null ? 0 : (short) -range.least();
    for (int s = from; s < to; s++) {
      int cells = s * rows + table * RowTables.ROWS;
      int at = (s - from) * depth * LANES;
      RowTables.fill(values, cells, depth, start, scratch.table, at);
      if (variances != null) {
        RowTables.fill(variances, cells, depth, (short) 0, scratch.varianceTable, at);
      }
    }
    for (int b = 0; b < reading.blocks; b++) {
      int index = b * reading.indexed + table * 8 * BLOCK;
      if (range == null) {
        inParts(reading, group, index, b, from, to);
      } else {
        atOnce(reading, range, group, index, b, from, to);
      }
    }
  }

  /// One block of vectors, with sums of 16 bits.
  private void atOnce(
      Reading reading, SumRange range, int group, int index, int block, int from, int to) {
    LevelScratch scratch = reading.scratch;
    int depth = depths[group];
    for (int s = 0; s < to - from; s += 2) {
      int first = s * depth * LANES;
      int second = Math.min(s + 1, to - from - 1) * depth * LANES;
      int at = s * 8 * BLOCK;
      four(scratch, index, depth, scratch.table, first, second, scratch.part, at);
      if (variances != null) {
        four(scratch, index, depth, scratch.varianceTable, first, second, scratch.variancePart, at);
      }
    }
    int sums = (to - from) * 8 * BLOCK;
    if (array.noisy()) {
      draw(reading, group, block, from, to);
      SumCodes.noisy(
          scratch.part,
          scratch.variancePart,
          0,
          sums,
          range.least(),
          array.varianceUnit(),
          array.converterVariance(),
          array.conversion(),
          scratch.codes,
          0);
    } else {
      SumCodes.quiet(scratch.part, 0, sums, range.least(), array.conversion(), scratch.codes, 0);
    }
    int units = 0;
    for (int s = from; s < to; s++) {
      for (int v = 0; v < BLOCK; v += Lanes.COUNT) {
        scratch.from[units] = (s - from) * 8 * BLOCK + v;
        scratch.to[units] = s / array.digits() * BLOCKS * BLOCK + block * BLOCK + v;
        scratch.weights[units++] = array.digitWeights()[s % array.digits()];
      }
    }
    SumCodes.add(
        digitWeights,
        units,
        scratch.codes,
        scratch.from,
        BLOCK,
        scratch.weights,
        scratch.totals,
        scratch.to);
  }

  /// The normal numbers of a block of vectors.
  private void draw(Reading reading, int group, int block, int from, int to) {
    LevelScratch scratch = reading.scratch;
    int half = BLOCK / 2;
    long vector = reading.firstVector + (long) block * BLOCK;
    int registers = 0;
    for (int s = from; s < to; s++) {
      int digits = array.digits();
      int first = SumCodes.pair(array.noiseIndex(vector, group, s % digits, s / digits, 0));
      for (int v = 0; v < 8 * half; v += Lanes.COUNT) {
        scratch.pairs[registers++] = first + v;
      }
    }
    long turn = SumCodes.turn(array.noiseIndex(vector, 0, 0, 0, 0));
    long words = Gaussian.radiusWords(reading.noiseKey, turn);
    SumCodes.radii(scratch.pairs, registers, 1, words, scratch.codes, half);
    words = Gaussian.angleWords(reading.noiseKey, turn);
    SumCodes.angles(scratch.pairs, registers, 1, words, scratch.codes, half);
    if (variances == null) {
      Arrays.fill(scratch.variancePart, (short) 0);
    }
  }

  /// One block of vectors, with sums in parts.
  private void inParts(Reading reading, int group, int index, int block, int from, int to) {
    LevelScratch scratch = reading.scratch;
    int depth = depths[group];
    for (int s = from; s < to; s += 2) {
      int first = (s - from) * depth * LANES;
      int second = (Math.min(s + 1, to - 1) - from) * depth * LANES;
      boolean whole = !array.noisy() && array.converters() == null && depth <= part;
      if (whole) {
        four(scratch, index, depth, scratch.table, first, second, scratch.part, 0);
      } else {
        sum(scratch, index, depth, scratch.table, first, second, part, scratch.sums);
      }
      if (variances != null) {
        short[] entries = scratch.varianceTable;
        sum(scratch, index, depth, entries, first, second, variancePart, scratch.variances);
      }
      for (int c = 0; c < Math.min(2, to - s); c++) {
        if (array.noisy()) {
          addNoise(reading, group, s + c, block, c * 8 * BLOCK);
        }
        convert(scratch, group, s + c, c * 8 * BLOCK, whole, block * BLOCK);
      }
    }
  }

  /// Sums of two columns, in parts that fit 16 bits.
  private void sum(
      LevelScratch scratch,
      int index,
      int depth,
      short[] table,
      int first,
      int second,
      int part,
      int[] sums) {
    int count = array.inputBits().length * BLOCK;
    for (int k = 0; k < depth; k += part) {
      int entries = k * LANES;
      int some = Math.min(part, depth - k);
      four(
          scratch,
          index + k * 8 * BLOCK,
          some,
          table,
          first + entries,
          second + entries,
          scratch.part,
          0);
      LevelSums.widen(scratch.part, 0, count, sums, k == 0);
      LevelSums.widen(scratch.part, 8 * BLOCK, count, sums, k == 0);
    }
  }

  private void four(
      LevelScratch scratch,
      int index,
      int depth,
      short[] table,
      int first,
      int second,
      short[] sums,
      int to) {
    for (int bit = 0; bit < array.inputBits().length; bit += 4) {
      for (int v = 0; v < BLOCK; v += LANES) {
        int at = bit * BLOCK + v;
        RowTables.four(
            scratch.index,
            index + at,
            table,
            first,
            second,
            depth,
            sums,
            to + at,
            to + at + 8 * BLOCK);
      }
    }
  }

  private void addNoise(Reading reading, int group, int s, int block, int at) {
    LevelScratch scratch = reading.scratch;
    int count = array.inputBits().length * BLOCK;
    long vector = reading.firstVector + (long) block * BLOCK;
    int digits = array.digits();
    long first = array.noiseIndex(vector, group, s % digits, s / digits, 0);
    int sum = (group * digits + s % digits) * array.columns() + s / digits;
    GaussianLanes.fill(reading.noiseKey, first, scratch.normals, 0, count);
    if (variances == null) {
      Arrays.fill(scratch.floatVariances, 0);
    } else {
      LevelSums.toFloats(scratch.variances, at, count, scratch.floatVariances);
    }
    LevelSums.addNoise(
        scratch.floatVariances,
        array.varianceUnit(),
        array.steadyVariance(sum),
        scratch.normals,
        at,
        count,
        scratch.sums);
  }

  /// @param at the column's sums
  /// @param whole whether they are those of the last part
  private void convert(LevelScratch scratch, int group, int s, int at, boolean whole, int vector) {
    int bits = array.inputWeights().length;
    int to = s / array.digits() * BLOCKS * BLOCK + vector;
    int top = array.inputWeights()[bits - 1] < 0 ? bits - 1 : bits;
    int weight = array.digitWeights()[s % array.digits()];
    int sum = (group * array.digits() + s % array.digits()) * array.columns() + s / array.digits();
    convert(scratch, sum, at, whole, 0, top, weight, to);
    if (top < bits) {
      convert(scratch, sum, at, whole, top, bits, weight * array.inputWeights()[top], to);
    }
  }

  private void convert(
      LevelScratch scratch,
      int sum,
      int at,
      boolean whole,
      int from,
      int to,
      int weight,
      int total) {
    Converters converters = array.converters();
    if (converters != null) {
      int converter = converters.which()[sum] * converters.grid().codes();
      LevelSums.lookUpAndAdd(
          converters,
          converter,
          scratch.places,
          scratch.sums,
          at,
          from,
          to,
          weight,
          scratch.totals,
          total);
      return;
    }
    Conversion conversion = array.conversion();
    if (whole) {
      LevelSums.convertAndAdd(
          conversion, scratch.part, at, from, to, weight, scratch.totals, total);
    } else {
      LevelSums.convertAndAdd(
          conversion, scratch.sums, at, from, to, weight, scratch.totals, total);
    }
  }

  private void index(byte[] inputs, int vectors, int from, int to, short[] index, int at) {
    int row = 0;
    for (int end : array.groupEnds()) {
      RowTables.index(inputs, vectors, from, to, row, end, index, at);
      at += RowTables.depth(end - row) * 8 * BLOCK;
      row = end;
    }
  }

  private short[] columns(short[] cells) {
    int sums = array.columns() * array.digits();
    short[] out = new short[Math.multiplyExact(sums, rows)];
    for (int s = 0; s < sums; s++) {
      int j = s % array.digits();
      int n = s / array.digits();
      int to = s * rows;
      int from = 0;
      for (int g = 0; g < depths.length; g++) {
        for (int row = from; row < array.groupEnds()[g]; row++) {
          out[to + row - from] = cells[(row * array.digits() + j) * array.columns() + n];
        }
        to += depths[g] * RowTables.ROWS;
        from = array.groupEnds()[g];
      }
    }
    return out;
  }

  /// Tables whose sums stay within 16 bits whatever the inputs: as many as halving from the deepest
  /// row group gives; 0 where one table can already pass them.
  private int part(short[] cells) {
    int part = Arrays.stream(depths).max().orElse(1);
    while (part > 0 && !fits(cells, part)) {
      part /= 2;
    }
    return part;
  }

  private boolean fits(short[] cells, int part) {
    for (int column = 0; column < cells.length; column += rows) {
      int at = column;
      for (int depth : depths) {
        for (int k = 0; k < depth; k += part) {
          int least = 0;
          int greatest = 0;
          for (int r = Math.min(part, depth - k) * RowTables.ROWS; r > 0; r--, at++) {
            least += Math.min(cells[at], 0);
            greatest += Math.max(cells[at], 0);
          }
          if (least < Short.MIN_VALUE || greatest > Short.MAX_VALUE) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
