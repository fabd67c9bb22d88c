package bitline.money;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.money.yield.Repair;
import bitline.money.yield.YieldModel;
import org.jspecify.annotations.Nullable;

/// Under which terms a product is made and sold.
///
/// @param volume products over the life of its design, at least 1
/// @param year whose prices hold, in dollars of their day
/// @param model law of the yield
/// @param margin share of the price that is left to the producer, below 1
/// @param royalty share of the price that goes to owners of licences, margin + royalty below 1
/// @param coverage share of faults that the test of a packaged product finds; null: as
///   `prices/test.yaml` says
/// @param effort share of the published cost of designing a large chip of that node; null: as
///   `prices/design.yaml` says
/// @param defects a square metre that kill a die, where they are known; null: as the prices of the
///   process say
/// @param repair what spares make of the repairable area
public record Terms(
    double volume,
    int year,
    YieldModel model,
    double margin,
    double royalty,
    @Nullable Double coverage,
    @Nullable Interval effort,
    @Nullable Double defects,
    Repair repair) {
  /// The year whose prices hold unless another is asked for.
  public static final int YEAR = 2024;

  public Terms {
    if (!(volume >= 1 && volume <= 1e12)) {
      throw new Problem("volume " + plain(volume) + "; give the products made, 1 or more");
    }
    if (year < 2000 || year > 2100) {
      throw new Problem("year " + year + " is outside of 2000 to 2100, for which prices are asked");
    }
    share("margin", margin);
    share("royalty", royalty);
    if (margin + royalty >= 1) {
      throw new Problem(
          "margin "
              + plain(margin)
              + " and royalty "
              + plain(royalty)
              + " together leave nothing of the price; keep their sum below 1");
    }
    if (coverage != null && !(coverage >= 0 && coverage <= 1)) {
      throw new Problem("coverage " + plain(coverage) + " is not a share of 0 to 1");
    }
    if (defects != null && !(defects >= 0 && defects < 1e9)) {
      throw new Problem("defects " + plain(defects) + " a m2; give them as 0.09 /cm2");
    }
  }

  /// So many products at the usual terms: negative binomial, no margin, no royalty, no spares.
  public static Terms of(double volume) {
    return new Terms(
        volume, YEAR, YieldModel.NEGATIVE_BINOMIAL, 0, 0, null, null, null, Repair.NONE);
  }

  /// With another volume.
  public Terms volume(double other) {
    return new Terms(other, year, model, margin, royalty, coverage, effort, defects, repair);
  }

  /// With the prices of another year.
  public Terms year(int other) {
    return new Terms(volume, other, model, margin, royalty, coverage, effort, defects, repair);
  }

  /// With another law of the yield.
  public Terms model(YieldModel other) {
    return new Terms(volume, year, other, margin, royalty, coverage, effort, defects, repair);
  }

  /// With another margin.
  public Terms margin(double other) {
    return new Terms(volume, year, model, other, royalty, coverage, effort, defects, repair);
  }

  /// With another royalty.
  public Terms royalty(double other) {
    return new Terms(volume, year, model, margin, other, coverage, effort, defects, repair);
  }

  /// With another coverage of the final test.
  public Terms coverage(double other) {
    return new Terms(volume, year, model, margin, royalty, other, effort, defects, repair);
  }

  /// With another share of the published cost of designing a chip.
  public Terms effort(Interval other) {
    return new Terms(volume, year, model, margin, royalty, coverage, other, defects, repair);
  }

  /// With a known density of defects, a square metre.
  public Terms defects(double other) {
    return new Terms(volume, year, model, margin, royalty, coverage, effort, other, repair);
  }

  /// With spares.
  public Terms repair(Repair other) {
    return new Terms(volume, year, model, margin, royalty, coverage, effort, defects, other);
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new Problem(name + " " + plain(value) + " is not a share of the price of 0 to below 1");
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
