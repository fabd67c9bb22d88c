package bitline.money;

import bitline.base.Interval;
import bitline.base.Normal;
import bitline.base.Units;
import bitline.money.UnitCost.Cause;
import bitline.money.UnitCost.Item;
import bitline.money.UnitCost.Line;
import bitline.money.price.Prices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What a product costs to make, from wafer to sold unit.
///
/// Every number that is not known exactly is drawn from its interval, all at once for the intervals
/// of the result and one at a time for what they come from; assumptions of the same words (the
/// price of wafers of two nodes) move together. The draws are the same on every machine. Of the
/// draws of a line the 10th and the 90th percentile are its interval, around the value with
/// everything in the middle.
///
/// Leaves out: stock, shipping, taxes, warranty, the time value of money, second tries of masks,
/// what a foundry's lines lack at the start of a process, sales of dies of which a part is broken.
public final class Costing {
  /// Draws of an interval unless more or fewer are asked for.
  public static final int DRAWS = 500;

  private static final long SEED = 1;
  private static final int DIGITS = 3;

  private final Prices prices;

  /// At other prices than those that come with Bitline.
  public Costing(Prices prices) {
    this.prices = prices;
  }

  /// The cost of one product at the prices that come with Bitline.
  ///
  /// @throws bitline.base.Problem for a node without prices, a die larger than one exposure, a
  ///   package or board that is not described
  public static UnitCost of(Product product, Terms terms) {
    return new Costing(Prices.standard()).cost(product, terms, DRAWS);
  }

  /// The cost of one product.
  ///
  /// @param draws at least 10; the ends of intervals are known to about 1.7 / √draws of their
  ///   spread
  public UnitCost cost(Product product, Terms terms, int draws) {
    if (draws < 10) {
      throw new IllegalArgumentException(draws + " draws");
    }
    Bill bill = new Bill(prices, product, terms);
    Map<String, Interval> seen = new LinkedHashMap<>();
    Bill.Tally middle =
        bill.tally((cause, interval) -> {
          if (interval.low() < interval.high()) {
            seen.put(cause, interval);
          }
          return interval.middle();
        });
    List<Bill.Tally> drawn = new ArrayList<>();
    for (int d = 0; d < draws; d++) {
      Map<String, Double> deviations = new LinkedHashMap<>();
      for (String cause : seen.keySet()) {
        deviations.put(cause, Normal.drawn(SEED, "price " + cause, d));
      }
      drawn.add(
          bill.tally((cause, interval) -> Draw.at(interval, deviations.getOrDefault(cause, 0.0))));
    }
    return new UnitCost(
        product,
        terms,
        lines(bill, middle, drawn),
        interval(middle, drawn, Bill.Tally::cost),
        interval(middle, drawn, Bill.Tally::marginal),
        interval(middle, drawn, tally -> tally.spread() * terms.volume()),
        interval(middle, drawn, Bill.Tally::price),
        dies(bill, middle, drawn),
        middle.packaged(),
        middle.escapes(),
        causes(bill, seen.keySet().stream().toList()));
  }

  private static List<Line> lines(Bill bill, Bill.Tally middle, List<Bill.Tally> drawn) {
    List<Line> lines = new ArrayList<>();
    for (Item item : Item.values()) {
      if (middle.of(item) > 0) {
        lines.add(
            new Line(item, interval(middle, drawn, tally -> tally.of(item)), words(item, bill)));
      }
    }
    return lines;
  }

  private static String words(Item item, Bill bill) {
    Product product = bill.product();
    Terms terms = bill.terms();
    return switch (item) {
      case SILICON -> silicon(bill);
      case WAFER_TEST -> "each die on its wafer, good or not";
      case PACKAGE -> bill.packageWords();
      case ASSEMBLY -> "putting it together";
      case FINAL_TEST -> "of the package";
      case SCRAP -> "what is thrown away with packages that fail their test";
      case MEMORY ->
          String.join(
              ", ",
              product.memory().stream()
                  .map(each -> Units.format(each.bytes() / 1e9, "1", DIGITS) + " GB " + each.type())
                  .toList());
      case BOARD -> String.valueOf(product.board());
      case MASKS, DESIGN, SOFTWARE ->
          "over " + Math.round(terms.volume()) + (terms.volume() == 1 ? " product" : " products");
      case ROYALTY -> Units.format(100 * terms.royalty(), "1", DIGITS) + " % of the price";
      case MARGIN -> Units.format(100 * terms.margin(), "1", DIGITS) + " % of the price";
    };
  }

  private static String silicon(Bill bill) {
    List<String> parts = new ArrayList<>();
    for (DieBill die : bill.dies()) {
      DieBill.Made made = die.made(Draw.MIDDLE);
      parts.add(
          (die.die().count() > 1 ? die.die().count() + " × " : "")
              + Units.format(made.area(), "m2", DIGITS)
              + " of "
              + die.process().name()
              + ": "
              + Units.format(made.gross(), "1", DIGITS)
              + " a wafer of "
              + Units.format(made.wafer(), "USD", DIGITS)
              + ", "
              + Units.format(100 * made.good(), "1", DIGITS)
              + " % good");
    }
    return String.join("; ", parts);
  }

  private static List<UnitCost.DieYield> dies(
      Bill bill, Bill.Tally middle, List<Bill.Tally> drawn) {
    List<UnitCost.DieYield> out = new ArrayList<>();
    for (int i = 0; i < bill.dies().size(); i++) {
      int at = i;
      out.add(
          bill.dies()
              .get(i)
              .yield(
                  middle.dies().get(i),
                  interval(middle, drawn, tally -> tally.dies().get(at).wafer()),
                  interval(middle, drawn, tally -> tally.dies().get(at).usd())));
    }
    return out;
  }

  /// Each cause alone at the ends of its interval; those that do not move the price are left out.
  private static List<Cause> causes(Bill bill, List<String> seen) {
    List<Cause> causes = new ArrayList<>();
    for (String moved : seen) {
      double low = bill.tally(alone(moved, -Interval.DEVIATIONS)).price();
      double high = bill.tally(alone(moved, Interval.DEVIATIONS)).price();
      if (low != high) {
        causes.add(new Cause(moved, low, high));
      }
    }
    causes.sort(Comparator.comparingDouble(cause -> -cause.width()));
    return causes;
  }

  private static Draw alone(String moved, double deviations) {
    return (cause, interval) ->
        cause.equals(moved) ? Draw.at(interval, deviations) : interval.middle();
  }

  private static Interval interval(
      Bill.Tally middle, List<Bill.Tally> drawn, ToDoubleFunction<Bill.Tally> of) {
    double[] values = drawn.stream().mapToDouble(of).toArray();
    Arrays.sort(values);
    double value = of.applyAsDouble(middle);
    return new Interval(
        value, Math.min(value, percentile(values, 0.1)), Math.max(value, percentile(values, 0.9)));
  }

  /// On a straight line between neighbours.
  private static double percentile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
