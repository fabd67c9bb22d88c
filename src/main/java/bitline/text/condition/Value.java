package bitline.text.condition;

import bitline.text.condition.Vocabulary.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/// What a name stands for in a condition. What is not known at all is null wherever a value may
/// stand.
public sealed interface Value {
  /// Digits that [#exact] shows at most.
  int DIGITS = 8;

  /// A number that lies somewhere within bounds, both included; the bounds are equal where it is
  /// known. In SI units.
  record Number(double low, double high, Dimension dimension) implements Value {
    public Number {
      if (!(low <= high)) {
        throw new IllegalArgumentException(low + " to " + high + " is no range");
      }
    }

    /// A known number.
    public static Number of(double value, Dimension dimension) {
      return new Number(value, value, dimension);
    }

    /// A known plain number.
    public static Number of(double value) {
      return of(value, Dimension.NONE);
    }

    /// Whether the bounds are one.
    public boolean known() {
      return low == high;
    }
  }

  /// Text.
  record Words(String text) implements Value {}

  /// A date or the beginning of one: `2022`, `2022-09`, `2022-09-20`.
  record Date(String text) implements Value {}

  /// Yes, no, or known to be open.
  record Said(Truth truth) implements Value {
    /// Yes or no.
    public static Said of(boolean yes) {
      return new Said(yes ? Truth.YES : Truth.NO);
    }
  }

  /// What it is.
  default Kind kind() {
    return switch (this) {
      case Number n -> new Kind.Numbers(n.dimension);
      case Words w -> new Kind.Text(List.of());
      case Date d -> new Kind.Dates();
      case Said s -> new Kind.Flag();
    };
  }

  /// For people, with as many digits as it takes to see on which side of a threshold it lies.
  default String exact() {
    return this instanceof Number n
        ? n.known() ? exact(n.low, n) : exact(n.low, n) + " to " + exact(n.high, n)
        : text();
  }

  private static String exact(double value, Number of) {
    double size = Math.abs(value);
    return of.dimension.equals(Dimension.NONE) && (size >= 1e9 || size > 0 && size < 1e-4)
        ? BigDecimal.valueOf(value)
            .round(new MathContext(DIGITS))
            .stripTrailingZeros()
            .toString()
            .replace("E+", "e")
            .replace('E', 'e')
        : Dimension.format(new Dimension.Quantity(value, of.dimension), DIGITS);
  }

  /// For people: `1600`, `4.1 TB/s to 4.9 TB/s`, `data_centre`, `yes`.
  default String text() {
    return switch (this) {
      case Number n -> {
        String low = Dimension.format(new Dimension.Quantity(n.low, n.dimension));
        if (Double.isInfinite(n.high)) {
          yield "at least " + low;
        }
        String high = Dimension.format(new Dimension.Quantity(n.high, n.dimension));
        yield n.known() || low.equals(high) ? low : low + " to " + high;
      }
      case Words w -> w.text;
      case Date d -> d.text;
      case Said s -> s.truth.word();
    };
  }
}
