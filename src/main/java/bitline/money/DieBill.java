package bitline.money;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.base.Units;
import bitline.cell.Medium;
import bitline.money.price.EmbeddedQuotes;
import bitline.money.price.Prices;
import bitline.money.price.Process;
import bitline.money.price.ProductionQuotes.Beyond;
import bitline.money.price.Wafer;
import bitline.money.yield.Repair;
import bitline.money.yield.YieldModel;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one die of a product costs until it leaves its wafer.
final class DieBill {
  private final Die die;
  private final Terms terms;
  private final Wafer wafer;
  private final Process process;
  private final Interval clustering;
  private final Interval arrayDefects;
  private final @Nullable Added added;

  /// What a medium adds, sources brought together.
  private record Added(Interval masks, Interval wafer, Interval defects) {}

  DieBill(Prices prices, Die die, Terms terms) {
    this.die = die;
    this.terms = terms;
    wafer = prices.wafer();
    int year = terms.year();
    process = prices.process(die.node(), year);
    Beyond beyond = prices.production().beyond();
    clustering = prices.of(prices.production().clustering(), beyond.clustering(), year);
    arrayDefects = prices.of(prices.production().arrayDefects(), beyond.arrayDefects(), year);
    Medium medium = die.medium();
    if (medium == null || medium == Medium.SRAM) {
      added = null;
    } else {
      EmbeddedQuotes.Added quotes = prices.embedded(medium);
      added =
          new Added(
              prices.of(quotes.masks(), beyond.embedded(), year),
              prices.of(quotes.wafer(), beyond.embedded(), year),
              prices.of(quotes.defects(), beyond.embedded(), year));
    }
    check();
  }

  private void check() {
    double area = made(Draw.MIDDLE).area;
    if (area > Die.RETICLE) {
      throw Problem.at(
          die.name(),
          "a die of "
              + Units.format(area, "m2")
              + " is larger than one exposure, "
              + Units.format(Die.RETICLE, "m2", 3)
              + "; cut it into several dies");
    }
    Double told = die.goodPerWafer();
    double gross = wafer.gross(area);
    if (told != null && !(told > 0 && told <= gross)) {
      throw Problem.at(
          die.name(),
          "goodPerWafer " + told + " is not possible: " + Math.round(gross) + " dies fit a wafer");
    }
  }

  Die die() {
    return die;
  }

  Process process() {
    return process;
  }

  /// How a die fares.
  ///
  /// @param area square metres, spares included
  /// @param gross dies of a wafer
  /// @param plain expected defects where spares do not help
  /// @param dense expected defects where they do
  /// @param alpha clustering
  /// @param good share that works
  /// @param wafer dollars
  /// @param transistors of the die if all of it is dense logic
  record Made(
      double area,
      double gross,
      double plain,
      double dense,
      double alpha,
      double good,
      double wafer,
      double transistors) {
    /// Dollars of one that works.
    double usd() {
      return wafer / (gross * good);
    }
  }

  Made made(Draw draw) {
    double rest = 0;
    double arrays = 0;
    for (Block block : die.blocks()) {
      double area = draw.of("area: " + block.name(), block.area());
      if (block.repairable()) {
        arrays += area;
      } else {
        rest += area;
      }
    }
    arrays *= terms.repair().larger();
    Double known = terms.defects();
    double density = known == null ? draw.of("defect density", process.defects()) : known;
    boolean cells = arrays > 0 && die.medium() != null;
    double denser = cells ? draw.of("defects of arrays over logic", arrayDefects) : 1;
    double usd = draw.of("wafer price", process.wafer());
    if (added != null) {
      denser *= draw.of("defects of embedded cells", added.defects);
      usd *= 1 + draw.of("wafer price of embedded cells", added.wafer);
    }
    double area = rest + arrays;
    double gross = Math.max(1, wafer.gross(area));
    double alpha = draw.of("clustering of defects", clustering);
    double plain = rest * density;
    double dense = arrays * density * denser;
    Double told = die.goodPerWafer();
    double good =
        told != null ? Math.min(1, told / gross) : share(terms.model(), plain, dense, alpha);
    return new Made(
        area,
        gross,
        plain,
        dense,
        alpha,
        Math.max(good, 1e-9),
        usd,
        area * draw.of("transistor density", process.transistors()));
  }

  private double share(YieldModel model, double plain, double dense, double alpha) {
    if (dense == 0 || terms.repair() == Repair.NONE) {
      return model.yield(plain + dense, alpha);
    }
    return model.mean(
        x -> StrictMath.exp(-plain * x) * terms.repair().survives().applyAsDouble(dense * x),
        alpha);
  }

  /// Dollars of the masks.
  double masks(Draw draw) {
    double set = draw.of("mask set", process.masks());
    if (added == null) {
      return set;
    }
    double more = draw.of("masks of embedded cells", added.masks);
    return set * (1 + more / draw.of("masks of a set", process.maskCount()));
  }

  /// Dollars of designing a large chip of this node.
  double design(Draw draw) {
    return draw.of("published design cost", process.design());
  }

  UnitCost.DieYield yield(Made middle, Interval waferUsd, Interval dieUsd) {
    Map<YieldModel, Double> yields = new EnumMap<>(YieldModel.class);
    for (YieldModel model : YieldModel.values()) {
      yields.put(model, share(model, middle.plain, middle.dense, middle.alpha));
    }
    return new UnitCost.DieYield(
        die,
        middle.area,
        middle.gross,
        middle.plain + middle.dense,
        middle.alpha,
        yields,
        middle.good,
        waferUsd,
        dieUsd);
  }
}
