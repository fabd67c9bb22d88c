package bitline.money.spare;

import bitline.chip.Chip;
import bitline.sim.fault.DefectiveChip;
import bitline.sim.fault.Defects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The plan of spare lines whose good dies cost least: more lines make the die larger and more of
/// the dies good. All plans are tried on the same chips, so that they differ by what the lines do
/// and not by chance.
///
/// @param tried every plan, rows first
/// @param cheapest of them; of equals the one with the smallest die
public record SpareSearch(List<Tried> tried, Tried cheapest) {
  /// One plan.
  ///
  /// @param die square metres
  /// @param bare yield without repair
  /// @param yield share of dies that can be sold
  /// @param dollars of a good die
  public record Tried(SparePlan spares, double die, double bare, double yield, double dollars) {}

  /// What is asked.
  ///
  /// @param chip its own spare lines do not matter
  /// @param density of defects, per square metre
  /// @param needed cores that must work
  /// @param chips to try each plan on
  /// @param share of each weight set's cells that may stay faulty
  /// @param most spare lines of the largest plan
  public record Question(
      Chip chip,
      double density,
      DefectModel model,
      int needed,
      int chips,
      double share,
      SparePlan most) {}

  /// Tries all plans up to the largest.
  public static SpareSearch of(Question asked, DieCost cost) {
    Chip most = asked.most.on(asked.chip);
    Defects defects = Floorplan.of(most).defects(asked.density, asked.model);
    List<DefectiveChip> hit = new ArrayList<>();
    for (int number = 0; number < asked.chips; number++) {
      hit.add(new DefectiveChip(most, number, defects));
    }
    Tolerance tolerance =
        asked.share == 0 ? new Tolerance.None() : new Tolerance.Cells(asked.share);
    List<Tried> tried = new ArrayList<>();
    for (int rows = 0; rows <= asked.most.rows(); rows++) {
      for (int columns = 0; columns <= asked.most.columns(); columns++) {
        SparePlan plan = new SparePlan(rows, columns);
        Chip chip = plan.on(asked.chip);
        Floorplan floor = Floorplan.of(chip);
        Lot lot =
            Lot.of(
                chip,
                floor,
                asked.density,
                asked.model,
                asked.needed,
                hit.stream().map(each -> each.with(chip)).toList(),
                tolerance);
        double yield = lot.smoothTolerated();
        double dollars = yield == 0 ? Double.POSITIVE_INFINITY : cost.perGood(floor.die(), yield);
        tried.add(new Tried(plan, floor.die(), lot.smoothBare(), yield, dollars));
      }
    }
    Tried cheapest =
        tried.stream()
            .min(Comparator.comparingDouble(Tried::dollars).thenComparingDouble(Tried::die))
            .orElseThrow();
    return new SpareSearch(List.copyOf(tried), cheapest);
  }
}
