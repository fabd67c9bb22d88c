package bitline.text.condition;

import bitline.text.condition.Vocabulary.Kind;
import java.util.List;
import java.util.Locale;

/// What a name stands for in a condition. What is not known at all is null wherever a value may
/// stand.
public sealed interface Value {
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
      case Said s -> s.truth.name().toLowerCase(Locale.ROOT);
    };
  }
}
