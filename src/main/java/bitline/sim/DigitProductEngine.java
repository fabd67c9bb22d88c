package bitline.sim;

import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.RowGroup;
import bitline.tensor.Kernels;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The engine for digits of several bits: the bitline sums of a row group and an input digit are an
/// integer matrix product of what the cells hold with what the DACs send.
final class DigitProductEngine implements ArrayEngine {
  /// Bitline sums that are formed at a time.
  private static final int BLOCK = 1 << 16;

  private final ArrayLayer layer;
  private final Coding coding;
  private final Kernels kernels;
  private final Converter converter;
  private final int rows;
  private final int columns;
  private final int sums;

  private final long[] digitWeights;

  /// What the cells of each matrix hold: (digit, column) × row.
  private final ConcurrentHashMap<Integer, int[]> cells = new ConcurrentHashMap<>();

  DigitProductEngine(ArrayLayer layer, Kernels kernels) {
    this.layer = layer;
    this.kernels = kernels;
    coding = layer.coding();
    converter = new Converter(layer);
    rows = layer.unrolling().rows();
    columns = layer.unrolling().columns();
    sums = Math.multiplyExact(columns, coding.weightDigits().size());
    digitWeights = coding.weightDigits().stream().mapToLong(Digit::weight).toArray();
  }

  @Override
  public void accumulate(
      int group, int[] inputs, int vectors, double[] acc, @Nullable SumSink sink) {
    int[] held = cells.computeIfAbsent(group, this::cells);
    int block = Math.clamp(BLOCK / sums, 1, vectors);
    int[] sent = new int[layer.mostRows() * block];
    int[] p = new int[sums * block];
    long[] q = new long[sums * block];
    for (int v = 0; v < vectors; v += block) {
      int count = Math.min(block, vectors - v);
      Arrays.fill(q, 0);
      for (RowGroup rowGroup : layer.rowGroups()) {
        for (Digit digit : coding.inputDigits()) {
          send(digit, rowGroup, inputs, vectors, v, count, sent);
          Arrays.fill(p, 0, sums * count, 0);
          kernels.matmulInt(
              sums,
              count,
              rowGroup.rows(),
              held,
              rowGroup.from(),
              rows,
              sent,
              0,
              count,
              p,
              0,
              count);
          if (sink != null) {
            sink.count(p, sums * count);
          }
          converter.add(p, sums * count, digit.weight(), q);
        }
      }
      shiftAdd(q, count, vectors, v, acc);
    }
  }

  private static void send(
      Digit digit, RowGroup group, int[] inputs, int vectors, int v, int count, int[] sent) {
    int shift = digit.shift();
    int mask = (1 << digit.bits()) - 1;
    for (int k = 0; k < group.rows(); k++) {
      int from = (group.from() + k) * vectors + v;
      for (int i = 0; i < count; i++) {
        sent[k * count + i] = (inputs[from + i] >> shift) & mask;
      }
    }
  }

  private void shiftAdd(long[] q, int count, int vectors, int v, double[] acc) {
    for (int n = 0; n < columns; n++) {
      for (int i = 0; i < count; i++) {
        long total = 0;
        for (int j = 0; j < digitWeights.length; j++) {
          total += digitWeights[j] * q[(j * columns + n) * count + i];
        }
        acc[n * vectors + v + i] = converter.read(total);
      }
    }
  }

  private int[] cells(int group) {
    int matrix = group * rows * columns;
    int[] held = new int[Math.multiplyExact(sums, rows)];
    for (int k = 0; k < rows; k++) {
      for (int n = 0; n < columns; n++) {
        int weight = layer.weights()[matrix + k * columns + n];
        for (int j = 0; j < coding.weightDigits().size(); j++) {
          held[(j * columns + n) * rows + k] = coding.cell(weight, j);
        }
      }
    }
    return held;
  }
}
