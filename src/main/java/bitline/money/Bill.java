package bitline.money;

import bitline.base.Interval;
import bitline.money.UnitCost.Item;
import bitline.money.price.PackageQuotes;
import bitline.money.price.PackageQuotes.Packaging;
import bitline.money.price.Prices;
import bitline.money.price.ProductionQuotes.Beyond;
import bitline.money.price.TestQuotes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A product's costs as a function of what is uncertain.
final class Bill {
  private final Product product;
  private final Terms terms;
  private final List<DieBill> dies = new ArrayList<>();
  private final @Nullable PackageBill packaging;
  private final Interval share;
  private final String words;
  private final List<Interval> memory = new ArrayList<>();
  private final @Nullable Interval board;
  private final Interval effort;
  private final Interval software;
  private final Test test;

  /// Testing, sources brought together.
  private record Test(
      Interval tester,
      Interval start,
      Interval perBillion,
      Interval longer,
      Interval missed,
      Interval lastStart,
      Interval lastPerBillion,
      Interval lastMissed) {}

  Bill(Prices prices, Product product, Terms terms) {
    this.product = product;
    this.terms = terms;
    int year = terms.year();
    product.dies().forEach(die -> dies.add(new DieBill(prices, die, terms)));
    Beyond beyond = prices.production().beyond();
    Packaging kind = prices.packaging(product.packaging());
    words = kind.words();
    switch (kind) {
      case PackageQuotes.Substrate substrate -> {
        packaging = new PackageBill(prices, substrate, product, year);
        share = new Interval(1, 1, 1);
      }
      case PackageQuotes.Share part -> {
        packaging = null;
        share = prices.of(part.share(), beyond.packages(), year);
      }
    }
    product.memory().forEach(each -> memory.add(prices.memory(each.type(), year)));
    String on = product.board();
    board = on == null ? null : prices.of(prices.board(on), beyond.boards(), year);
    Interval told = terms.effort();
    effort = told == null ? prices.of(prices.production().effort(), beyond.effort(), year) : told;
    software = prices.of(prices.production().software(), beyond.software(), year);
    test = test(prices, year);
  }

  private Test test(Prices prices, int year) {
    TestQuotes quotes = prices.test();
    Beyond beyond = prices.production().beyond();
    boolean several = product.dies().size() > 1 || product.dies().getFirst().count() > 1;
    return new Test(
        prices.of(quotes.tester(), beyond.test(), year),
        prices.of(quotes.wafer().start(), beyond.test(), year),
        prices.of(quotes.wafer().perBillion(), beyond.test(), year),
        several
            ? prices.of(quotes.wafer().knownGood(), beyond.losses(), year)
            : new Interval(1, 1, 1),
        prices.of(
            several ? quotes.wafer().missedKnownGood() : quotes.wafer().missed(),
            beyond.losses(),
            year),
        prices.of(quotes.last().start(), beyond.test(), year),
        prices.of(quotes.last().perBillion(), beyond.test(), year),
        prices.of(quotes.last().missed(), beyond.losses(), year));
  }

  Product product() {
    return product;
  }

  Terms terms() {
    return terms;
  }

  List<DieBill> dies() {
    return dies;
  }

  String packageWords() {
    return words;
  }

  /// Costs with everything uncertain settled.
  ///
  /// @param items dollars of one product by [Item]
  /// @param dies as they fared
  /// @param packaged share of packages that pass
  /// @param escapes share of those that are broken
  record Tally(double[] items, List<DieBill.Made> dies, double packaged, double escapes) {
    double price() {
      double sum = 0;
      for (double item : items) {
        sum += item;
      }
      return sum;
    }

    double of(Item item) {
      return items[item.ordinal()];
    }

    double cost() {
      return price() - of(Item.ROYALTY) - of(Item.MARGIN);
    }

    /// Dollars of one product more. Added up by itself, so that no volume changes a bit of it.
    double marginal() {
      double sum = 0;
      for (Item item : Item.values()) {
        if (!item.spread() && item != Item.ROYALTY && item != Item.MARGIN) {
          sum += of(item);
        }
      }
      return sum;
    }

    double spread() {
      return of(Item.MASKS) + of(Item.DESIGN) + of(Item.SOFTWARE);
    }
  }

