package bitline.money;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Format;
import bitline.chip.Memory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An accelerator of the catalogue as something that is made and owned: its dies, memory, price,
/// power and rate as the catalogue tells them.
///
/// Leaves out: boards, and memory of a kind that has no price ([#unpriced] says which).
public final class CataloguedProduct {
  private final Accelerator accelerator;

  /// What the catalogue tells of one unit.
  public CataloguedProduct(Accelerator accelerator) {
    this.accelerator = accelerator;
  }

  /// Its dies and its memory; a [Problem] where nobody has told what its cost comes from.
  public Product product() {
    List<Die> dies = new ArrayList<>();
    for (Accelerator.Die die : accelerator.dies()) {
      Double area = die.area();
      Double node = die.node();
      if (area == null || node == null) {
        throw new Problem(
            accelerator.name()
                + ": nobody has told the "
                + (area == null ? "area" : "process")
                + " of its dies, from which its cost would follow");
      }
      String name = accelerator.dies().size() == 1 ? accelerator.name() : die.process();
      dies.add(Die.of(name, area, node, die.count()));
    }
    if (dies.isEmpty()) {
      throw new Problem(accelerator.name() + ": nobody has told of its dies");
    }
    return Product.ofDies(accelerator.name(), dies, memory());
  }

  private List<Product.Beside> memory() {
    Accelerator.Store store = accelerator.memory();
    if (store == null || store.type() == null || store.size() == null) {
      return List.of();
    }
    Memory.Type type = type(store.type());
    return type == null || type.onChip()
        ? List.of()
        : List.of(new Product.Beside(type, store.size()));
  }

  /// The longest name that the catalogue's begins with: `HBM3e` is priced as `HBM3`.
  private static Memory.@Nullable Type type(String written) {
    String key = written.toUpperCase(Locale.ROOT).replace(" ", "").replace("-", "");
    Memory.Type found = null;
    for (Memory.Type type : Memory.Type.values()) {
      if (key.startsWith(type.name())) {
        found = type;
      }
    }
    return found;
  }

  /// What must be known of its memory's price and is not; empty: nothing.
  public String unpriced() {
    Accelerator.Store store = accelerator.memory();
    return store == null || store.size() == null || !memory().isEmpty()
        ? ""
        : accelerator.name()
            + ": no price of its memory, "
            + (store.type() == null ? "of unknown type" : store.type())
            + ", is known; the cost is without it";
  }

  /// What is asked for it: the latest price told, between the lowest and the highest.
  public @Nullable Interval asked() {
    List<Accelerator.Price> prices =
        accelerator.prices().stream()
            .sorted(Comparator.comparing(Accelerator.Price::date))
            .toList();
    if (prices.isEmpty()) {
      return null;
    }
    double low = prices.stream().mapToDouble(Accelerator.Price::dollars).min().orElseThrow();
    double high = prices.stream().mapToDouble(Accelerator.Price::dollars).max().orElseThrow();
    return new Interval(prices.getLast().dollars(), low, high);
  }

  /// How the price is known.
  public String askedMeans() {
    Accelerator.Price last =
        accelerator.prices().stream()
            .max(Comparator.comparing(Accelerator.Price::date))
            .orElseThrow();
    return last.basis().name().toLowerCase(Locale.ROOT) + " price of " + last.date();
  }

  /// Rated watts; a [Problem] where nobody has told.
  public Interval power() {
    Double watts = accelerator.power();
    if (watts == null || !(watts > 0)) {
      throw new Problem(
          accelerator.name() + ": nobody has told its power, which what it costs to own needs");
    }
    return new Interval(watts, watts, watts);
  }

  /// What these watts are.
  public String powerMeans() {
    Accelerator.PowerMeans means = accelerator.powerMeans();
    return means == null ? "as told" : means.name().toLowerCase(Locale.ROOT) + " power";
  }

  /// The dense peak of the narrowest common format that it has: INT8, else FP16, else any.
  private Accelerator.@Nullable Rate rate() {
    for (Format format : List.of(Format.INT8, Format.FP8, Format.FP16, Format.BF16)) {
      Accelerator.Rate rate = accelerator.rate(format).orElse(null);
      if (rate != null && rate.dense() != null) {
        return rate;
      }
    }
    return accelerator.rates().stream().filter(r -> r.dense() != null).findFirst().orElse(null);
  }

  /// Dense peak, operations a second; null where none is told.
  public @Nullable Interval operations() {
    Accelerator.Rate rate = rate();
    Double dense = rate == null ? null : rate.dense();
    return dense == null ? null : new Interval(dense, dense, dense);
  }

  /// In which format, in words; empty where no peak is told.
  public String operationsMean() {
    Accelerator.Rate rate = rate();
    return rate == null ? "" : rate.format().words() + " at the peak, dense";
  }
}
