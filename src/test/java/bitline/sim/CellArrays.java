package bitline.sim;

import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Encoding;
import bitline.chip.Pair;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Tile;
import bitline.program.Unrolling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A layer's arrays cell by cell: each weight is written into the cells that its tile names, each
/// input digit is put on its wordline, each bitline of the rows that conduct together is summed and
/// converted on its own, and the codes are added up column by column. Knows the chip, the tiles and
/// the formula of [ArrayEngine]; digits, row groups and encodings are worked out anew here, with
/// neither `Coding`, `Digit` nor `RowGroup`.
final class CellArrays implements ArrayEngine {
  private static final int EMPTY = Integer.MIN_VALUE;

  /// One of the digits of an integer: what is stored or sent, and what one unit of it counts.
  ///
  /// @param aside a cell's place among those of its weight: columns to the right
  /// @param below rows down
  private record Piece(int value, long counts, int aside, int below) {}

  private record Place(int array, int weightSet) {}

  private final ArrayLayer layer;
  private final Array array;
  private final int cellBits;
  private final int dacBits;
  private final int weightBits;

  /// Bits of a weight's magnitude, where it is held apart from the sign.
  private final int magnitudeBits;

  private final Map<Place, int[][]> cells = new HashMap<>();

  CellArrays(Chip chip, ArrayLayer layer) {
    this.layer = layer;
    array = chip.array();
    cellBits = chip.cell().bits();
    dacBits = chip.macro().dac().bits();
    weightBits = layer.coding().weightBits();
    boolean lowest = Arrays.stream(layer.weights()).anyMatch(w -> w == -(1 << (weightBits - 1)));
    magnitudeBits = lowest ? weightBits : weightBits - 1;
    layer.tiles().forEach(this::write);
  }

  private void write(Tile tile) {
    int[][] into =
        cells.computeIfAbsent(
            new Place(tile.array(), tile.weightSet()),
            _ -> {
              int[][] empty = new int[array.rows()][array.columns()];
              Arrays.stream(empty).forEach(row -> Arrays.fill(row, EMPTY));
              return empty;
            });
    for (int k = tile.fromRow(); k < tile.toRow(); k++) {
      for (int n = tile.fromColumn(); n < tile.toColumn(); n++) {
        for (Piece piece : stored(weight(tile.group(), k, n))) {
          int row = row(tile, k) + piece.below;
          int column = column(tile, n) + piece.aside;
          if (into[row][column] != EMPTY) {
            throw new AssertionError("two weights in row " + row + ", column " + column);
          }
          into[row][column] = piece.value;
        }
      }
    }
  }

  private int weight(int group, int k, int n) {
    Unrolling u = layer.unrolling();
    return layer.weights()[(group * u.rows() + k) * u.columns() + n];
  }

  /// The first wordline of matrix row `k`.
  private int row(Tile tile, int k) {
    return (tile.row() + k - tile.fromRow()) * (array.pair() == Pair.ROWS ? 2 : 1);
  }

  /// The first bitline of matrix column `n`.
  private int column(Tile tile, int n) {
    return tile.column() + (n - tile.fromColumn()) * columnsPerWeight();
  }

  private int columnsPerWeight() {
    return stored(0).stream().mapToInt(Piece::aside).max().orElseThrow() + 1;
  }

  /// The cells of a weight.
  private List<Piece> stored(int weight) {
    List<Piece> pieces = new ArrayList<>();
    if (array.encoding() == Encoding.OFFSET_BINARY) {
      cut(weight + (1 << (weightBits - 1)), weightBits, pieces);
      return pieces;
    }
    if (array.encoding() == Encoding.TWOS_COMPLEMENT) {
      int low = Math.floorMod(weight, 1 << (weightBits - 1));
      cut(low, weightBits - 1, pieces);
      int sign = weight < 0 ? 1 : 0;
      pieces.add(new Piece(sign, -1L << (weightBits - 1), pieces.size(), 0));
      return pieces;
    }
    List<Piece> positive = new ArrayList<>();
    List<Piece> negative = new ArrayList<>();
    cut(Math.max(0, weight), magnitudeBits, positive);
    cut(Math.max(0, -weight), magnitudeBits, negative);
    for (int j = 0; j < positive.size(); j++) {
      Piece plus = positive.get(j);
      Piece minus = negative.get(j);
      switch (Objects.requireNonNull(array.pair())) {
        case CELL -> pieces.add(new Piece(plus.value - minus.value, plus.counts, j, 0));
        case ROWS -> {
          pieces.add(plus);
          pieces.add(new Piece(minus.value, minus.counts, j, 1));
        }
        case COLUMNS -> {
          pieces.add(new Piece(plus.value, plus.counts, 2 * j, 0));
          pieces.add(new Piece(minus.value, -minus.counts, 2 * j + 1, 0));
        }
      }
    }
    return pieces;
  }

