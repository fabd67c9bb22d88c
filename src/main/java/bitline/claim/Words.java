package bitline.claim;

import bitline.base.Interval;
import bitline.base.Units;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// Numbers in sentences.
final class Words {
  private Words() {}

  /// Two or three digits: `0.42`, `13`, `350`.
  static String plain(double value) {
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    int digits = size >= 100 ? 3 : 2;
    return new BigDecimal(value)
        .round(new MathContext(digits, RoundingMode.HALF_EVEN))
        .stripTrailingZeros()
        .toPlainString();
  }

  /// With a unit and a prefix.
  static String si(double value, String unit) {
    return Units.format(value, unit, 3).replace(" u", " µ");
  }

  /// `1.2 to 3.4 mJ around 2 mJ`.
  static String around(Interval interval, String unit) {
    return si(interval.middle(), unit)
        + " ("
        + si(interval.low(), unit)
        + " to "
        + si(interval.high(), unit)
        + ")";
  }

  /// `3.1 (1.2 to 8)`.
  static String times(Interval ratio) {
    return plain(ratio.middle()) + " (" + plain(ratio.low()) + " to " + plain(ratio.high()) + ")";
  }

  static String percent(double share) {
    return plain(100 * share) + " %";
  }

  /// The cases that tell most: ResNet-50, and those with the best and the worst ratio.
  static List<Case> telling(List<Case> cases, Case.Measure measure) {
    List<Case> usual =
        cases.stream().filter(one -> one.usual() && one.measure().equals(measure)).toList();
    Comparator<Case> ratio = Comparator.comparingDouble(one -> one.ratio().middle());
    return usual.stream()
        .filter(one ->
            Published.RESNET50.equals(one.circumstances().get("network"))
                || one.equals(Collections.min(usual, ratio))
                || one.equals(Collections.max(usual, ratio)))
        .toList();
  }
}
