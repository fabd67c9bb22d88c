package bitline.base;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads and writes numbers with units: `1.2 fF`, `256 TOPS`, `6.65 TOPS/mm2`, `52 MiB`, `10 y`, `5
/// %`.
///
/// Inside, every number is in the plain SI unit that the names here stand for: `m`, `m2`, `s`,
/// `Hz`, `V`, `A`, `W`, `J`, `C`, `F`, `S`, `ohm`, `K`, `B` (byte), `B/s`, `op/s`, `op/J`,
/// `op/s/m2`, `F/m`, `J/m`, `W/m2`, `1/m2`, `USD` and what a `USD` buys (`USD/m2`, `USD/B`,
/// `USD/J`, `USD/s`), and `1` for a plain ratio. Reading is exact: `12 nm` is the double nearest to
/// 1.2e-8. A year is 365.25 days.
public final class Units {
  private static final String NUMBER =
      "[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?";
  private static final Pattern QUANTITY =
      Pattern.compile("(" + NUMBER + ")[ ]?((?![eE][-+]?[0-9])[^ 0-9.+-].*)?");
  private static final int LONGEST = 100;
  private static final Map<String, Integer> PREFIXES = prefixes();
  private static final Map<String, List<Symbol>> UNITS = units();

  private Units() {}

  /// One way to write a unit; only printed ones are used in output.
  private record Symbol(String name, BigDecimal factor, boolean printed) {}

  /// The value in the SI unit `unit` of a text such as `12 nm`; a [Problem] without place when it
  /// is none.
  public static double parse(String text, String unit) {
    List<Symbol> symbols = symbols(unit);
    String trimmed = text.strip();
    Matcher m = QUANTITY.matcher(trimmed);
    if (trimmed.length() > LONGEST || !m.matches()) {
      throw new Problem(
          "'" + brief(trimmed) + "' is not a number with a unit such as " + example(unit));
    }
    String name = m.group(2) == null ? "" : m.group(2);
    for (Symbol symbol : symbols) {
      if (symbol.name.equals(name)) {
        return new BigDecimal(m.group(1)).multiply(symbol.factor).doubleValue();
      }
    }
    if (name.isEmpty()) {
      throw new Problem("'" + trimmed + "' needs a unit, such as " + example(unit));
    }
    throw new Problem(
        "'" + brief(trimmed) + "' is not in " + unit + "; write it as " + example(unit));
  }

  /// The value with its unit and the prefix that keeps it short, to `digits` significant digits.
  public static String format(double value, String unit, int digits) {
    if (!Double.isFinite(value)) {
      return value + (unit.equals("1") ? "" : " " + unit);
    }
    @Nullable Symbol best = null;
    @Nullable Symbol least = null;
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    for (Symbol symbol : symbols(unit)) {
      if (!symbol.printed) {
        continue;
      }
      boolean fits = rounded.abs().compareTo(symbol.factor) >= 0;
      if (fits && (best == null || symbol.factor.compareTo(best.factor) > 0)) {
        best = symbol;
      }
      if (least == null || symbol.factor.compareTo(least.factor) < 0) {
        least = symbol;
      }
    }
    if (least == null) {
      throw new IllegalStateException("no printed symbol for " + unit);
    }
    Symbol chosen = value == 0 ? plain(unit) : best == null ? least : best;
    BigDecimal number = new BigDecimal(value).divide(chosen.factor, MathContext.DECIMAL64);
    String shown = number.round(new MathContext(digits)).stripTrailingZeros().toPlainString();
    return chosen.name.isEmpty() ? shown : shown + " " + chosen.name;
  }

  /// The value to four significant digits.
  public static String format(double value, String unit) {
    return format(value, unit, 4);
  }

  /// A regular expression (of the kind that JSON Schema and Java share) for all that [#parse]
  /// takes.
  ///
  /// @param signed whether a leading minus is allowed
  public static String pattern(String unit, boolean signed) {
    StringBuilder names = new StringBuilder();
    boolean bare = false;
    for (Symbol symbol : symbols(unit)) {
      if (symbol.name.isEmpty()) {
        bare = true;
        continue;
      }
      names
          .append(names.isEmpty() ? "" : "|")
          .append(symbol.name.replaceAll("[.*+?^$(){}|\\[\\]\\\\]", "\\\\$0"));
    }
    return "^"
        + (signed ? NUMBER : NUMBER.replace("[-+]?(?:[0-9]", "[+]?(?:[0-9]"))
        + " ?(?:"
        + names
        + ")"
        + (bare ? "?" : "")
        + "$";
  }

