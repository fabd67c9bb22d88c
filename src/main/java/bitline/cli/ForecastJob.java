package bitline.cli;

import bitline.base.Problem;
import bitline.base.Progress;
import bitline.forecast.Method;
import bitline.forecast.Series;
import bitline.forecast.data.VintageChange;
import bitline.forecast.measure.Deflation;
import bitline.forecast.measure.MeasuredSeries;
import bitline.forecast.method.LogLinear;
import bitline.forecast.mix.Aspect;
import bitline.forecast.mix.Branches;
import bitline.forecast.mix.Mix;
import bitline.forecast.outlook.Alternative;
import bitline.forecast.outlook.Alternatives;
import bitline.forecast.outlook.Forecast;
import bitline.forecast.outlook.Laws;
import bitline.forecast.outlook.Measured;
import bitline.forecast.outlook.Swing;
import bitline.forecast.score.Climatology;
import bitline.forecast.score.LastValue;
import bitline.report.ForecastAnswer;
import bitline.report.ForecastAnswer.Moved;
import bitline.report.ForecastAnswer.Neighbour;
import bitline.report.Foretold;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes a forecast and all that stands beside it: the same by other measures, what it hangs on,
/// what moved since the last copy of the table.
///
/// @param origin decimal year until which anything is known
/// @param until the last date
/// @param technologies to join beside; empty: none
record ForecastJob(
    ForecastSource source,
    Method method,
    double origin,
    double until,
    List<String> technologies,
    Progress progress) {
  /// Whose medians are held against each other when a table moved.
  private static final int YEAR = 2030;

  ForecastAnswer answer() {
    Series series = source.series();
    if (series.observations().isEmpty() && source instanceof ForecastSource.Listed listed) {
      throw Measured.empty(listed.newest().series());
    }
    Mix mix = chosen();
    Forecast forecast =
        Forecast.of(
            series, method, List.of(new LastValue(), new Climatology()), origin, until, progress);
    List<ForecastAnswer.Ceiling> ceilings = Foretold.ceilings(forecast.series());
    return new ForecastAnswer(
        Foretold.asked(forecast),
        Foretold.told(forecast),
        Foretold.score(forecast),
        Foretold.earlier(forecast),
        beside(Measured::conventions),
        beside(Measured::measures),
        swings(forecast),
        moved(forecast),
        mix == null ? null : Foretold.mix(forecast, mix),
        Foretold.seen(forecast),
        ceilings,
        series.vintages(),
        remarks(ceilings));
  }

  /// The same by other conventions and measures, all by the plain line, which is quick and has no
  /// choices of its own.
  private List<Neighbour> beside(Function<Measured, List<Measured.Beside>> which) {
    if (!(source instanceof ForecastSource.Listed listed)) {
      return List.of();
    }
    List<Measured.Beside> others = which.apply(listed.newest());
    List<Neighbour> out = new ArrayList<>();
    for (Measured.Beside other : others) {
      progress.step("the same question otherwise", out.size(), others.size());
      Series series = listed.newest().by(other.choice()).series().series();
      out.add(
          Foretold.neighbour(series, new LogLinear(), origin, until, other.words(), other.same()));
    }
    progress.step("the same question otherwise", others.size(), others.size());
    return out;
  }

  private List<Swing> swings(Forecast forecast) {
    Method quick = forecast.quick();
    List<Alternative> all = new ArrayList<>();
    all.addAll(Alternatives.ofMethod(forecast.series(), method, Laws.of(forecast.series())));
    all.addAll(Alternatives.ofData(forecast.series(), quick, origin));
    if (source instanceof ForecastSource.Listed listed) {
      all.addAll(Alternatives.ofMeasure(listed.newest(), quick));
    }
    return Swing.of(forecast, until, all, progress);
  }

  private @Nullable Moved moved(Forecast forecast) {
    List<Series> copies = source.copies();
    if (copies.size() < 2) {
      return null;
    }
    VintageChange change = VintageChange.of(copies.get(copies.size() - 2), copies.getLast());
    double year = Math.min(until, Math.max(origin, YEAR + 0.5));
    try {
      Method quick = forecast.quick();
      return Foretold.moved(change, quick, origin, year);
    } catch (Method.TooFew e) {
      return null;
    }
  }

  /// The other technologies that were asked for.
  private @Nullable Mix chosen() {
    if (technologies.isEmpty()) {
      return null;
    }
    if (!(source instanceof ForecastSource.Listed listed)) {
      throw new Problem(
          "--with-tech needs a measure of machines, such as ops-per-joule; '"
              + source.series().name()
              + "' is a series of a table");
    }
    Branches branches = Branches.standard().select(String.join(",", technologies));
    return Mix.of(branches, Aspect.of(listed.newest().choice()));
  }

  private List<String> remarks(List<ForecastAnswer.Ceiling> ceilings) {
    List<String> out = new ArrayList<>();
    if (!ceilings.isEmpty()) {
      ForecastAnswer.Ceiling first = ceilings.getFirst();
      out.add("A limit that a straight line meets first: " + first.name() + ". " + first.from());
    }
    Map<String, Integer> reasons = new LinkedHashMap<>();
    for (MeasuredSeries.Unused one : source.unused()) {
      String why =
          one.why().contains("two years off")
              ? "the nearest price is more than two years off the release"
              : one.why().replaceFirst(":.*", "");
      reasons.merge(why, 1, Integer::sum);
    }
    if (!reasons.isEmpty()) {
      List<String> parts = new ArrayList<>();
      reasons.entrySet().stream()
          .sorted((a, b) -> b.getValue() - a.getValue())
          .limit(4)
          .forEach(e -> parts.add(e.getValue() + " because " + e.getKey()));
      out.add(source.unused().size() + " machines were left out: " + String.join("; ", parts));
    }
    if (source instanceof ForecastSource.Listed listed
        && listed.newest().choice().deflation() == Deflation.HEDONIC) {
      out.add(
          "The hedonic index is made of all years together: here the back-test has seen a little of"
              + " its future.");
    }
    return out;
  }
}
