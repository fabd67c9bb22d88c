package bitline.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Interval;
import bitline.base.Problem;
import bitline.cell.Medium;
import bitline.chip.Memory;
import bitline.money.UnitCost.Item;
import bitline.money.price.Prices;
import bitline.money.price.Process;
import bitline.money.yield.Repair;
import bitline.money.yield.YieldModel;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CostingTest {
  private static final int FEW = 60;
  private static final Interval ALL = new Interval(1, 1, 1);

  /// Chiplet Actuary: wafer prices of CSET, its own defects and clustering.
  private static final Prices ACTUARY =
      Prices.standard().by(Set.of("CSET", "Chiplet Actuary", "IBS"));

  /// The chip of 610 mm² at 5 nm of Khan and Mann (CSET 2020): 71.4 of it from a wafer of 16,988
  /// USD, 542.2 M of design over the five million that make it their 108 USD a chip.
  @Test
  void chipOfCsetAtFiveNanometres() {
    Die die = new Die("chip", 5e-9, 1, Die.of("chip", 610e-6, 5e-9, 1).blocks(), null, 71.4);
    Product product = new Product("CSET", List.of(die), "cset_share", List.of(), null);
    UnitCost cost = new Costing(ACTUARY).cost(product, Terms.of(5e6).year(2020).effort(ALL), FEW);
    assertThat(cost.middle(Item.SILICON)).isCloseTo(238, within(0.5));
    assertThat(cost.middle(Item.DESIGN)).isCloseTo(108, within(0.5));
    assertThat(cost.middle(Item.PACKAGE)).isCloseTo(80, within(0.5));
    double sum = cost.middle(Item.SILICON) + cost.middle(Item.DESIGN) + cost.middle(Item.PACKAGE);
    assertThat(sum).isCloseTo(426, within(4.26));
    assertThat(cost.usd(Item.SCRAP)).isNull();
    assertThat(cost.usd(Item.MEMORY)).isNull();
  }

  /// As many transistors on a wafer of every node: what CSET prints (read second-hand: the ones of
  /// 16 to 5 nm in the press) lies within 2 %, and to the dollar from 28 nm on.
  @Test
  void columnOfCsetOverNodes() {
    Prices cset = Prices.standard().by(Set.of("CSET"));
    int[] nanometres = {90, 65, 40, 28, 20, 16, 10, 7, 5};
    double[] computed = {2474, 1408, 709, 453, 399, 331, 274, 233, 238};
    double[] published = {2433, 1428, 713, 453, 399, 331, 274, 233, 238};
    double most = cset.process(5e-9, 2020).transistors().middle();
    assertThat(most).isEqualTo(171.3e12);
    for (int i = 0; i < nanometres.length; i++) {
      Process process = cset.process(nanometres[i] * 1e-9, 2020);
      double usd = process.wafer().middle() / (71.4 * process.transistors().middle() / most);
      assertThat(usd).as(process.name()).isCloseTo(computed[i], within(0.6));
      assertThat(usd).as(process.name()).isCloseTo(published[i], within(0.02 * published[i]));
    }
  }

  @Test
  void diesOfChipletActuary() {
    actuary(814e-6, 5e-9, 57.6, 0.424, 695);
    actuary(814e-6, 7e-9, 57.6, 0.493, 329);
    actuary(100e-6, 14e-9, 571.7, 0.923, 7.55);
  }

  private static void actuary(double area, double node, double gross, double good, double usd) {
    Product product = Product.ofDies("case", List.of(Die.of("die", area, node, 1)), List.of());
    UnitCost cost = new Costing(ACTUARY).cost(product, Terms.of(1e6).year(2022), FEW);
    UnitCost.DieYield die = cost.dies().getFirst();
    assertThat(die.gross()).isCloseTo(gross, within(0.05));
    assertThat(die.good()).isCloseTo(good, within(5e-4));
    assertThat(die.yields()).containsEntry(YieldModel.NEGATIVE_BINOMIAL, die.good());
    assertThat(die.cost().middle()).isCloseTo(usd, within(0.002 * usd));
  }

  /// An estimate that nothing here was fitted to: an H100 costs 3,320 USD to make (Silicon
  /// Analysts, February 2026), of it 300 for the die. Broken cores are switched off: 132 of 144 are
  /// sold.
  @Test
  void largeGpuWithinAFactorOfTwoOfOthersEstimate() {
    Die die = Die.of("GH100", 814e-6, 0.6, 4e-9, 1);
    Product product =
        Product.ofDies("H100", List.of(die), List.of(new Product.Beside(Memory.Type.HBM3, 80e9)));
    assertThat(product.packaging()).isEqualTo("interposer");
    UnitCost whole = Costing.of(product, Terms.of(1e6));
    UnitCost sold = Costing.of(product, Terms.of(1e6).repair(Repair.tiles(144, 132)));
    assertThat(sold.marginal().middle()).isBetween(3320 / 2.0, 3320 * 2.0);
    assertThat(sold.middle(Item.SILICON)).isBetween(300 / 2.0, 300 * 2.0);
    assertThat(sold.marginal().middle()).isLessThan(whole.marginal().middle());
  }

  @Test
  void spreadCostsFallAsVolumeGrowsAndTheRestStays() {
    Cases.forAll(
        10,
        random -> {
          Product product = product(random);
          Terms terms = terms(random);
          UnitCost one = cost(product, terms);
          UnitCost two = cost(product, terms.volume(2 * terms.volume()));
          assertThat(two.marginal()).isEqualTo(one.marginal());
          assertThat(two.fixed().middle())
              .isCloseTo(one.fixed().middle(), within(1e-6 * one.fixed().middle()));
          double spread = one.cost().middle() - one.marginal().middle();
          assertThat(two.cost().middle() - two.marginal().middle())
              .isCloseTo(spread / 2, within(1e-9 * one.cost().middle()));
        });
  }

  @Test
  void linesAddUpAndIntervalsHoldTheirMiddle() {
    Cases.forAll(
        10,
        random -> {
          Product product = product(random);
          Terms terms = terms(random);
          UnitCost cost = cost(product, terms);
          double sum = cost.lines().stream().mapToDouble(line -> line.usd().middle()).sum();
          double price = cost.price().middle();
          assertThat(sum).isCloseTo(price, within(1e-9 * price));
          assertThat(cost.middle(Item.MARGIN))
              .isCloseTo(terms.margin() * price, within(1e-9 * price));
          assertThat(cost.cost().middle())
              .isCloseTo(price * (1 - terms.margin() - terms.royalty()), within(1e-9 * price));
          assertThat(cost.packaged()).isBetween(0.0, 1.0);
          assertThat(cost.escapes()).isBetween(0.0, 1.0);
          for (UnitCost.DieYield die : cost.dies()) {
            assertThat(die.good()).isBetween(0.0, 1.0);
            assertThat(die.yields()).hasSize(YieldModel.values().length);
          }
          double before = Double.POSITIVE_INFINITY;
          for (UnitCost.Cause cause : cost.causes()) {
            assertThat(cause.width()).isPositive().isLessThanOrEqualTo(before);
            before = cause.width();
          }
          assertThat(cost(product, terms)).isEqualTo(cost);
        });
  }

  @Test
  void intervalsCoverWhatIsDrawn() {
    Product product = Product.ofDies("p", List.of(Die.of("d", 200e-6, 7e-9, 1)), List.of());
    UnitCost few = new Costing(Prices.standard()).cost(product, Terms.of(1e6), 500);
    UnitCost many = new Costing(Prices.standard()).cost(product, Terms.of(1e6), 2000);
    assertThat(few.price().low()).isCloseTo(many.price().low(), within(0.05 * many.price().low()));
    assertThat(few.price().high())
        .isCloseTo(many.price().high(), within(0.08 * many.price().high()));
    assertThat(few.price().spread()).isGreaterThan(0.1);
  }

  @Test
  void testsThatFindMoreLetFewerEscape() {
    Product product = Product.ofDies("p", List.of(Die.of("d", 400e-6, 7e-9, 1)), List.of());
    UnitCost none = cost(product, Terms.of(1e6).coverage(0));
    UnitCost half = cost(product, Terms.of(1e6).coverage(0.5));
    UnitCost full = cost(product, Terms.of(1e6).coverage(1));
    assertThat(none.packaged()).isEqualTo(1);
    assertThat(full.escapes()).isZero();
    // What comes to the last test is good with a share Y: it passes Y^c, and 1 − Y^(1−c) of that is
    // bad.
    double good = full.packaged();
    assertThat(none.escapes()).isCloseTo(1 - good, within(1e-12));
    assertThat(half.packaged()).isCloseTo(Math.sqrt(good), within(1e-12));
    assertThat(half.escapes()).isCloseTo(1 - Math.sqrt(good), within(1e-12));
    assertThat(none.usd(Item.SCRAP)).isNull();
  }

  @Test
  void fourSmallDiesYieldMoreThanOneLargeAndCostMoreToPack() {
    Product one = Product.ofDies("one", List.of(Die.of("d", 800e-6, 5e-9, 1)), List.of());
    Product four = Product.ofDies("four", List.of(Die.of("d", 200e-6, 5e-9, 4)), List.of());
    UnitCost whole = cost(one, Terms.of(1e6));
    UnitCost parts = cost(four, Terms.of(1e6));
    assertThat(parts.middle(Item.SILICON)).isLessThan(0.7 * whole.middle(Item.SILICON));
    assertThat(parts.middle(Item.PACKAGE)).isGreaterThan(whole.middle(Item.PACKAGE));
    assertThat(parts.middle(Item.WAFER_TEST)).isGreaterThan(whole.middle(Item.WAFER_TEST));
    assertThat(parts.middle(Item.MASKS)).isEqualTo(whole.middle(Item.MASKS));
  }

  @Test
  void cellsThatAreNoSramCostMasksAndWafers() {
    Block arrays = new Block("arrays", new Interval(5e-5, 5e-5, 5e-5), true, "told");
    UnitCost sram = cells(arrays, Medium.SRAM);
    for (Medium medium : Medium.values()) {
      UnitCost cost = cells(arrays, medium);
      if (medium != Medium.SRAM) {
        assertThat(cost.middle(Item.MASKS)).as("%s", medium).isGreaterThan(sram.middle(Item.MASKS));
        assertThat(cost.middle(Item.SILICON))
            .as("%s", medium)
            .isGreaterThan(sram.middle(Item.SILICON));
      }
    }
    assertThat(cells(arrays, Medium.NOR_FLASH).middle(Item.MASKS))
        .isGreaterThan(cells(arrays, Medium.RRAM).middle(Item.MASKS));
  }

  private static UnitCost cells(Block arrays, Medium medium) {
    Die die = new Die("d", 28e-9, 1, List.of(arrays), medium, null);
    return cost(Product.ofDies("p", List.of(die), List.of()), Terms.of(1e5));
  }

  @Test
  void sparesAreWorthTheirArea() {
    Block arrays = new Block("arrays", new Interval(4e-4, 4e-4, 4e-4), true, "told");
    Block rest = new Block("rest", new Interval(1e-4, 1e-4, 1e-4), false, "told");
    Die die = new Die("d", 5e-9, 1, List.of(arrays, rest), Medium.SRAM, null);
    Product product = Product.ofDies("p", List.of(die), List.of());
    UnitCost without = cost(product, Terms.of(1e6));
    UnitCost with = cost(product, Terms.of(1e6).repair(Repair.lines(1024, 1, 1.02)));
    assertThat(with.dies().getFirst().area()).isCloseTo(5.08e-4, within(1e-12));
    assertThat(with.middle(Item.SILICON)).isLessThan(0.8 * without.middle(Item.SILICON));
    // None at all is the same as spares that repair nothing.
    UnitCost zero = cost(product, Terms.of(1e6).repair(Repair.lines(1024, 0, 1)));
    assertThat(zero.middle(Item.SILICON))
        .isCloseTo(without.middle(Item.SILICON), within(1e-6 * without.middle(Item.SILICON)));
  }

  @Test
  void badInputIsRefusedInOneLine() {
    Product good = Product.ofDies("p", List.of(Die.of("d", 1e-4, 7e-9, 1)), List.of());
    refused(() -> Terms.of(-1), "volume -1; give the products made, 1 or more");
    refused(() -> Terms.of(Double.NaN), "volume NaN; give the products made, 1 or more");
    refused(() -> Terms.of(1).margin(1), "margin 1 is not a share of the price of 0 to below 1");
    refused(
        () -> Terms.of(1).margin(0.6).royalty(0.4),
        "margin 0.6 and royalty 0.4 together leave nothing of the price; keep their sum below 1");
    refused(() -> Terms.of(1).coverage(1.5), "coverage 1.5 is not a share of 0 to 1");
    refused(
        () -> Terms.of(1).year(1990),
        "year 1990 is outside of 2000 to 2100, for which prices are asked");
    refused(
        () -> Die.of("d", -1e-6, 7e-9, 1),
        "d: area -1 mm2 of a die is not possible; give it in mm2");
    refused(() -> Die.of("d", 1e-6, 7e-9, 0), "d: 0 dies in a package; give 1 or more");
    refused(
        () -> Costing.of(good.in("interposr"), Terms.of(1)),
        "no price of package 'interposr'; did you mean 'interposer'?");
    refused(
        () -> Costing.of(good.on("pci_card"), Terms.of(1)),
        "no price of board 'pci_card'; did you mean 'pcie_card'?");
    refused(
        () -> Costing.of(good.with(List.of(Die.of("d", 1e-4, 2e-9, 1))), Terms.of(1)),
        "node 2 nm: no price of such a process is known; 3 nm to 90 nm are possible");
    refused(
        () -> Costing.of(good.with(List.of(Die.of("d", 9e-4, 7e-9, 1))), Terms.of(1)),
        "d: a die of 900 mm2 is larger than one exposure, 858 mm2; cut it into several dies");
    Die told = new Die("d", 7e-9, 1, good.dies().getFirst().blocks(), null, 1000.0);
    refused(
        () -> Costing.of(good.with(List.of(told)), Terms.of(1)),
        "d: goodPerWafer 1000.0 is not possible: 572 dies fit a wafer");
    refused(
        () ->
            Costing.of(
                good.in("interposer").with(List.of(Die.of("d", 8e-4, 7e-9, 80))), Terms.of(1)),
        "a carrier of 70400 mm2 below all dies does not fit a wafer; use an organic package");
    refused(
        () -> new Product("p", List.of(), "organic", List.of(), null),
        "p: a product without a die; give at least one with area and node");
  }

  private static UnitCost cost(Product product, Terms terms) {
    return new Costing(Prices.standard()).cost(product, terms, FEW);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(Problem.class).hasMessage(message);
  }

  private static Product product(RandomGenerator random) {
    double[] nodes = {90e-9, 33e-9, 28e-9, 22e-9, 12e-9, 7e-9, 5e-9, 3e-9};
    Die first =
        Die.of(
            "first",
            random.nextDouble(1e-6, 8e-4),
            random.nextDouble(),
            nodes[random.nextInt(nodes.length)],
            random.nextInt(1, 4));
    Die second =
        Die.of("second", random.nextDouble(1e-6, 3e-4), nodes[random.nextInt(nodes.length)], 1);
    List<Die> dies = random.nextBoolean() ? List.of(first) : List.of(first, second);
    Memory.Type type = random.nextBoolean() ? Memory.Type.HBM3 : Memory.Type.LPDDR5;
    List<Product.Beside> memory =
        random.nextBoolean()
            ? List.of()
            : List.of(new Product.Beside(type, random.nextDouble(1e9, 1e11)));
    Product product = Product.ofDies("p", dies, memory);
    return random.nextBoolean() ? product : product.in("fan_out").on("pcie_card");
  }

  private static Terms terms(RandomGenerator random) {
    YieldModel[] models = YieldModel.values();
    Terms terms =
        Terms.of(Math.rint(StrictMath.pow(10, random.nextDouble(2, 8))))
            .year(random.nextInt(2015, 2027))
            .model(models[random.nextInt(models.length)])
            .margin(random.nextDouble(0, 0.7))
            .royalty(random.nextDouble(0, 0.1));
    return random.nextBoolean() ? terms : terms.repair(Repair.tiles(20, 18));
  }
}
