package bitline.sim;

import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.RowGroup;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The popcount engine, for digits of one bit on both sides: inputs and cells as bit planes of 64
/// rows a word, a bitline sum as the population count of an AND. Plain loops over neighbouring
/// columns, which the JVM turns into vector instructions where the machine has them.
final class BitPlaneEngine implements ArrayEngine {
  private final ArrayLayer layer;
  private final Coding coding;
  private final Converter converter;

  /// Bitline sums of one input digit: `digits` × `columns`.
  private final int sums;

  private final long[] digitWeights;
  private final int columns;
  private final ConcurrentHashMap<Integer, Planes> planes = new ConcurrentHashMap<>();

  /// One matrix, a bit for each sum and row. Word order: row group, word of 64 rows, digit, column.
  ///
  /// @param negative cells that are subtracted on the bitline; empty where there are none
  private record Planes(long[] positive, long[] negative) {}

  BitPlaneEngine(ArrayLayer layer) {
    this.layer = layer;
    coding = layer.coding();
    if (!takes(coding)) {
      throw new IllegalArgumentException("bit planes of " + coding);
    }
    converter = new Converter(layer);
    columns = layer.unrolling().columns();
    sums = Math.multiplyExact(columns, coding.weightDigits().size());
    digitWeights = coding.weightDigits().stream().mapToLong(Digit::weight).toArray();
  }

  /// Whether every digit has one bit.
  static boolean takes(Coding coding) {
    return coding.weightDigits().stream().allMatch(digit -> digit.bits() == 1)
        && coding.inputDigits().stream().allMatch(digit -> digit.bits() == 1);
  }

  @Override
  public void accumulate(
      int group, int[] inputs, int vectors, double[] acc, @Nullable SumSink sink) {
    Planes weights = planes.computeIfAbsent(group, this::pack);
    Digit[] inputDigits = coding.inputDigits().toArray(new Digit[0]);
    long[] x = new long[coding.inputBits() * words(layer.mostRows())];
    int[] p = new int[sums];
    long[] q = new long[sums];
    for (int v = 0; v < vectors; v++) {
      Arrays.fill(q, 0);
      long quiet = 0;
      long quietWeight = 0;
      int at = 0;
      for (RowGroup rowGroup : layer.rowGroups()) {
        int words = words(rowGroup.rows());
        inputPlanes(inputs, vectors, v, rowGroup, words, x);
        for (Digit digit : inputDigits) {
          int from = digit.shift() * words;
          if (isZero(x, from, words)) {
            quiet++;
            quietWeight += digit.weight();
          } else {
            ones(x, from, words, weights.positive, at, p, sums);
            if (weights.negative.length > 0) {
              subtractOnes(x, from, words, weights.negative, at, p, sums);
            }
            if (sink != null) {
              sink.count(p, sums);
            }
            converter.add(p, sums, digit.weight(), q);
          }
        }
        at += words * sums;
      }
      if (sink != null && quiet > 0) {
        sink.count(0, quiet * sums);
      }
      shiftAdd(q, quietWeight * converter.code(0), vectors, v, acc);
    }
  }

  /// Adds up the digits of each column.
  ///
  /// @param quiet what steps in which no row conducted add to each sum
  private void shiftAdd(long[] q, long quiet, int vectors, int v, double[] acc) {
    for (int n = 0; n < columns; n++) {
      long total = 0;
      for (int j = 0; j < digitWeights.length; j++) {
        total += digitWeights[j] * (q[j * columns + n] + quiet);
      }
      acc[n * vectors + v] = converter.read(total);
    }
  }

  private static int words(int rows) {
    return (rows + 63) / 64;
  }

  private static boolean isZero(long[] x, int from, int words) {
    long any = 0;
    for (int i = from; i < from + words; i++) {
      any |= x[i];
    }
    return any == 0;
  }

  /// p[i] = ones of x & w[·, i]
  private static void ones(long[] x, int from, int words, long[] w, int at, int[] p, int count) {
    long first = x[from];
    if (words == 1) {
      for (int i = 0; i < count; i++) {
        p[i] = Long.bitCount(first & w[at + i]);
      }
      return;
    }
    long second = x[from + 1];
    int next = at + count;
    for (int i = 0; i < count; i++) {
      p[i] = Long.bitCount(first & w[at + i]) + Long.bitCount(second & w[next + i]);
    }
    for (int word = 2; word < words; word++) {
      long more = x[from + word];
      int start = at + word * count;
      for (int i = 0; more != 0 && i < count; i++) {
        p[i] += Long.bitCount(more & w[start + i]);
      }
    }
  }

  private static void subtractOnes(
      long[] x, int from, int words, long[] w, int at, int[] p, int count) {
    for (int word = 0; word < words; word++) {
      long some = x[from + word];
      int start = at + word * count;
      for (int i = 0; some != 0 && i < count; i++) {
        p[i] -= Long.bitCount(some & w[start + i]);
      }
    }
  }

  /// Bit b of the inputs of a row group: words b·words to (b + 1)·words.
  private void inputPlanes(
      int[] inputs, int vectors, int v, RowGroup group, int words, long[] planes) {
    int mask = (1 << coding.inputBits()) - 1;
    Arrays.fill(planes, 0, coding.inputBits() * words, 0);
    for (int k = group.from(); k < group.to(); k++) {
      int row = k - group.from();
      for (int left = inputs[k * vectors + v] & mask; left != 0; left &= left - 1) {
        planes[Integer.numberOfTrailingZeros(left) * words + (row >> 6)] |= 1L << row;
      }
    }
  }

  private Planes pack(int group) {
    int rows = layer.unrolling().rows();
    int matrix = group * rows * columns;
    boolean pair = coding.weightCode().subtractsOnBitline();
    int total = 0;
    for (RowGroup rowGroup : layer.rowGroups()) {
      total = Math.addExact(total, Math.multiplyExact(words(rowGroup.rows()), sums));
    }
    long[] positive = new long[total];
    long[] negative = new long[pair ? total : 0];
    int start = 0;
    for (RowGroup rowGroup : layer.rowGroups()) {
      for (int k = rowGroup.from(); k < rowGroup.to(); k++) {
        int row = k - rowGroup.from();
        int at = start + (row >> 6) * sums;
        for (int n = 0; n < columns; n++) {
          int weight = layer.weights()[matrix + k * columns + n];
          for (int j = 0; j < coding.weightDigits().size(); j++) {
            int cell = coding.cell(weight, j);
            if (cell != 0) {
              (cell > 0 ? positive : negative)[at + j * columns + n] |= 1L << row;
            }
          }
        }
      }
      start += words(rowGroup.rows()) * sums;
    }
    return new Planes(positive, negative);
  }
}
