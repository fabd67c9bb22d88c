package bitline.money.spare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.RandomChips;
import bitline.base.Share;
import bitline.cell.Medium;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.chip.Encoding;
import bitline.money.Costing;
import bitline.money.Product;
import bitline.money.Terms;
import bitline.money.UnitCost;
import bitline.money.price.Prices;
import bitline.money.yield.ArrayYield;
import bitline.money.yield.YieldModel;
import bitline.sim.fault.DefectiveChip;
import bitline.sim.fault.Defects;
import bitline.sim.fault.FaultSource;
import bitline.sim.fault.FaultsFound;
import bitline.sim.fault.RepairOdds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LotTest {
  private static final int CHIPS = 4000;

  private static DefectModel cellsAlone(double clustering) {
    return new DefectModel(clustering, 1.5, Defects.Extent.singleCells());
  }

  private static Chip chip(int spareColumns) {
    Array array =
        new Array(64, 64, 64, Encoding.TWOS_COMPLEMENT, null, List.of(4), List.of(4), true);
    return RandomChips.of(array, 2, 1, 1, 8, 4, Medium.RRAM, false)
        .withSpares(0, spareColumns, null);
  }

  /// Chips numbered 0 to 3999 against what the formula for spare columns gives: with 99.99 %
  /// probability within 3.9 standard deviations.
  @ParameterizedTest
  @CsvSource({
    "0, Infinity, 8",
    "1, Infinity, 8",
    "2, Infinity, 8",
    "1, 3, 8",
    "2, 0.7, 8",
    "1, 3, 6"
  })
  void aLotAgreesWithTheFormulaOfSpareColumns(int spares, double clustering, int needed) {
    Chip chip = chip(spares);
    DefectModel model = cellsAlone(clustering);
    Floorplan floor = Floorplan.of(chip);
    // so many that about one array in three is hit
    double density = 0.4 / (model.denseCells() * floor.set());
    double perCell = 0.4 / chip.array().cells();
    double expected =
        clustering == Double.POSITIVE_INFINITY
            ? arrays(chip, perCell, needed, 1)
            : YieldModel.NEGATIVE_BINOMIAL.mean(x -> arrays(chip, perCell, needed, x), clustering);
    Lot lot = Lot.of(chip, density, model, needed, CHIPS, new Tolerance.None());
    // Logic is dead everywhere at such a density; what is compared is the arrays.
    long good = lot.chips().stream().filter(made -> made.workingArrays() >= needed).count();
    double deviation = Math.sqrt(expected * (1 - expected) / CHIPS);
    System.out.printf(
        "%d spare columns, clustering %s, %d of 8 cores: %.4f of chips 0 to %d, formula %.4f%n",
        spares, clustering, needed, (double) good / CHIPS, CHIPS - 1, expected);
    assertThat(Math.abs((double) good / CHIPS - expected)).isLessThan(3.9 * deviation);
    assertThat(expected).isBetween(0.0005, 0.9995);
  }

  /// The probability that the arrays of enough cores can be mended, on a chip of factor x.
  private static double arrays(Chip chip, double perCell, int needed, double x) {
    double fails = -StrictMath.expm1(-perCell * x);
    Array array = chip.array();
    double set = ArrayYield.columns(fails, array.rows(), array.columns(), array.spareColumns());
    double core = StrictMath.pow(set, (double) chip.weightPlaces() / chip.cores());
    return ArrayYield.atLeast(needed, chip.cores(), core);
  }

  /// Logic and arrays without spare lines: a negative binomial of all that must work.
  @Test
  void withoutRepairADieIsTheNegativeBinomialOfItsArea() {
    Chip chip = Chips.byName("houmo_h30_2023");
    DefectModel model = DefectModel.of(chip);
    Floorplan floor = Floorplan.of(chip);
    double density = 2000;
    Lot lot = Lot.of(chip, density, model, 4, CHIPS, new Tolerance.None());
    double all = floor.logic() + model.denseCells() * floor.cells();
    double alpha = model.clustering();
    double expected = StrictMath.pow(1 + density * all / alpha, -alpha);
    Share bare = lot.bare();
    System.out.printf(
        "without repair %.4f of chips 0 to %d (95 %% %.4f to %.4f), smooth %.4f, formula %.4f%n",
        bare.value(), CHIPS - 1, bare.low(), bare.high(), lot.smoothBare(), expected);
    double deviation = Math.sqrt(expected * (1 - expected) / CHIPS);
    assertThat(Math.abs(bare.value() - expected)).isLessThan(3.9 * deviation);
    assertThat(Math.abs(lot.smoothBare() - expected)).isLessThan(3.9 * deviation);
    assertThat(floor.die()).isCloseTo(floor.logic() + floor.cells(), within(1e-12));
  }

  @Test
  void theCellsThatAreCountedAreThoseOfARun() {
    Chip chip = chip(2);
    DefectModel model = DefectModel.of(chip);
    Floorplan floor = Floorplan.of(chip);
    double density = 0.3 / (model.denseCells() * floor.set());
    Defects defects = floor.defects(density, model);
    Lot lot = Lot.of(chip, density, model, 8, 40, new Tolerance.None());
    int stuck = 0;
    for (Lot.Made made : lot.chips()) {
      FaultSource met = new FaultSource.Defective(defects, new FaultSource.Fine());
      FaultsFound found = FaultsFound.of(chip, made.number(), met, chip.arrays());
      DefectiveChip arrays = lot.arrays(made.number());
      long counted = 0;
      for (DefectiveChip.Place place : arrays.hit()) {
        counted += arrays.repaired(place).devices();
      }
      assertThat(found.off() + found.on()).isEqualTo(counted);
      assertThat(counted > 0).isEqualTo(made.hit() > 0);
      stuck += counted > 0 ? 1 : 0;
    }
    assertThat(stuck).isGreaterThan(30);
  }

  @Test
  void eachHelpOnlyHelps() {
    Chip chip = Chips.byName("wan_nature_2022");
    DefectModel model = DefectModel.of(chip);
    Lot without = Lot.of(chip, 2000, model, 48, 500, new Tolerance.None());
    Lot with =
        Lot.of(
            SparePlan.parse("--spares", "1x1").on(chip),
            2000,
            model,
            48,
            500,
            new Tolerance.Cells(0.004));
    Lot fewer =
        Lot.of(
            SparePlan.parse("--spares", "1x1").on(chip),
            2000,
            model,
            46,
            500,
            new Tolerance.Cells(0.004));
    assertThat(without.repaired()).isEqualTo(without.bare());
    assertThat(with.repaired().value()).isGreaterThan(with.bare().value());
    assertThat(with.tolerated().value()).isGreaterThanOrEqualTo(with.repaired().value());
    assertThat(fewer.tolerated().value()).isGreaterThan(with.tolerated().value());
    int sum = 0;
    for (Lot.Outcome outcome : Lot.Outcome.values()) {
      sum += with.count(outcome);
    }
    assertThat(sum).isEqualTo(500);
    assertThat(with.floor().die()).isGreaterThan(without.floor().die());
    assertThatThrownBy(() -> Lot.of(chip, 2000, model, 49, 5, new Tolerance.None()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Chips counted one by one against the probability that follows from samples of arrays with so
  /// many defects: two ways through the same redundancy analysis.
  @ParameterizedTest
  @CsvSource({"0x0, 0", "1x1, 0", "2x2, 0", "1x1, 0.004"})
  void whatIsCountedIsWhatThePriceIsComputedFrom(String spares, double share) {
    Chip chip = SparePlan.parse("--spares", spares).on(Chips.byName("hermes64_natel_2023"));
    DefectModel model = DefectModel.of(chip);
    Floorplan floor = Floorplan.of(chip);
    double density = 8000;
    Lot lot = Lot.of(chip, density, model, 64, CHIPS, new Tolerance.Cells(share));
    RepairOdds odds = new RepairOdds(chip.array(), model.extent(), share);
    double expected = floor.yield(density, model, odds);
    System.out.printf(
        "%s spare lines, %s of cells tolerated: %.4f of chips 0 to %d (95 %% %.4f to %.4f),"
            + " smooth %.4f, odds %.4f%n",
        spares,
        share,
        lot.tolerated().value(),
        CHIPS - 1,
        lot.tolerated().low(),
        lot.tolerated().high(),
        lot.smoothTolerated(),
        expected);
    // 1000 samples of each number of defects add to the chance of 4000 chips
    double deviation = 1.5 * Math.sqrt(expected * (1 - expected) / CHIPS);
    assertThat(Math.abs(lot.tolerated().value() - expected)).isLessThan(3.9 * deviation);
    assertThat(Math.abs(lot.smoothTolerated() - expected)).isLessThan(3.9 * deviation);

    Terms terms =
        Terms.of(1000)
            .model(YieldModel.NEGATIVE_BINOMIAL)
            .repair(Floorplan.repair(chip, model, share));
    UnitCost.DieYield priced =
        new Costing(Prices.standard()).cost(Product.of(chip), terms, 10).dies().getFirst();
    double atProcess = floor.yield(DefectModel.density(chip), model, odds);
    assertThat(priced.good()).isCloseTo(atProcess, within(1e-9));
  }
}
