package bitline.sim.fault;

import bitline.base.Problem;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.tensor.ElementType;
import bitline.tensor.Npy;
import bitline.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The faults of one chip as a test found them, read from a file:
///
/// - CSV with the columns `array,weight_set,row,column,stuck` and maybe `device`; see [FaultCsv].
/// - `.npy` of integers, arrays × rows × columns: 0 fine, 1 stuck off, 2 stuck on. With several
///   weight sets arrays × weight sets × rows × columns; where a cell holds a pair of devices an
///   axis of 2 may follow, else both are as the cell is.
///
/// Rows and columns are those of cells, spare ones after the array's own.
public final class FaultMap {
  private final String file;
  private final int arraysTold;

  /// By array and weight set: row, column, device and state of each stuck device, packed.
  private final Map<Long, long[]> stuck = new HashMap<>();

  FaultMap(String file, int arraysTold) {
    this.file = file;
    this.arraysTold = arraysTold;
  }

  /// Reads a map of this chip; a [Problem] with its place where it is of another shape or says what
  /// cannot be.
  public static FaultMap read(Path file, Chip chip) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".npy") ? npy(file, chip) : new FaultCsv(file, chip).read();
  }

  /// The file it was read from.
  public String file() {
    return file;
  }

  static long key(int array, int weightSet) {
    return (long) weightSet << 32 | array;
  }

  static long packed(int row, int column, int device, Stuck stuck) {
    return ((long) row << 32 | column) << 3 | (long) device << 2 | stuck.ordinal();
  }

  void put(long key, long[] cells) {
    stuck.put(key, cells);
  }

  ArrayFaults of(Chip chip, int array, int weightSet) {
    if (array >= arraysTold) {
      throw Problem.at(
          file,
          "tells of "
              + arraysTold
              + " arrays; the network lies in array "
              + array
              + " too: add it to the map");
    }
    ArrayFaults faults = new ArrayFaults(chip.array());
    for (long cell : stuck.getOrDefault(key(array, weightSet), new long[0])) {
      long place = cell >>> 3;
      faults.set(
          (int) (place >>> 32),
          (int) place,
          (int) (cell >>> 2 & 1),
          (cell & 3) == 1 ? Stuck.OFF : Stuck.ON);
    }
    return faults;
  }

  private static FaultMap npy(Path file, Chip chip) {
    Tensor tensor = Npy.read(file);
    String name = file.toString();
    int[] shape = tensor.shape().sizes();
    Array array = chip.array();
    int sets = chip.macro().weightSets();
    List<Integer> inner = new ArrayList<>();
    if (sets > 1) {
      inner.add(sets);
    }
    inner.add(array.rows() + array.spareRows());
    inner.add(array.columns() + array.spareColumns());
    int pairs = ArrayFaults.devices(array);
    boolean byDevice = pairs == 2 && shape.length == inner.size() + 2;
    if (byDevice) {
      inner.add(2);
    }
    boolean fits = shape.length == inner.size() + 1 && shape[0] <= chip.arrays();
    for (int i = 0; fits && i < inner.size(); i++) {
      fits = shape[i + 1] == inner.get(i);
    }
    if (!fits) {
      throw Problem.at(
          name,
          "a fault map of shape "
              + tensor.shape()
              + "; "
              + chip.name()
              + " needs (arrays"
              + (sets > 1 ? ", " + sets + " weight sets" : "")
              + ", "
              + (array.rows() + array.spareRows())
              + " rows, "
              + (array.columns() + array.spareColumns())
              + " columns"
              + (pairs == 2 ? ", maybe 2 devices" : "")
              + "), spare lines included, with at most "
              + chip.arrays()
              + " arrays");
    }
    if (tensor.type().storage() != ElementType.Storage.INTS) {
      throw Problem.at(
          name, "a fault map of " + tensor.type().text() + "; integers 0, 1 and 2 are needed");
    }
    FaultMap map = new FaultMap(name, shape[0]);
    int devices = byDevice ? 2 : 1;
    int columns = array.columns() + array.spareColumns();
    int cells = (array.rows() + array.spareRows()) * columns * devices;
    for (int block = 0; block < shape[0] * sets; block++) {
      long[] found = new long[16];
      int count = 0;
      for (int i = 0; i < cells; i++) {
        long value = tensor.intAt(block * cells + i);
        if (value < 0 || value > 2) {
          throw Problem.at(
              name,
              "value "
                  + value
                  + " at array "
                  + block / sets
                  + ", row "
                  + i / devices / columns
                  + ", column "
                  + i / devices % columns
                  + "; 0 is fine, 1 stuck off, 2 stuck on");
        }
        for (int d = 0; value > 0 && d < (byDevice ? 1 : pairs); d++) {
          found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
          Stuck stuck = value == 1 ? Stuck.OFF : Stuck.ON;
          int device = byDevice ? i % 2 : d;
          found[count++] = packed(i / devices / columns, i / devices % columns, device, stuck);
        }
      }
      map.put(key(block / sets, block % sets), Arrays.copyOf(found, count));
    }
    return map;
  }
}
