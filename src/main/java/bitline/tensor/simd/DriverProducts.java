package bitline.tensor.simd;

import bitline.tensor.LevelCells;
import bitline.tensor.RowDrivers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What [RowDrivers] add to the sums of [LevelProductArray]: the products of their errors with what
/// their devices hold, and the variances of their jitter, in the same float tiles. Drivers are cut
/// into blocks in which no sum of errors times values can pass 2^24, up to which floats hold
/// integers.
final class DriverProducts {
  private static final int L = Lanes.COUNT;
  private static final int WIDTH = ProductRoom.WIDTH;
  private static final int PANEL = Lanes.PANEL;
  private static final int MOST_DEPTH = 256;

  private final LevelCells array;
  private final RowDrivers drivers;
  private final int count;

  /// Digit by digit, column by column: what the drivers' devices hold.
  private final float[] values;

  private final float[] squares;

  /// Drivers of a block.
  private final int depth;

  private final ThreadLocal<Room> rooms;

  /// What a thread works in.
  private static final class Room {
    final float[] panels;
    final float[] products;
    final float[] jittered;
    final int[] sums;
    final float[] zeros = new float[WIDTH];

    Room(int depth, int sums, boolean jitters) {
      panels = new float[depth * WIDTH];
      products = new float[sums * WIDTH];
      jittered = new float[jitters ? sums * WIDTH : 0];
      this.sums = new int[sums * WIDTH];
    }
  }

  DriverProducts(LevelCells array, RowDrivers drivers) {
    this.array = array;
    this.drivers = drivers;
    count = drivers.drivers();
    int sums = array.digits() * array.columns();
    values = new float[sums * count];
    squares = new float[drivers.jitters() ? values.length : 0];
    for (int d = 0; d < count; d++) {
      for (int s = 0; s < sums; s++) {
        float value = drivers.values()[d * sums + s];
        values[s * count + d] = value;
        if (squares.length > 0) {
          squares[s * count + d] = value * value;
        }
      }
    }
    depth = depth(sums);
    rooms = ThreadLocal.withInitial(() -> new Room(depth, sums, squares.length > 0));
  }

  private int depth(int sums) {
    long error = 0;
    for (short e : drivers.errors()) {
      error = Math.max(error, Math.abs(e));
    }
    int depth = MOST_DEPTH;
    while (depth > 1 && error * greatest(depth, sums) > 1 << 24) {
      depth /= 2;
    }
    return depth;
  }

  /// The greatest Σ |v| of a block of `depth` drivers.
  private long greatest(int depth, int sums) {
    long greatest = 0;
    for (int s = 0; s < sums; s++) {
      int from = 0;
      for (int groupEnd : array.groupEnds()) {
        int end = groupEnd * drivers.perRow();
        for (int k = from; k < end; k += depth) {
          long sum = 0;
          for (int d = k; d < Math.min(end, k + depth); d++) {
            sum += (long) Math.abs(values[s * count + d]);
          }
          greatest = Math.max(greatest, sum);
        }
        from = end;
      }
    }
    return greatest;
  }

  /// The variances of the sums that were last added to on this thread; null where there is no
  /// jitter.
  float @Nullable [] jittered() {
    return squares.length == 0 ? null : rooms.get().jittered;
  }

  /// Adds to the sums of rows `row` to `end` and one digit of `vectors` inputs, `some` of them.
  ///
  /// @param sums digit × column × [ProductRoom#WIDTH]
  void add(
      int[] sums, byte[] inputs, int row, int end, int vectors, int from, int some, int digit) {
    Room room = rooms.get();
    Arrays.fill(room.sums, 0);
    Arrays.fill(room.jittered, 0);
    int first = 0;
    for (int range = 0; range < drivers.columnEnds().length; range++) {
      int last = drivers.columnEnds()[range];
      for (int d = row * drivers.perRow(); d < end * drivers.perRow(); d += depth) {
        int block = Math.min(depth, end * drivers.perRow() - d);
        int table = (range * count + d) * drivers.digits();
        for (int i = 0; i < block; i++) {
          send(room.panels, i, table + i * drivers.digits(), inputs, vectors, from, some, digit, d);
        }
        multiply(room, values, d, block, some, first, last, room.products, false);
        collect(room, first, last);
        if (squares.length > 0) {
          for (int i = 0; i < block; i++) {
            send(room.panels, i, -1, inputs, vectors, from, some, digit, d);
          }
          multiply(room, squares, d, block, some, first, last, room.jittered, true);
        }
      }
      first = last;
    }
    for (int i = 0; i < room.sums.length; i++) {
      sums[i] += drivers.whole(room.sums[i]);
    }
  }

  /// What driver `first + i` makes of the inputs, in row `i` of the panels.
  ///
  /// @param table where its errors start; −1: the variances of its jitter
  private void send(
      float[] panels,
      int i,
      int table,
      byte[] inputs,
      int vectors,
      int from,
      int some,
      int digit,
      int first) {
    int shift = array.inputShifts()[digit];
    int mask = (1 << array.inputBits()[digit]) - 1;
    int start = (first + i) / drivers.perRow() * vectors + from;
    for (int v = 0; v < WIDTH; v++) {
      int x = v < some ? (inputs[start + v] & 0xFF) >> shift & mask : 0;
      int at = v / PANEL * PANEL * depth + i * PANEL + v % PANEL;
      panels[at] = table < 0 ? drivers.jitter()[x] : drivers.errors()[table + x];
    }
  }

  /// Products of a block of drivers from `d` on with the columns `first` to `last` of every digit.
  ///
  /// @param more whether they are added to what is there
  private void multiply(
      Room room,
      float[] held,
      int d,
      int block,
      int some,
      int first,
      int last,
      float[] to,
      boolean more) {
    for (int p = 0; p < some; p += PANEL) {
      for (int j = 0; j < array.digits(); j++) {
        int s = j * array.columns() + first;
        FloatTiles.multiply(
            last - first,
            Math.min(PANEL, WIDTH - p) / L,
            block,
            held,
            s * count + d,
            count,
            room.panels,
            p * depth,
            more ? to : room.zeros,
            more ? s * WIDTH + p : 0,
            more ? WIDTH : 0,
            to,
            s * WIDTH + p,
            WIDTH);
      }
    }
  }

  private void collect(Room room, int first, int last) {
    for (int j = 0; j < array.digits(); j++) {
      int from = (j * array.columns() + first) * WIDTH;
      int to = (j * array.columns() + last) * WIDTH;
      for (int i = from; i < to; i++) {
        room.sums[i] += (int) room.products[i];
      }
    }
  }
}
