package bitline.silicon.component;

import bitline.base.Problem;
import bitline.base.Units;
import bitline.text.Sourced;
import bitline.text.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/// Where a model of a converter holds; beyond it the model refuses.
///
/// @param bits least and most
/// @param nodes metres, smallest and largest
/// @param rates conversions a second, lowest and highest
@Sourced
public record Limits(
    List<Double> bits, @Unit("m") List<Double> nodes, @Unit("Hz") List<Double> rates) {
  public Limits {
    pair("bits", bits);
    pair("nodes", nodes);
    pair("rates", rates);
  }

  private static void pair(String key, List<Double> values) {
    if (values.size() != 2 || !(values.getFirst() <= values.getLast())) {
      throw new IllegalArgumentException(key + ": a lowest and a highest value");
    }
  }

  /// Refuses what lies outside, naming the range.
  void check(String model, Conversion c) {
    within(model, c.bits(), bits, "", " bits");
    within(model, c.node().length(), nodes, "m", "");
    within(model, c.rate(), rates, "Hz", "");
  }

  private static void within(
      String model, double value, List<Double> range, String unit, String word) {
    double low = range.getFirst();
    double high = range.getLast();
    if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) {
      throw new Problem(
          "a converter of "
              + written(value, unit)
              + word
              + ": "
              + model
              + " holds from "
              + written(low, unit)
              + " to "
              + written(high, unit)
              + word);
    }
  }

  private static String written(double value, String unit) {
    return unit.isEmpty()
        ? new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString()
        : Units.format(value, unit);
  }
}
