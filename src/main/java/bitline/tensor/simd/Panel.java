package bitline.tensor.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// A block of the right-hand matrix copied close together: some rows by [Lanes#PANEL] columns.
final class Panel {
  private static final VectorSpecies<Float> F = Lanes.FLOATS;
  private static final int L = Lanes.COUNT;
  private static final int WIDTH = Lanes.PANEL;

  /// Rows of a full panel: with 64 columns, 64 KiB, which a second-level cache feeds fast enough.
  static final int ROWS = 256;

  /// One vector more than the rows need: a run is copied in whole vectors, and what it writes too much, the next run or
  /// row writes over.
  final float[] data = new float[ROWS * WIDTH + L];

  private int runs;
  private final int[] runFrom = new int[WIDTH];
  private final int[] runTo = new int[WIDTH];
  private final int[] runLength = new int[WIDTH];

  /// Chooses columns `from` to `from + count` of `rows`.
  void place(PlacedRows rows, int from, int count) {
    runs = 0;
    for (int j = 0; j < count; ) {
      int inLine = (from + j) % rows.width();
      int length = Math.min(count - j, rows.width() - inLine);
      runFrom[runs] = (from + j) / rows.width() * rows.step() + inLine;
      runTo[runs] = j;
      runLength[runs] = length;
      runs++;
      j += length;
    }
  }

  /// Copies the chosen columns of rows `from` to `from + count`.
  void fill(PlacedRows rows, int from, int count) {
    float[] source = rows.data();
    int[] offsets = rows.offsets();
    if (runs == 1 && runLength[0] == WIDTH) {
      int first = runFrom[0];
      for (int l = 0; l < count; l++) {
        int at = offsets[from + l] + first;
        int to = l * WIDTH;
        for (int v = 0; v < WIDTH; v += L) {
          FloatVector.fromArray(F, source, at + v).intoArray(data, to + v);
        }
      }
      return;
    }
    for (int l = 0; l < count; l++) {
      int offset = offsets[from + l];
      int to = l * WIDTH;
      for (int r = 0; r < runs; r++) {
        copy(source, offset + runFrom[r], to + runTo[r], runLength[r]);
      }
    }
  }

  private void copy(float[] source, int at, int to, int length) {
    int i = 0;
    int whole = source.length - at - L;
    for (; i < length && i <= whole; i += L) {
      FloatVector.fromArray(F, source, at + i).intoArray(data, to + i);
    }
    for (; i < length; i++) {
      data[to + i] = source[at + i];
    }
  }
}
