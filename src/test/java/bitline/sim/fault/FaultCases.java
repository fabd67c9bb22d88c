package bitline.sim.fault;

import bitline.chip.Array;
import bitline.chip.Encoding;
import java.util.List;
import java.util.random.RandomGenerator;

/// Arrays with spare lines, and faults strewn over them.
final class FaultCases {
  private FaultCases() {}

  static Array array(int rows, int columns, int spareRows, int spareColumns) {
    return new Array(
        rows,
        columns,
        rows,
        Encoding.TWOS_COMPLEMENT,
        null,
        List.of(4),
        List.of(4),
        true,
        spareRows,
        spareColumns);
  }

  /// @param spares whether spare lines may have faults too
  static ArrayFaults strewn(RandomGenerator random, Array array, double share, boolean spares) {
    ArrayFaults faults = new ArrayFaults(array);
    for (int row = 0; row < (spares ? faults.rows() : array.rows()); row++) {
      for (int column = 0; column < (spares ? faults.columns() : array.columns()); column++) {
        if (random.nextDouble() < share) {
          faults.set(row, column, 0, random.nextBoolean() ? Stuck.OFF : Stuck.ON);
        }
      }
    }
    return faults;
  }
}