  /// Some value with a usual prefix, for messages.
  public static String example(String unit) {
    return switch (unit) {
      case "m" -> "12 nm";
      case "m2" -> "1.5 mm2";
      case "s" -> "10 ns";
      case "Hz" -> "800 MHz";
      case "V" -> "0.8 V";
      case "F" -> "1.2 fF";
      case "S" -> "40 uS";
      case "J" -> "1.8 pJ";
      case "B" -> "4 MiB";
      case "B/s" -> "128 GB/s";
      case "op/s" -> "256 TOPS";
      case "op/J" -> "15 TOPS/W";
      case "op/s/m2" -> "6.65 TOPS/mm2";
      case "F/m" -> "0.2 fF/um";
      case "J/m" -> "120 fJ/mm";
      case "W/m2" -> "40 mW/mm2";
      case "USD" -> "9346 USD";
      case "USD/m2" -> "0.005 USD/mm2";
      case "USD/B" -> "2.4 USD/GB";
      case "USD/J" -> "0.08 USD/kWh";
      case "USD/s" -> "2.5 USD/h";
      case "1/m2" -> "0.09 /cm2";
      case "1" -> "5 %";
      default -> "1 " + unit;
    };
  }

  private static String brief(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  private static List<Symbol> symbols(String unit) {
    List<Symbol> symbols = UNITS.get(unit);
    if (symbols == null) {
      throw new IllegalArgumentException("no unit " + unit);
    }
    return symbols;
  }

  private static Symbol plain(String unit) {
    for (Symbol symbol : symbols(unit)) {
      if (symbol.printed && symbol.factor.compareTo(BigDecimal.ONE) == 0) {
        return symbol;
      }
    }
    return symbols(unit).getFirst();
  }

  private static Map<String, Integer> prefixes() {
    Map<String, Integer> out = new LinkedHashMap<>();
    out.put("a", -18);
    out.put("f", -15);
    out.put("p", -12);
    out.put("n", -9);
    out.put("u", -6);
    out.put("m", -3);
    out.put("", 0);
    out.put("k", 3);
    out.put("M", 6);
    out.put("G", 9);
    out.put("T", 12);
    out.put("P", 15);
    out.put("E", 18);
    return out;
  }

  private static Map<String, List<Symbol>> units() {
    Map<String, List<Symbol>> out = new LinkedHashMap<>();
    for (String base : List.of("Hz", "V", "A", "W", "C", "F", "S", "K")) {
      out.put(base, prefixed(base, "", 1, 0));
    }
    List<Symbol> energy = new ArrayList<>(prefixed("J", "", 1, 0));
    energy.add(new Symbol("eV", new BigDecimal("1.602176634e-19"), false));
    out.put("J", energy);
    List<Symbol> ohm = new ArrayList<>(prefixed("ohm", "", 1, 0));
    ohm.addAll(silent(prefixed("Ω", "", 1, 0)));
    out.put("ohm", ohm);
    List<Symbol> metre = new ArrayList<>(prefixed("m", "", 1, 0));
    metre.add(new Symbol("cm", power(-2), false));
    out.put("m", metre);
    List<Symbol> area = new ArrayList<>();
    for (String prefix : List.of("n", "u", "m", "")) {
      BigDecimal factor = power(2 * PREFIXES.getOrDefault(prefix, 0));
      area.add(new Symbol(prefix + "m2", factor, !prefix.equals("n")));
      area.add(new Symbol(prefix + "m²", factor, false));
    }
    area.add(new Symbol("µm2", power(-12), false));
    area.add(new Symbol("µm²", power(-12), false));
    area.add(new Symbol("cm2", power(-4), false));
    out.put("m2", area);
    List<Symbol> time = new ArrayList<>();
    for (Symbol s : prefixed("s", "", 1, 0)) {
      if (s.factor.compareTo(BigDecimal.ONE) <= 0) {
        time.add(s);
      }
    }
    time.add(new Symbol("min", new BigDecimal(60), false));
    time.add(new Symbol("h", new BigDecimal(3600), true));
    time.add(new Symbol("d", new BigDecimal(86_400), true));
    time.add(new Symbol("y", new BigDecimal(31_557_600), true));
    out.put("s", time);
    out.put("B", bytes(""));
    out.put("B/s", bytes("/s"));
    List<Symbol> ops = new ArrayList<>(large("OPS", "", 0));
    ops.add(new Symbol("op/s", BigDecimal.ONE, false));
    out.put("op/s", ops);
    List<Symbol> opsPerJoule = new ArrayList<>(large("OPS/W", "", 0));
    opsPerJoule.add(new Symbol("op/J", BigDecimal.ONE, false));
    out.put("op/J", opsPerJoule);
    List<Symbol> density = new ArrayList<>(large("OPS/mm2", "", 6));
    density.addAll(silent(large("OPS/mm²", "", 6)));
    density.add(new Symbol("op/s/m2", BigDecimal.ONE, false));
    out.put("op/s/m2", density);
    out.put("F/m", per("F", "/um", "/µm", 6));
    out.put("J/m", per("J", "/mm", 3));
    out.put("W/m2", per("W", "/mm2", "/mm²", 6));
    out.put("USD", dollars());
    out.put("USD/m2", List.of(new Symbol("USD/mm2", power(6), true)));
    out.put("USD/B", List.of(new Symbol("USD/GB", power(-9), true)));
    BigDecimal hour = new BigDecimal("2.777777777777777777777777777777778e-4");
    out.put(
        "USD/J",
        List.of(
            new Symbol("USD/kWh", hour.scaleByPowerOfTen(-3), true),
            // A month is a twelfth of a year: what a watt of room in a data centre is let for.
            new Symbol("USD/kW-month", new BigDecimal("3.802570537683474599e-10"), false)));
    out.put("USD/s", List.of(new Symbol("USD/h", hour, true)));
    out.put(
        "1/m2",
        List.of(
            new Symbol("/cm2", power(4), true),
            new Symbol("/mm2", power(6), true),
            new Symbol("M/mm2", power(12), true)));
    out.put("1", List.of(new Symbol("", BigDecimal.ONE, true), new Symbol("%", power(-2), false)));
    return out;
  }

  /// All prefixes, micro in its three spellings.
  private static List<Symbol> prefixed(String base, String tail, int dimension, int shift) {
    List<Symbol> out = new ArrayList<>();
    PREFIXES.forEach((prefix, exponent) -> {
      BigDecimal factor = power(dimension * exponent + shift);
      out.add(new Symbol(prefix + base + tail, factor, true));
      if (prefix.equals("u")) {
        out.add(new Symbol("µ" + base + tail, factor, false));
        out.add(new Symbol("μ" + base + tail, factor, false));
      }
    });
    return out;
  }

  private static List<Symbol> large(String base, String tail, int shift) {
    List<Symbol> out = new ArrayList<>();
    for (String prefix : List.of("", "k", "M", "G", "T", "P", "E")) {
      out.add(
          new Symbol(prefix + base + tail, power(PREFIXES.getOrDefault(prefix, 0) + shift), true));
    }
    return out;
  }

  /// Money is written short in tables: `9346 USD`, `18.1 MUSD`.
  private static List<Symbol> dollars() {
    List<Symbol> out = new ArrayList<>();
    for (String prefix : List.of("", "k", "M", "G")) {
      out.add(new Symbol(prefix + "USD", power(PREFIXES.getOrDefault(prefix, 0)), true));
    }
    out.add(new Symbol("TUSD", power(12), false)); // of world products; tables say it in words
    return out;
  }

  /// A unit over a length or an area, printed with prefixes up to the plain unit; `tail` may also
  /// be written `other`.
  private static List<Symbol> per(String base, String tail, String other, int shift) {
    List<Symbol> out = new ArrayList<>(per(base, tail, shift));
    out.addAll(silent(prefixed(base, other, 1, shift)));
    return out;
  }

  private static List<Symbol> per(String base, String tail, int shift) {
    List<Symbol> out = new ArrayList<>();
    for (Symbol s : prefixed(base, tail, 1, shift)) {
      boolean printed = s.printed && s.factor.compareTo(power(shift)) <= 0;
      out.add(new Symbol(s.name, s.factor, printed));
    }
    return out;
  }

  private static List<Symbol> silent(List<Symbol> symbols) {
    return symbols.stream().map(s -> new Symbol(s.name, s.factor, false)).toList();
  }

  private static List<Symbol> bytes(String tail) {
    boolean stored = tail.isEmpty();
    List<Symbol> out = new ArrayList<>();
    out.add(new Symbol("B" + tail, BigDecimal.ONE, true));
    int step = 1;
    for (String prefix : List.of("K", "M", "G", "T")) {
      out.add(new Symbol(prefix + "iB" + tail, new BigDecimal(1024).pow(step), stored));
      out.add(
          new Symbol((prefix.equals("K") ? "k" : prefix) + "B" + tail, power(3 * step), !stored));
      step++;
    }
    return out;
  }

  private static BigDecimal power(int exponent) {
    return BigDecimal.ONE.scaleByPowerOfTen(exponent);
  }
}
