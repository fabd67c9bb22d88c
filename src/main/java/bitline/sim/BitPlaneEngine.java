package bitline.sim;

import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.RowGroup;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The popcount engine: inputs and cells as bit planes of 64 rows a word, a bitline sum as population counts of ANDs, the
/// ADC as a table. Scalar; the Vector API twin belongs to `tensor.simd`.
final class BitPlaneEngine implements ArrayEngine {
  private static final int LARGEST_TABLE = 1 << 18;

  /// Weights of one matrix as planes. Word order: row group, column, digit, sign (pairs on a bitline only), bit,
  /// word. `said` is every sum's code.
  private record Planes(long[] words, int[] groupWords, int[] groupStart, int[] said) {}

  private final ConcurrentHashMap<MatrixKey, Planes> planes = new ConcurrentHashMap<>();

  @Override
  public void accumulate(ArrayLayer layer, int group, int[] inputs, int vectors, double[] acc, @Nullable SumSink sums) {
    Coding coding = layer.coding();
    Planes weights = planes.computeIfAbsent(new MatrixKey(layer, group), _ -> pack(layer, group));
    int columns = layer.unrolling().columns();
    AdcRange range = layer.range();
    int least = coding.leastSum(layer.mostRows());
    int[] said = weights.said;
    List<Digit> inputDigits = coding.inputDigits();
    Digit[] digits = coding.weightDigits().toArray(new Digit[0]);
    boolean pair = coding.weightSign() == Coding.WeightCode.PAIR_ON_BITLINE;
    long[] q = new long[columns];
    for (int v = 0; v < vectors; v++) {
      java.util.Arrays.fill(q, 0);
      for (int g = 0; g < layer.rowGroups().size(); g++) {
        RowGroup rowGroup = layer.rowGroups().get(g);
        int words = weights.groupWords[g];
        long[] x = inputPlanes(inputs, vectors, v, rowGroup, words, coding.inputBits());
        for (Digit inputDigit : inputDigits) {
          int at = weights.groupStart[g];
          for (int n = 0; n < columns; n++) {
            for (Digit digit : digits) {
              int p = sum(x, inputDigit, weights.words, at, digit.bits(), words);
              at += digit.bits() * words;
              if (pair) {
                p -= sum(x, inputDigit, weights.words, at, digit.bits(), words);
                at += digit.bits() * words;
              }
              if (sums != null) {
                sums.count(p);
              }
              int code = range == null ? p : said.length == 0 ? range.code(p) : said[p - least];
              q[n] += (long) inputDigit.weight() * digit.weight() * code;
            }
          }
        }
      }
      for (int n = 0; n < columns; n++) {
        acc[n * vectors + v] = ArrayEngine.read(layer, q[n]);
      }
    }
  }

  /// The sum on one bitline of one cell's digit and one input digit: each pair of bits counts 2^(sum of their places).
  private static int sum(long[] x, Digit inputDigit, long[] w, int at, int bits, int words) {
    int p = 0;
    for (int a = 0; a < inputDigit.bits(); a++) {
      int from = (inputDigit.shift() + a) * words;
      for (int b = 0; b < bits; b++) {
        int ones = 0;
        for (int i = 0; i < words; i++) {
          ones += Long.bitCount(x[from + i] & w[at + b * words + i]);
        }
        p += ones << (a + b);
      }
    }
    return p;
  }

  /// Every possible sum's code; empty where there is no ADC or the table would be large.
  private static int[] said(ArrayLayer layer) {
    AdcRange range = layer.range();
    int least = layer.coding().leastSum(layer.mostRows());
    int greatest = layer.coding().greatestSum(layer.mostRows());
    if (range == null || (long) greatest - least >= LARGEST_TABLE) {
      return new int[0];
    }
    int[] said = new int[greatest - least + 1];
    for (int p = least; p <= greatest; p++) {
      said[p - least] = range.code(p);
    }
    return said;
  }

  private static long[] inputPlanes(int[] inputs, int vectors, int v, RowGroup group, int words, int bits) {
    long[] planes = new long[bits * words];
    for (int k = group.from(); k < group.to(); k++) {
      int row = k - group.from();
      int value = inputs[k * vectors + v];
      for (int b = 0; b < bits; b++) {
        planes[b * words + (row >> 6)] |= (long) ((value >> b) & 1) << (row & 63);
      }
    }
    return planes;
  }

  private static Planes pack(ArrayLayer layer, int group) {
    Coding coding = layer.coding();
    int rows = layer.unrolling().rows();
    int columns = layer.unrolling().columns();
    int matrix = group * rows * columns;
    boolean pair = coding.weightSign() == Coding.WeightCode.PAIR_ON_BITLINE;
    int bitsPerWeight = coding.weightDigits().stream().mapToInt(Digit::bits).sum() * (pair ? 2 : 1);
    int count = layer.rowGroups().size();
    int[] groupWords = new int[count];
    int[] groupStart = new int[count];
    int total = 0;
    for (int g = 0; g < count; g++) {
      groupWords[g] = (layer.rowGroups().get(g).rows() + 63) / 64;
      groupStart[g] = total;
      total = Math.addExact(total, Math.multiplyExact(groupWords[g], Math.multiplyExact(columns, bitsPerWeight)));
    }
    long[] packed = new long[total];
    for (int g = 0; g < count; g++) {
      RowGroup rowGroup = layer.rowGroups().get(g);
      int words = groupWords[g];
      for (int k = rowGroup.from(); k < rowGroup.to(); k++) {
        int row = k - rowGroup.from();
        int at = groupStart[g];
        for (int n = 0; n < columns; n++) {
          int weight = layer.weights()[matrix + k * columns + n];
          for (int j = 0; j < coding.weightDigits().size(); j++) {
            int cell = coding.cell(weight, j);
            int bits = coding.weightDigits().get(j).bits();
            for (int sign = 0; sign < (pair ? 2 : 1); sign++) {
              int held = sign == 0 ? Math.max(cell, 0) : Math.max(-cell, 0);
              for (int b = 0; b < bits; b++) {
                packed[at + b * words + (row >> 6)] |= (long) ((held >> b) & 1) << (row & 63);
              }
              at += bits * words;
            }
          }
        }
      }
    }
    return new Planes(packed, groupWords, groupStart, said(layer));
  }
}
