package bitline.sim.manufacture;

import bitline.base.Problem;
import bitline.cell.Levels;
import bitline.chip.Chip;
import bitline.chip.Dac;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Tile;
import bitline.sim.converter.DacInstance;
import bitline.sim.fault.MatrixFaults;
import bitline.tensor.RowDrivers;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The manufactured row drivers that one of a layer's matrices meets, by the wordlines of the
/// arrays that its rows lie in: what lies side by side in one array shares them, what lies in
/// another does not. Each is numbered array · rows + wordline on its chip.
///
/// The error of a one-bit driver scales what its row's cells conduct. Drivers of several bits have
/// a table by digit, which engines look up.
final class DriverSet {
  /// Finest fraction of an input's step in which errors are counted, as a power of two: 1/64.
  private static final int FINEST = 6;

  /// Largest error in such fractions.
  private static final int LARGEST = 1023;

  private final Dac dac;
  private final ArrayLayer layer;
  private final int perRow;

  /// What digit 0 conducts, in steps, where the two devices of a pair have drivers of their own, so
  /// that it does not cancel.
  private final double base;

  private final int[] columnEnds;

  /// Range of columns × row × driver of the row.
  private final DacInstance[] instances;

  /// Row × device × place: what the devices of a pair hold, where drivers of several bits need it.
  private final short[] apart;

  private DriverSet(
      Chip chip,
      ArrayLayer layer,
      int group,
      long seed,
      Levels levels,
      @Nullable MatrixFaults laid) {
    this.layer = layer;
    dac = chip.macro().dac();
    boolean rows = layer.coding().weightCode() == Coding.WeightCode.PAIR_OF_ROWS;
    perRow = rows ? 2 : 1;
    base = rows && chip.cell().conductance() != null ? levels.conducted(0) : 0;
    TreeSet<Integer> ends = new TreeSet<>();
    for (Tile tile : layer.tiles()) {
      if (tile.group() == group) {
        ends.add(tile.fromColumn());
        ends.add(tile.toColumn());
      }
    }
    ends.remove(0);
    columnEnds = ends.stream().mapToInt(Integer::intValue).toArray();
    int drivers = layer.unrolling().rows() * perRow;
    int places = layer.coding().weightDigits().size() * layer.unrolling().columns();
    apart = new short[dac.bits() > 1 && perRow == 2 ? drivers * places : 0];
    instances = new DacInstance[columnEnds.length * drivers];
    Map<Long, DacInstance> known = new HashMap<>();
    for (Tile tile : layer.tiles()) {
      for (int r = 0; tile.group() == group && r < columnEnds.length; r++) {
        if (columnEnds[r] <= tile.fromColumn() || columnEnds[r] > tile.toColumn()) {
          continue;
        }
        for (int d = tile.fromRow() * perRow; d < tile.toRow() * perRow; d++) {
          int k = d / perRow;
          int row =
              laid != null ? laid.arrayRow(k, tile.fromColumn()) : tile.row() + k - tile.fromRow();
          long wordline = (long) row * perRow + d % perRow;
          long number = (long) tile.array() * chip.array().rows() + wordline;
          instances[r * drivers + d] =
              known.computeIfAbsent(number, n -> DacInstance.draw(dac, seed, n));
        }
      }
    }
  }

  /// Null where drivers are ideal.
  ///
  /// @param laid the rows in which weights lie; null: as their tiles say
  static @Nullable DriverSet of(
      Conditions conditions,
      Chip chip,
      ArrayLayer layer,
      int group,
      Levels levels,
      @Nullable MatrixFaults laid) {
    return conditions.has(Effect.DRIVERS) && chip.macro().dac().errors() != null
        ? new DriverSet(chip, layer, group, conditions.chip(), levels, laid)
        : null;
  }

  /// Of a row's driver for a column.
  private DacInstance driver(int row, boolean negative, int column) {
    int range = 0;
    while (columnEnds[range] <= column) {
      range++;
    }
    int rows = layer.unrolling().rows();
    return instances[(range * rows + row) * perRow + (negative && perRow == 2 ? 1 : 0)];
  }

  /// Drives the devices of a row group.
  void drive(Worth plus, Worth minus, MadeMatrix matrix) {
    if (dac.bits() == 1) {
      scale(plus, false);
      scale(minus, true);
    } else if (perRow == 2) {
      hold(plus, 0, matrix);
      hold(minus, 1, matrix);
    }
  }

  /// Scales what devices are worth by the level that one-bit drivers put on their rows for a one.
  private void scale(Worth worth, boolean negative) {
    int columns = layer.unrolling().columns();
    for (int i = 0; i < worth.value().length; i++) {
      int row = worth.rows().from() + i / worth.places();
      double level = driver(row, negative, i % worth.places() % columns).level(1);
      worth.value()[i] = (worth.value()[i] + base) * level - base;
      worth.fresh()[i] = (worth.fresh()[i] + base) * level - base;
      if (worth.wired()) {
        worth.lost()[i] *= level;
      }
      if (worth.noisy()) {
        worth.variance()[i] *= level * level;
      }
    }
  }

  /// Keeps what the devices of a pair hold, each for its own driver.
  private void hold(Worth worth, int device, MadeMatrix matrix) {
    for (int i = 0; i < worth.value().length; i++) {
      int row = worth.rows().from() + i / worth.places();
      double held = worth.reaching(i) + base;
      apart[(row * 2 + device) * worth.places() + i % worth.places()] =
          matrix.whole(device == 0 ? held : -held);
    }
  }

  /// As engines take them.
  ///
  /// @param cells what the cells of the matrix hold
  /// @return null where what cells are worth says it all
  @Nullable RowDrivers made(short[] cells) {
    if (dac.bits() == 1) {
      return null;
    }
    short[] values = perRow == 2 ? apart : cells;
    int digits = 1 << Math.min(dac.bits(), layer.coding().inputBits());
    double largest = 0;
    for (DacInstance instance : instances) {
      for (int digit = 0; digit < digits; digit++) {
        largest = Math.max(largest, Math.abs(instance.level(digit) - digit));
      }
    }
    int fraction = fraction(largest, values);
    short[] errors = new short[instances.length * digits];
    for (int i = 0; i < instances.length; i++) {
      for (int digit = 0; digit < digits; digit++) {
        double error = instances[i].level(digit) - digit;
        errors[i * digits + digit] = (short) Math.rint(error * (1 << fraction));
      }
    }
    float[] jitter = new float[digits];
    for (int digit = 0; digit < digits; digit++) {
      double sigma = instances[0].jitter(digit);
      jitter[digit] = (float) (sigma * sigma);
    }
    return new RowDrivers(perRow, digits, columnEnds, fraction, errors, values, jitter);
  }

  /// The finest in which no sum of errors times values passes 2^30.
  private int fraction(double largest, short[] values) {
    int sums = layer.coding().weightDigits().size() * layer.unrolling().columns();
    long[] reach = new long[sums];
    long most = 0;
    for (int i = 0; i < values.length; i++) {
      reach[i % sums] += Math.abs(values[i]);
      most = Math.max(most, reach[i % sums]);
    }
    for (int fraction = FINEST; fraction >= 0; fraction--) {
      long error = (long) Math.ceil(largest * (1 << fraction));
      if (error <= LARGEST && error * most < 1L << 30) {
        return fraction;
      }
    }
    throw Problem.at(
        "node '" + layer.node() + "'",
        "a row driver of dac.errors is off by "
            + Math.round(largest)
            + " steps, too far to be simulated; lower 'level', 'stepMismatch' or 'nonLinearity'");
  }
}
