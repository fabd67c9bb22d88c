package bitline.report;

import bitline.base.Problem;
import bitline.base.Progress;
import bitline.forecast.Calendar;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Predictive;
import bitline.forecast.Series;
import bitline.forecast.data.VintageChange;
import bitline.forecast.method.Ceilings;
import bitline.forecast.mix.Mix;
import bitline.forecast.outlook.Forecast;
import bitline.forecast.outlook.Paths.Spread;
import bitline.forecast.score.Backtest;
import bitline.forecast.score.Scored;
import bitline.forecast.score.Summary;
import bitline.report.ForecastAnswer.Asked;
import bitline.report.ForecastAnswer.Band;
import bitline.report.ForecastAnswer.Branch;
import bitline.report.ForecastAnswer.Earlier;
import bitline.report.ForecastAnswer.Moved;
import bitline.report.ForecastAnswer.Neighbour;
import bitline.report.ForecastAnswer.Point;
import bitline.report.ForecastAnswer.Range;
import bitline.report.ForecastAnswer.Reliable;
import bitline.report.ForecastAnswer.Score;
import bitline.report.ForecastAnswer.ScoreRow;
import bitline.report.ForecastAnswer.Seen;
import bitline.report.ForecastAnswer.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// Reads what a [ForecastAnswer] holds off a [Forecast].
public final class Foretold {
  private static final int TENTHS = 10;

  private Foretold() {}

  /// What was asked.
  public static Asked asked(Forecast forecast) {
    Series series = forecast.series();
    return new Asked(
        series.name(),
        capital(series.title()),
        series.unit(),
        series.rising(),
        Calendar.day(forecast.origin()).toString(),
        (int) forecast.until());
  }

  private static String capital(String title) {
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }

  /// Bands, growth, and what was learned from.
  public static Told told(Forecast forecast) {
    List<Observation> known = forecast.series().observations();
    double origin = forecast.origin();
    List<Band> years = new ArrayList<>();
    years.add(band(forecast, origin));
    for (double date = Math.floor(origin) + 0.5; date <= forecast.until(); date++) {
      if (date > origin + 0.05) {
        years.add(band(forecast, date));
      }
    }
    List<Point> past = new ArrayList<>();
    for (double date = known.getFirst().date(); date < origin; date += 0.5) {
      past.add(new Point(date, power(forecast.at(date).median())));
    }
    past.add(new Point(origin, power(forecast.at(origin).median())));
    return new Told(
        forecast.method().name(),
        forecast.method().says(),
        origin,
        known.size(),
        designs(known),
        known.getFirst().date(),
        known.getLast().date(),
        years,
        past,
        range(forecast.growth()),
        orNull(forecast.doubling()));
  }

  private static int designs(List<Observation> known) {
    return (int) known.stream().map(o -> o.vendor() + "\n" + o.design()).distinct().count();
  }

  private static Band band(Forecast forecast, double date) {
    return band(forecast.at(date), date, forecast.tested(date));
  }

  /// The quantiles of a distribution as a band.
  public static Band band(Predictive said, double date, boolean tested) {
    return new Band(
        date, ForecastAnswer.QUANTILES.stream().map(p -> power(said.quantile(p))).toList(), tested);
  }

  private static double power(double log10) {
    return StrictMath.pow(10, log10);
  }

  /// As the answer has it.
  static Range range(Spread of) {
    return new Range(of.middle(), of.low(), of.high());
  }

  private static @Nullable Range orNull(Spread of) {
    return Double.isNaN(of.low()) ? null : range(of);
  }

  /// The back-test in figures.
  public static Score score(Forecast forecast) {
    Backtest backtest = forecast.backtest();
    List<Scored> all = backtest.scored();
    List<ScoreRow> rows = new ArrayList<>();
    rows.add(row(backtest.method(), backtest.summary()));
    forecast.rivals().forEach(rival -> rows.add(row(rival.method(), rival.summary())));
    List<ScoreRow> byHorizon = new ArrayList<>();
    int reach = (int) Math.ceil(backtest.protocol().horizon());
    for (int year = 0; year < reach; year++) {
      int from = year;
      List<Scored> part =
          all.stream().filter(s -> s.ahead() >= from && s.ahead() < from + 1).toList();
      if (!part.isEmpty()) {
        String name = year + " to " + (year + 1) + " years";
        byHorizon.add(row(name, Summary.of(part)));
      }
    }
    List<Reliable> reliability = new ArrayList<>();
    for (int percent = 5; percent <= 95; percent += 5) {
      double p = percent / 100.0;
      long below = all.stream().filter(s -> s.pit() <= p).count();
      reliability.add(new Reliable(p, (double) below / all.size()));
    }
    DoubleStream origins = all.stream().mapToDouble(Scored::origin);
    double first = origins.min().orElseThrow();
    double last = all.stream().mapToDouble(Scored::origin).max().orElseThrow();
    return new Score(
        first,
        last,
        backtest.summary().origins(),
        backtest.protocol().horizon(),
        rows,
        byHorizon,
        reliability,
        backtest.pitHistogram(TENTHS));
  }

  private static ScoreRow row(String name, Summary s) {
    return new ScoreRow(
        name, s.scored(), s.cover50(), s.cover80(), s.cover90(), s.crps(), -s.bias(), s.logScore());
  }

