package bitline.report;

import bitline.report.ForecastAnswer.Range;
import bitline.report.RankAnswer.Aspect;
import bitline.report.RankAnswer.Lead;
import bitline.report.RankAnswer.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A machine's standing as text.
public final class RankText {
  private static final int WIDTH = 100;
  private static final int TABLE = 120;

  /// Years that a trend is not known better than.
  private static final double LEVEL = 0.5;

  private RankText() {}

  /// All of it.
  public static String of(RankAnswer answer) {
    StringBuilder out = new StringBuilder();
    out.append(
        Paragraph.wrap(answer.machine().name() + ": " + answer.machine().title(), "", "  ", WIDTH));
    out.append('\n');
    answer.summary().forEach(line -> out.append(Paragraph.wrap(line, "", "  ", WIDTH)));
    out.append('\n').append(standings(answer).render(TABLE));
    out.append(
        Paragraph.wrap(
            "Years: how much later than it the middle of all machines gets there; beside it nine"
                + " cases of ten. Better than: share of machines of its date that are expected to be worse."
                + " Held: outcomes in the trend's 90 % intervals at earlier dates.",
            "", "  ", WIDTH));
    out.append('\n').append(places(answer).render(TABLE));
    Table unknown = unknown(answer);
    if (!unknown.rows().isEmpty()) {
      out.append('\n').append(unknown.render(TABLE));
    }
    RankAnswer.Export export = answer.export();
    if (export != null) {
      out.append('\n').append(Paragraph.wrap(export.label(), "", "  ", WIDTH));
      export.lines().forEach(line -> out.append(Paragraph.wrap(line, "  ", "    ", WIDTH)));
    }
    out.append('\n').append(evidence(answer).render(TABLE));
    if (!answer.remarks().isEmpty()) {
      out.append('\n');
      answer.remarks().forEach(line -> out.append(Paragraph.wrap(line, "- ", "  ", WIDTH)));
    }
    return out.toString();
  }

  /// A place in words.
  static String words(Placed place) {
    return "Place "
        + place(place)
        + " of "
        + place.of()
        + " among "
        + place.among()
        + " that came out between "
        + ForecastText.date(place.from())
        + " and "
        + ForecastText.date(place.to())
        + (place.ahead().isEmpty() ? "" : ", after " + String.join(", ", place.ahead()))
        + ".";
  }

  /// Years ahead in words, for one aspect: `11 years ahead of the trend`.
  public static String words(Aspect aspect) {
    Lead lead = aspect.lead();
    if (lead == null) {
      return "not known";
    }
    Range years = lead.years();
    if (years == null) {
      return "better than "
          + Numbers.percent(lead.better())
          + " of its time, where no trend is established";
    }
    if (Math.abs(years.middle()) < LEVEL) {
      return "on the trend";
    }
    String far =
        years.low() < 0 && years.high() > 0
            ? ", not certain (" + bounds(years) + ")"
            : " (" + bounds(years) + ")";
    return years(years.middle()) + (years.middle() < 0 ? " the trend" : " of the trend") + far;
  }

  /// `3.1 years ahead`, `0.8 years behind`.
  static String years(double years) {
    return number(Math.abs(years)) + (years < 0 ? " years behind" : " years ahead");
  }

  private static String bounds(Range years) {
    return signed(years.low()) + " to " + signed(years.high());
  }

  static String number(double years) {
    return years < 10
        ? String.format(Locale.ROOT, "%.1f", years)
        : String.format(Locale.ROOT, "%.0f", years);
  }

  private static String signed(double years) {
    return years < 0 ? "−" + number(-years) : number(years);
  }

  /// Values, trend and years.
  static Table standings(RankAnswer answer) {
    List<List<String>> rows = new ArrayList<>();
    for (Aspect aspect : answer.aspects()) {
      Range value = aspect.value();
      if (aspect.lead() == null || value == null) {
        continue;
      }
      rows.add(row(aspect, aspect.name(), value, aspect.lead()));
      if (aspect.rated() != null && aspect.ratedLead() != null) {
        rows.add(row(aspect, "  by rated power", aspect.rated(), aspect.ratedLead()));
      }
    }
    return new Table(
        List.of(
            Table.text("by"),
            Table.number("it has"),
            Table.number("four of five"),
            Table.number("trend then"),
            Table.number("years"),
            Table.number("nine of ten"),
            Table.number("better than"),
            Table.number("held")),
        rows);
  }

  private static List<String> row(Aspect aspect, String name, Range value, Lead lead) {
    Range years = lead.years();
    return List.of(
        name,
        Amount.text(value.middle(), aspect.unit()),
        value.low() < value.high()
            ? Amount.number(value.low(), aspect.unit())
                + " – "
                + Amount.number(value.high(), aspect.unit())
            : "",
        Amount.number(lead.trend(), aspect.unit()),
        years == null ? "–" : signed(years.middle()),
        years == null ? "no trend" : bounds(years),
        Numbers.percent(lead.better()),
        held(aspect));
  }

  private static String held(Aspect aspect) {
    return aspect.score() == null ? "–" : Numbers.percent(aspect.score().own().within90());
  }

  /// Places by aspect and class.
  static Table places(RankAnswer answer) {
    List<List<String>> rows = new ArrayList<>();
    for (Aspect aspect : answer.aspects()) {
      for (Placed place : aspect.places()) {
        rows.add(
            List.of(
                aspect.name(),
                place.among(),
                place(place),
                String.valueOf(place.of()),
                place.ahead().isEmpty() ? "nobody" : String.join(", ", place.ahead())));
      }
    }
    return new Table(
        List.of(
            Table.text("place by"),
            Table.text("among those out within 18 months"),
            Table.number("place"),
            Table.number("of"),
            Table.text("before it")),
        rows);
  }

  private static String place(Placed place) {
    return place.best() == place.worst()
        ? String.valueOf(place.place())
        : place.place() + " (" + place.best() + "–" + place.worst() + ")";
  }

  /// What could not be ranked.
  static Table unknown(RankAnswer answer) {
    List<List<String>> rows = new ArrayList<>();
    for (Aspect aspect : answer.aspects()) {
      String why = aspect.why();
      if (why != null) {
        rows.add(List.of(aspect.name(), why));
      }
    }
    return new Table(List.of(Table.text("no place by"), Table.text("because")), rows);
  }

  /// Grades.
  static Table evidence(RankAnswer answer) {
    return new Table(
        List.of(Table.text("evidence"), Table.text("")),
        answer.evidence().stream().map(e -> List.of(e.of(), e.counts())).toList());
  }

  /// A value or a dash.
  static String amount(@Nullable Range value, String unit) {
    return value == null ? "–" : Amount.text(value.middle(), unit);
  }
}
