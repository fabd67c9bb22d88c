package bitline.chip;

import bitline.text.Default;
import bitline.text.Range;
import bitline.text.Unit;
import org.jspecify.annotations.Nullable;

/// A memory that holds activations or waiting weights, on the chip or on the board.
///
/// @param name its name on the chip
/// @param type its technology
/// @param size bytes
/// @param bandwidth bytes a second, peak, of all channels or ports together; null where unknown
/// @param channels over which bytes are spread, burst by burst, each with its share of the
///   bandwidth
/// @param burst bytes that are moved at least, and of which every move is a multiple
/// @param efficiency share of the peak that is reached: the rest goes to refresh, turning the bus
///   around and opening rows
public record Memory(
    String name,
    Type type,
    @Unit("B") @Range(min = 1) double size,
    @Unit("B/s") @Range(min = 1) @Nullable Double bandwidth,
    @Default("1") @Range(min = 1, max = 1024) int channels,
    @Unit("B") @Default("1 B") @Range(min = 1, max = 1 << 20) double burst,
    @Unit("1") @Default("1") @Range(min = 0.01, max = 1) double efficiency) {
  /// Seconds in which all channels together move so many bytes; 0 where the bandwidth is unknown.
  public double seconds(double bytes) {
    return bandwidth == null ? 0 : Math.ceil(bytes / burst) * burst / (bandwidth * efficiency);
  }

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
