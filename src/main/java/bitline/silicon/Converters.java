package bitline.silicon;

import bitline.chip.Adc;
import bitline.silicon.component.Process;
import bitline.silicon.node.Node;

/// The converter models that chips are computed with.
final class Converters {
  private Converters() {}

  /// Joules of one conversion.
  static double energy(Adc.Type type, int bits, Process process, double rate) {
    double nm = process.node().length() * 1e9;
    double relative = process.supply() / process.node().supply();
    double comparator = process.cycle(process.gate()) * 20;
    return switch (type) {
      case SAR ->
          1e-12
              * StrictMath.exp(
                  -11.135 + 0.52 * bits + 0.870 * StrictMath.log(nm) + 0.26 * StrictMath.log(rate))
              * relative
              * relative;
      case FLASH -> ((1 << bits) - 1) * comparator;
      case RAMP, CCO, TIME_TO_DIGITAL -> (1 << bits) * comparator;
      case CHARGE_DECREMENT -> 2.0 * bits * comparator;
    };
  }

  /// Square metres of one converter.
  static double area(Adc.Type type, int bits, Node node) {
    return switch (type) {
      case SAR -> 361e-12 * StrictMath.pow(2, 0.43 * (bits - 4)) * node.length() / 32e-9;
      case FLASH -> ((1 << bits) - 1) * 30 * node.gateArea();
      case RAMP, CCO, TIME_TO_DIGITAL, CHARGE_DECREMENT -> (bits * 14 + 40) * node.gateArea();
    };
  }
}
