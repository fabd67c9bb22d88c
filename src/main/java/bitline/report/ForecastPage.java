package bitline.report;

import bitline.forecast.outlook.Swing;
import bitline.report.FanChart.Dot;
import bitline.report.FanChart.Fan;
import bitline.report.ForecastAnswer.Band;
import bitline.report.ForecastAnswer.Ceiling;
import bitline.report.ForecastAnswer.Earlier;
import bitline.report.ForecastAnswer.Mix;
import bitline.report.ForecastAnswer.Range;
import bitline.report.ForecastAnswer.Score;
import bitline.report.ForecastAnswer.Seen;
import bitline.report.ForecastAnswer.Told;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A forecast as a page: fan chart, what the method said earlier and how well, the same question
/// asked otherwise, what the answer hangs on, what moved, and where the data come from.
public record ForecastPage(ForecastAnswer answer) {
  private static final int MOST_SWINGS = 14;
  private static final List<String> CLASSES =
      List.of("bound-2", "bound-3", "bound-4", "bound-6", "bound-5");
  private static final String OTHERS = "others";
  private static final List<String> EARLIER = List.of("float", "used", "chip", "anew", "soft");

  /// Writes the page: whole or not at all.
  public void write(Path file) {
    Page.write(page(), file);
  }

  /// The page.
  public String page() {
    Mix mix = answer.mix();
    return new Page()
        .section("fan", "What is expected", expected())
        .section("score", "How far to trust it", score())
        .section("others", "The same question asked otherwise", beside())
        .section("hangs", "What it hangs on", swings())
        .section(
            "mix", "With technologies that the table does not hold", mix == null ? "" : mix(mix))
        .section("moved", "What moved since the last vintage", hint(ForecastText.moved(answer)))
        .section("sources", "Where it comes from", sources())
        .titled("forecast", answer.asked().title(), ForecastText.expected(answer), cards());
  }

  private static String hint(String text) {
    return "<p class=\"hint\">" + Html.escape(text) + "</p>";
  }

  private static String panel(String content) {
    return "<div class=\"panel scroll\">" + content + "</div>";
  }

  private String cards() {
    Told told = answer.told();
    String unit = answer.asked().unit();
    Range doubling = told.doubling();
    Band last = told.years().getLast();
    Score score = answer.score();
    List<String> cards = new ArrayList<>();
    cards.add(
        Page.card(
            doubling == null
                ? "a year; no direction is established"
                : (told.growth().middle() < 1 ? "years to halve, " : "years to double, ")
                    + Numbers.fixed(doubling.low(), 2)
                    + " to "
                    + Numbers.fixed(doubling.high(), 2),
            doubling == null
                ? Amount.growth(told.growth().middle())
                : Numbers.fixed(doubling.middle(), 2),
            "chip"));
    cards.add(
        Page.card(
            "middle of " + ForecastText.date(last.date()),
            Amount.text(last.median(), unit),
            "chip long"));
    cards.add(
        Page.card(
            "of outcomes in the 90 % intervals of earlier forecasts",
            Numbers.percent(score.own().within90()),
            ForecastText.right(score.own()) ? "float" : "lost"));
    if (score.rows().size() > 1) {
      ForecastAnswer.ScoreRow rival =
          score.rows().subList(1, score.rows().size()).stream()
              .min(Comparator.comparingDouble(ForecastAnswer.ScoreRow::crps))
              .orElseThrow();
      cards.add(
          Page.card(
              "less error than " + rival.name(),
              Numbers.percent(1 - score.own().crps() / rival.crps()),
              "float"));
    }
    List<String> notes = new ArrayList<>(ForecastText.summary(answer));
    notes.removeFirst();
    return "<div class=\"figures\">" + String.join("", cards) + "</div>" + Page.notes(notes);
  }

