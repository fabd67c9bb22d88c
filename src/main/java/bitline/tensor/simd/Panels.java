package bitline.tensor.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// A block of the right-hand matrix copied close together: up to [#STRIP] panels side by side, each
/// some rows by [Lanes#PANEL] columns. Several at once, because a matrix of long rows is read from
/// memory in longer runs then.
final class Panels {
  private static final VectorSpecies<Float> F = Lanes.FLOATS;
  private static final int L = Lanes.COUNT;
  private static final int WIDTH = Lanes.PANEL;

  /// Most panels in a strip.
  static final int STRIP = 4;

  /// Rows of a full panel: with 64 columns, 64 KiB, which a second-level cache feeds fast enough.
  static final int ROWS = 256;

  /// One vector more than the rows need: a run is copied in whole vectors, and what it writes too
  /// much, the next run or row writes over.
  private static final int SIZE = ROWS * WIDTH + L;

  private static final ThreadLocal<Panels> OF_THREAD = ThreadLocal.withInitial(Panels::new);

  final float[] data = new float[STRIP * SIZE];

  private int count;
  private final int[] runs = new int[STRIP];
  private final int[] runFrom = new int[STRIP * WIDTH];
  private final int[] runTo = new int[STRIP * WIDTH];
  private final int[] runLength = new int[STRIP * WIDTH];

  private Panels() {}

  /// The calling thread's own.
  static Panels ofThread() {
    return OF_THREAD.get();
  }

  /// Where panel `p` begins in the data.
  static int at(int p) {
    return p * SIZE;
  }

  /// Chooses columns `from` to `from + columns` of `rows`.
  void place(PlacedRows rows, int from, int columns) {
    count = Math.ceilDiv(columns, WIDTH);
    for (int p = 0; p < count; p++) {
      place(rows, p, from + p * WIDTH, Math.min(WIDTH, columns - p * WIDTH));
    }
  }

  private void place(PlacedRows rows, int p, int from, int columns) {
    int run = p * WIDTH;
    for (int j = 0; j < columns; run++) {
      int inLine = (from + j) % rows.width();
      int length = Math.min(columns - j, rows.width() - inLine);
      runFrom[run] = (from + j) / rows.width() * rows.step() + inLine;
      runTo[run] = j;
      runLength[run] = length;
      j += length;
    }
    runs[p] = run;
  }

  /// Copies the chosen columns of rows `from` to `from + depth`.
  void fill(PlacedRows rows, int from, int depth) {
    float[] source = rows.data();
    int[] offsets = rows.offsets();
    for (int l = 0; l < depth; l++) {
      int offset = offsets[from + l];
      for (int p = 0; p < count; p++) {
        int to = at(p) + l * WIDTH;
        int run = p * WIDTH;
        if (runLength[run] == WIDTH) {
          whole(source, offset + runFrom[run], to);
        } else {
          for (; run < runs[p]; run++) {
            part(source, offset + runFrom[run], to + runTo[run], runLength[run]);
          }
        }
      }
    }
  }

  private void whole(float[] source, int at, int to) {
    for (int v = 0; v < WIDTH; v += L) {
      FloatVector.fromArray(F, source, at + v).intoArray(data, to + v);
    }
  }

  private void part(float[] source, int at, int to, int length) {
    int i = 0;
    int last = source.length - at - L;
    for (; i < length && i <= last; i += L) {
      FloatVector.fromArray(F, source, at + i).intoArray(data, to + i);
    }
    for (; i < length; i++) {
      data[to + i] = source[at + i];
    }
  }
}
