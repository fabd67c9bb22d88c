package bitline.report;

import bitline.forecast.Vintage;
import bitline.forecast.outlook.Swing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `forecast` answers, as JSON holds it. Values are in the measure's SI unit, dates decimal
/// years, scores in decimal orders of magnitude (OOM). Intervals of what machines will be hold nine
/// of ten; those of growth too.
///
/// @param asked which measure, and on which day
/// @param told bands by year and growth
/// @param score how the same method did at earlier dates
/// @param earlier what it would have said on some of them
/// @param conventions the same measure by other formats, payments, price bases and deflators
/// @param measures other measures of the same machines
/// @param swings what the forecast of the last year becomes when one thing is done otherwise, that
///   which moves it most first
/// @param moved what changed since an earlier vintage of the table; null: there is only one
/// @param mix with technologies that the table does not hold; null: nobody asked
/// @param seen the machines that it learned from
/// @param ceilings limits that physics or plans set
/// @param vintages the tables, with their hashes
/// @param remarks what was left out and why
public record ForecastAnswer(
    Asked asked,
    Told told,
    Score score,
    List<Earlier> earlier,
    List<Neighbour> conventions,
    List<Neighbour> measures,
    List<Swing> swings,
    @Nullable Moved moved,
    @Nullable Mix mix,
    List<Seen> seen,
    List<Ceiling> ceilings,
    List<Vintage> vintages,
    List<String> remarks) {
  /// The probabilities of the bands.
  public static final List<Double> QUANTILES = List.of(0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95);

  public ForecastAnswer {
    earlier = List.copyOf(earlier);
    conventions = List.copyOf(conventions);
    measures = List.copyOf(measures);
    swings = List.copyOf(swings);
    seen = List.copyOf(seen);
    ceilings = List.copyOf(ceilings);
    vintages = List.copyOf(vintages);
    remarks = List.copyOf(remarks);
  }

  /// What was asked.
  ///
  /// @param measure key, such as `ops-per-dollar`
  /// @param title one line with precision, price basis and deflator
  /// @param unit of all values
  /// @param rising whether more is better
  /// @param on the day until which anything may be known, `2026-11-22`
  /// @param until the last year
  public record Asked(
      String measure, String title, String unit, boolean rising, String on, int until) {}

  /// The forecast.
  ///
  /// @param method key
  /// @param assumes what it assumes, in a sentence
  /// @param origin decimal year of the day
  /// @param machines that it learned from
  /// @param designs among them
  /// @param first decimal year of the oldest
  /// @param newest decimal year of the newest
  /// @param years bands of what one machine that comes out in the middle of a year will be
  /// @param past medians at earlier dates, as seen from today; empty where the method has none
  /// @param growth what a year multiplies the middle by
  /// @param doubling years in which the middle doubles, or halves where it falls; null where not
  ///   even the direction is established
  public record Told(
      String method,
      String assumes,
      double origin,
      int machines,
      int designs,
      double first,
      double newest,
      List<Band> years,
      List<Point> past,
      Range growth,
      @Nullable Range doubling) {
    public Told {
      years = List.copyOf(years);
      past = List.copyOf(past);
    }

    /// The band of a year; an `IllegalArgumentException` where there is none.
    public Band band(int year) {
      return years.stream()
          .filter(band -> (int) band.date() == year)
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no band of " + year));
    }
  }

  /// A middle with the bounds of nine cases of ten.
  public record Range(double middle, double low, double high) {}

  /// A value on a date.
  public record Point(double date, double value) {}

  /// Quantiles on a date.
  ///
  /// @param date decimal year
  /// @param quantiles at [#QUANTILES]
  /// @param tested whether the back-test reached as far ahead as this
  public record Band(double date, List<Double> quantiles, boolean tested) {
    public Band {
      quantiles = List.copyOf(quantiles);
    }

    public double median() {
      return quantiles.get(3);
    }

    public double low() {
      return quantiles.getFirst();
    }

    public double high() {
      return quantiles.getLast();
    }
  }

  /// The back-test: every machine of the table was foretold from what was known before it.
  ///
  /// @param first decimal year of the first origin
  /// @param last decimal year of the last
  /// @param origins how many
  /// @param reach years that it looked ahead
  /// @param rows the method, then those it is held against
  /// @param byHorizon the method by years ahead
  /// @param reliability share of outcomes below each quantile that was foretold
  /// @param pit outcomes by the probability that was foretold for what lies below them, in tenths
  public record Score(
      double first,
      double last,
      int origins,
      double reach,
      List<ScoreRow> rows,
      List<ScoreRow> byHorizon,
      List<Reliable> reliability,
      List<Integer> pit) {
    public Score {
      rows = List.copyOf(rows);
      byHorizon = List.copyOf(byHorizon);
      reliability = List.copyOf(reliability);
      pit = List.copyOf(pit);
    }

    /// The method's own.
    public ScoreRow own() {
      return rows.getFirst();
    }
  }

  /// How well one method did.
  ///
  /// @param name of the method, or of what part of the outcomes
  /// @param outcomes machines that came out later, counted once for each origin
  /// @param within50 share of them in the 50 % interval
  /// @param within80 in the 80 % interval
  /// @param within90 in the 90 % interval
  /// @param crps mean continuous ranked probability score, OOM; less is better
  /// @param bias mean of foretold less came out, OOM
  /// @param logScore mean natural logarithm of the density at what came out; more is better
  public record ScoreRow(
      String name,
      int outcomes,
      double within50,
      double within80,
      double within90,
      double crps,
      double bias,
      double logScore) {}

  /// What the method would have said on an earlier date.
  ///
  /// @param origin decimal year
  /// @param years bands from there on
  /// @param within90 outcomes in the 90 % interval
  /// @param outcomes machines that came out in those years
  public record Earlier(double origin, List<Band> years, int within90, int outcomes) {
    public Earlier {
      years = List.copyOf(years);
    }
  }

  /// @param probability foretold
  /// @param share of outcomes that lay below it
  public record Reliable(double probability, double share) {}

  /// The same forecast of something else.
  ///
  /// @param title what is another
  /// @param same whether it is the one that was asked for
  /// @param machines that it learned from
  /// @param growth a year
  /// @param doubling years; null where not even the direction is established
  /// @param times what one year before the last is multiplied by until the last: the median of the
  ///   last year over that of today
  /// @param within90 share of outcomes that its 90 % intervals held
  /// @param why it could not be foretold; null: it was
  public record Neighbour(
      String title,
      boolean same,
      int machines,
      @Nullable Range growth,
      @Nullable Range doubling,
      @Nullable Range times,
      @Nullable Double within90,
      @Nullable String why) {}

  /// What changed since an earlier vintage.
  ///
  /// @param before the earlier table
  /// @param now the later
  /// @param growthBefore a year
  /// @param growthNow a year
  /// @param year whose medians are held against each other
  /// @param medianBefore of that year
  /// @param medianNow of that year
  /// @param added machines that are new
  /// @param gone machines that are no longer there
  /// @param changed machines with another value
  public record Moved(
      Vintage before,
      Vintage now,
      double growthBefore,
      double growthNow,
      int year,
      double medianBefore,
      double medianNow,
      List<String> added,
      List<String> gone,
      List<String> changed) {
    public Moved {
      added = List.copyOf(added);
      gone = List.copyOf(gone);
      changed = List.copyOf(changed);
    }
  }

  /// Bands when technologies join that the table does not hold.
  ///
  /// @param branches in the order asked for
  /// @param years bands of the mix
  /// @param gain what it has over the forecast without them in the last year, four cases of five
  /// @param remarks what is assumed
  public record Mix(List<Branch> branches, List<Band> years, Range gain, List<String> remarks) {
    public Mix {
      branches = List.copyOf(branches);
      years = List.copyOf(years);
      remarks = List.copyOf(remarks);
    }
  }

  /// A technology of the mix.
  ///
  /// @param title for people
  /// @param share of the work that it would do in the last year, four cases of five
  /// @param advantage its efficiency over that of the others in the same year, four cases of five;
  ///   null: nobody can tell
  /// @param better share of cases in which it is better than the others then, and so is used
  /// @param from where the advantage comes from
  public record Branch(
      String title, Range share, @Nullable Range advantage, double better, String from) {}

  /// A machine.
  public record Seen(
      String name, String design, String vendor, String kind, double date, double value, int row) {}

  /// A limit.
  ///
  /// @param name for people
  /// @param value in the unit of the measure, bounds of four cases of five
  /// @param from what it is, and how it could be got round
  public record Ceiling(String name, Range value, String from) {}
}
