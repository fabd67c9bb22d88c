package bitline.report;

import bitline.forecast.Calendar;
import bitline.forecast.Vintage;
import bitline.forecast.data.VintageChange;
import bitline.forecast.outlook.Alternative;
import bitline.forecast.outlook.Swing;
import bitline.report.ForecastAnswer.Band;
import bitline.report.ForecastAnswer.Mix;
import bitline.report.ForecastAnswer.Moved;
import bitline.report.ForecastAnswer.Neighbour;
import bitline.report.ForecastAnswer.Range;
import bitline.report.ForecastAnswer.Score;
import bitline.report.ForecastAnswer.ScoreRow;
import bitline.report.ForecastAnswer.Told;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A forecast in words and tables.
public final class ForecastText {
  /// Shares of outcomes in 90 % intervals that count as right.
  private static final double LEAST_HELD = 0.87;

  private static final double MOST_HELD = 0.93;
  private static final int MOST_NAMES = 6;

  /// What the table of neighbours is.
  public static final String BESIDE =
      "The same question asked otherwise, each by a plain straight line and with its own back-test:"
          + " growth differs, so no single number is \"the\" trend.";

  private ForecastText() {}

  /// What is expected when, how sure, how well the method did, and what it hangs on.
  public static List<String> summary(ForecastAnswer answer) {
    List<String> out = new ArrayList<>();
    out.add(expected(answer));
    out.add(held(answer.score()));
    Mix mix = answer.mix();
    if (mix != null) {
      out.add(gains(answer, mix));
    }
    if (!answer.swings().isEmpty()) {
      out.add(hangsOn(answer));
    }
    String far = beyond(answer);
    if (!far.isEmpty()) {
      out.add(far);
    }
    return out;
  }

  /// What is expected when.
  public static String expected(ForecastAnswer answer) {
    Told told = answer.told();
    String unit = answer.asked().unit();
    Band last = told.years().getLast();
    Band near =
        told.years().stream()
            .filter(Band::tested)
            .reduce((a, b) -> b)
            .orElse(told.years().getFirst());
    StringBuilder out = new StringBuilder();
    out.append(growth(answer)).append(". ");
    out.append("The middle of what comes out in ").append(year(near));
    out.append(" is expected at ").append(Amount.text(near.median(), unit));
    out.append("; nine of ten lie between ").append(Amount.text(near.low(), unit));
    out.append(" and ").append(Amount.text(near.high(), unit)).append('.');
    if (last != near) {
      out.append(" In ").append(year(last)).append(": ");
      out.append(Amount.text(last.median(), unit)).append(" (");
      out.append(Amount.text(last.low(), unit)).append(" to ");
      out.append(Amount.text(last.high(), unit)).append(").");
    }
    return out.toString();
  }

  /// How fast it goes.
  private static String growth(ForecastAnswer answer) {
    Told told = answer.told();
    Range growth = told.growth();
    Range doubling = told.doubling();
    boolean falls = growth.middle() < 1;
    StringBuilder out = new StringBuilder(answer.asked().title());
    out.append(falls ? " falls by " : " grows by ");
    out.append(Amount.growth(growth.middle()).replaceFirst("^[+−]", ""));
    out.append(" a year (").append(Amount.growth(growth.low())).append(" to ");
    out.append(Amount.growth(growth.high())).append(", nine cases of ten)");
    if (doubling == null) {
      return out.append("; not even the direction is established").toString();
    }
    out.append(": it ").append(falls ? "halves" : "doubles").append(" every ");
    out.append(Numbers.fixed(doubling.middle(), 2)).append(" years (");
    out.append(Numbers.fixed(doubling.low(), 2)).append(" to ");
    return out.append(Numbers.fixed(doubling.high(), 2)).append(')').toString();
  }

