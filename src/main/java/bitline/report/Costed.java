package bitline.report;

import bitline.base.Problem;
import bitline.base.Progress;
import bitline.base.Units;
import bitline.chip.Chip;
import bitline.money.Costing;
import bitline.money.Product;
import bitline.money.Terms;
import bitline.money.UnitCost;
import bitline.money.price.Prices;
import bitline.money.price.ProcessQuotes;
import bitline.money.spare.DefectModel;
import bitline.money.spare.Floorplan;
import bitline.money.spare.SparePlan;
import bitline.report.CostAnswer.AtVolume;
import bitline.report.CostAnswer.Plan;
import bitline.report.CostAnswer.Spares;
import bitline.silicon.AtNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// From a product to the answer of `cost`: its own cost, and what that becomes with another volume,
/// process or plan of spare lines.
public final class Costed {
  /// Draws of the intervals of curves; the answer itself has [Costing#DRAWS].
  private static final int DRAWS = 120;

  /// Draws where only the middle counts.
  private static final int FEW = 10;

  private static final List<Double> VOLUMES =
      List.of(1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7, 3e7, 1e8);
  private static final List<Integer> ROWS = List.of(0, 1, 2, 4);
  private static final List<Integer> COLUMNS = List.of(0, 1, 2, 4, 8);

  private Costed() {}

  /// A product without arrays that we know of.
  public static CostAnswer of(Product product, Terms terms) {
    UnitCost cost = Costing.of(product, terms);
    return answer(cost, null, volumes(product, terms), List.of(), List.of(), null);
  }

  /// A chip.
  ///
  /// @param plan of spare lines of its arrays
  /// @param packed puts a product into the package and onto the board that were asked for
  /// @param search whether plans of spare lines are compared
  public static CostAnswer of(
      Chip chip,
      SparePlan plan,
      Terms terms,
      Function<Product, Product> packed,
      boolean search,
      Progress progress) {
    Chip spared = plan.on(chip);
    Terms repaired = terms.repair(Floorplan.repair(spared, DefectModel.of(spared), 0));
    Product product = packed.apply(Product.of(spared));
    UnitCost cost = Costing.of(product, repaired);
    List<CostAnswer.AtNode> nodes = new ArrayList<>();
    List<String> unmakeable = new ArrayList<>();
    nodes(spared, repaired, packed, nodes, unmakeable);
    return answer(
        cost,
        plan,
        volumes(product, repaired),
        nodes,
        unmakeable,
        search ? spares(chip, packed, terms, progress) : null);
  }

  private static List<AtVolume> volumes(Product product, Terms terms) {
    Costing costing = new Costing(Prices.standard());
    List<Double> volumes = new ArrayList<>(VOLUMES);
    if (!volumes.contains(terms.volume())) {
      volumes.add(terms.volume());
      volumes.sort(Comparator.naturalOrder());
    }
    List<AtVolume> out = new ArrayList<>();
    for (double volume : volumes) {
      UnitCost cost = costing.cost(product, terms.volume(volume), draws(volume == terms.volume()));
      out.add(new AtVolume(volume, cost.cost(), cost.fixed().middle() / volume));
    }
    return out;
  }

  private static void nodes(
      Chip chip,
      Terms terms,
      Function<Product, Product> packed,
      List<CostAnswer.AtNode> out,
      List<String> unmakeable) {
    Costing costing = new Costing(Prices.standard());
    List<Double> lengths =
        new ArrayList<>(Prices.standard().processes().stream().map(ProcessQuotes::length).toList());
    if (lengths.stream().noneMatch(length -> same(length, chip.node()))) {
      lengths.add(chip.node());
      lengths.sort(Comparator.reverseOrder());
    }
    for (double length : lengths) {
      try {
        UnitCost cost =
            costing.cost(
                packed.apply(Product.of(AtNode.of(chip, length))),
                terms,
                draws(same(length, chip.node())));
        double area = cost.dies().stream().mapToDouble(die -> die.die().count() * die.area()).sum();
        out.add(
            new CostAnswer.AtNode(
                length, area, cost.cost(), cost.marginal(), same(length, chip.node())));
      } catch (Problem problem) {
        unmakeable.add(Units.format(length, "m", 3) + ": " + problem.getMessage());
      }
    }
  }

  /// Where a curve passes the answer itself, it says the same.
  private static int draws(boolean answer) {
    return answer ? Costing.DRAWS : DRAWS;
  }

  private static boolean same(double one, double other) {
    return Math.abs(one - other) <= 1e-6 * one;
  }

  /// All plans at the density of defects of the answer.
  private static Spares spares(
      Chip chip, Function<Product, Product> packed, Terms terms, Progress progress) {
    Costing costing = new Costing(Prices.standard());
    double density = density(terms, chip);
    List<Plan> tried = new ArrayList<>();
    int all = ROWS.size() * COLUMNS.size();
    for (int rows : ROWS) {
      for (int columns : COLUMNS) {
        progress.step("spare lines", tried.size(), all);
        SparePlan plan = new SparePlan(rows, columns);
        if (rows > chip.array().rows() || columns > chip.array().columns()) {
          continue;
        }
        Chip spared = plan.on(chip);
        Terms repaired = terms.repair(Floorplan.repair(spared, DefectModel.of(spared), 0));
        UnitCost each = costing.cost(packed.apply(Product.of(spared)), repaired, FEW);
        UnitCost.DieYield die = each.dies().getFirst();
        tried.add(
            new Plan(
                rows, columns, die.area(), die.good(), die.cost().middle(), each.cost().middle()));
      }
    }
    Plan cheapest =
        tried.stream()
            .min(Comparator.comparingDouble(Plan::usd).thenComparingDouble(Plan::area))
            .orElseThrow();
    return new Spares(density, tried, cheapest.rows() + "x" + cheapest.columns());
  }

  private static double density(Terms terms, Chip chip) {
    Double told = terms.defects();
    return told == null
        ? Prices.standard().process(chip.node(), terms.year()).defects().middle()
        : told;
  }

  private static CostAnswer answer(
      UnitCost cost,
      @Nullable SparePlan plan,
      List<AtVolume> volumes,
      List<CostAnswer.AtNode> nodes,
      List<String> unmakeable,
      @Nullable Spares spares) {
    Terms terms = cost.terms();
    return new CostAnswer(
        cost.product().name(),
        new CostAnswer.Terms(
            terms.volume(),
            terms.year(),
            terms.model(),
            terms.margin(),
            terms.defects(),
            plan == null ? null : plan.toString(),
            terms.repair().words()),
        cost.lines().stream()
            .map(line -> new CostAnswer.Line(line.item(), line.usd(), line.words()))
            .toList(),
        cost.cost(),
        cost.marginal(),
        cost.fixed(),
        cost.price(),
        cost.dies().stream().map(Costed::die).toList(),
        cost.packaged(),
        cost.escapes(),
        cost.causes().stream()
            .map(cause -> new CostAnswer.Cause(cause.words(), cause.low(), cause.high()))
            .toList(),
        volumes,
        nodes,
        unmakeable,
        spares,
        null);
  }

  private static CostAnswer.Die die(UnitCost.DieYield die) {
    return new CostAnswer.Die(
        die.die().name(),
        die.die().node(),
        die.die().count(),
        die.area(),
        die.gross(),
        die.defects(),
        die.alpha(),
        die.good(),
        die.yields(),
        die.wafer(),
        die.cost(),
        die.die().blocks().stream()
            .map(block ->
                new CostAnswer.Block(
                    block.name(), block.area(), block.repairable(), block.foundation()))
            .toList());
  }
}
