package bitline.chip;

import bitline.text.Range;
import bitline.text.Unit;
import org.jspecify.annotations.Nullable;

/// What the data were with which a chip was measured. Shares, 0 to 1; null where nobody has said,
/// and then taken as random: one half.
///
/// @param inputOnes share of the input bits that are 1; of wider digits, the mean digit over the
///   largest
/// @param weightOnes share of the weight bits that are 1; of wider digits, the mean digit over the
///   largest
/// @param inputToggles share of the input bits that differ from the one sent before on the same
///   row; random bits of share p toggle 2·p·(1 − p) of the time
/// @param code mean converter code over the largest
public record Data(
    @Unit("1") @Range(min = 0, max = 1) @Nullable Double inputOnes,
    @Unit("1") @Range(min = 0, max = 1) @Nullable Double weightOnes,
    @Unit("1") @Range(min = 0, max = 1) @Nullable Double inputToggles,
    @Unit("1") @Range(min = 0, max = 1) @Nullable Double code) {
  /// Random data.
  public static final Data RANDOM = new Data(null, null, null, null);
}
