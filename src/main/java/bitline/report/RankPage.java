package bitline.report;

import bitline.report.ForecastAnswer.Range;
import bitline.report.ForecastAnswer.Seen;
import bitline.report.ForecastAnswer.Told;
import bitline.report.RankAnswer.Aspect;
import bitline.report.RankAnswer.Lead;
import bitline.report.RankAnswer.Placed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A machine's standing as a page: the answer in sentences and cards, one chart an aspect with the
/// machine among all others and their trend, its places, its export class, and how well all of that
/// is known.
public record RankPage(RankAnswer answer) {
  private static final String OWN = "anew";
  private static final String RATED = "fitted";

  /// Writes the page: whole or not at all.
  public void write(Path file) {
    Page.write(page(), file);
  }

  /// The page.
  public String page() {
    Page page =
        new Page()
            .section("table", "By every measure", standings())
            .section("export", "Under export rules", export());
    for (Aspect aspect : answer.aspects()) {
      if (aspect.told() != null && aspect.value() != null) {
        page.section(id(aspect), title(aspect), chart(aspect));
      }
    }
    return page.section("places", "Among those of its time", Page.table(RankText.places(answer)))
        .section("evidence", "On whose word", evidence())
        .titled(
            "rank",
            answer.machine().title(),
            answer.summary().getFirst(),
            cards() + Page.notes(notes()));
  }

  private static String id(Aspect aspect) {
    return "by-" + aspect.name().replace(' ', '-');
  }

  private static String title(Aspect aspect) {
    return Character.toUpperCase(aspect.name().charAt(0)) + aspect.name().substring(1);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(answer.summary().subList(1, answer.summary().size()));
    notes.addAll(answer.remarks());
    return notes;
  }

  private String cards() {
    List<String> cards = new ArrayList<>();
    for (Aspect aspect : answer.aspects()) {
      Lead lead = aspect.lead();
      if (lead == null) {
        continue;
      }
      Range years = lead.years();
      cards.add(
          years == null
              ? Page.card(
                  aspect.name() + ": better than those of its time; no trend is established",
                  Numbers.percent(lead.better()),
                  "")
              : Page.card(
                  aspect.name()
                      + ": years "
                      + (years.middle() < 0 ? "behind" : "ahead of")
                      + " the trend",
                  RankText.number(Math.abs(years.middle())),
                  years.high() < 0 ? "lost" : years.low() > 0 ? "chip" : ""));
    }
    return "<div class=\"figures\">" + String.join("", cards) + "</div>";
  }

  private String standings() {
    return hint(
            "Years: how much later than this machine the middle of all machines gets there; beside"
                + " it nine cases of ten. Better than: the share of machines of its date that are"
                + " expected to be worse. Held: how many outcomes the trend's 90 % intervals held"
                + " when it was asked at earlier dates.")
        + Page.table(RankText.standings(answer))
        + (RankText.unknown(answer).rows().isEmpty() ? "" : Page.table(RankText.unknown(answer)));
  }

  private String export() {
    RankAnswer.Export export = answer.export();
    if (export == null) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    out.append("<p><strong>").append(Html.escape(export.label())).append("</strong></p><ul>");
    export.lines().forEach(line -> out.append("<li>").append(Html.escape(line)).append("</li>"));
    return out.append("</ul>").toString();
  }

  private String chart(Aspect aspect) {
    Told told = aspect.told();
    Range value = aspect.value();
    if (told == null || value == null) {
      throw new IllegalStateException(aspect.name() + " has no chart");
    }
    String kind = answer.machine().kind();
    Set<String> peers =
        aspect.places().stream()
            .filter(place -> place.among().startsWith("for "))
            .flatMap(place -> place.members().stream())
            .collect(Collectors.toSet());
    List<FanChart.Dot> dots = new ArrayList<>();
    for (Seen one : aspect.seen()) {
      String style =
          one.kind().equals(kind) ? "chip" : peers.contains(one.name()) ? "used" : "soft";
      dots.add(
          new FanChart.Dot(
              one.date(),
              one.value(),
              style,
              false,
              one.name()
                  + ", "
                  + ForecastText.date(one.date())
                  + ": "
                  + Amount.text(one.value(), aspect.unit())));
    }
    List<Svg.Key> keys = new ArrayList<>();
    keys.add(new Svg.Key(kind.replace('_', ' '), "chip"));
    if (!peers.isEmpty()) {
      keys.add(new Svg.Key("made for the same customers, at its time", "used"));
    }
    keys.add(new Svg.Key("all others", "soft"));
    List<FanChart.Own> own = new ArrayList<>();
    Range rated = aspect.rated();
    if (rated != null) {
      own.add(own(aspect, rated, RATED, "by rated power"));
      keys.add(new Svg.Key("this machine by the power that its maker rates", RATED));
    }
    String as = answer.machine().simulated() ? "as simulated" : "as told";
    own.add(own(aspect, value, OWN, answer.machine().name()));
    keys.add(new Svg.Key("this machine " + as + ", with its interval", OWN));
    FanChart chart =
        new FanChart(
            aspect.title() + ": this machine among others and their trend",
            aspect.unit(),
            dots,
            keys,
            List.of(
                new FanChart.Fan(
                    "trend, and where half, eight of ten and nine of ten to come lie",
                    "soft",
                    told.years())),
            told.past(),
            told.origin(),
            told.origin() + (aspect.score() == null ? 0 : aspect.score().reach()),
            List.of(),
            own);
    StringBuilder out = new StringBuilder();
    out.append(hint(title(aspect) + ": " + RankText.words(aspect) + ". " + aspect.title() + "."));
    out.append("<div class=\"panel scroll\">")
        .append(chart.html())
        .append("</div><ul class=\"hint\">");
    for (Placed place : aspect.places()) {
      out.append("<li>").append(Html.escape(RankText.words(place))).append("</li>");
    }
    if (aspect.score() != null) {
      out.append("<li>").append(Html.escape(ForecastText.held(aspect.score()))).append("</li>");
    }
    out.append("<li>Its value: ")
        .append(Html.escape(String.join("; ", aspect.steps())))
        .append(".</li>");
    return out.append("</ul>").toString();
  }

  private FanChart.Own own(Aspect aspect, Range value, String style, String label) {
    return new FanChart.Own(
        answer.machine().date(),
        value.middle(),
        value.low(),
        value.high(),
        style,
        label,
        label
            + ": "
            + Amount.text(value.middle(), aspect.unit())
            + (value.low() < value.high()
                ? ", four cases of five between "
                    + Amount.text(value.low(), aspect.unit())
                    + " and "
                    + Amount.text(value.high(), aspect.unit())
                : ""));
  }

  private String evidence() {
    return Page.table(RankText.evidence(answer));
  }

  private static String hint(String text) {
    return "<p class=\"hint\">" + Html.escape(text) + "</p>";
  }
}
