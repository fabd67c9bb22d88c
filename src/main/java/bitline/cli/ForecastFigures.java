package bitline.cli;

import bitline.forecast.Method;
import bitline.forecast.Series;
import bitline.forecast.data.Tables;
import bitline.forecast.method.LogLinear;
import bitline.forecast.score.Backtest;
import bitline.forecast.score.Climatology;
import bitline.forecast.score.LastValue;
import bitline.forecast.score.Protocol;
import bitline.forecast.score.Recalibrated;
import bitline.forecast.score.Scored;
import bitline.forecast.score.Summary;
import bitline.report.Figure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Back-tests of the forecaster on five series of public hardware: how often its 90 % intervals
/// hold what came, and its error, against the straight line that everybody draws, the last value
/// (`last`) and climatology (`mean`).
final class ForecastFigures {
  static final String PART = "forecast";
  static final String TITLE =
      "Forecasts at 1 January 2016 to 2024, up to three years ahead: 90 % intervals that held, and"
          + " CRPS in orders of magnitude";

  private static final Path TABLE = Path.of("forecast/epoch/ml_hardware_2025-12_joshyou.csv");

  /// Coverage that 90 % intervals shall have, give or take.
  private static final double COVERAGE = 0.9;

  private static final double MARGIN = 0.03;

  /// What a straight line scored on the same origins when the target was set: no forecast may be
  /// worse on any series, and three shall be better.
  private record Aim(String series, double coverage, double crps) {}

  private static final List<Aim> AIMS =
      List.of(
          new Aim("ml-ops", 0.78, 0.334),
          new Aim("energy-efficiency", 0.80, 0.328),
          new Aim("memory-bandwidth", 0.83, 0.262),
          new Aim("fp32", 0.88, 0.162),
          new Aim("price-performance", 0.90, 0.319));

  private static final int BETTER = 3;

  /// The aims are written with three digits.
  private static final double ROUNDING = 5e-4;

  /// How far the straight line may be from its published score.
  private static final double REPRODUCED = 0.01;

  private ForecastFigures() {}

  static void measure(Path data, Consumer<Figure> figures) {
    Path table = data.resolve(TABLE);
    if (!Files.isRegularFile(table)) {
      figures.accept(new Figure(PART, "back-tests", "-", "", null, "no " + TABLE + " there"));
      return;
    }
    int better = 0;
    for (Aim aim : AIMS) {
      Series series = Tables.series(table, aim.series());
      Summary line = test(new LogLinear(), series).summary();
      reproduced(aim, line, figures);
      Backtest ours = test(Recalibrated.standard(), series);
      Summary summary = ours.summary();
      better += summary.crps() < aim.crps() - ROUNDING ? 1 : 0;
      figures.accept(
          new Figure(
              PART,
              aim.series() + " held",
              number(summary.cover90()),
              number(COVERAGE - MARGIN) + " to " + number(COVERAGE + MARGIN),
              Math.abs(summary.cover90() - COVERAGE) <= MARGIN,
              "standard error "
                  + number(
                      Math.max(
                          ours.coverageError(COVERAGE, s -> s.seen().design()),
                          ours.coverageError(COVERAGE, ForecastFigures::year)))));
      figures.accept(
          new Figure(
              PART,
              aim.series() + " CRPS",
              number(summary.crps()),
              "at most " + number(aim.crps()),
              summary.crps() < aim.crps() + ROUNDING,
              "last "
                  + number(test(new LastValue(), series).summary().crps())
                  + ", mean "
                  + number(test(new Climatology(), series).summary().crps())));
    }
    figures.accept(
        new Figure(
            PART,
            "CRPS below the line's",
            better + " of " + AIMS.size(),
            "at least " + BETTER,
            better >= BETTER,
            ""));
  }

  private static void reproduced(Aim aim, Summary line, Consumer<Figure> figures) {
    figures.accept(
        new Figure(
            PART,
            aim.series() + " line",
            number(line.cover90()) + ", " + number(line.crps()),
            number(aim.coverage()) + ", " + number(aim.crps()),
            Math.abs(line.cover90() - aim.coverage()) <= REPRODUCED
                && Math.abs(line.crps() - aim.crps()) <= REPRODUCED,
            line.scored() + " scored, " + line.designs() + " designs"));
  }

  private static Backtest test(Method method, Series series) {
    return Backtest.of(method, series, Protocol.STANDARD);
  }

  private static int year(Scored scored) {
    return (int) Math.floor(scored.seen().date());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