  /// What the method would have said at the first, the middle and the last origin of its back-test.
  public static List<Earlier> earlier(Forecast forecast) {
    Backtest backtest = forecast.backtest();
    List<Double> origins =
        backtest.scored().stream().map(Scored::origin).distinct().sorted().toList();
    List<Earlier> out = new ArrayList<>();
    for (int i : new int[] {0, origins.size() / 2, origins.size() - 1}) {
      double origin = origins.get(i);
      if (out.stream().anyMatch(e -> e.origin() == origin)) {
        continue;
      }
      Method.Fitted fitted = forecast.method().fit(forecast.series().before(origin), origin);
      List<Band> bands = new ArrayList<>();
      for (double ahead = 0; ahead <= backtest.protocol().horizon() + 1e-9; ahead += 0.5) {
        bands.add(band(fitted.at(origin + ahead), origin + ahead, true));
      }
      List<Scored> outcomes = backtest.at(origin);
      int within = (int) outcomes.stream().filter(s -> s.inside(0.9)).count();
      out.add(new Earlier(origin, bands, within, outcomes.size()));
    }
    return out;
  }

  /// What bounds a series, that which its straight line meets first at the top.
  public static List<ForecastAnswer.Ceiling> ceilings(Series series) {
    List<Ceilings.Reached> reached;
    try {
      reached = Ceilings.standard().reached(series);
    } catch (Method.TooFew e) {
      return List.of(); // without a line nothing is met
    }
    return reached.stream()
        .map(r ->
            new ForecastAnswer.Ceiling(
                capital(r.ceiling().title()),
                new Range(r.value().middle(), r.value().low(), r.value().high()),
                met(r) + "; what would get round it: " + r.ceiling().escape()))
        .toList();
  }

  private static String met(Ceilings.Reached reached) {
    return Double.isInfinite(reached.year())
        ? "the straight line never meets it"
        : String.format(
            Locale.ROOT,
            "the straight line meets it in %.0f (%s to %s)",
            reached.year(),
            year(reached.early()),
            year(reached.late()));
  }

  private static String year(double year) {
    return Double.isInfinite(year) ? "never" : String.format(Locale.ROOT, "%.0f", year);
  }

  /// One measure beside others; where it cannot be foretold, why.
  ///
  /// @param title what is another
  /// @param same whether it is the one that was asked for
  public static Neighbour neighbour(
      Series series, Method method, double origin, double until, String title, boolean same) {
    int machines = series.before(origin).size();
    try {
      return neighbour(
          Forecast.of(series, method, List.of(), origin, until, Progress.SILENT), title, same);
    } catch (Problem problem) {
      String why = machines == 0 ? "no machines" : "too few for a back-test";
      return new Neighbour(title, same, machines, null, null, null, null, why);
    }
  }

  private static Neighbour neighbour(Forecast forecast, String title, boolean same) {
    return new Neighbour(
        title,
        same,
        forecast.series().observations().size(),
        range(forecast.growth()),
        orNull(forecast.doubling()),
        range(forecast.times()),
        forecast.backtest().summary().cover90(),
        null);
  }

  /// What moved from one copy of a table to the next, by a method that learns from either.
  ///
  /// @param year whose middles are held against each other
  /// @throws Method.TooFew when there is too little to learn from
  public static Moved moved(VintageChange change, Method method, double origin, double year) {
    Method.Fitted before = method.fit(change.older().before(origin), origin);
    Method.Fitted now = method.fit(change.newer().before(origin), origin);
    double near = Math.min(origin + 3, Math.max(year, origin + 1));
    String unit = change.newer().unit();
    return new Moved(
        change.older().vintages().getFirst(),
        change.newer().vintages().getFirst(),
        growth(before, origin, near),
        growth(now, origin, near),
        (int) year,
        power(before.at(year).median()),
        power(now.at(year).median()),
        change.added().stream().map(Observation::name).toList(),
        change.removed().stream().map(Observation::name).toList(),
        change.changed().stream().map(c -> ForecastText.change(c, unit)).toList());
  }

  private static double growth(Method.Fitted fitted, double from, double to) {
    return power((fitted.at(to).median() - fitted.at(from).median()) / (to - from));
  }

  /// The forecast with other technologies beside those that it learned from.
  public static ForecastAnswer.Mix mix(Forecast forecast, Mix mix) {
    Method.Fitted with = mix.over(forecast.fitted());
    List<Band> years = new ArrayList<>();
    for (Band band : told(forecast).years()) {
      years.add(band(with.at(band.date()), band.date(), false));
    }
    List<Branch> branches = new ArrayList<>();
    for (Mix.Joined each : mix.joined(forecast.fitted(), forecast.until())) {
      branches.add(
          new Branch(
              each.branch().title(),
              range(each.share()),
              each.ratio() == null ? null : range(each.ratio()),
              each.better(),
              each.from()));
    }
    List<String> remarks = new ArrayList<>();
    mix.sways(forecast.fitted(), forecast.until()).stream()
        .limit(1)
        .forEach(s ->
            remarks.add(
                "What moves the gain most: "
                    + s.knob().words()
                    + " ("
                    + s.branch()
                    + "), between "
                    + Amount.times(s.low())
                    + " and "
                    + Amount.times(s.high())
                    + "."));
    remarks.add(
        "Shares and progress of these technologies are assumptions (technologies/branches.yaml), not"
            + " learned from the past: no back-test tells whether they are right.");
    return new ForecastAnswer.Mix(
        branches, years, range(mix.gain(forecast.fitted(), forecast.until())), remarks);
  }

  private static Range range(Mix.Band of) {
    return new Range(of.middle(), of.low(), of.high());
  }

  /// The machines that it learned from.
  public static List<Seen> seen(Forecast forecast) {
    List<Seen> out = new ArrayList<>();
    for (Observation one : forecast.series().observations()) {
      out.add(
          new Seen(
              one.name(),
              one.design(),
              one.vendor(),
              one.kind(),
              one.date(),
              one.value(),
              one.row()));
    }
    return out;
  }
}
