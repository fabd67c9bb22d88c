package bitline.tensor.simd;

import bitline.tensor.ArrayKernel;
import bitline.tensor.Gaussian;
import bitline.tensor.LevelCells;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The table engine whose lanes are columns: cells with values of their own under inputs sent bit
/// by bit, for few vectors as well as for many. See [ColumnTables] for the sums and [SumCodes] for
/// what happens to them.
///
/// Columns of one digit lie in slots of as many as a register has floats; a register of 16-bit sums
/// holds two slots. Tables are made for [#DEPTH] times four rows and [#VECTORS] vectors, whatever
/// the size of the array, so that a thread keeps 16 kB of them and the values twice over.
final class LevelColumnArray implements ArrayKernel {
  /// Tables of one register of columns that are kept at a time: they stay in the first cache.
  static final int DEPTH = 16;

  /// Vectors that one filling of the tables serves.
  static final int VECTORS = 64;

  private static final int BLOCK = LevelCells.NOISE_VECTORS;
  private static final int LANES = ColumnTables.LANES;
  private static final int SLOT = Lanes.COUNT;
  private static final int BITS = ColumnTables.BITS;

  private static final short[] ZEROS = new short[BITS * LANES];

  private final LevelCells array;

  /// Tables of each row group.
  private final int[] depths;

  /// Of all row groups.
  private final int depth;

  /// Slots of a digit.
  private final int slots;

  /// Registers that hold all slots.
  private final int packs;

  /// Register by register: rows, each row group made up to whole tables.
  private final short[] values;

  private final short @Nullable [] variances;
  private final int least;

  /// What sums begin with: they are counted from the least one.
  private final short[] start = new short[BITS * LANES];

  private final float[] digitWeights;

  LevelColumnArray(LevelCells array, SumRange range) {
    this.array = array;
    least = range.least();
    Arrays.fill(start, (short) -least);
    depths = new int[array.groupEnds().length];
    for (int g = 0; g < depths.length; g++) {
      depths[g] = ColumnTables.depth(array.groupEnds()[g] - firstRow(g));
    }
    depth = Arrays.stream(depths).sum();
    slots = Math.ceilDiv(array.columns(), SLOT);
    packs = Math.ceilDiv(slots * array.digits(), LANES / SLOT);
    values = packed(array.values());
    variances = array.variances() == null ? null : packed(array.variances());
    digitWeights = new float[BITS];
    for (int i = 0; i < array.inputWeights().length; i++) {
      digitWeights[i] = array.inputWeights()[i];
    }
  }

  private int firstRow(int group) {
    return group == 0 ? 0 : array.groupEnds()[group - 1];
  }

  @Override
  public int vectorsAtOnce() {
    return VECTORS;
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
    int stride = slots * SLOT;
    ColumnScratch scratch =
        ColumnScratch.of(depth * BITS, array.noisy() && variances == null, stride);
    for (int from = 0; from < vectors; from += VECTORS) {
      int count = Math.min(VECTORS, vectors - from);
      for (int g = 0, k = 0; g < depths.length; k += depths[g], g++) {
        ColumnTables.index(
            inputs,
            vectors,
            from,
            count,
            firstRow(g),
            array.groupEnds()[g],
            scratch.index,
            k * BITS,
            depth * BITS);
      }
      Arrays.fill(scratch.totals, 0, VECTORS * stride, 0);
      // Few vectors leave room for the sums of several registers of columns.
      int together = count > BLOCK ? 1 : count > BLOCK / 2 ? 2 : VECTORS / count;
      int perPack = count > BLOCK / 2 ? VECTORS / together : count;
      for (int pack = 0; pack < packs; pack += together) {
        int some = Math.min(together, packs - pack);
        for (int g = 0, k = 0; g < depths.length; k += depths[g], g++) {
          for (int p = 0; p < some; p++) {
            int row = p * perPack;
            sum(scratch, values, pack + p, k, depths[g], count, start, row, scratch.sums);
            if (variances != null) {
              sum(scratch, variances, pack + p, k, depths[g], count, ZEROS, row, scratch.variances);
            }
          }
          Rows under = new Rows(g, pack, perPack, noiseKey, firstVector + from);
          if (count <= BLOCK / 2) {
            int rows = some * count;
            for (int r = 0; r < rows; r += ColumnScratch.ROWS) {
              convert(scratch, under, r, Math.min(ColumnScratch.ROWS, rows - r), 0);
            }
          } else {
            for (int p = 0; p < some * perPack; p += BLOCK) {
              int rows = p + Math.min(BLOCK, count - p % perPack);
              for (int r = p; r < Math.min(p + BLOCK / 2, rows); r += ColumnScratch.ROWS) {
                int most = Math.min(ColumnScratch.ROWS, Math.min(p + BLOCK / 2, rows) - r);
                convert(scratch, under, r, most, rows);
              }
            }
          }
        }
      }
      for (int n = 0; n < array.columns(); n++) {
        int to = n * vectors + from;
        for (int v = 0; v < count; v++) {
          totals[to + v] = scratch.totals[v * stride + n];
        }
      }
    }
  }

