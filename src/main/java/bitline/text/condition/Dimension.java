package bitline.text.condition;

import bitline.base.Problem;
import bitline.base.Units;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a number of a condition counts: powers of operations, seconds, joules, bytes, metres and
/// dollars.
public record Dimension(
    int operations, int seconds, int joules, int bytes, int metres, int dollars) {
  public static final Dimension NONE = new Dimension(0, 0, 0, 0, 0, 0);
  public static final Dimension WATT = new Dimension(0, -1, 1, 0, 0, 0);
  public static final Dimension RATE = new Dimension(1, -1, 0, 0, 0, 0);
  public static final Dimension BYTE = new Dimension(0, 0, 0, 1, 0, 0);
  public static final Dimension BANDWIDTH = new Dimension(0, -1, 0, 1, 0, 0);
  public static final Dimension LENGTH = new Dimension(0, 0, 0, 0, 1, 0);
  public static final Dimension AREA = new Dimension(0, 0, 0, 0, 2, 0);
  public static final Dimension HERTZ = new Dimension(0, -1, 0, 0, 0, 0);
  public static final Dimension DOLLAR = new Dimension(0, 0, 0, 0, 0, 1);

  /// Units that [Units] reads and prints.
  private static final Map<String, Dimension> KNOWN = known();

  private static Map<String, Dimension> known() {
    Map<String, Dimension> out = new LinkedHashMap<>();
    out.put("1", NONE);
    out.put("W", WATT);
    out.put("op/s", RATE);
    out.put("op/J", RATE.over(WATT));
    out.put("op/s/m2", RATE.over(AREA));
    out.put("B", BYTE);
    out.put("B/s", BANDWIDTH);
    out.put("m", LENGTH);
    out.put("m2", AREA);
    out.put("W/m2", WATT.over(AREA));
    out.put("1/m2", NONE.over(AREA));
    out.put("Hz", HERTZ);
    out.put("s", NONE.over(HERTZ));
    out.put("J", WATT.over(HERTZ));
    out.put("USD", DOLLAR);
    out.put("USD/B", DOLLAR.over(BYTE));
    out.put("USD/m2", DOLLAR.over(AREA));
    return out;
  }

  public Dimension times(Dimension d) {
    return new Dimension(
        operations + d.operations,
        seconds + d.seconds,
        joules + d.joules,
        bytes + d.bytes,
        metres + d.metres,
        dollars + d.dollars);
  }

  public Dimension over(Dimension d) {
    return times(
        new Dimension(-d.operations, -d.seconds, -d.joules, -d.bytes, -d.metres, -d.dollars));
  }

  /// A number with a dimension, in SI units.
  public record Quantity(double value, Dimension dimension) {}

  /// The quantity that a text such as `16 GB`, `1 TOPS/W` or `2 GOPS/USD` says.
  public static Quantity parse(String text) {
    Quantity whole = known(text);
    if (whole != null) {
      return whole;
    }
    String[] parts = text.split("/", -1);
    if (parts.length > 1) {
      @Nullable Quantity product = known(parts[0]);
      for (int i = 1; i < parts.length && product != null; i++) {
        Quantity below = known("1 " + parts[i].strip());
        product =
            below == null
                ? null
                : new Quantity(
                    product.value / below.value, product.dimension.over(below.dimension));
      }
      if (product != null) {
        return product;
      }
    }
    throw new Problem(
        "'"
            + text
            + "' is no number with a unit such as 100 W, 16 GB, 3 TB/s, 1 TOPS/W or 500 USD");
  }

  private static @Nullable Quantity known(String text) {
    for (Map.Entry<String, Dimension> each : KNOWN.entrySet()) {
      try {
        return new Quantity(Units.parse(text, each.getKey()), each.getValue());
      } catch (Problem notInThisUnit) {
        continue;
      }
    }
    return null;
  }

  /// The plain SI unit: `W`, `op/J`, `op/s/USD`; empty for a plain number.
  public String unit() {
    for (Map.Entry<String, Dimension> each : KNOWN.entrySet()) {
      if (each.getValue().equals(this)) {
        return each.getKey().equals("1") ? "" : each.getKey();
      }
    }
    List<String> above = new ArrayList<>();
    StringBuilder below = new StringBuilder();
    Map<String, Integer> powers = new LinkedHashMap<>();
    powers.put("op", operations);
    powers.put("J", joules);
    powers.put("B", bytes);
    powers.put("m", metres);
    powers.put("s", seconds);
    powers.put("USD", dollars);
    powers.forEach((symbol, power) -> {
      String name = symbol + (Math.abs(power) > 1 ? Math.abs(power) : "");
      if (power > 0) {
        above.add(name);
      } else if (power < 0) {
        below.append('/').append(name);
      }
    });
    return (above.isEmpty() ? "1" : String.join("*", above)) + below;
  }

  /// A quantity for people, to four digits: `1.21 TOPS/W`, `180 GOPS/USD`.
  public static String format(Quantity quantity) {
    return format(quantity, 4);
  }

  /// A quantity for people, to so many digits.
  public static String format(Quantity quantity, int digits) {
    Dimension d = quantity.dimension;
    for (Map.Entry<String, Dimension> each : KNOWN.entrySet()) {
      if (each.getValue().equals(d)) {
        return Units.format(quantity.value, each.getKey(), digits);
      }
    }
    Map<String, Dimension> divisors = new LinkedHashMap<>();
    divisors.put("USD", DOLLAR);
    divisors.put("W", WATT);
    divisors.put("mm2", AREA);
    for (Map.Entry<String, Dimension> below : divisors.entrySet()) {
      Dimension above = d.times(below.getValue());
      for (Map.Entry<String, Dimension> each : KNOWN.entrySet()) {
        if (each.getValue().equals(above) && !above.equals(NONE)) {
          double scale = below.getKey().equals("mm2") ? 1e-6 : 1;
          return Units.format(quantity.value * scale, each.getKey(), digits) + "/" + below.getKey();
        }
      }
    }
    return Units.format(quantity.value, "1", digits) + " " + d.unit();
  }
}
