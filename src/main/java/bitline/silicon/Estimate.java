package bitline.silicon;

import bitline.chip.Part;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Energy of a picture and area of the chip that it runs on. SI units.
///
/// @param layers joules of each layer on arrays with what vector units do to its results, in the
///   program's order; before them what comes in and goes out, behind them what flows all the time
/// @param area square metres by part
public record Estimate(List<Layer> layers, Map<Part, Double> area) {
  /// The entry of what comes to the chip and leaves it, and of what is done before the first layer.
  public static final String ENDS = "inputs and results";

  /// The entry of what flows from picture to picture while nothing switches.
  public static final String ALWAYS = "leakage and refresh";

  public Estimate {
    layers = List.copyOf(layers);
    area = Map.copyOf(area);
  }

  /// Joules by part, of one picture.
  public record Layer(String node, Map<Part, Double> joules) {
    public Layer {
      joules = Map.copyOf(joules);
    }
  }

  /// Joules of a picture by part.
  public Map<Part, Double> joules() {
    Map<Part, Double> sums = new EnumMap<>(Part.class);
    for (Layer layer : layers) {
      layer.joules.forEach((part, joules) -> sums.merge(part, joules, Double::sum));
    }
    return sums;
  }

  /// Joules of a picture.
  public double energy() {
    return sum(joules());
  }

  /// Square metres.
  public double squareMetres() {
    return sum(area);
  }

  /// In the order of the parts, so that the sum is the same on every machine.
  private static double sum(Map<Part, Double> parts) {
    double sum = 0;
    for (Part part : Part.values()) {
      sum += parts.getOrDefault(part, 0.0);
    }
    return sum;
  }
}