  /// Sums of a register of columns and one row group, of cells or of their variances.
  private void sum(
      ColumnScratch scratch,
      short[] of,
      int pack,
      int table,
      int tables,
      int count,
      short[] start,
      int row,
      short[] sums) {
    for (int k = table; k < table + tables; k += DEPTH) {
      int some = Math.min(DEPTH, table + tables - k);
      ColumnTables.fill(of, (pack * depth + k) * ColumnTables.ROWS * LANES, some, scratch.tables);
      boolean first = k == table;
      for (int v = 0; v < count; v++) {
        int at = (row + v) * BITS * LANES;
        ColumnTables.sum(
            scratch.index,
            (v * depth + k) * BITS,
            scratch.tables,
            some,
            first ? start : sums,
            first ? 0 : at,
            sums,
            at);
      }
    }
  }

  /// Rows of sums under way, all of one row group.
  ///
  /// @param packs first register of columns
  /// @param perPack vectors of each
  private record Rows(int group, int pack, int perPack, long noiseKey, long firstVector) {
    int pack(int row) {
      return pack + row / perPack;
    }

    int vector(int row) {
      return row % perPack;
    }
  }

  /// Noise, codes and totals of `count` rows of sums from `row` on, and of their partners 16 rows
  /// after them, as far as there are `rows`.
  private void convert(ColumnScratch scratch, Rows under, int row, int count, int rows) {
    int partners = Math.clamp(rows - row - BLOCK / 2, 0, count);
    int registers = LANES / SLOT;
    int row16 = row + BLOCK / 2;
    if (array.noisy()) {
      for (int r = 0; r < count; r++) {
        for (int slot = 0; slot < registers; slot++) {
          int number = number(under, row + r, slot);
          for (int i = 0; i < BITS; i++) {
            scratch.pairs[(r * BITS + i) * registers + slot] = number + i * (BLOCK / 2);
          }
        }
      }
      int apart = ColumnScratch.ROWS * BITS * LANES;
      int step = array.inputBits().length * (BLOCK / 2);
      int all = count * BITS * registers;
      long turn = SumCodes.turn(array.noiseIndex(under.firstVector, 0, 0, 0, 0));
      long words = Gaussian.radiusWords(under.noiseKey, turn);
      SumCodes.radii(scratch.pairs, all, step, words, scratch.codes, apart);
      words = Gaussian.angleWords(under.noiseKey, turn);
      SumCodes.angles(scratch.pairs, all, step, words, scratch.codes, apart);
      noisy(scratch, row, count, 0);
      noisy(scratch, row16, partners, apart);
    } else {
      quiet(scratch, row, count, 0);
      quiet(scratch, row16, partners, ColumnScratch.ROWS * BITS * LANES);
    }
    int units = 0;
    for (int r = 0; r < count + partners; r++) {
      boolean partner = r >= count;
      int place = partner ? ColumnScratch.ROWS + r - count : r;
      int from = partner ? row16 + r - count : row + r;
      for (int slot = 0; slot < registers; slot++) {
        int at = under.pack(from) * registers + slot;
        if (at < slots * array.digits()) {
          scratch.from[units] = place * BITS * LANES + slot * SLOT;
          scratch.to[units] = (under.vector(from) * slots + at % slots) * SLOT;
          scratch.weights[units++] = array.digitWeights()[at / slots];
        }
      }
    }
    SumCodes.add(
        digitWeights,
        units,
        scratch.codes,
        scratch.from,
        LANES,
        scratch.weights,
        scratch.totals,
        scratch.to);
  }

  /// Of the pair of the normal number of a slot's first column and the first input bit.
  private int number(Rows under, int row, int slotOfPack) {
    int slot = under.pack(row) * (LANES / SLOT) + slotOfPack;
    long vector = under.firstVector + under.vector(row);
    int column = slot % slots * SLOT;
    return SumCodes.pair(array.noiseIndex(vector, under.group, slot / slots, column, 0));
  }

  private void noisy(ColumnScratch scratch, int row, int count, int to) {
    SumCodes.noisy(
        scratch.sums,
        scratch.variances,
        row * BITS * LANES,
        count * BITS * LANES,
        least,
        array.varianceUnit(),
        array.converterVariance(),
        array.conversion(),
        scratch.codes,
        to);
  }

  private void quiet(ColumnScratch scratch, int row, int count, int to) {
    SumCodes.quiet(
        scratch.sums,
        row * BITS * LANES,
        count * BITS * LANES,
        least,
        array.conversion(),
        scratch.codes,
        to);
  }

  private short[] packed(short[] cells) {
    int rows = depth * ColumnTables.ROWS;
    short[] out = new short[Math.multiplyExact(packs, rows * LANES)];
    for (int slot = 0; slot < slots * array.digits(); slot++) {
      int digit = slot / slots;
      int column = slot % slots * SLOT;
      int count = Math.min(SLOT, array.columns() - column);
      int to = slot / (LANES / SLOT) * rows * LANES + slot % (LANES / SLOT) * SLOT;
      for (int g = 0; g < depths.length; g++) {
        for (int row = firstRow(g); row < array.groupEnds()[g]; row++) {
          int from = (row * array.digits() + digit) * array.columns() + column;
          System.arraycopy(cells, from, out, to + (row - firstRow(g)) * LANES, count);
        }
        to += depths[g] * ColumnTables.ROWS * LANES;
      }
    }
    return out;
  }
}
