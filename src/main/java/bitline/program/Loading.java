package bitline.program;

import bitline.cell.Write;
import bitline.chip.Chip;
import bitline.chip.Memory;

/// Bringing weights into arrays while the chip runs: out of the memory outside, and row after row
/// into every array at once.
///
/// @param bytes that come from outside
/// @param rows written one after another in the fullest array
public record Loading(double bytes, int rows) {
  /// Seconds in which the memory outside delivers them; 0 where the chip tells of none.
  public double delivery(Chip chip) {
    Memory outside = chip.outside();
    Double bandwidth = outside == null ? null : outside.bandwidth();
    return bandwidth == null ? 0 : bytes / bandwidth;
  }

  /// Seconds in which arrays take them: a cell's write a row. Where the cell does not tell its
  /// write's time, which is so for memory that is written like any SRAM, a row takes a step.
  public double writing(Chip chip) {
    Write write = chip.cell().write();
    return rows * (write == null ? chip.operatingPoint().step() : write.time());
  }

  /// Seconds of both, which go hand in hand.
  public double seconds(Chip chip) {
    return Math.max(delivery(chip), writing(chip));
  }
}
