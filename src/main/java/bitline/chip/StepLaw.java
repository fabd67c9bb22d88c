package bitline.chip;

import bitline.text.Range;
import bitline.text.Unit;
import java.util.List;

/// What a step is made of where it depends on widths: an input's digits are sent one after another,
/// most significant first, each as as many pulses as its greatest value, which are summed as a
/// charge; a converter then makes the result bit by bit. Bits that earlier digits of the same input
/// stand for need not be made again: a digit's result has as many bits fewer as digits before it
/// had.
///
/// Left out: that the values of later digits are then coarser at the top than those of a converter
/// that makes all bits each time, which is what `sim` computes.
///
/// @param pulse seconds of a pulse and its integration
/// @param conversion seconds in which a converter makes a bit
/// @param phase seconds that a digit takes beyond these, for sampling and resetting
public record StepLaw(
    @Unit("s") @Range(min = 0, max = 1) double pulse,
    @Unit("s") @Range(min = 0, max = 1) double conversion,
    @Unit("s") @Range(min = 0, max = 1) double phase) {

  /// Seconds in which a group of active rows takes an input and all columns are converted.
  ///
  /// @param digits widths of the input's digits, least significant first
  /// @param outputBits bits of a result; 0: columns are not converted
  double seconds(List<Integer> digits, int outputBits) {
    double seconds = 0;
    int left = outputBits;
    for (int bits : digits.reversed()) {
      seconds += ((1 << bits) - 1) * pulse + Math.max(0, left) * conversion + phase;
      left -= bits;
    }
    return seconds;
  }
}
