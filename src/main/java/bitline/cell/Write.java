package bitline.cell;

import bitline.text.Range;
import bitline.text.Unit;
import org.jspecify.annotations.Nullable;

/// One write of one cell, verification included where the medium needs it. [Writing] computes with
/// it.
///
/// @param time seconds
/// @param energy joules
/// @param verify pulse by pulse, where the cell is programmed until a read says it is right; then
///   time and energy follow from it and the two above are only what was published of a whole write
/// @param erase where cells can only be made ready for writing many at once
public record Write(
    @Unit("s") @Range(min = 0) double time,
    @Unit("J") @Range(min = 0) @Nullable Double energy,
    @Nullable WriteVerify verify,
    @Nullable Erase erase) {

  /// The erasing of a block of flash.
  ///
  /// @param cells cells of a block, which are erased together
  /// @param time seconds for a block
  /// @param energy joules for a block
  public record Erase(
      @Range(min = 1, max = 1e12) long cells,
      @Unit("s") @Range(min = 0) double time,
      @Unit("J") @Range(min = 0) @Nullable Double energy) {}
}