  /// How well the method did in the past.
  public static String held(Score score) {
    ScoreRow own = score.own();
    StringBuilder out = new StringBuilder();
    out.append("How far to trust this: at ").append(score.origins()).append(" dates from ");
    out.append(date(score.first())).append(" to ").append(date(score.last()));
    out.append(" the same method was shown only what was out by then; its 90 % intervals held ");
    out.append(Numbers.percent(own.within90())).append(" of ").append(own.outcomes());
    out.append(" outcomes of the ").append(Numbers.short3(score.reach()));
    out.append(" years after each");
    out.append(
        right(own)
            ? ", as they should"
            : own.within90() < LEAST_HELD
                ? ", fewer than they should: it is surer than it may be"
                : ", more than they should: it is less sure than it could be");
    out.append(". Its error (CRPS) was ").append(Numbers.fixed(own.crps(), 3));
    out.append(" orders of magnitude");
    for (ScoreRow rival : score.rows().subList(1, score.rows().size())) {
      double skill = 1 - own.crps() / rival.crps();
      out.append("; ").append(rival.name()).append(" had ");
      out.append(Numbers.fixed(rival.crps(), 3));
      out.append(skill > 0 ? " (" + Numbers.percent(skill) + " better than that)" : " (no better)");
    }
    return out.append('.').toString();
  }

  /// Whether its 90 % intervals held as many as they should.
  static boolean right(ScoreRow row) {
    return row.within90() >= LEAST_HELD && row.within90() <= MOST_HELD;
  }

  /// The assumption that moves it most.
  public static String hangsOn(ForecastAnswer answer) {
    String unit = answer.asked().unit();
    StringBuilder out = new StringBuilder("What it hangs on most: ");
    Swing first = answer.swings().getFirst();
    out.append(first.name()).append(". The middle of ").append(answer.asked().until());
    out.append(" lies between ").append(ends(first, unit));
    if (first.kind() == Alternative.Kind.QUESTION) {
      answer.swings().stream()
          .filter(s -> s.kind() != Alternative.Kind.QUESTION)
          .findFirst()
          .ifPresent(s ->
              out.append(". With the question left as it is: ")
                  .append(s.name())
                  .append(", between ")
                  .append(ends(s, unit)));
    }
    return out.append('.').toString();
  }

  private static String ends(Swing swing, String unit) {
    return Amount.text(swing.low(), unit)
        + " ("
        + swing.lowMeans()
        + ") and "
        + Amount.text(swing.high(), unit)
        + " ("
        + swing.highMeans()
        + ")";
  }

  /// A warning where bands reach farther than the back-test; empty where they do not.
  public static String beyond(ForecastAnswer answer) {
    List<Band> years = answer.told().years();
    Band last = years.getLast();
    if (last.tested()) {
      return "";
    }
    double reach = answer.score().reach();
    String far = passed(answer);
    return "Beware: the back-test looked "
        + Numbers.short3(reach)
        + " years ahead. Bands after "
        + date(answer.told().origin() + reach)
        + " carry the same law on; nobody has tested how well."
        + far;
  }

  /// The first ceiling that the middle passes; empty where it passes none.
  private static String passed(ForecastAnswer answer) {
    for (ForecastAnswer.Ceiling ceiling : answer.ceilings()) {
      for (Band band : answer.told().years()) {
        if (band.median() > ceiling.value().middle()) {
          return " In "
              + year(band)
              + " the middle passes a stated ceiling, "
              + Amount.text(ceiling.value().middle(), answer.asked().unit())
              + " ("
              + ceiling.name()
              + "), which only --method saturating heeds.";
        }
      }
    }
    return "";
  }

  /// From what it learned.
  public static String from(ForecastAnswer answer) {
    Told told = answer.told();
    return told.machines()
        + " machines ("
        + told.designs()
        + " designs), "
        + date(told.first())
        + " to "
        + date(told.newest())
        + ", as known on "
        + answer.asked().on()
        + ". Method: "
        + told.method()
        + ". "
        + told.assumes();
  }

  /// Bands by year.
  public static Table bands(ForecastAnswer answer) {
    return bands(answer.told().years(), answer.asked().unit());
  }

  private static Table bands(List<Band> years, String unit) {
    List<List<String>> rows = new ArrayList<>();
    for (Band band : years) {
      List<String> row = new ArrayList<>();
      row.add(year(band));
      for (int q : new int[] {0, 1, 2, 3, 4, 5, 6}) {
        row.add(Amount.number(band.quantiles().get(q), unit));
      }
      row.add(band.tested() ? "" : "untested");
      rows.add(row);
    }
    return new Table(
        List.of(
            Table.text(Amount.words(unit)),
            Table.number("5 %"),
            Table.number("10 %"),
            Table.number("25 %"),
            Table.number("middle"),
            Table.number("75 %"),
            Table.number("90 %"),
            Table.number("95 %"),
            Table.text("")),
        rows);
  }

