package bitline.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.Workbench;
import bitline.base.Interval;
import bitline.base.Keyed;
import bitline.base.Normal;
import bitline.base.Progress;
import bitline.catalogue.Catalogue;
import bitline.catalogue.Format;
import bitline.catalogue.Segment;
import bitline.forecast.measure.Known;
import bitline.forecast.measure.Machine;
import bitline.forecast.method.LogLinear;
import bitline.forecast.score.Climatology;
import bitline.text.Evidence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final Ranking.Terms TERMS =
      new Ranking.Terms(new LogLinear(), List.of(new Climatology()), 2026, 2030, null);

  /// A market of which everything is known: rates double every two years, joules stay as they are
  /// but for a little noise.
  private static List<Machine> market() {
    List<Machine> out = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      double date = 2012 + i * 0.115;
      double noise = StrictMath.exp(0.1 * Normal.quantile(Keyed.uniform(7, i)));
      out.add(machine("m" + i, date, rate(date) * noise, 100, i % 3 == 0 ? "asic" : "gpu"));
    }
    return out;
  }

  private static double rate(double date) {
    return 1e12 * StrictMath.pow(2, (date - 2012) / 2);
  }

  private static Machine machine(String name, double date, double ops, double watts, String kind) {
    return new Machine(
        name,
        name,
        name,
        "somebody",
        kind,
        Segment.EDGE,
        date,
        List.of(new Machine.Peak(Format.INT8, Known.of(ops, Evidence.Grade.VENDOR))),
        new Known(new Interval(watts, watts / 2, watts * 2), Evidence.Grade.DERIVED),
        null,
        null,
        null,
        true,
        List.of(),
        List.of(),
        List.of(),
        null,
        "nobody has told its dies",
        0);
  }

  private static Standing.Known standing(Ranking ranking, String aspect) {
    return (Standing.Known)
        ranking.standings().stream()
            .filter(s -> s.aspect().equals(aspect))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void aMachineOfTheDayAfterTomorrowIsSoManyYearsAhead() {
    for (double years : new double[] {-2, 0, 3}) {
      Machine own = machine("own", 2022, rate(2022 + years), 100, "asic");
      Ranking ranking = Ranking.among(market(), own, null, true, null, TERMS, Progress.SILENT);
      Standing.Known speed = standing(ranking, "speed");
      assertThat(speed.ahead().years()).isCloseTo(years, within(0.15));
      assertThat(speed.ahead().low()).isBetween(years - 0.5, speed.ahead().years());
      assertThat(speed.ahead().high()).isBetween(speed.ahead().years(), years + 0.5);
      assertThat(speed.ahead().trend()).isCloseTo(rate(2022), within(0.05 * rate(2022)));
      assertThat(speed.ahead().better() > 0.5).isEqualTo(speed.ahead().years() > 0);
    }
  }

  /// Twice the watts are two years of rates: the interval of the watts is in that of the years.
  @Test
  void theIntervalOfAMachineIsInItsYears() {
    Machine own = machine("own", 2022, rate(2022), 100, "asic");
    Machine rated = machine("own", 2022, rate(2022), 200, "asic");
    Ranking ranking = Ranking.among(market(), own, rated, true, null, TERMS, Progress.SILENT);
    Standing.Known energy = standing(ranking, "energy");
    assertThat(energy.ahead().low()).isLessThan(-1.5);
    assertThat(energy.ahead().high()).isGreaterThan(1.5);
    assertThat(energy.ratedAhead().years()).isCloseTo(-2, within(0.2));
    assertThat(standing(ranking, "speed").ratedAhead()).isNull();
  }

  @Test
  void placesCountThoseOfItsTimeAlone() {
    Machine own = machine("own", 2022, rate(2022), 100, "asic");
    Ranking ranking = Ranking.among(market(), own, null, true, null, TERMS, Progress.SILENT);
    List<Place> places = standing(ranking, "energy").places();
    assertThat(places).extracting(Place::among).containsExactly("asic", "for edge", "all machines");
    Place all = places.getLast();
    assertThat(all.of()).isBetween(26, 28);
    assertThat(all.others()).allMatch(o -> o.date() >= 2020.5 && o.date() < 2023.5);
    assertThat(all.best()).isLessThanOrEqualTo(all.place());
    assertThat(all.worst()).isGreaterThanOrEqualTo(all.place());
    assertThat(places.getFirst().of()).isBetween(9, 10);
  }

  @Test
  void whatIsNotKnownHasNoPlace() {
    Machine own = machine("own", 2022, rate(2022), 100, "asic");
    Ranking ranking = Ranking.among(market(), own, null, true, null, TERMS, Progress.SILENT);
    assertThat(ranking.standings())
        .filteredOn(s -> s instanceof Standing.Unknown)
        .extracting(Standing::aspect)
        .contains("price", "memory bandwidth");
  }

  @Test
  void aChipOfOursIsNotHeldAgainstItself() {
    Ranking ranking = Ranking.of(Workbench.chip("houmo_h30_2023"), TERMS, Progress.SILENT);
    assertThat(ranking.product()).isEqualTo(Catalogue.find("houmo-h30"));
    for (Standing standing : ranking.standings()) {
      if (standing instanceof Standing.Known known) {
        assertThat(known.forecast().series().observations())
            .extracting(o -> o.name())
            .doesNotContain("houmo-h30", "houmo_h30_2023")
            .contains("t4");
        assertThat(known.forecast().backtest().summary().scored()).isGreaterThan(15);
      }
    }
    // 256 TOPS of H30 follow from its description
    assertThat(standing(ranking, "speed").worth().value().middle()).isCloseTo(256e12, within(1e9));
  }
}
