package bitline.chip;

import bitline.text.Range;
import bitline.text.Unit;
import org.jspecify.annotations.Nullable;

/// A memory that holds activations or waiting weights, on the chip or on the board.
///
/// @param name its name on the chip
/// @param type its technology
/// @param size bytes
/// @param bandwidth bytes a second, peak; null where unknown
public record Memory(
    String name,
    Type type,
    @Unit("B") @Range(min = 1) double size,
    @Unit("B/s") @Range(min = 1) @Nullable Double bandwidth) {
  /// Technology of a memory.
  public enum Type {
    SRAM,
    EDRAM,
    DDR4,
    DDR5,
    LPDDR4,
    LPDDR5,
    GDDR6,
    HBM2,
    HBM3;

    /// Whether it lies on the chip.
    public boolean onChip() {
      return this == SRAM || this == EDRAM;
    }
  }
}
