package bitline.forecast.mix;

import bitline.base.Interval;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import bitline.forecast.Student;
import bitline.forecast.mix.Advantage.Circuit;
import bitline.silicon.AtNode;
import bitline.silicon.Factors;
import bitline.silicon.Peak;
import bitline.silicon.Uncertainty;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Our own chips as what stands for compute-in-memory: all described chips of a kind of circuit
/// that take inputs and weights of 8 bits by their file and of which somebody published figures (so
/// that yardsticks, which are nobody's, do not count), one of a family. Each is drawn in the
/// branch's process ([AtNode]) and computes products of 8 × 8 bits, all arrays full and busy
/// ([Peak]).
///
/// What a chip has beyond the described is not chosen but learned: of every described chip whose
/// first operating point was published for the whole chip (buffers, network and vector units among
/// what it covers), the published operations a joule over the simulated ones at that very point.
/// Their geometric mean, as well as it is known, corrects all chips.
public final class Simulations {
  private static final int BITS = 8;
  private static final int DRAWS = 200;

  /// What was simulated already: the same each time, and a second's work.
  private static final Map<Advantage.Simulated, List<Simulated>> DONE = new ConcurrentHashMap<>();

  private Simulations() {}

  /// A chip of a branch.
  ///
  /// @param chip its name
  /// @param perJoule operations a joule of what its file describes
  /// @param perArea operations a second and square metre of the same
  public record Simulated(String chip, Interval perJoule, Interval perArea) {}

  /// A chip of which the whole was published.
  ///
  /// @param ratio published over simulated operations a joule
  public record Whole(String chip, double ratio) {}

  /// The chips that stand for a circuit in a process, by name.
  static List<Simulated> of(Circuit circuit, double node) {
    return DONE.computeIfAbsent(
        new Advantage.Simulated(circuit, node), asked -> simulate(asked.circuit(), asked.node()));
  }

  private static List<Simulated> simulate(Circuit circuit, double node) {
    List<Simulated> out = new ArrayList<>();
    Set<String> families = new HashSet<>();
    for (String name : Chips.names()) {
      Chip chip = Chips.byName(name);
      String family = chip.family();
      if (suits(chip, circuit) && (family == null || families.add(family))) {
        out.add(simulated(AtNode.of(chip, node)));
      }
    }
    return List.copyOf(out);
  }

  private static boolean suits(Chip chip, Circuit circuit) {
    return (chip.adc() == null) == (circuit == Circuit.DIGITAL)
        && chip.array().inputBits().contains(BITS)
        && chip.array().weightBits().contains(BITS)
        && (!chip.measured().isEmpty()
            || chip.operatingPoints().stream()
                .anyMatch(p -> p.ops() != null || p.opsPerJoule() != null));
  }

  private static Simulated simulated(Chip chip) {
    OperatingPoint at = chip.operatingPoint();
    OperatingPoint point =
        OperatingPoint.conditions(
            at.name(),
            at.supply(),
            at.clock(),
            at.step(),
            BITS,
            BITS,
            at.outputBits(),
            List.of(),
            at.data());
    Uncertainty uncertain =
        Uncertainty.of(
            factors -> {
              Peak peak = Peak.of(chip, point, factors);
              double ops = 2 * peak.macs();
              return new double[] {
                ops / sum(peak.energy()), ops / peak.seconds() / sum(peak.area())
              };
            },
            DRAWS);
    return new Simulated(
        chip.name(), uncertain.intervals().getFirst(), uncertain.intervals().getLast());
  }

  /// Chips of which the whole was published, one of a family, by name.
  static List<Whole> whole() {
    List<Whole> out = new ArrayList<>();
    Set<String> families = new HashSet<>();
    for (String name : Chips.names()) {
      Chip chip = Chips.byName(name);
      OperatingPoint point = chip.operatingPoint();
      Double published = point.opsPerJoule();
      String family = chip.family();
      if (published != null
          && point.covers().containsAll(List.of(Part.BUFFERS, Part.NETWORK, Part.VECTOR))
          && (family == null || families.add(family))) {
        Peak peak = Peak.of(chip, point, Factors.BLIND);
        double simulated = 2 * peak.macs() / (sum(peak.energy()) - outside(peak));
        out.add(new Whole(name, published / simulated));
      }
    }
    return List.copyOf(out);
  }

  /// Memory beside the chip and the host's link are no part of a chip.
  private static double outside(Peak peak) {
    return peak.energy().getOrDefault(Part.MEMORY, 0.0)
        + peak.energy().getOrDefault(Part.HOST, 0.0);
  }

  private static double sum(Map<Part, Double> parts) {
    double sum = 0;
    for (Part part : Part.values()) {
      sum += parts.getOrDefault(part, 0.0);
    }
    return sum;
  }

  /// The logarithm of the correction, its middle and standard error, and the degrees of freedom of
  /// the Student distribution in which its mean is known.
  record Correction(double middle, double error, int degrees) {
    static Correction of(List<Whole> whole) {
      int n = whole.size();
      if (n < 3) {
        throw new IllegalStateException("of " + n + " chips the whole was published; 3 are needed");
      }
      double sum = 0;
      for (Whole each : whole) {
        sum += StrictMath.log(each.ratio);
      }
      double squares = 0;
      for (Whole each : whole) {
        double off = StrictMath.log(each.ratio) - sum / n;
        squares += off * off;
      }
      return new Correction(sum / n, Math.sqrt(squares / (n - 1) / n), n - 1);
    }

    /// The factor at a probability.
    double at(double p) {
      return StrictMath.exp(middle + error * Student.standard(p, degrees));
    }
  }
}
