package bitline.silicon.component;

import bitline.base.Interval;
import bitline.chip.Adc;
import java.util.List;

/// Converters that count: a ramp, an oscillator or a delay passes through 2^bits steps, and each
/// takes a comparison and, in the mean, two flip-flops of a counter that toggle. A converter that
/// takes a charge away in steps that halve (Wan et al., Nature 2022) needs a comparison and two
/// flip-flops for each bit.
///
/// The energies of the steps are Aladdin's, of no compute-in-memory chip. Left out: what holds the
/// voltage of the bitline, and the ramp itself, which many columns share.
///
/// @param type how it counts
public record CountingConverter(Adc.Type type) implements ConverterModel {
  private static final Limits LIMITS =
      new Limits(List.of(1.0, 14.0), List.of(3e-9, 180e-9), List.of(1e3, 2e9));
  private static final double TOGGLES = 2;

  public CountingConverter {
    if (type == Adc.Type.SAR || type == Adc.Type.FLASH) {
      throw new IllegalArgumentException(type + " does not count");
    }
  }

  @Override
  public String name() {
    return "converter that counts";
  }

  @Override
  public String source() {
    return "comparator and flip-flop of Aladdin's 40 nm table, scaled by node and supply";
  }

  @Override
  public Interval energy(Conversion c) {
    LIMITS.check(name(), c);
    Circuit comparator = Digital.SHIPPED.comparator();
    Circuit flipFlop = Digital.SHIPPED.flipFlop();
    double step =
        comparator.energyAt(c.node(), c.volts()) + TOGGLES * flipFlop.energyAt(c.node(), c.volts());
    double steps = type == Adc.Type.CHARGE_DECREMENT ? c.bits() : StrictMath.pow(2, c.bits());
    return Interval.around(steps * step, 0.8);
  }

  @Override
  public Interval area(Conversion c) {
    LIMITS.check(name(), c);
    double comparator = Digital.SHIPPED.comparator().areaAt(c.node());
    double flipFlop = Digital.SHIPPED.flipFlop().areaAt(c.node());
    // A counter's bit is a flip-flop, an adder and a latch for the code.
    return Interval.around(comparator + 3 * c.bits() * flipFlop, 0.8);
  }
}
