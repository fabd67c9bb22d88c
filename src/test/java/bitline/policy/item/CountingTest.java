package bitline.policy.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.catalogue.Catalogue;
import bitline.catalogue.Segment;
import bitline.chip.Chips;
import bitline.policy.Item;
import bitline.policy.Item.Basis;
import bitline.policy.Item.Computing;
import bitline.policy.Item.Peak;
import bitline.policy.Item.Range;
import bitline.policy.Quantities;
import bitline.text.condition.Truth;
import bitline.text.condition.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountingTest {
  static Peak peak(String unit, int bits, double tops) {
    return new Peak(unit, bits + " bits", bits, Range.of(tops * 1e12), Basis.CLAIMED, "a test");
  }

  static Item.Die die(@Nullable Boolean planar, @Nullable Double mm2, int count) {
    return new Item.Die(
        "", null, planar, "a test", mm2 == null ? null : Range.of(mm2 * 1e-6), true, null, count);
  }

  static Item item(int packages, List<Peak> peaks, Item.Die... dies) {
    return new Item(
        "it",
        "it",
        Segment.DATA_CENTRE,
        Computing.DIGITAL,
        peaks,
        List.of(dies),
        packages,
        Range.of(1e12),
        false,
        Range.of(0),
        "US",
        true,
        List.of());
  }

  static Value.Number number(Quantities quantities, String name) {
    Value value = quantities.value(name);
    assertThat(value).as(name).isInstanceOf(Value.Number.class);
    return (Value.Number) value;
  }

  private static String how(Quantities quantities, String name) {
    return quantities.quantities().get(name).how();
  }

  /// Both examples of the text: 600 tera-operations of 8 bits, 300 of 16.
  @Test
  void thePeakOverPrecisionsCounts() {
    Item it = item(1, List.of(peak("", 8, 600), peak("", 16, 300), peak("", 4, 1000)));
    assertThat(number(Counting.usual(it), "tpp")).isEqualTo(Value.Number.of(4800));
    Item four = item(1, List.of(peak("", 8, 600), peak("", 4, 2400)));
    assertThat(number(Counting.usual(four), "tpp").low()).isEqualTo(9600);
  }

  @Test
  void unitsOfDifferentKindsAddUp() {
    Item it = item(1, List.of(peak("gpu", 16, 100), peak("gpu", 8, 150), peak("npu", 8, 50)));
    assertThat(number(Counting.usual(it), "tpp").low()).isEqualTo(1600 + 400);
  }

  @Test
  void twoDiesAreOneAreaAndMemoryIsNot() {
    Item it = item(1, List.of(peak("", 16, 383)), die(false, 724.0, 2));
    assertThat(number(Counting.usual(it), "pd").low()).isCloseTo(6128 / 1448.0, within(1e-9));
    assertThat(Counting.of(it)).hasSize(1);
  }

  @Test
  void planarDiesDoNotCountAndAllPlanarHasNoDensity() {
    Item mixed = item(1, List.of(peak("", 8, 200)), die(false, 100.0, 1), die(true, 400.0, 1));
    assertThat(number(Counting.usual(mixed), "pd").low()).isCloseTo(16, within(1e-9));
    assertThat(Counting.usual(mixed).value("planar")).isEqualTo(Value.Said.of(false));
    Item flat = item(1, List.of(peak("", 8, 200)), die(true, 100.0, 1));
    assertThat(Counting.usual(flat).value("pd")).isEqualTo(Value.Number.of(0));
    assertThat(how(Counting.usual(flat), "pd")).contains("no applicable die area");
    assertThat(Counting.usual(flat).value("planar")).isEqualTo(Value.Said.of(true));
  }

  @Test
  void anUnknownAreaLeavesTheBoundOfAnExposure() {
    Item it = item(1, List.of(peak("", 8, 200)), die(false, null, 2));
    Value.Number pd = number(Counting.usual(it), "pd");
    assertThat(pd.low()).isCloseTo(1600 / (2 * 858.0), within(1e-9));
    assertThat(pd.high()).isInfinite();
    assertThat(pd.text()).startsWith("at least 0.93");
    assertThat(Counting.usual(item(1, List.of(peak("", 8, 200)))).value("pd")).isNull();
  }

  /// A die of which it is not known whether it counts lowers the density at most, beside one that
  /// does.
  @Test
  void aDieThatMayCountWidensTheArea() {
    Item it = item(1, List.of(peak("", 8, 200)), die(false, 100.0, 1), die(null, 300.0, 1));
    Value.Number pd = number(Counting.usual(it), "pd");
    assertThat(pd.low()).isCloseTo(4, within(1e-9));
    assertThat(pd.high()).isCloseTo(16, within(1e-9));
  }

  @Test
  void aBoardIsASumAndEachOfItsCircuitsAPart() {
    Item it = item(4, List.of(peak("", 8, 800)), die(false, 200.0, 4));
    List<Counting> ways = Counting.of(it);
    assertThat(ways).hasSize(2);
    assertThat(number(ways.get(0).quantities(), "tpp").low()).isEqualTo(6400);
    assertThat(number(ways.get(1).quantities(), "tpp").low()).isEqualTo(1600);
    assertThat(number(ways.get(0).quantities(), "pd"))
        .isEqualTo(number(ways.get(1).quantities(), "pd"));
    assertThat(ways.get(0).quantities().value("article")).isEqualTo(new Value.Words("computer"));
  }

  @Test
  void aSparsePeakAloneIsABound() {
    Item sparse = Items.of(Catalogue.find("ambarella-cv3-hd"));
    Value.Number tpp = number(Counting.usual(sparse), "tpp");
    assertThat(tpp.low()).isZero();
    assertThat(tpp.high()).isPositive();
    assertThat(sparse.remarks()).anyMatch(remark -> remark.contains("sparse"));
  }

  /// A multiply-accumulate of a bit-serial array is one when its eight bits are done: 256 TOPS, not
  /// the 2,048 tera-steps.
  @Test
  void bitSerialArraysCountAtTheirCompletedWidth() {
    Item h30 = Items.described(Chips.byName("houmo_h30_2023"));
    List<Counting> ways = Counting.of(h30);
    assertThat(number(ways.getFirst().quantities(), "tpp").low()).isEqualTo(2048);
    assertThat(ways.getLast().name()).isEqualTo("every width that its arrays take");
    Value.Number most = number(ways.getLast().quantities(), "tpp");
    // 512 x 256 cells of 64 arrays, one bit a step of 1.024 ns: bit-products x 2 / narrower width
    double bitProducts = 64 * 512.0 * 256 / 1.024e-9;
    assertThat(most.low()).isCloseTo(2 * bitProducts * 1e-12, within(1.0));
  }

  @Test
  void aDescriptionOfAProductHasItsMakersClaims() {
    Item m50 = Items.of(Chips.byName("houmo_m50_2025"));
    assertThat(number(Counting.usual(m50), "tpp").low()).isEqualTo(1600);
    assertThat(m50.segment()).isEqualTo(Catalogue.find("houmo-m50").segment());
    assertThat(m50.country()).isEqualTo("CN");
    Item metis = Items.of(Chips.byName("axelera_isscc_2024"));
    assertThat(number(Counting.usual(metis), "pd").known()).isTrue();
  }

  /// Every chip and every part can be counted; where both dies and a rate are known there is a
  /// density or a reason.
  @Test
  void everythingIsCountedOrSaysWhyNot() {
    Catalogue.all().forEach(part -> check(Items.of(part)));
    Chips.all().forEach(chip -> check(Items.of(chip)));
  }

  private static void check(Item item) {
    for (Counting way : Counting.of(item)) {
      Quantities q = way.quantities();
      q.quantities().forEach((name, quantity) -> assertThat(quantity.how()).isNotBlank());
      if (q.value("planar") instanceof Value.Said said && said.truth() == Truth.YES) {
        assertThat(q.value("pd")).as(item.name()).isEqualTo(Value.Number.of(0));
      }
      if (q.value("tpp") instanceof Value.Number tpp && q.value("pd") instanceof Value.Number pd) {
        assertThat(pd.low()).as(item.name()).isNotNegative();
        assertThat(tpp.low()).as(item.name()).isNotNegative();
      }
    }
  }
}
