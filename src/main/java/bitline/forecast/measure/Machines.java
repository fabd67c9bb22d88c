package bitline.forecast.measure;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.catalogue.Format;
import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import bitline.forecast.Calendar;
import bitline.forecast.Vintage;
import bitline.money.CataloguedProduct;
import bitline.money.Product;
import bitline.silicon.Factors;
import bitline.silicon.Peak;
import bitline.silicon.Uncertainty;
import bitline.text.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where machines come from.
public final class Machines {
  /// Draws of all factors of a simulated chip.
  private static final int DRAWS = 200;

  private Machines() {}

  private static final class Loaded {
    private static final List<Machine> ALL =
        Catalogue.all().stream().map(Machines::of).map(Rents.known()::of).toList();
  }

  /// All of the catalogue that comes with Bitline, with what clouds ask for them.
  public static List<Machine> catalogue() {
    return Loaded.ALL;
  }

  /// Which catalogue that is.
  public static Vintage vintage() {
    double newest = Loaded.ALL.stream().mapToDouble(Machine::date).max().orElseThrow();
    return new Vintage("catalogue", Catalogue.sha256(), Loaded.ALL.size(), newest);
  }

  /// An accelerator of a catalogue.
  ///
  /// Machines with dies of equal area and number of transistors from one vendor are taken as one
  /// design.
  public static Machine of(Accelerator a) {
    Grades grades = new Grades(a.evidence());
    List<Machine.Peak> peaks = new ArrayList<>();
    for (int i = 0; i < a.rates().size(); i++) {
      Double dense = a.rates().get(i).dense();
      if (dense != null) {
        peaks.add(
            new Machine.Peak(
                a.rates().get(i).format(), Known.of(dense, grades.of("rates[" + i + "].dense"))));
      }
    }
    List<Machine.Price> prices = new ArrayList<>();
    for (int i = 0; i < a.prices().size(); i++) {
      Accelerator.Price price = a.prices().get(i);
      prices.add(
          new Machine.Price(
              Known.of(price.dollars(), grades.of("prices[" + i + "].dollars")),
              Calendar.year(price.date()),
              price.basis() == Accelerator.Basis.LIST ? PriceBasis.LIST : PriceBasis.STREET,
              price.basis().name().toLowerCase(Locale.ROOT) + " " + price.date()));
    }
    List<Machine.Result> results = new ArrayList<>();
    for (int i = 0; i < a.published().size(); i++) {
      Accelerator.Result result = a.published().get(i);
      results.add(
          new Machine.Result(
              result.network(),
              result.what(),
              Known.of(result.value(), grades.of("published[" + i + "].value"))));
    }
    Accelerator.Store store = a.memory();
    Made made = made(a);
    return new Machine(
        a.name(),
        a.title(),
        design(a),
        a.vendor(),
        a.technology().name().toLowerCase(Locale.ROOT),
        a.segment(),
        Calendar.year(a.released()),
        peaks,
        known(a.power(), grades.of("power")),
        known(store == null ? null : store.size(), grades.of("memory.size")),
        known(store == null ? null : store.bandwidth(), grades.of("memory.bandwidth")),
        known(a.link(), grades.of("link")),
        a.link() == null || a.link() > 0,
        prices,
        List.of(),
        results,
        made.product,
        made.why,
        0);
  }

  /// A chip of ours as a machine on a date: all arrays full and always busy at its operating point,
  /// which is what peak figures of others mean, with the bounds of the models of energy and cost.
  ///
  /// Its rate is of the format that holds the wider of inputs and weights; its power that of the
  /// chip at this rate, without board, memory beside it and host; nobody asks a price for it, so
  /// dollars are those of the producer's cost.
  ///
  /// @param date decimal year of which it shall be
  /// @throws Problem for a chip that the models do not take
  public static Machine of(Chip chip, double date) {
    OperatingPoint point = chip.operatingPoint();
    Peak peak = Peak.of(chip, point, Factors.BLIND);
    Uncertainty uncertainty =
        Uncertainty.of(factors -> new double[] {joules(Peak.of(chip, point, factors))}, DRAWS);
    Interval watts = uncertainty.intervals().getFirst().times(1 / peak.seconds());
    Memory beside = null;
    boolean one = true;
    for (Memory memory : chip.memories()) {
      if (!memory.type().onChip()) {
        one = beside == null;
        beside = memory;
      }
    }
    Made made = made(chip);
    return new Machine(
        chip.name(),
        chip.name() + ", simulated",
        chip.name(),
        "",
        chip.adc() == null ? "digital_compute_in_memory" : "analog_compute_in_memory",
        null,
        date,
        List.of(
            new Machine.Peak(
                format(Math.max(point.inputBits(), point.weightBits())),
                Known.of(2 * peak.macs() / peak.seconds(), Evidence.Grade.DERIVED))),
        new Known(watts, Evidence.Grade.DERIVED),
        beside == null || !one ? null : known(beside.size(), Evidence.Grade.DERIVED),
        beside == null || !one ? null : known(beside.bandwidth(), Evidence.Grade.DERIVED),
        null,
        true,
        List.of(),
        List.of(),
        List.of(),
        made.product,
        made.why,
        0);
  }

  private static double joules(Peak peak) {
    double sum = 0;
    for (Part part : Part.values()) {
      sum += peak.energy().getOrDefault(part, 0.0);
    }
    return sum;
  }

  private static Format format(int bits) {
    return bits == 1
        ? Format.INT1
        : bits == 2
            ? Format.INT2
            : bits <= 4 ? Format.INT4 : bits <= 8 ? Format.INT8 : Format.INT16;
  }

  private static Made made(Chip chip) {
    try {
      return new Made(Product.of(chip), "");
    } catch (Problem problem) {
      return new Made(null, String.valueOf(problem.getMessage()));
    }
  }

  private static @Nullable Known known(@Nullable Double value, Evidence.@Nullable Grade grade) {
    return value == null || !(value > 0) ? null : Known.of(value, grade);
  }

  private record Made(@Nullable Product product, String why) {}

  private static Made made(Accelerator a) {
    CataloguedProduct told = new CataloguedProduct(a);
    try {
      return told.unpriced().isEmpty()
          ? new Made(told.product(), "")
          : new Made(null, told.unpriced());
    } catch (Problem problem) {
      return new Made(null, String.valueOf(problem.getMessage()));
    }
  }

  private static String design(Accelerator a) {
    StringBuilder out = new StringBuilder(a.vendor());
    for (Accelerator.Die die : a.dies()) {
      if (die.area() == null || die.transistors() == null) {
        return a.name();
      }
      out.append(String.format(Locale.ROOT, " %.0f mm2 %.3g", die.area() * 1e6, die.transistors()));
    }
    return a.dies().isEmpty() ? a.name() : out.toString();
  }

  /// Grades by path of what they are of.
  private static final class Grades {
    private final Map<String, Evidence.@Nullable Grade> byPath = new HashMap<>();

    Grades(List<Evidence> evidence) {
      evidence.forEach(each -> byPath.put(each.path(), each.grade()));
    }

    Evidence.@Nullable Grade of(String path) {
      return byPath.get(path);
    }
  }
}
