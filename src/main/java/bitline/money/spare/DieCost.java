package bitline.money.spare;

import bitline.cell.Medium;
import bitline.chip.Chip;
import bitline.money.Terms;
import bitline.money.price.Prices;

/// What a good die costs.
@FunctionalInterface
public interface DieCost {
  /// Dollars.
  ///
  /// @param area of the die in square metres, spare lines included
  /// @param yield share of dies that can be sold
  double perGood(double area, double yield);

  /// A wafer of a chip's process, with the masks that its cells need, over the good dies on it:
  /// neither test nor package.
  ///
  /// @throws bitline.base.Problem for a node without prices
  static DieCost of(Chip chip) {
    Prices prices = Prices.standard();
    double wafer = prices.process(chip.node(), Terms.YEAR).wafer().middle();
    Medium medium = chip.cell().medium();
    double beyond = prices.production().beyond().embedded();
    double dollars =
        medium == Medium.SRAM
            ? wafer
            : wafer * (1 + prices.of(prices.embedded(medium).wafer(), beyond, Terms.YEAR).middle());
    return (area, yield) -> dollars / (Math.max(1, prices.wafer().gross(area)) * yield);
  }
}
