package bitline.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Values of measures that grow by orders of magnitude, as people read them: three digits and a
/// prefix, the unit in words.
final class Amount {
  private static final String[] LARGE = {"", "k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q"};
  private static final String[] SMALL = {"", "m", "µ", "n", "p", "f", "a", "z", "y"};

  private Amount() {}

  /// `12.3 Gop/s/$`; money first: `$1.2k`, `$3.1e-18 per op`.
  static String text(double value, String unit) {
    if (unit.startsWith("USD")) {
      String rest = words(unit.substring(3));
      String dollars =
          value >= 0.01 && value < 1e6 ? "$" + Numbers.plain(value) : "$" + scientific(value);
      return rest.isEmpty() ? dollars : dollars + rest;
    }
    String words = words(unit);
    if (words.isEmpty()) {
      return value >= 0.01 && value < 1e7 ? Numbers.plain(value) : scientific(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
    int power = rounded.precision() - rounded.scale() - 1;
    int prefix = Math.floorDiv(power, 3);
    if (prefix >= LARGE.length || -prefix >= SMALL.length) {
      return scientific(value) + " " + words;
    }
    String digits = rounded.movePointLeft(3 * prefix).stripTrailingZeros().toPlainString();
    return digits + " " + (prefix >= 0 ? LARGE[prefix] : SMALL[-prefix]) + words;
  }

  /// The value alone, its prefix with it: `12.3 G`.
  static String number(double value, String unit) {
    String text = text(value, unit);
    String words = words(unit.startsWith("USD") ? unit.substring(3) : unit);
    return words.isEmpty() || !text.endsWith(words)
        ? text
        : text.substring(0, text.length() - words.length()).strip();
  }

  /// `op/s/USD` as `op/s/$`.
  static String words(String unit) {
    return unit.equals("1") ? "" : unit.replace("/USD", "/$").replace("m2", "m²");
  }

  private static String scientific(double value) {
    return String.format(Locale.ROOT, "%.2e", value)
        .replaceFirst("e\\+0*", "e")
        .replaceFirst("e-0*", "e−")
        .replaceFirst("\\.?0*e", "e");
  }

  /// What a year multiplies by: `+32 %`, `−8 %`, from 2 on `×4.89`.
  static String growth(double factor) {
    if (factor >= 2) {
      return "×" + Numbers.short3(factor);
    }
    double percent = 100 * (factor - 1);
    String digits =
        String.format(Locale.ROOT, Math.abs(percent) < 9.95 ? "%.1f" : "%.0f", Math.abs(percent));
    return (percent < 0 ? "−" : "+") + digits + " %";
  }

  /// A factor: `×12.3`, `×0.41`.
  static String times(double factor) {
    return "×" + (factor >= 0.1 && factor < 10 ? Numbers.fixed(factor, 2) : Numbers.plain(factor));
  }
}