  Tally tally(Draw draw) {
    double[] usd = new double[Item.values().length];
    List<DieBill.Made> made = new ArrayList<>();
    for (DieBill die : dies) {
      made.add(die.made(draw));
    }
    double[] fate = packaging == null ? shared(draw, made, usd) : built(packaging, draw, made, usd);
    double inside = 0;
    for (int i = 0; i < memory.size(); i++) {
      Product.Beside each = product.memory().get(i);
      double price = each.bytes() * draw.of("memory price", memory.get(i));
      usd[Item.MEMORY.ordinal()] += price;
      inside += packaging != null && packaging.carries(each.type()) ? price : 0;
    }
    double before =
        usd[Item.SILICON.ordinal()]
            + usd[Item.WAFER_TEST.ordinal()]
            + usd[Item.PACKAGE.ordinal()]
            + usd[Item.ASSEMBLY.ordinal()]
            + usd[Item.FINAL_TEST.ordinal()]
            + inside;
    usd[Item.SCRAP.ordinal()] = before * (1 / fate[0] - 1);
    if (board != null) {
      usd[Item.BOARD.ordinal()] = draw.of("board", board);
    }
    once(draw, made, usd);
    double cost = 0;
    for (double item : usd) {
      cost += item;
    }
    double price = cost / (1 - terms.margin() - terms.royalty());
    usd[Item.ROYALTY.ordinal()] = price * terms.royalty();
    usd[Item.MARGIN.ordinal()] = price * terms.margin();
    return new Tally(usd, made, fate[0], fate[1]);
  }

  /// Tests and package as a share of the price of good silicon; returns that all pass.
  private double[] shared(Draw draw, List<DieBill.Made> made, double[] usd) {
    double silicon = 0;
    for (int i = 0; i < made.size(); i++) {
      silicon += dies.get(i).die().count() * made.get(i).usd();
    }
    usd[Item.SILICON.ordinal()] = silicon;
    usd[Item.PACKAGE.ordinal()] = silicon * draw.of("package prices", share);
    return new double[] {1, 0};
  }

  /// Wafer test, package, final test; returns the share of packages that pass, and the share of
  /// those that are broken.
  private double[] built(PackageBill pack, Draw draw, List<DieBill.Made> made, double[] usd) {
    double tester = draw.of("tester", test.tester);
    double missed = Math.min(1, draw.of("faults missed at wafer test", test.missed));
    double start = draw.of("test time", test.start);
    double perBillion = draw.of("test time", test.perBillion);
    double longer = draw.of("known-good die test", test.longer);
    double area = 0;
    double billions = 0;
    double whole = 1;
    for (int i = 0; i < made.size(); i++) {
      DieBill.Made die = made.get(i);
      int count = dies.get(i).die().count();
      boolean told = dies.get(i).die().goodPerWafer() != null;
      // A told number of good dies is one after test: nothing broken is among them.
      double pass = told ? die.good() : StrictMath.pow(die.good(), 1 - missed);
      usd[Item.SILICON.ordinal()] += count * die.wafer() / (die.gross() * pass);
      double seconds = start + perBillion * die.transistors() / 1e9;
      usd[Item.WAFER_TEST.ordinal()] += count * tester * seconds * longer / pass;
      whole *= StrictMath.pow(die.good() / pass, count);
      area += count * die.area();
      billions += count * die.transistors() / 1e9;
    }
    PackageBill.Made packed = pack.made(draw, area);
    usd[Item.PACKAGE.ordinal()] = packed.packaging();
    usd[Item.ASSEMBLY.ordinal()] = packed.assembly();
    usd[Item.FINAL_TEST.ordinal()] =
        tester
            * (draw.of("test time", test.lastStart)
                + draw.of("test time", test.lastPerBillion) * billions);
    whole *= packed.whole();
    Double coverage = terms.coverage();
    double slips =
        coverage == null
            ? Math.min(1, draw.of("faults missed at final test", test.lastMissed))
            : 1 - coverage;
    return new double[] {
      StrictMath.pow(whole, 1 - slips), -StrictMath.expm1(slips * StrictMath.log(whole))
    };
  }

  /// What is spent once: each design takes its masks, and the effort that its share of the silicon
  /// designed asks for.
  private void once(Draw draw, List<DieBill.Made> made, double[] usd) {
    double all = made.stream().mapToDouble(DieBill.Made::area).sum();
    double masks = 0;
    double design = 0;
    for (int i = 0; i < made.size(); i++) {
      masks += dies.get(i).masks(draw);
      design += dies.get(i).design(draw) * made.get(i).area() / all;
    }
    usd[Item.MASKS.ordinal()] = masks / terms.volume();
    usd[Item.DESIGN.ordinal()] = design * draw.of("effort of this design", effort) / terms.volume();
    usd[Item.SOFTWARE.ordinal()] = draw.of("software", software) / terms.volume();
  }
}
