package bitline.sim.fault;

import bitline.chip.Chip;
import java.nio.charset.StandardCharsets;

/// What a test of a chip's bare arrays finds.
///
/// @param arrays how many were tested, from the first, with all weight sets
/// @param devices of their cells, spare lines included
/// @param off those stuck at the lowest conductance
/// @param on those stuck at the highest
/// @param map the faults as [FaultMap] reads them
public record FaultsFound(int arrays, long devices, long off, long on, byte[] map) {

  /// Tests the first arrays of a chip.
  ///
  /// @param number of the chip among those that were made
  public static FaultsFound of(Chip chip, long number, FaultSource source, int arrays) {
    StringBuilder out = new StringBuilder(FaultCsv.header(chip)).append('\n');
    long devices = 0;
    long off = 0;
    long on = 0;
    for (int array = 0; array < arrays; array++) {
      for (int set = 0; set < chip.macro().weightSets(); set++) {
        ArrayFaults faults = source.of(chip, number, array, set);
        FaultCsv.write(faults, array + "," + set + ",", out);
        devices += (long) faults.rows() * faults.columns() * faults.devices();
        off += faults.count(Stuck.OFF);
        on += faults.count(Stuck.ON);
      }
    }
    return new FaultsFound(
        arrays, devices, off, on, out.toString().getBytes(StandardCharsets.UTF_8));
  }
}