  /// The back-test against simpler methods, then by years ahead.
  public static Table score(Score score) {
    List<List<String>> rows = new ArrayList<>();
    score.rows().forEach(row -> rows.add(cells(row)));
    score.byHorizon().forEach(row -> rows.add(cells(row)));
    return new Table(
        List.of(
            Table.text("held by back-test"),
            Table.number("outcomes"),
            Table.number("50 %"),
            Table.number("80 %"),
            Table.number("90 %"),
            Table.number("CRPS"),
            Table.number("bias"),
            Table.number("log score")),
        rows);
  }

  private static List<String> cells(ScoreRow row) {
    return List.of(
        row.name(),
        String.valueOf(row.outcomes()),
        Numbers.percent(row.within50()),
        Numbers.percent(row.within80()),
        Numbers.percent(row.within90()),
        Numbers.fixed(row.crps(), 3),
        signed(row.bias()),
        signed(row.logScore()));
  }

  private static String signed(double value) {
    return (value < 0 ? "" : "+") + Numbers.fixed(value, 3);
  }

  /// The measure by other conventions.
  public static Table conventions(ForecastAnswer answer) {
    return beside("by", answer.conventions(), answer);
  }

  /// Other measures by the same conventions.
  public static Table measures(ForecastAnswer answer) {
    return beside("other measures", answer.measures(), answer);
  }

  private static Table beside(String title, List<Neighbour> others, ForecastAnswer answer) {
    List<List<String>> rows = new ArrayList<>();
    for (Neighbour one : others) {
      rows.add(
          List.of(
              one.title(),
              String.valueOf(one.machines()),
              one.growth() == null ? Numbers.UNKNOWN : Amount.growth(one.growth().middle()),
              years(one.doubling()),
              one.times() == null ? Numbers.UNKNOWN : Amount.times(one.times().middle()),
              one.within90() == null
                  ? one.why() == null ? "" : one.why()
                  : Numbers.percent(one.within90())));
    }
    return new Table(
        List.of(
            Table.text(title),
            Table.number("machines"),
            Table.number("a year"),
            Table.number("doubles, years"),
            Table.number("to " + answer.asked().until()),
            Table.text("90 % held")),
        rows);
  }

  private static String years(@Nullable Range doubling) {
    return doubling == null
        ? Numbers.UNKNOWN
        : Numbers.fixed(doubling.middle(), 2)
            + " ("
            + Numbers.fixed(doubling.low(), 2)
            + "–"
            + Numbers.fixed(doubling.high(), 2)
            + ")";
  }

  /// What moves it, at most so many.
  public static Table swings(ForecastAnswer answer, int most) {
    String unit = answer.asked().unit();
    List<List<String>> rows = new ArrayList<>();
    for (Swing swing : answer.swings().subList(0, Math.min(most, answer.swings().size()))) {
      rows.add(
          List.of(
              swing.name(),
              Amount.text(swing.low(), unit),
              swing.lowMeans(),
              Amount.text(swing.high(), unit),
              swing.highMeans()));
    }
    return new Table(
        List.of(
            Table.text("done otherwise"),
            Table.number("least"),
            Table.text("with"),
            Table.number("most"),
            Table.text("with")),
        rows);
  }

  /// What moved since an earlier vintage.
  public static String moved(ForecastAnswer answer) {
    Moved moved = answer.moved();
    if (moved == null) {
      return "What moved since the last vintage: there is one vintage only.";
    }
    String unit = answer.asked().unit();
    StringBuilder out = new StringBuilder("What moved since ");
    out.append(moved.before().file()).append(" (").append(moved.before().rows());
    out.append(" rows, to ").append(date(moved.before().newest())).append("): growth ");
    out.append(Amount.growth(moved.growthBefore())).append(" → ");
    out.append(Amount.growth(moved.growthNow())).append(" a year; the middle of ");
    out.append(moved.year()).append(' ').append(Amount.text(moved.medianBefore(), unit));
    out.append(" → ").append(Amount.text(moved.medianNow(), unit)).append(". ");
    out.append(names("new", moved.added())).append("; ");
    out.append(names("gone", moved.gone())).append("; ");
    return out.append(names("changed", moved.changed())).append('.').toString();
  }

