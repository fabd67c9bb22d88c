package bitline.report;

import bitline.report.ForecastAnswer.Range;
import bitline.report.ForecastAnswer.Score;
import bitline.report.ForecastAnswer.Seen;
import bitline.report.ForecastAnswer.Told;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `rank` answers, as JSON holds it. Values are in each aspect's SI unit, dates decimal years.
/// Bounds of values hold four cases of five, those of years nine of ten.
///
/// @param machine which
/// @param summary sentences that say it all
/// @param aspects one a measure
/// @param export where it stands under export rules
/// @param evidence how well its figures and those of the others are known
/// @param remarks what a reader must know
public record RankAnswer(
    Subject machine,
    List<String> summary,
    List<Aspect> aspects,
    @Nullable Export export,
    List<Evidence> evidence,
    List<String> remarks) {
  public RankAnswer {
    summary = List.copyOf(summary);
    aspects = List.copyOf(aspects);
    evidence = List.copyOf(evidence);
    remarks = List.copyOf(remarks);
  }

  /// The machine.
  ///
  /// @param simulated whether its figures come from our models
  /// @param product of the catalogue that it describes; null: none
  /// @param kind how it computes
  /// @param segment whom it is made for; null: nobody says
  public record Subject(
      String name,
      String title,
      double date,
      boolean simulated,
      @Nullable String product,
      String kind,
      @Nullable String segment) {}

  /// Where it stands by one measure.
  ///
  /// @param name in a word or two
  /// @param title with every convention
  /// @param value null where it is not known
  /// @param grade of what the value was made of; null where some of that has none
  /// @param steps how the value came about
  /// @param rated the same by the power that its maker rates; null where it is no other
  /// @param lead against the trend
  /// @param ratedLead of `rated`
  /// @param places in its classes
  /// @param told the forecast of the others
  /// @param score how that method did at earlier dates
  /// @param seen the others
  /// @param why it has no place; null: it has
  public record Aspect(
      String name,
      String title,
      String unit,
      boolean rising,
      @Nullable Range value,
      @Nullable String grade,
      List<String> steps,
      @Nullable Range rated,
      @Nullable Lead lead,
      @Nullable Lead ratedLead,
      List<Placed> places,
      @Nullable Told told,
      @Nullable Score score,
      List<Seen> seen,
      @Nullable String why) {
    public Aspect {
      steps = List.copyOf(steps);
      places = List.copyOf(places);
      seen = List.copyOf(seen);
    }
  }

  /// Years ahead of the trend.
  ///
  /// @param years below 0: behind; null where no trend is established
  /// @param trend the middle of all machines on its date
  /// @param better share of machines of its date that are expected to be worse
  public record Lead(@Nullable Range years, double trend, double better) {}

  /// A place among others.
  ///
  /// @param among the class in words
  /// @param from decimal year
  /// @param to decimal year
  /// @param place of the middle value
  /// @param best at the better end of the interval
  /// @param worst at the worse end
  /// @param of machines, itself among them
  /// @param ahead names of those before it, best first, at most five
  /// @param members names of all others
  public record Placed(
      String among,
      double from,
      double to,
      int place,
      int best,
      int worst,
      int of,
      List<String> ahead,
      List<String> members) {
    public Placed {
      ahead = List.copyOf(ahead);
      members = List.copyOf(members);
    }
  }

  /// Its place under export rules.
  ///
  /// @param on the day
  /// @param market assumed or told
  /// @param label in a line
  /// @param lines figures behind it
  public record Export(String on, String market, String label, List<String> lines) {
    public Export {
      lines = List.copyOf(lines);
    }
  }

  /// How many values are known how well.
  ///
  /// @param of whom
  /// @param counts words such as `41 measured, 3 recalled`
  public record Evidence(String of, String counts) {}
}
