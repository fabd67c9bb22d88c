package bitline.policy.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.catalogue.Catalogue;
import bitline.catalogue.Segment;
import bitline.chip.Chips;
import bitline.policy.Classification;
import bitline.policy.Item;
import bitline.policy.Rules;
import bitline.text.condition.Truth;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Thresholds end to end: from rates and areas to the class on a date.
class BoundaryTest {
  private static final LocalDate NOW = LocalDate.of(2026, 7, 23);
  private static final Rules RULES = Rules.standard();

  private static Item chip(double tpp, @Nullable Boolean planar, @Nullable Double pd) {
    return CountingTest.item(
        1,
        List.of(CountingTest.peak("", 8, tpp / 8)),
        CountingTest.die(planar, pd == null ? null : Double.valueOf(tpp / pd), 1));
  }

  private static Judged judged(Item item, LocalDate on) {
    return Judged.of(Counting.of(item).getFirst(), RULES, on);
  }

  private static Classification now(Item item) {
    return judged(item, NOW).classification();
  }

  @ParameterizedTest
  @CsvSource({
    "1599.99, 50, not controlled",
    "1600, 50, 3A090.a.2",
    "1600, 5.9201, 3A090.a.2",
    "1600, 5.9199, 3A090.b.2",
    "1600, 3.2001, 3A090.b.2",
    "1600, 3.1999, not controlled",
    "2399.99, 1.7, not controlled",
    "2400, 1.7, 3A090.b.1",
    "2400, 1.6001, 3A090.b.1",
    "2400, 1.5999, not controlled",
    "4799.99, 1.5, not controlled",
    "4799.99, 5.9, 3A090.b.1",
    "4800, 0.1, 3A090.a.1",
  })
  void aDataCentreChip(double tpp, double pd, String label) {
    assertThat(now(chip(tpp, false, pd)).label()).isEqualTo(label);
    Item edge = chip(tpp, false, pd).marketed(Segment.EDGE);
    assertThat(now(edge).label()).isEqualTo(tpp < 4800 ? "not controlled" : "3A090.a.1");
  }

  @ParameterizedTest
  @CsvSource({"4799.99, not controlled", "4800, 3A090.a.1"})
  void aPlanarChipIsCaughtByItsRateAlone(double tpp, String label) {
    assertThat(now(chip(tpp, true, 50.0)).label()).isEqualTo(label);
    assertThat(now(chip(tpp, true, null)).label()).isEqualTo(label);
  }

  @Test
  void whatIsUnknownIsNotDecided() {
    Classification open = now(chip(2000, false, null));
    assertThat(open.controlled()).isEqualTo(Truth.UNKNOWN);
    assertThat(open.label()).isEqualTo("cannot be decided: 3A090.a.2 or 3A090.b.2 or nothing");
    assertThat(now(chip(2000, null, 50.0)).controlled()).isEqualTo(Truth.UNKNOWN);
    assertThat(now(chip(2000, null, 1.0)).controlled()).isEqualTo(Truth.NO);
    // a die of one exposure has at most 858 mm2, and 2800 / 858 is more than 3.2
    assertThat(now(chip(2800, false, null)).open())
        .noneMatch(f ->
            f.trace().stream()
                .anyMatch(s -> s.text().equals("pd >= 3.2") && s.holds() == Truth.UNKNOWN));
    assertThat(now(chip(2000, false, null).marketed(Segment.VEHICLE)).controlled())
        .isEqualTo(Truth.NO);
    assertThat(now(chip(2000, false, 50.0).marketed(null)).controlled()).isEqualTo(Truth.UNKNOWN);
    assertThat(now(chip(2000, false, 50.0).marketed(null)).missing()).contains("market");
  }

  @Test
  void anAnalogChipAboveAThresholdIsDoubtful() {
    Item digital = chip(5000, false, 10.0);
    Item analog =
        new Item(
            "a",
            "a",
            digital.segment(),
            Item.Computing.ANALOG,
            digital.peaks(),
            digital.dies(),
            1,
            digital.dram(),
            false,
            digital.link(),
            "US",
            true,
            List.of());
    Classification open = now(analog);
    assertThat(open.controlled()).isEqualTo(Truth.UNKNOWN);
    assertThat(open.open()).anyMatch(finding -> finding.doubtful());
    assertThat(now(Items.of(Catalogue.find("mythic-m1076"))).controlled()).isEqualTo(Truth.NO);
  }

