package bitline.money.spare;

import bitline.base.Problem;
import bitline.base.Units;
import bitline.cell.Medium;
import bitline.chip.Chip;
import bitline.money.Terms;
import bitline.money.price.DefectQuotes;
import bitline.money.price.Prices;
import bitline.money.price.ProductionQuotes;
import bitline.money.yield.YieldModel;
import bitline.sim.fault.Defects;
import java.util.function.DoubleUnaryOperator;

/// How defects of manufacture cluster and what those of arrays take out: the same for the chips
/// that are run and for those that are counted for their price.
///
/// @param clustering shape of the gamma distribution of a chip's density of defects over the mean;
///   infinite: all chips have the mean density
/// @param denseCells defects of an area of cells over those of the same area of logic
/// @param extent what a defect of an array takes out
public record DefectModel(double clustering, double denseCells, Defects.Extent extent) {
  /// Defects per square metre beyond which nobody makes chips: 100 a square centimetre.
  private static final double MOST = 1e6;

  private static final class Told {
    private static final Defects.Extent EXTENT = DefectQuotes.standard();
  }

  public DefectModel {
    if (!(clustering > 0 && denseCells > 0)) {
      throw new IllegalArgumentException(clustering + ", " + denseCells);
    }
  }

  /// That of a chip's process and cells, by the prices that come with Bitline.
  public static DefectModel of(Chip chip) {
    return of(chip, Prices.standard(), Terms.YEAR);
  }

  static DefectModel of(Chip chip, Prices prices, int year) {
    ProductionQuotes told = prices.production();
    double dense = prices.of(told.arrayDefects(), told.beyond().arrayDefects(), year).middle();
    Medium medium = chip.cell().medium();
    if (medium != Medium.SRAM) {
      dense *=
          prices.of(prices.embedded(medium).defects(), told.beyond().embedded(), year).middle();
    }
    return new DefectModel(
        prices.of(told.clustering(), told.beyond().clustering(), year).middle(),
        dense,
        Told.EXTENT);
  }

  /// The same with another clustering.
  public DefectModel clustered(double shape) {
    return new DefectModel(shape, denseCells, extent);
  }

  /// Defects of logic per square metre of the process that a chip is made in.
  public static double density(Chip chip) {
    return Prices.standard().process(chip.node(), Terms.YEAR).defects().middle();
  }

  /// Reads a density of defects, such as `0.1 /cm2`.
  ///
  /// @param option that gave it, for messages
  /// @return defects per square metre
  public static double density(String option, String text) {
    double density;
    try {
      density = Units.parse(text, "1/m2");
    } catch (Problem problem) {
      throw new Problem(option + " '" + text + "': " + problem.getMessage(), problem);
    }
    if (!(density >= 0 && density <= MOST)) {
      throw new Problem(
          option
              + " "
              + text
              + (density < 0 ? " is below 0" : " is more than anybody makes chips with")
              + "; 0.05 /cm2 to 0.5 /cm2 are usual, 0 to 100 /cm2 possible");
    }
    return density;
  }

  /// The average over chips of what a function gives for the factor on their defects.
  double mean(DoubleUnaryOperator ofFactor) {
    return clustering == Double.POSITIVE_INFINITY
        ? ofFactor.applyAsDouble(1)
        : YieldModel.NEGATIVE_BINOMIAL.mean(ofFactor, clustering);
  }
}
