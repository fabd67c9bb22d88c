package bitline.forecast.measure;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.catalogue.Format;
import bitline.catalogue.Technology;
import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.chip.OperatingPoint;
import bitline.forecast.Calendar;
import bitline.money.Product;
import bitline.silicon.Peak;
import bitline.silicon.Uncertainty;
import bitline.text.Evidence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A chip that we have described as a machine, so that it is measured like any other. It need not
/// exist.
///
/// Its rate is that of all arrays, full and always busy, at its first operating point; an operation
/// counts as one of the narrowest format that holds the wider of both factors. Its power is what
/// the models of energy give for that, with their intervals: the memory beside the chip, the other
/// end of its link, and whatever the description leaves out (processors, decoders of video) take
/// nothing, so that the power of a real product is higher. What it costs to make follows from the
/// area of the models. Its price is not told, because it has none.
public final class SimulatedMachine {
  /// Draws of all factors: ends of intervals are known to about an eighth of their spread.
  private static final int DRAWS = 200;

  private SimulatedMachine() {}

  /// The chip with the power that the models give.
  ///
  /// @throws Problem for an operating point that the models do not take
  public static Machine of(Chip chip) {
    return of(chip, date(chip));
  }

  /// The same as if it came out on another date.
  public static Machine of(Chip chip, double date) {
    return machine(
        chip, date, new Known(watts(chip, chip.operatingPoint()), Evidence.Grade.DERIVED));
  }

  /// The same with the watts that its maker or its paper tells of the first operating point; empty
  /// where it tells none.
  public static Optional<Machine> rated(Chip chip, double date) {
    OperatingPoint point = chip.operatingPoint();
    Double ops = point.ops();
    Double efficiency = point.opsPerJoule();
    Double told = point.power();
    if (told == null && ops != null && efficiency != null) {
      told = ops / efficiency;
    }
    return told == null
        ? Optional.empty()
        : Optional.of(machine(chip, date, Known.of(told, Evidence.Grade.VENDOR)));
  }

  /// When it came out, or the middle of the year of its publication.
  public static double date(Chip chip) {
    return Catalogue.ofChip(chip.name())
        .map(Accelerator::released)
        .map(Calendar::year)
        .orElseGet(() -> Calendar.year(String.format(Locale.ROOT, "%04d", chip.year())));
  }

  private static Machine machine(Chip chip, double date, Known power) {
    Optional<Accelerator> sold = Catalogue.ofChip(chip.name());
    double bytes = 0;
    double bandwidth = 0;
    for (Memory memory : chip.memories()) {
      if (!memory.type().onChip()) {
        bytes += memory.size();
        bandwidth += memory.bandwidth() == null ? 0 : memory.bandwidth();
      }
    }
    Product product = null;
    String unmade = "";
    try {
      product = Product.of(chip);
    } catch (Problem problem) {
      unmade = String.valueOf(problem.getMessage());
    }
    return new Machine(
        chip.name(),
        chip.title(),
        chip.family() == null ? chip.name() : chip.family(),
        sold.map(Accelerator::vendor).orElse(""),
        technology(chip).name().toLowerCase(Locale.ROOT),
        sold.map(Accelerator::segment).orElse(null),
        date,
        peaks(chip),
        power,
        known(bytes),
        known(bandwidth),
        null,
        true,
        List.of(),
        List.of(),
        List.of(),
        product,
        unmade,
        0);
  }

  /// Which it is, by whether converters read its arrays.
  public static Technology technology(Chip chip) {
    return chip.adc() == null
        ? Technology.DIGITAL_COMPUTE_IN_MEMORY
        : Technology.ANALOG_COMPUTE_IN_MEMORY;
  }

  /// The rate of the point that its power is of.
  private static List<Machine.Peak> peaks(Chip chip) {
    OperatingPoint point = chip.operatingPoint();
    return List.of(
        new Machine.Peak(
            format(Math.max(point.inputBits(), point.weightBits())),
            Known.of(chip.peakOps(point), Evidence.Grade.DERIVED)));
  }

  private static Format format(int bits) {
    return bits > 8
        ? Format.INT16
        : bits > 4 ? Format.INT8 : bits > 2 ? Format.INT4 : bits > 1 ? Format.INT2 : Format.INT1;
  }

  private static Interval watts(Chip chip, OperatingPoint point) {
    return Uncertainty.of(
            factors -> {
              Peak peak = Peak.of(chip, point, factors);
              double joules = peak.energy().values().stream().mapToDouble(e -> e).sum();
              return new double[] {joules / peak.seconds()};
            },
            DRAWS)
        .intervals()
        .getFirst();
  }

  private static @Nullable Known known(double value) {
    return value > 0 ? Known.of(value, Evidence.Grade.DERIVED) : null;
  }
}
