package bitline.forecast.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Interval;
import bitline.base.Keyed;
import bitline.base.Normal;
import bitline.base.Problem;
import bitline.base.Progress;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Series;
import bitline.forecast.method.LogLinear;
import bitline.forecast.score.Backtest;
import bitline.forecast.score.LastValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Forecasts of series whose law is known.
class ForecastTest {
  private static final double ORIGIN = 2024.5;

  /// Ten machines a year since 2008 that double every two years, four vendors in turn, two machines
  /// a design, with noise of 0.1 orders of magnitude.
  private static Series doubling(boolean rising) {
    long key = Keyed.bits(7, "machines", 0);
    List<Observation> out = new ArrayList<>();
    for (int i = 0; i < 165; i++) {
      double date = 2008 + i / 10.0;
      double log = (rising ? 1 : -1) * (date - 2008) * Math.log10(2) / 2;
      double noise = 0.1 * Normal.quantile(Keyed.uniform(key, i));
      out.add(
          new Observation(
              "m" + i,
              "d" + i / 2,
              "v" + i / 2 % 4,
              "gpu",
              date,
              StrictMath.pow(10, log + noise),
              i + 2,
              null));
    }
    return new Series("made", "made up", "op/s", rising, out, List.of());
  }

  private static Forecast forecast(Series series) {
    return Forecast.of(
        series, new LogLinear(), List.of(new LastValue()), ORIGIN, 2030.5, Progress.SILENT);
  }

  @Test
  void theDoublingTimeIsFoundAndItsIntervalHoldsIt() {
    Forecast forecast = forecast(doubling(true));
    assertThat(forecast.doubling().middle()).isCloseTo(2, within(0.05));
    assertThat(forecast.doubling().low()).isLessThan(2);
    assertThat(forecast.doubling().high()).isGreaterThan(2);
    assertThat(forecast.growth().middle()).isCloseTo(Math.sqrt(2), within(0.02));
    assertThat(forecast.backtest().summary().cover90()).isBetween(0.8, 0.98);
    assertThat(forecast.backtest().summary().crps())
        .isLessThan(forecast.rivals().getFirst().summary().crps());
    assertThat(forecast.tested(2027)).isTrue();
    assertThat(forecast.tested(2028)).isFalse();
  }

  @Test
  void aMachineOfLaterTimesIsAheadByThoseYears() {
    Forecast forecast = forecast(doubling(true));
    double trend = StrictMath.pow(10, forecast.at(2023).median());
    Forecast.Ahead even = forecast.yearsAhead(trend, 2020);
    assertThat(even.years()).isCloseTo(3, within(0.01));
    assertThat(even.low()).isLessThan(3);
    assertThat(even.high()).isGreaterThan(3);
    assertThat(even.better()).isGreaterThan(0.99);
    Forecast.Ahead unsure = forecast.yearsAhead(Interval.within(trend, 2), 2020);
    assertThat(unsure.high() - unsure.low()).isBetween(3.5, 7.0);
    assertThat(forecast.yearsAhead(trend, 2025).years()).isCloseTo(-2, within(0.01));
  }

  @Test
  void whereLessIsBetterAheadMeansLess() {
    Forecast forecast = forecast(doubling(false));
    double trend = StrictMath.pow(10, forecast.at(2023).median());
    Forecast.Ahead ahead = forecast.yearsAhead(trend, 2020);
    assertThat(ahead.years()).isCloseTo(3, within(0.01));
    assertThat(ahead.better()).isGreaterThan(0.99);
    assertThat(forecast.growth().middle()).isLessThan(1);
    assertThat(forecast.doubling().middle()).isCloseTo(2, within(0.05));
  }