  /// A machine with another value or date: `MI308X 10.3 TB/s → 5.3 TB/s`.
  static String change(VintageChange.Change change, String unit) {
    String from = Amount.text(change.from().value(), unit);
    String to = Amount.text(change.to().value(), unit);
    boolean dated = from.equals(to);
    return change.to().name()
        + " "
        + (dated ? date(change.from().date()) : from)
        + " → "
        + (dated ? date(change.to().date()) : to);
  }

  private static String names(String what, List<String> names) {
    if (names.isEmpty()) {
      return "none " + what;
    }
    int shown = Math.min(MOST_NAMES, names.size());
    return names.size()
        + " "
        + what
        + ": "
        + String.join(", ", names.subList(0, shown))
        + (names.size() > shown ? " and " + (names.size() - shown) + " more" : "");
  }

  /// The technologies of a mix.
  public static Table branches(Mix mix) {
    List<List<String>> rows = new ArrayList<>();
    for (ForecastAnswer.Branch branch : mix.branches()) {
      Range ratio = branch.advantage();
      rows.add(
          List.of(
              branch.title(),
              Numbers.percent(branch.share().middle()),
              Numbers.percent(branch.share().low())
                  + " to "
                  + Numbers.percent(branch.share().high()),
              ratio == null ? "unknown" : Amount.times(ratio.middle()),
              ratio == null ? "" : Amount.times(ratio.low()) + " to " + Amount.times(ratio.high()),
              Numbers.percent(branch.better())));
    }
    return new Table(
        List.of(
            Table.text("technology"),
            Table.number("share"),
            Table.number("80 %"),
            Table.number("advantage"),
            Table.number("80 %"),
            Table.number("better")),
        rows);
  }

  /// What other technologies change.
  public static String gains(ForecastAnswer answer, Mix mix) {
    Band last = mix.years().getLast();
    Range gain = mix.gain();
    return "With "
        + String.join(", ", mix.branches().stream().map(ForecastAnswer.Branch::title).toList())
        + " beside them the middle of "
        + answer.asked().until()
        + " is "
        + Amount.text(last.median(), answer.asked().unit())
        + ", "
        + Amount.times(gain.middle())
        + " what it is without ("
        + Amount.times(gain.low())
        + " to "
        + Amount.times(gain.high())
        + " in four cases of five).";
  }

  /// Bands of the mix by year.
  public static Table mixed(ForecastAnswer answer, Mix mix) {
    return bands(mix.years(), answer.asked().unit());
  }

  /// The tables and their hashes.
  public static Table vintages(List<Vintage> vintages) {
    List<List<String>> rows = new ArrayList<>();
    for (Vintage each : vintages) {
      rows.add(
          List.of(
              each.file(),
              String.valueOf(each.rows()),
              date(each.newest()),
              each.sha256().substring(0, 16)));
    }
    return new Table(
        List.of(
            Table.text("table"),
            Table.number("rows"),
            Table.text("newest"),
            Table.text("SHA-256 begins")),
        rows);
  }

  /// Whom the tables are owed to, and under which licence.
  public static List<String> attribution(List<Vintage> vintages) {
    return vintages.stream().map(ForecastText::attribution).distinct().toList();
  }

  private static String attribution(Vintage vintage) {
    String file = vintage.file();
    if (file.equals("catalogue")) {
      return "Data: Bitline's catalogue; each value has its source there ('bitline catalogue NAME').";
    }
    if (file.endsWith(".dat")) {
      return "Data: Karl Rupp, 50 years of microprocessor trend data, CC-BY 4.0.";
    }
    if (file.startsWith("Learning_costs")) {
      return "Data: Farmer and Lafond 2016 by way of Our World in Data, CC-BY 4.0.";
    }
    if (file.contains("chip_timelines") || file.startsWith("nvidia_annual")) {
      return "Data: Epoch AI, AI chip counts, MIT licence.";
    }
    if (file.startsWith("transistor-counts")
        || file.startsWith("disk-drive")
        || file.startsWith("fastest-")) {
      return "Data: tech-progress-data, MIT licence; values by way of Wikipedia, CC BY-SA.";
    }
    return "Data: Epoch AI, CC-BY 4.0.";
  }

  private static String year(Band band) {
    double part = band.date() - Math.floor(band.date());
    int whole = (int) band.date();
    return Math.abs(part - 0.5) < 0.01 ? String.valueOf(whole) : date(band.date());
  }

  /// A decimal year as a month: `Dec 2025`.
  static String date(double year) {
    LocalDate day = Calendar.day(year);
    return day.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " " + day.getYear();
  }
}
