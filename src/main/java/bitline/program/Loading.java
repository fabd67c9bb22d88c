package bitline.program;

import bitline.cell.Write;
import bitline.chip.Chip;
import bitline.chip.Memory;
import org.jspecify.annotations.Nullable;

/// Bringing weights into arrays while the chip runs: out of the memory that they wait in, and row
/// after row into every array at once.
///
/// @param bytes of weights
/// @param rows written one after another in the fullest array
public record Loading(double bytes, int rows) {
  /// Seconds in which the memory that they wait in delivers them; 0 where there is none that tells
  /// its bandwidth.
  public double delivery(@Nullable Memory from) {
    return from == null ? 0 : from.seconds(bytes);
  }

  /// Seconds in which arrays take them: a cell's write a row. Where the cell does not tell its
  /// write's time, which is so for memory that is written like any SRAM, a row takes a step.
  public double writing(Chip chip) {
    Write write = chip.cell().write();
    return rows * (write == null ? chip.operatingPoint().step() : write.time());
  }

  /// Seconds of both, which go hand in hand.
  public double seconds(Chip chip, @Nullable Memory from) {
    return Math.max(delivery(from), writing(chip));
  }
}