  private String expected() {
    Classes classes = Classes.of(answer.seen());
    List<Fan> fans = new ArrayList<>();
    fans.add(
        new Fan(
            "forecast: middle, and where half, eight of ten and nine of ten lie",
            "float",
            answer.told().years()));
    Mix mix = answer.mix();
    if (mix != null) {
      fans.add(new Fan("with " + branches(mix), "chip", mix.years(), false));
    }
    FanChart chart =
        new FanChart(
            answer.asked().title() + " by the day that machines came out, and bands to come",
            answer.asked().unit(),
            classes.dots(answer.seen(), answer.asked().unit()),
            classes.keys(),
            fans,
            answer.told().past(),
            answer.told().origin(),
            answer.told().origin() + answer.score().reach(),
            answer.ceilings());
    return hint(ForecastText.from(answer))
        + panel(chart.html())
        + ceilings()
        + "<h3 class=\"more\">Bands by year</h3>"
        + Page.table(ForecastText.bands(answer));
  }

  private String ceilings() {
    if (answer.ceilings().isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("<ul class=\"hint\">");
    for (Ceiling ceiling : answer.ceilings()) {
      out.append("<li>").append(Html.escape(ceiling.name())).append(": ");
      out.append(Html.escape(Amount.text(ceiling.value().middle(), answer.asked().unit())));
      out.append(" (")
          .append(Html.escape(Amount.text(ceiling.value().low(), answer.asked().unit())));
      out.append(" to ");
      out.append(Html.escape(Amount.text(ceiling.value().high(), answer.asked().unit())));
      out.append("). ");
      out.append(Html.escape(ceiling.from())).append("</li>");
    }
    return "<h3 class=\"more\">Ceilings</h3>" + out.append("</ul>");
  }

  private static String branches(Mix mix) {
    return String.join(" and ", mix.branches().stream().map(ForecastAnswer.Branch::title).toList());
  }

  private String score() {
    Score score = answer.score();
    return hint(
            "Every forecast here is scored on what it could not have known. Outcomes are counted in"
                + " orders of magnitude: an error of 0.3 is a factor of two. A method that knows what"
                + " it does not know has its 90 % intervals hold nine of ten outcomes.")
        + earlier()
        + "<div class=\"columns\"><div class=\"panel\"><h3>Do quantiles mean what they say?</h3>"
        + CalibrationPlot.reliability(score)
        + "</div><div class=\"panel\"><h3>Where outcomes fell</h3>"
        + CalibrationPlot.pit(score)
        + "</div></div><h3 class=\"more\">Scores</h3>"
        + Page.table(ForecastText.score(score));
  }

  private String earlier() {
    if (answer.earlier().isEmpty()) {
      return "";
    }
    List<Fan> fans = new ArrayList<>();
    for (Earlier each : answer.earlier()) {
      fans.add(
          new Fan(
              "said in "
                  + ForecastText.date(each.origin())
                  + ": "
                  + each.within90()
                  + " of "
                  + each.outcomes()
                  + " outcomes in the 90 % interval",
              EARLIER.get(fans.size() % EARLIER.size()),
              each.years()));
    }
    List<Dot> dots = new ArrayList<>();
    for (Seen one : answer.seen()) {
      dots.add(
          new Dot(
              one.date(), one.value(), "silicon", false, Classes.told(one, answer.asked().unit())));
    }
    FanChart chart =
        new FanChart(
            "what the method would have said at earlier dates",
            answer.asked().unit(),
            dots,
            List.of(new Svg.Key("came out", "silicon")),
            fans,
            List.of(),
            answer.told().origin(),
            Double.POSITIVE_INFINITY,
            List.of());
    return panel("<h3>What it would have said, and what came</h3>" + chart.html());
  }

  private String beside() {
    return answer.conventions().isEmpty()
        ? ""
        : hint(ForecastText.BESIDE)
            + Page.table(ForecastText.conventions(answer))
            + "<h3 class=\"more\">Other measures of the same machines</h3>"
            + Page.table(ForecastText.measures(answer));
  }

  private String swings() {
    if (answer.swings().isEmpty()) {
      return "";
    }
    List<Swing> drawn = answer.swings().subList(0, Math.min(MOST_SWINGS, answer.swings().size()));
    return hint(
            "The middle of "
                + answer.asked().until()
                + " when one thing is done otherwise and all is computed again. "
                + ForecastText.hangsOn(answer))
        + panel(
            new SwingPlot(
                    "forecast by assumption",
                    answer.asked().unit(),
                    answer.told().years().getLast().median(),
                    drawn)
                .html())
        + Page.table(ForecastText.swings(answer, Integer.MAX_VALUE));
  }

  private String mix(Mix mix) {
    StringBuilder from = new StringBuilder();
    mix.branches().forEach(branch -> from.append(hint(branch.title() + ": " + branch.from())));
    return hint(ForecastText.gains(answer, mix))
        + from
        + Page.table(ForecastText.branches(mix))
        + "<h3 class=\"more\">Bands by year with them</h3>"
        + Page.table(ForecastText.mixed(answer, mix))
        + (mix.remarks().isEmpty() ? "" : Page.notes(mix.remarks()));
  }

  private String sources() {
    StringBuilder rows = new StringBuilder();
    for (Seen one : answer.seen()) {
      rows.append("<tr><td>").append(Html.escape(one.name())).append("</td><td>");
      rows.append(Html.escape(one.vendor())).append("</td><td>").append(Html.escape(one.kind()));
      rows.append("</td><td>")
          .append(ForecastText.date(one.date()))
          .append("</td><td class=\"n\">");
      rows.append(Html.escape(Amount.text(one.value(), answer.asked().unit())));
      rows.append("</td><td class=\"n\">").append(one.row() == 0 ? "" : one.row());
      rows.append("</td></tr>");
    }
    return hint(String.join(" ", ForecastText.attribution(answer.vintages())))
        + Page.table(ForecastText.vintages(answer.vintages()))
        + (answer.remarks().isEmpty() ? "" : Page.notes(answer.remarks()))
        + "<details><summary>All "
        + answer.seen().size()
        + " machines that it learned from</summary><div class=\"scroll\"><table><thead><tr>"
        + "<th>machine</th><th>vendor</th><th>class</th><th>out</th><th class=\"n\">"
        + Html.escape(Amount.words(answer.asked().unit()))
        + "</th><th class=\"n\">row</th></tr></thead><tbody>"
        + rows
        + "</tbody></table></div></details>";
  }

  /// What colours machines: their class where the table tells many, else who sells them.
  private record Classes(boolean byVendor, Map<String, String> styles) {
    static Classes of(List<Seen> seen) {
      boolean byVendor = seen.stream().map(Seen::kind).distinct().count() < 4;
      Map<String, Integer> counts = new LinkedHashMap<>();
      for (Seen one : seen) {
        counts.merge(name(one, byVendor), 1, Integer::sum);
      }
      Map<String, String> styles = new LinkedHashMap<>();
      counts.entrySet().stream()
          .filter(entry -> !entry.getKey().equals(OTHERS))
          .sorted(Comparator.comparing((Map.Entry<String, Integer> e) -> -e.getValue()))
          .limit(CLASSES.size())
          .forEach(entry -> styles.put(entry.getKey(), CLASSES.get(styles.size())));
      if (styles.size() < counts.size()) {
        styles.put(OTHERS, "bound-7");
      }
      return new Classes(byVendor, styles);
    }

    private static String name(Seen one, boolean byVendor) {
      String name = byVendor ? one.vendor() : one.kind();
      return name.isEmpty() ? OTHERS : name;
    }

    List<Dot> dots(List<Seen> seen, String unit) {
      List<Dot> out = new ArrayList<>();
      for (Seen one : seen) {
        String style = styles.getOrDefault(name(one, byVendor), "bound-7");
        out.add(new Dot(one.date(), one.value(), style, false, told(one, unit)));
      }
      return out;
    }

    List<Svg.Key> keys() {
      List<Svg.Key> out = new ArrayList<>();
      styles.forEach((name, style) -> out.add(new Svg.Key(name.replace('_', ' '), style)));
      return out;
    }

    static String told(Seen one, String unit) {
      return one.name()
          + (one.vendor().isEmpty() ? "" : ", " + one.vendor())
          + ", "
          + ForecastText.date(one.date())
          + ": "
          + Amount.text(one.value(), unit)
          + (one.row() == 0 ? "" : "; row " + one.row());
    }
  }
}