  /// Digits of `cellBits` bits of a number that is not negative, least significant first; bits that
  /// make no whole digit are the lowest.
  private void cut(int number, int bits, List<Piece> into) {
    cut(number, bits, cellBits, into, true);
  }

  private static void cut(int number, int bits, int width, List<Piece> into, boolean numbered) {
    long counts = 1;
    int left = bits;
    while (left > 0) {
      int base = 1 << (left % width == 0 ? width : left % width);
      into.add(new Piece(number % base, counts, numbered ? into.size() : 0, 0));
      number /= base;
      counts *= base;
      left -= Integer.numberOfTrailingZeros(base);
    }
  }

  /// The digits of an input, one a step.
  private List<Piece> sent(int input) {
    List<Piece> steps = new ArrayList<>();
    int bits = layer.coding().inputBits() - (layer.coding().inputSigned() ? 1 : 0);
    int number = Math.floorMod(input, 1 << bits);
    cut(number, bits, dacBits, steps, false);
    if (layer.coding().inputSigned()) {
      steps.add(new Piece(input < 0 ? 1 : 0, -1L << bits, 0, 0));
    }
    return steps;
  }

  @Override
  public void accumulate(
      int group, int[] inputs, int vectors, double[] acc, @Nullable SumSink sums) {
    int columns = layer.unrolling().columns();
    for (int v = 0; v < vectors; v++) {
      long[] codes = new long[columns];
      long[] units = new long[columns];
      for (Tile tile : layer.tiles()) {
        if (tile.group() == group) {
          send(tile, inputs, vectors, v, codes, units, sums);
        }
      }
      AdcRange range = layer.range();
      for (int n = 0; n < columns; n++) {
        acc[n * vectors + v] =
            range == null ? codes[n] : range.lo() * units[n] + range.step() * codes[n];
      }
    }
  }

  /// One vector to one tile: the groups of active rows that it reaches, one after another.
  private void send(
      Tile tile,
      int[] inputs,
      int vectors,
      int v,
      long[] codes,
      long[] units,
      @Nullable SumSink sums) {
    int first = row(tile, tile.fromRow()) / array.activeRows();
    int last = row(tile, tile.toRow() - 1) / array.activeRows();
    int steps = sent(0).size();
    for (int rowGroup = first; rowGroup <= last; rowGroup++) {
      for (int step = 0; step < steps; step++) {
        int[] wordlines = new int[array.rows()];
        long counts = sent(0).get(step).counts;
        for (int k = tile.fromRow(); k < tile.toRow(); k++) {
          int row = row(tile, k);
          if (row / array.activeRows() == rowGroup) {
            int digit = sent(inputs[k * vectors + v]).get(step).value;
            wordlines[row] = digit;
            if (array.pair() == Pair.ROWS) {
              wordlines[row + 1] = -digit;
            }
          }
        }
        convert(tile, wordlines, counts, codes, units, sums);
      }
    }
  }

  private void convert(
      Tile tile, int[] wordlines, long counts, long[] codes, long[] units, @Nullable SumSink sums) {
    int[][] held = cells.get(new Place(tile.array(), tile.weightSet()));
    for (int n = tile.fromColumn(); n < tile.toColumn(); n++) {
      for (Piece piece : stored(0)) {
        if (piece.below > 0) {
          continue; // the other half of a pair: the same bitline
        }
        int column = column(tile, n) + piece.aside;
        int p = 0;
        for (int row = 0; row < wordlines.length; row++) {
          p += wordlines[row] == 0 ? 0 : wordlines[row] * held[row][column];
        }
        if (sums != null) {
          sums.count(p, 1);
        }
        codes[n] += counts * piece.counts * code(p);
        units[n] += counts * piece.counts;
      }
    }
  }

  /// clamp(⌊(p − lo)/step + ½⌋, 0, 2^adcBits − 1)
  private long code(int p) {
    AdcRange range = layer.range();
    if (range == null) {
      return p;
    }
    double code = Math.floor((p - range.lo()) / range.step() + 0.5);
    return (long) Math.clamp(code, 0, range.codes() - 1.0);
  }
}
