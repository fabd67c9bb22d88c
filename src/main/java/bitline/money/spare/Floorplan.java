package bitline.money.spare;

import bitline.chip.Chip;
import bitline.money.Die;
import bitline.money.Product;
import bitline.money.yield.Repair;
import bitline.sim.fault.Defects;
import bitline.sim.fault.RepairOdds;

/// A die as defects see it: cells of arrays that spare lines can stand in for, logic that belongs
/// to one core, and logic that no core can do without. Square metres.
///
/// All of a die counts, also what lies between its parts. Drivers, converters and adders of an
/// array are logic of its core: a spare line uses those of the line that it replaces. Memories
/// beside the arrays count as logic too, as in every other product here: published densities of
/// defects are those of whole dies, with SRAM that was repaired.
///
/// @param cores equal ones
/// @param sets weight sets of a core, each with spare lines of its own
/// @param set the cells of one weight set, spare lines apart
/// @param core the rest of one core: drivers, converters, adders, vector unit, its share of control
/// @param shared what all cores need
/// @param die all of it, spare lines too
public record Floorplan(int cores, int sets, double set, double core, double shared, double die) {
  /// That of a chip as a product, with the spare lines that it has.
  public static Floorplan of(Chip chip) {
    Die die = Product.of(chip).dies().getFirst();
    double cells = die.repairable();
    double core = die.coreLogic();
    return new Floorplan(
        chip.cores(),
        chip.weightPlaces() / chip.cores(),
        cells / chip.array().spareFactor() / chip.weightPlaces(),
        core / chip.cores(),
        die.area() - cells - core,
        die.area());
  }

  /// Square metres of all arrays' own cells.
  public double cells() {
    return cores * sets * set;
  }

  /// Square metres of all that no spare line mends.
  public double logic() {
    return cores * core + shared;
  }

  /// Defects of the arrays of such a chip.
  ///
  /// @param density of defects in logic, per square metre
  public Defects defects(double density, DefectModel model) {
    return new Defects(density * model.denseCells() * set, model.clustering(), model.extent());
  }

  /// What the spare lines of a chip do for its price: where all cores must work.
  ///
  /// @param chip with its spare lines
  /// @param share of each weight set's cells that may stay faulty
  public static Repair repair(Chip chip, DefectModel model, double share) {
    SparePlan plan = SparePlan.of(chip);
    if (plan.equals(SparePlan.NONE) && share == 0) {
      return Repair.NONE;
    }
    RepairOdds odds = new RepairOdds(chip.array(), model.extent(), share);
    double places = chip.weightPlaces();
    double own = places * chip.array().spareFactor();
    String words =
        plan.rows()
            + " spare rows and "
            + plan.columns()
            + " spare columns an array"
            + (share > 0 ? ", " + share * 100 + " % of its cells may stay faulty" : "");
    return new Repair(words, 1, defects -> StrictMath.pow(odds.good(defects / own), places));
  }

  /// The yield of such dies averaged over all chips, where all cores must work: what a [Lot]
  /// counts, but for chance.
  ///
  /// @param odds of one weight set
  double yield(double density, DefectModel model, RepairOdds odds) {
    double mean = density * model.denseCells() * set;
    return model.mean(x ->
        StrictMath.exp(-density * x * logic())
            * StrictMath.pow(odds.good(mean * x), (double) cores * sets));
  }
}