  /// 100 TFLOPS of 16 bits are exactly 1,600: outside because it is not for data centres, open
  /// otherwise, as nobody tells its area.
  @Test
  void theM50IsExactlyOnAThreshold() {
    Item m50 = Items.of(Chips.byName("houmo_m50_2025"));
    assertThat(CountingTest.number(Counting.usual(m50), "tpp").low()).isEqualTo(1600);
    assertThat(now(m50).label()).isEqualTo("not controlled");
    assertThat(now(m50.marketed(Segment.DATA_CENTRE)).controlled()).isNotEqualTo(Truth.NO);
    Item part = Items.of(Catalogue.find("houmo-m50"));
    assertThat(now(part.marketed(Segment.DATA_CENTRE)).controlled()).isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void theH20IsNotControlledByTheList() {
    assertThat(now(Items.of(Catalogue.find("h20"))).controlled()).isEqualTo(Truth.NO);
  }

  @Test
  void theRuleOf2022AskedForLinks() {
    LocalDate then = LocalDate.of(2023, 3, 1);
    assertThat(judged(Items.of(Catalogue.find("a100-sxm-80")), then).classification().controlled())
        .isEqualTo(Truth.YES);
    assertThat(judged(Items.of(Catalogue.find("a800-sxm")), then).classification().controlled())
        .isEqualTo(Truth.NO);
    LocalDate before = LocalDate.of(2022, 9, 1);
    assertThat(judged(Items.of(Catalogue.find("h100-sxm")), before).classification().controlled())
        .isEqualTo(Truth.NO);
  }

  @ParameterizedTest
  @CsvSource({
    "20999.99, 6499.99, us-2026-case-by-case",
    "21000, 6499.99, us-2026-denial",
    "20999.99, 6500, us-2026-denial",
  })
  void theWayToChina(double tpp, double gigabytes, String rule) {
    Item chip = chip(tpp, false, 20.0);
    Item with =
        new Item(
            "c",
            "c",
            chip.segment(),
            chip.computing(),
            chip.peaks(),
            chip.dies(),
            1,
            Item.Range.of(gigabytes * 1e9),
            true,
            chip.link(),
            "US",
            true,
            List.of());
    for (String id : List.of("us-2026-case-by-case", "us-2026-denial")) {
      assertThat(judged(with, NOW).assessment().find(id).orElseThrow().applies())
          .as(id)
          .isEqualTo(id.equals(rule) ? Truth.YES : Truth.NO);
    }
  }

  @Test
  void ofABoardTheSumAndOneCircuitMayDiffer() {
    Item board =
        CountingTest.item(
            4, List.of(CountingTest.peak("", 8, 790)), CountingTest.die(false, 500.0, 4));
    List<Judged> ways = Judged.of(board, RULES, NOW);
    assertThat(ways.get(0).classification().controlled()).isEqualTo(Truth.YES);
    assertThat(ways.get(1).classification().controlled()).isEqualTo(Truth.NO);
  }

  @Test
  void theLargestThatIsFreeFollowsTheThresholds() {
    Largest fins = new Largest(RULES, NOW, Segment.DATA_CENTRE, 5e-9, false);
    assertThat(fins.free(400e-6)).isCloseTo(1600, within(1e-6));
    assertThat(fins.free(600e-6)).isCloseTo(3.2 * 600, within(1e-6));
    assertThat(fins.free(1000e-6)).isCloseTo(2400, within(1e-6));
    assertThat(fins.free(2000e-6)).isCloseTo(1.6 * 2000, within(1e-6));
    assertThat(fins.free(3500e-6)).isCloseTo(4800, within(1e-6));
    Largest flat = new Largest(RULES, NOW, Segment.DATA_CENTRE, 28e-9, true);
    assertThat(flat.free(50e-6)).isCloseTo(4800, within(1e-6));
    Largest edge = new Largest(RULES, NOW, Segment.EDGE, 5e-9, false);
    assertThat(edge.free(50e-6)).isCloseTo(4800, within(1e-6));
    assertThat(fins.byPerformance(400e-6).rungs())
        .extracting(Ladder.Rung::label)
        .containsExactly("not controlled", "3A090.b.2", "3A090.a.2", "3A090.a.1");
  }

  @Test
  void aChipGrowsUntilItIsControlled() {
    Item h20 = Items.of(Catalogue.find("h20"));
    Largest like = new Largest(RULES, NOW, Segment.DATA_CENTRE, 4e-9, false);
    Ladder sizes = like.bySize(h20, 0.1, 10);
    assertThat(sizes.rungs().getFirst().to()).isCloseTo(2400.0 / 2368, within(1e-6));
  }

  @Test
  void theClassOverTime() {
    Timeline times = Timeline.of(Items.of(Catalogue.find("a800-sxm")), RULES, NOW);
    List<String> labels = times.spans().stream().map(s -> s.classification().label()).toList();
    assertThat(labels.getFirst()).isEqualTo("not controlled");
    assertThat(labels.getLast()).isEqualTo("3A090.a.1");
    LocalDate since =
        times.spans().stream()
            .filter(s -> s.classification().label().equals("3A090.a.1"))
            .findFirst()
            .orElseThrow()
            .from();
    assertThat(since).isEqualTo(LocalDate.of(2023, 11, 17));
    for (int i = 1; i < times.spans().size(); i++) {
      assertThat(times.spans().get(i).from()).isEqualTo(times.spans().get(i - 1).to().plusDays(1));
    }
  }
}
