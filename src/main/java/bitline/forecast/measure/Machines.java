package bitline.forecast.measure;

import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.forecast.Calendar;
import bitline.forecast.Vintage;
import bitline.money.CataloguedProduct;
import bitline.money.Product;
import bitline.text.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where machines come from.
public final class Machines {
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

  private static @Nullable Known known(@Nullable Double value, Evidence.@Nullable Grade grade) {
    return value == null || !(value > 0) ? null : Known.of(value, grade);
  }

  private record Made(@Nullable Product product, String why) {}

  private static Made made(Accelerator a) {
    CataloguedProduct told = new CataloguedProduct(a);
    try {
      return told.unpriced().isEmpty()
          ? new Made(told.product(), "")
          : new Made(null, "no price of its memory is known");
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
