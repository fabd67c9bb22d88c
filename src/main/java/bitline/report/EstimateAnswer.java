package bitline.report;

import bitline.base.Interval;
import bitline.chip.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `estimate` answers, as JSON holds it: joules, watts and square metres of a network on a
/// chip. SI units. Intervals are those in which a value lies in four cases of five.
///
/// @param conditions under which all figures hold
/// @param figures the headline
/// @param full what the chip does when all of its arrays are full and always busy
/// @param power of one picture behind the other
/// @param layers joules of a picture, in the network's order: layers on arrays and nodes of vector
///   units
/// @param area square metres by part
/// @param causes of the interval of the energy of a picture, that which moves it most first
/// @param inputs what the figures rest on
public record EstimateAnswer(
    String network,
    String chip,
    Conditions conditions,
    Figures figures,
    Full full,
    Power power,
    List<Layer> layers,
    Map<Part, Double> area,
    List<Cause> causes,
    List<Input> inputs) {
  public EstimateAnswer {
    layers = List.copyOf(layers);
    area = Map.copyOf(area);
    causes = List.copyOf(causes);
    inputs = List.copyOf(inputs);
  }

  /// What figures of energy are worthless without.
  ///
  /// @param point the operating point, by name
  /// @param supply volts; null: nobody has said, and the node's is taken
  /// @param inputBits widths of the point at which peak figures hold
  /// @param batch pictures that go through together
  /// @param activity where the activity comes from, in words
  public record Conditions(
      String point,
      @Nullable Double supply,
      double temperature,
      int inputBits,
      int weightBits,
      int batch,
      String activity) {}

  /// Figures of the network.
  ///
  /// @param energy joules a picture
  /// @param opsPerJoule operations of the network for each joule, 1 MAC = 2 operations
  /// @param opsPerArea operations of the network a second and square metre
  /// @param energyPerMac joules
  /// @param energyDelay joules of a picture × seconds from its start to its end
  /// @param area square metres of what is estimated
  /// @param macs of a picture
  /// @param latency seconds of the first picture
  /// @param interval seconds from picture to picture
  public record Figures(
      Interval energy,
      Interval opsPerJoule,
      Interval opsPerArea,
      Interval energyPerMac,
      Interval energyDelay,
      Interval area,
      double macs,
      double latency,
      double interval) {
    /// Operations a second.
    public double ops() {
      return 2 * macs / interval;
    }
  }

  /// A chip whose arrays are all full and always busy with data as those of the operating point, of
  /// its widths: what chips are published with.
  ///
  /// @param ops operations a second
  /// @param macros operations for each joule of the macros, their leakage counted
  /// @param chip the same of all that is on the chip; memory and host beside it are not
  /// @param power watts of all that is on the chip
  /// @param publishedOps operations a second; null: not told
  /// @param publishedOpsPerJoule of the parts in `covers`; null: not told
  /// @param publishedPower watts of those; null: not told
  /// @param covers parts that were measured
  public record Full(
      String point,
      int inputBits,
      int weightBits,
      double ops,
      Interval macros,
      Interval chip,
      Interval power,
      @Nullable Double publishedOps,
      @Nullable Double publishedOpsPerJoule,
      @Nullable Double publishedPower,
      List<Part> covers) {
    public Full {
      covers = List.copyOf(covers);
    }
  }

  /// Watts.
  ///
  /// @param average from picture to picture, once the chip is full
  /// @param peak the greatest mean over a stretch of `stretch` seconds
  /// @param limit watts that are allowed; null: nobody has said
  /// @param clock the share of the clock at which the average keeps the limit; 1 where it does
  ///   anyway, 0 where it never does; null without a limit
  public record Power(
      Interval average,
      double peak,
      double stretch,
      @Nullable Double limit,
      @Nullable Double clock) {}

  /// Joules of a layer by part.
  public record Layer(String name, Map<Part, Double> energy) {
    public Layer {
      energy = Map.copyOf(energy);
    }

    /// Joules of all parts.
    public double sum() {
      return EstimateAnswer.sum(energy);
    }
  }

  /// An assumption that the interval of a figure comes from.
  ///
  /// @param name in words
  /// @param factor its own 80 % interval is a factor of this up and down
  /// @param low the figure with the assumption at the lower end of its interval, others in the
  ///   middle
  /// @param high at the upper end
  public record Cause(String name, double factor, double low, double high) {}

  /// Something the figures rest on.
  ///
  /// @param what it is
  /// @param value in words
  /// @param text where it comes from, or why it was assumed
  public record Input(String what, String value, Kind kind, String text) {
    /// How well it is known.
    public enum Kind {
      /// Stands in a publication.
      PUBLISHED,
      /// Follows from published data by a fit that is part of the workbench.
      FITTED,
      /// Assumed.
      ASSUMED
    }
  }

  /// Joules of a picture by part, of all layers; parts in their order, those of nothing left out.
  public Map<Part, Double> energy() {
    Map<Part, Double> sums = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      double sum = 0;
      for (Layer layer : layers) {
        sum += layer.energy.getOrDefault(part, 0.0);
      }
      if (sum > 0) {
        sums.put(part, sum);
      }
    }
    return sums;
  }

  /// Layers by joules, the most first.
  List<Layer> costliest() {
    List<Layer> sorted = new ArrayList<>(layers);
    sorted.sort(Comparator.comparingDouble(layer -> -layer.sum()));
    return sorted;
  }

  /// In the order of the parts, so that sums are the same on every machine.
  static double sum(Map<Part, Double> parts) {
    double sum = 0;
    for (Part part : Part.values()) {
      sum += parts.getOrDefault(part, 0.0);
    }
    return sum;
  }
}
