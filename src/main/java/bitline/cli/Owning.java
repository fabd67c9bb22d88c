package bitline.cli;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.money.CataloguedProduct;
import bitline.money.Costing;
import bitline.money.Product;
import bitline.money.Terms;
import bitline.money.UnitCost;
import bitline.money.own.Ownership;
import bitline.money.own.Setting;
import bitline.report.CompareAnswer.Price;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What machines of a comparison cost: to buy, to make, and to own in one setting, the same for
/// all.
///
/// @param terms under which units are made
/// @param setting where they work
record Owning(Terms terms, Setting setting) {
  /// What a unit costs whoever makes it; null where too little is known of it.
  ///
  /// @param unknown is told why
  @Nullable Price cost(Supplier<Product> made, List<String> unknown) {
    try {
      Product product = made.get();
      UnitCost cost = Costing.of(product, terms);
      return new Price(
          cost.cost(), String.format(Locale.ROOT, "%,.0f made, %d", terms.volume(), terms.year()));
    } catch (Problem problem) {
      unknown.add("cost to make not known: " + problem.getMessage());
      return null;
    }
  }

  /// What buyers pay: the newest price that is told, with the bounds of all.
  static @Nullable Price price(Accelerator part) {
    Accelerator.Price newest =
        part.prices().stream().max(Comparator.comparing(Accelerator.Price::date)).orElse(null);
    if (newest == null) {
      return null;
    }
    double low = newest.dollars();
    double high = newest.dollars();
    for (Accelerator.Price each : part.prices()) {
      low = Math.min(low, each.dollars());
      high = Math.max(high, each.dollars());
    }
    String basis =
        switch (newest.basis()) {
          case LIST -> "list";
          case STREET -> "street";
          case ESTIMATE -> "estimate";
        };
    return new Price(new Interval(newest.dollars(), low, high), basis + " " + newest.date());
  }

  /// An accelerator as a product; a [Problem] where its dies' areas or nodes are not told, or its
  /// memory has no price.
  static Product product(Accelerator part) {
    CataloguedProduct told = new CataloguedProduct(part);
    if (!told.unpriced().isEmpty()) {
      throw new Problem(told.unpriced());
    }
    return told.product();
  }

  /// Dollars of a million pictures; null where it is not known what they cost.
  ///
  /// @param dollars of a unit
  /// @param watts that it takes at work
  /// @param rate pictures a second
  @Nullable Interval millionPictures(String name, Interval dollars, Interval watts, double rate) {
    Ownership.Unit unit =
        new Ownership.Unit(name, dollars, watts, false, null, new Interval(rate, rate, rate));
    return Ownership.of(unit, setting).pictures();
  }
}
