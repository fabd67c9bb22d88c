package bitline.text.condition;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How two values are compared.
public enum Relation {
  EQUAL("="),
  UNEQUAL("!="),
  LESS("<"),
  AT_MOST("<="),
  MORE(">"),
  AT_LEAST(">="),
  CONTAINS("~");

  private final String sign;

  Relation(String sign) {
    this.sign = sign;
  }

  /// As conditions write it.
  public String sign() {
    return sign;
  }

  static @Nullable Relation of(String sign) {
    if (sign.equals("==")) {
      return EQUAL;
    }
    for (Relation each : values()) {
      if (each.sign.equals(sign)) {
        return each;
      }
    }
    return null;
  }

  /// Whether two values of one kind stand in this relation.
  Truth between(Value a, Value b) {
    return switch (a) {
      case Value.Number x when b instanceof Value.Number y -> numbers(x, y);
      case Value.Date d when b instanceof Value.Date e -> {
        // a year holds all its days
        int common = Math.min(d.text().length(), e.text().length());
        yield truth(d.text().substring(0, common).compareTo(e.text().substring(0, common)));
      }
      case Value.Said s when b instanceof Value.Said t -> {
        Truth same = s.truth().and(t.truth()).or(s.truth().not().and(t.truth().not()));
        yield this == UNEQUAL ? same.not() : same;
      }
      default -> {
        String text = plain(a.text());
        String other = plain(b.text());
        yield this == CONTAINS ? Truth.of(text.contains(other)) : truth(text.compareTo(other));
      }
    };
  }

  private Truth numbers(Value.Number x, Value.Number y) {
    return switch (this) {
      case LESS -> Truth.of(x.high() < y.low(), x.low() >= y.high());
      case AT_MOST -> Truth.of(x.high() <= y.low(), x.low() > y.high());
      case MORE -> Truth.of(x.low() > y.high(), x.high() <= y.low());
      case AT_LEAST -> Truth.of(x.low() >= y.high(), x.high() < y.low());
      case EQUAL, CONTAINS -> same(x, y);
      case UNEQUAL -> same(x, y).not();
    };
  }

  private static Truth same(Value.Number x, Value.Number y) {
    return Truth.of(
        x.known() && y.known() && x.low() == y.low(), x.high() < y.low() || x.low() > y.high());
  }

  private Truth truth(int order) {
    return Truth.of(
        switch (this) {
          case EQUAL, CONTAINS -> order == 0;
          case UNEQUAL -> order != 0;
          case LESS -> order < 0;
          case AT_MOST -> order <= 0;
          case MORE -> order > 0;
          case AT_LEAST -> order >= 0;
        });
  }

  /// People write `data centre`, `data-centre` and `Data_Centre`.
  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[ _-]+", "-");
  }
}
