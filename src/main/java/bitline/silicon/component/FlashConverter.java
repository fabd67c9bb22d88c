package bitline.silicon.component;

import bitline.base.Interval;
import java.util.List;

/// A comparator a level: 2^bits − 1 of them decide at once. Left out: the ladder that makes the
/// references, and the encoder.
///
/// @param comparator what decides
public record FlashConverter(Circuit comparator) implements ConverterModel {
  static final FlashConverter STANDARD = new FlashConverter(Digital.SHIPPED.comparator());

  private static final Limits LIMITS =
      new Limits(List.of(1.0, 8.0), List.of(3e-9, 180e-9), List.of(1e3, 5e9));

  @Override
  public String name() {
    return "flash";
  }

  @Override
  public String source() {
    return "2^bits - 1 comparators of Aladdin's 40 nm table, scaled by node and supply";
  }

  @Override
  public Interval energy(Conversion c) {
    LIMITS.check(name(), c);
    double one = comparator.energyAt(c.node(), c.volts());
    return Interval.around((StrictMath.pow(2, c.bits()) - 1) * one, 0.8);
  }

  @Override
  public Interval area(Conversion c) {
    LIMITS.check(name(), c);
    double one = comparator.areaAt(c.node());
    return Interval.around((StrictMath.pow(2, c.bits()) - 1) * one, 0.8);
  }
}