  @Test
  void whatIsKnownEndsAtTheOrigin() {
    Series all = doubling(true);
    Forecast early = Forecast.of(all, new LogLinear(), List.of(), 2020, 2026.5, Progress.SILENT);
    Series part = new Series("made", "made up", "op/s", true, all.before(2020), List.of());
    Forecast same = Forecast.of(part, new LogLinear(), List.of(), 2020, 2026.5, Progress.SILENT);
    assertThat(early.series().observations()).hasSize(120);
    assertThat(early.at(2025).median()).isEqualTo(same.at(2025).median());
    assertThat(early.growth()).isEqualTo(same.growth());
    assertThat(early.backtest().summary()).isEqualTo(same.backtest().summary());
  }

  @Test
  void withoutABacktestThereIsNoForecast() {
    Series all = doubling(true);
    List<Observation> late = all.between(2022, 2025);
    Series few = new Series("made", "made up", "op/s", true, late, List.of());
    assertThatThrownBy(() -> forecast(few))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no forecast of made up by log-linear: its back-test has")
        .hasMessageContaining("take a longer series");
    Forecast good = forecast(all);
    Backtest other = Backtest.of(new LastValue(), all, Forecast.protocol(all.observations()));
    assertThatThrownBy(() ->
            new Forecast(
                good.series(),
                good.method(),
                good.origin(),
                good.until(),
                good.fitted(),
                good.paths(),
                other,
                List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("says nothing of log-linear");
    Series none = new Series("made", "made up", "op/s", true, List.of(), List.of());
    assertThatThrownBy(() -> forecast(none))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no machine with that figure");
  }

  @Test
  void aQuickMethodHasTheSameMiddle() {
    Series series = doubling(true);
    List<Observation> known = series.before(ORIGIN);
    for (Method method : List.of(Laws.of("stacked"), Laws.of("log-linear-calibrated"))) {
      double whole = method.fit(known, ORIGIN).at(2027).median();
      double quick = Laws.quick(method, known, ORIGIN).fit(known, ORIGIN).at(2027).median();
      assertThat(quick).as(method.name()).isCloseTo(whole, within(0.01));
    }
  }

  @Test
  void leavingOutAVendorThatIsFarOffMovesTheForecastMost() {
    Series plain = doubling(true);
    List<Observation> some = new ArrayList<>();
    for (Observation o : plain.observations()) {
      boolean odd = o.vendor().equals("v3") && o.date() > 2020;
      some.add(
          new Observation(
              o.name(),
              o.design(),
              o.vendor(),
              o.kind(),
              o.date(),
              o.value() * (odd ? 30 : 1),
              o.row(),
              null));
    }
    Series series = new Series("made", "made up", "op/s", true, some, List.of());
    Forecast forecast = forecast(series);
    List<Alternative> all = new ArrayList<>();
    all.addAll(Alternatives.ofData(forecast.series(), forecast.quick(), ORIGIN));
    all.addAll(
        Alternatives.ofMethod(forecast.series(), forecast.method(), List.of(new LastValue())));
    List<Swing> swings = Swing.of(forecast, 2030.5, all, Progress.SILENT);
    Swing vendor =
        swings.stream()
            .filter(s -> s.name().equals("one vendor left out"))
            .findFirst()
            .orElseThrow();
    assertThat(vendor.lowMeans()).isEqualTo("without v3");
    assertThat(vendor.kind()).isEqualTo(Alternative.Kind.DATA);
    double without = StrictMath.pow(10, forecast(plainWithout(series)).at(2030.5).median());
    assertThat(vendor.low()).isCloseTo(without, within(1e-9 * without));
    for (int i = 1; i < swings.size(); i++) {
      assertThat(swings.get(i).width()).isLessThanOrEqualTo(swings.get(i - 1).width());
    }
    assertThat(swings).extracting(Swing::name).contains("method", "window", "one design left out");
  }

  private static Series plainWithout(Series series) {
    return new Series(
        series.name(),
        series.title(),
        series.unit(),
        series.rising(),
        series.observations().stream().filter(o -> !o.vendor().equals("v3")).toList(),
        List.of());
  }
}
