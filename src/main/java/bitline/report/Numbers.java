package bitline.report;

import bitline.base.Units;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers as a page or a terminal shows them.
final class Numbers {
  private static final String[] LARGE = {"", " k", " M", " G", " T", " P"};
  private static final String[] SMALL = {" s", " ms", " µs", " ns"};

  /// What stands where nothing is known.
  static final String UNKNOWN = "–";

  private Numbers() {}

  /// `97.7 %` of a share; small shares keep a leading digit down to 0.001 %.
  static String percent(@Nullable Double share) {
    if (share == null || Double.isNaN(share)) {
      return UNKNOWN;
    }
    double value = 100 * share;
    double size = Math.abs(value);
    if (size > 0 && size < 0.001) {
      return "<0.001 %";
    }
    String number =
        String.format(
            Locale.ROOT, size == 0 || size >= 0.05 ? "%.1f" : size >= 0.01 ? "%.2f" : "%.3f", size);
    return (value < 0 ? "−" : "") + number + " %";
  }

  /// A score in its metric's own form: correlations as they are, everything else in percent.
  static String score(String metric, double value) {
    return metric.equals("Spearman") ? String.format(Locale.ROOT, "%.4f", value) : percent(value);
  }

  /// A figure behind a score: counts as they are, shares in percent.
  static String detail(double value) {
    return value > 1 ? count(Math.round(value)) : percent(value);
  }

  /// The difference of two scores, with its sign: `−1.2 points`.
  static String change(String metric, double from, double to) {
    boolean plain = metric.equals("Spearman");
    String number =
        String.format(
            Locale.ROOT, plain ? "%.4f" : "%.1f", Math.abs(plain ? to - from : 100 * (to - from)));
    boolean none = number.chars().noneMatch(c -> c >= '1' && c <= '9');
    return (none ? "±" : to < from ? "−" : "+") + number + (plain ? "" : " points");
  }

  /// `1.3 M`, three digits and a prefix; whole numbers below a thousand as they are.
  static String count(long value) {
    double scaled = value;
    int prefix = 0;
    while (Math.abs(scaled) >= 999.5 && prefix < LARGE.length - 1) {
      scaled /= 1000;
      prefix++;
    }
    return prefix == 0 ? Long.toString(value) : digits(scaled) + LARGE[prefix];
  }

  /// `1.23 s`, `45.1 ms`.
  static String seconds(double seconds) {
    double scaled = seconds;
    int prefix = 0;
    while (scaled < 0.9995 && scaled > 0 && prefix < SMALL.length - 1) {
      scaled *= 1000;
      prefix++;
    }
    return seconds == 0 ? "0 s" : digits(scaled) + SMALL[prefix];
  }

  /// `12.3 µJ`, `0.42 mm²`, `1050 TOPS/W`: three digits and the prefix that suits them or that
  /// everyone uses.
  ///
  /// @param unit as [Units] knows it
  static String si(double value, String unit) {
    if (unit.equals("m2") && value >= 1e-8) {
      return digits(value, 1e-6) + " mm²";
    }
    if (unit.equals("op/J") || unit.equals("op/s/m2")) {
      return rate(value, unit, value);
    }
    return Units.format(value, unit, 3)
        .replaceFirst(" u", " µ")
        .replace("m2", "m²")
        .replace('-', '−');
  }

  /// Operations a joule or area in the prefix of another value: tera from a hundredth of it on.
  static String rate(double value, String unit, double like) {
    boolean joule = unit.equals("op/J");
    double one = joule ? 1 : 1e6;
    int prefix = like >= 1e10 * one ? 4 : like >= 1e8 * one ? 3 : like >= 1e5 * one ? 2 : 1;
    String letter = LARGE[prefix].strip();
    return digits(value, one * StrictMath.pow(10, 3 * prefix))
        + " "
        + letter
        + (joule ? "OPS/W" : "OPS/mm²");
  }

  /// Joules of a multiply-accumulate in femtojoules, as everyone has them, unless they are very
  /// many.
  static String perMac(double joules) {
    return joules < 1e-11 && joules > 0 ? digits(joules, 1e-15) + " fJ" : si(joules, "J");
  }

  /// Volts without a prefix.
  static String volts(double volts) {
    return axis(volts) + " V";
  }

  /// Three digits of a value in multiples of a unit, no needless zeros.
  private static String digits(double value, double unit) {
    return BigDecimal.valueOf(value)
        .divide(BigDecimal.valueOf(unit), new MathContext(3))
        .stripTrailingZeros()
        .toPlainString();
  }

  static String decibels(@Nullable Double db) {
    if (db == null || Double.isNaN(db)) {
      return UNKNOWN;
    }
    return Double.isInfinite(db)
        ? (db > 0 ? "exact" : "no signal")
        : String.format(Locale.ROOT, "%.1f dB", db).replace('-', '−');
  }

  /// At least three significant digits.
  private static String digits(double value) {
    double size = Math.abs(value);
    return String.format(
        Locale.ROOT, size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f", value);
  }

  /// Three digits without a prefix, thousands apart: `12,300`, `0.0123`.
  static String plain(double value) {
    String shown =
        new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    int point = shown.indexOf('.');
    int end = point < 0 ? shown.length() : point;
    StringBuilder out = new StringBuilder(shown);
    for (int i = end - 3; i > (value < 0 ? 1 : 0); i -= 3) {
      out.insert(i, ',');
    }
    return out.toString().replace('-', '−');
  }

  /// Bytes that are moved, in decimal prefixes as bandwidths have them: `12.3 MB`.
  static String bytes(double bytes) {
    return Units.format(bytes, "B/s", 3).replace("/s", "");
  }

  /// A plain number for an axis: four significant digits, no needless zeros, no exponent.
  static String axis(double value) {
    if (value == 0) {
      return "0";
    }
    return new BigDecimal(value)
        .round(new MathContext(4))
        .stripTrailingZeros()
        .toPlainString()
        .replace('-', '−');
  }

  /// So many digits behind the point.
  static String fixed(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value).replace('-', '−');
  }

  /// Three significant digits, no needless zeros, no exponent.
  static String short3(double value) {
    return value == 0 ? "0" : axis(new BigDecimal(value).round(new MathContext(3)).doubleValue());
  }
}
