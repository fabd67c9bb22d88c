package bitline.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Interval;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.chip.Chips;
import bitline.compare.Outcome;
import bitline.compare.Simulated;
import bitline.scenario.Choice;
import bitline.scenario.Scenarios;
import bitline.silicon.Estimate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Claims on exhibits that are made by hand: the numbers that come out are those that went in.
class ExhibitsTest {
  private static final String NETWORK = "a network";

  /// 1 ms for a picture, 2 ms till its answer; joules: computing, moving, idle.
  private static Outcome outcome(String name, double computing, double moving, double idle) {
    return new Outcome(
        name,
        "INT8",
        1,
        2e-3,
        1e-3,
        computing + moving + idle,
        (computing + moving + idle) / 1e-3,
        List.of(
            new Outcome.Level(Outcome.Level.COMPUTING, 0, 0, computing),
            new Outcome.Level("card (GDDR6)", 1000, 0, moving),
            new Outcome.Level(Outcome.Level.IDLE, 0, 0, idle)),
        List.of(),
        "nothing",
        "made up");
  }

  private static Trial trial(Chipset chip, Outcome outcome) {
    double joules = outcome.joules() == null ? 1 : outcome.joules();
    Simulated simulated =
        new Simulated(
            outcome,
            Interval.within(joules, 2),
            Interval.within(1e-4, 2),
            new Estimate(List.of(), Map.of()),
            List.of(),
            1e-3);
    return new Trial(
        NETWORK, chip.chip(), "", 1, new Trial.Result.Ran(simulated, 1e9, 1e6, true, 0, 0, 0));
  }

  private static Exhibits exhibits(List<String> missing) {
    Accelerator l4 = Catalogue.find("l4");
    Outcome theirs = outcome("l4", 30e-3, 20e-3, 10e-3);
    return new Exhibits(
        missing,
        List.of(NETWORK),
        List.of(
            trial(Chipset.H30, outcome("h30", 1e-3, 0.5e-3, 0.5e-3)),
            trial(Chipset.FLASH, outcome("flash", 1e-3, 0.5e-3, 0.5e-3))),
        List.of(new Rival(NETWORK, l4, true, theirs, theirs, new Rival.Off(1, 1, "made up"))),
        List.of(l4),
        MeasuredPower.standard(),
        Map.of(),
        Choice.of(Scenarios.edgeFirst(), 50));
  }

  private static Case usual(Claim claim, String measure) {
    Claim.Finding.Tested tested = (Claim.Finding.Tested) claim.finding();
    return tested.cases().stream()
        .filter(one -> one.usual() && one.measure().name().equals(measure))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void energyIsTheirsOverOurs() {
    Case one = usual(EnergyClaim.of(exhibits(List.of())), "energy a picture");
    assertThat(one.ratio().middle()).isCloseTo(60e-3 / 2e-3, within(1e-9));
    assertThat(one.outcome()).isEqualTo(Case.Outcome.MET);
  }

  @Test
  void movingIsWhatIsNeitherComputedNorIdle() {
    Claim claim = PathClaim.of(exhibits(List.of()));
    assertThat(usual(claim, "energy for moving data").ratio().middle())
        .isCloseTo(20e-3 / 0.5e-3, within(1e-9));
    assertThat(usual(claim, "bytes through the memory beside the chip").ratio().middle())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void theSameLatencyIsNotSooner() {
    Case one = usual(LatencyClaim.of(exhibits(List.of())), "seconds from a picture to its answer");
    assertThat(one.ratio().middle()).isCloseTo(1, within(1e-12));
    assertThat(one.outcome()).isEqualTo(Case.Outcome.OPEN);
  }

  /// 30 pictures of 1.5 mJ and 0.5 mJ a millisecond all the time.
  @Test
  void wattsOnABatteryCountWhatFlowsBetweenPictures() {
    Case one = usual(BatteryClaim.of(exhibits(List.of())), "watts at 30 pictures a second");
    assertThat(one.ours().value().middle()).isCloseTo(30 * 1.5e-3 + 0.5, within(1e-9));
    assertThat(one.theirs().side().value().middle()).isCloseTo(30 * 50e-3 + 10, within(1e-9));
  }

  @Test
  void flashHoldsMoreButCannotBeWrittenWhileItRuns() {
    Claim claim =
        FlashClaim.of(
            exhibits(List.of()),
            Map.of(
                Chipset.H30.chip(), Chips.byName(Chipset.H30.chip()),
                Chipset.METIS.chip(), Chips.byName(Chipset.METIS.chip()),
                Chipset.FLASH.chip(), Chips.byName(Chipset.FLASH.chip())));
    assertThat(usual(claim, "weights that stay in the cells").outcome())
        .isEqualTo(Case.Outcome.MISSED);
    assertThat(usual(claim, "seconds to write a row of intermediate results").outcome())
        .isEqualTo(Case.Outcome.MET);
    assertThat(usual(claim, "seconds from picture to picture").ratio().middle())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void withoutANetworkThereIsNoVerdict() {
    List<Claim> claims = Claims.of(exhibits(List.of("ResNet-50: no file")), Map.of());
    assertThat(claims).hasSize(7);
    assertThat(claims)
        .allMatch(claim ->
            claim.finding() instanceof Claim.Finding.Withheld(List<String> missing)
                && missing.equals(List.of("ResNet-50: no file")));
  }

  @Test
  void measuredSystemsHaveSourcesAndTheBestOfThemIsKnown() {
    MeasuredPower power = MeasuredPower.standard();
    assertThat(power.runs()).hasSizeGreaterThan(20);
    assertThat(power.runs()).allMatch(run -> power.source(run).startsWith("MLPerf Inference"));
    MeasuredPower.Run best =
        power.runs().stream()
            .min(Comparator.comparingDouble(MeasuredPower.Run::joules))
            .orElseThrow();
    assertThat(best.machine()).isEqualTo("speedai240");
    assertThat(best.joules()).isCloseTo(398.33 / 168720, within(1e-9));
  }
}
