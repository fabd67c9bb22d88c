package bitline.report;

import bitline.scenario.Choice;
import bitline.scenario.Scenario;
import bitline.text.Evidence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A weighed choice as a page: scores and what they are made of, how often each is first, what
/// turns the order, who votes how, every input with its source.
public final class ScenarioPage {
  private static final List<String> COLOURS =
      List.of("part-drivers", "part-cells", "part-buffers", "part-writes", "part-leakage");

  private ScenarioPage() {}

  /// Writes the page: whole or not at all.
  public static void write(Scenario scenario, Choice choice, Path file) {
    Page.write(page(scenario, choice), file);
  }

  /// The page.
  public static String page(Scenario scenario, Choice choice) {
    return new Page()
        .section("scores", "Scores", scores(choice))
        .section(
            "first",
            "How often each is first",
            hint(
                    choice.draws()
                        + " draws: of all inputs within their intervals, with the weights as voted; of the"
                        + " weights as if nothing was known of them, with every input in its middle; of both.")
                + firsts(choice))
        .section(
            "turns",
            "What turns the order",
            choice.turns().isEmpty()
                ? hint("No input does, alone.")
                : hint(
                        "Each input moved alone, up to four times as far as its interval goes. Inside: the turn lies within its interval.")
                    + Page.table(ScenarioText.turns(choice, Integer.MAX_VALUE)))
        .section(
            "weights",
            "Weights",
            hint(
                    "The weight of a criterion is the mean of the votes on it; an expert's vote on their own"
                        + " field counts "
                        + Numbers.short3(scenario.expertFactor())
                        + " times. The order holds while a weight stays within the range, the others in"
                        + " proportion.")
                + Page.table(ScenarioText.weights(choice))
                + "<h3 class=\"more\">Votes</h3>"
                + Page.table(ScenarioText.voters(choice)))
        .section("inputs", "Every input, and where it comes from", inputs(scenario))
        .titled("scenario", choice.title(), ScenarioText.sentence(choice), cards(choice));
  }

  private static String hint(String text) {
    return "<p class=\"hint\">" + Html.escape(text) + "</p>";
  }

  private static String cards(Choice choice) {
    StringBuilder out = new StringBuilder("<div class=\"figures\">");
    for (Choice.Ranked one : choice.ranking()) {
      out.append(
          Page.card(
              "score; first in " + Numbers.percent(one.first().inputs()) + " of the inputs' draws",
              one.title() + " " + Numbers.fixed(one.score(), 2),
              one == choice.ranking().getFirst() ? "chip long" : "long"));
    }
    return out.append("</div>").toString();
  }

  private static String scores(Choice choice) {
    List<StackedBars.Series> series = new ArrayList<>();
    for (int c = 0; c < choice.weights().size(); c++) {
      Choice.Weight weight = choice.weights().get(c);
      series.add(
          new StackedBars.Series(
              weight.title() + ", weight " + Numbers.percent(weight.weight()) + "; of all scores",
              COLOURS.get(c % COLOURS.size())));
    }
    List<StackedBars.Bar> bars = new ArrayList<>();
    for (Choice.Ranked one : choice.ranking()) {
      List<Double> values = new ArrayList<>();
      for (int c = 0; c < one.worths().size(); c++) {
        values.add(choice.weights().get(c).weight() * one.worths().get(c));
      }
      bars.add(new StackedBars.Bar(one.title(), values));
    }
    return "<div class=\"panel\"><div class=\"scroll\">"
        + new StackedBars("scores by criterion", "1", series, bars, bars.size()).html()
        + "</div></div>"
        + hint(
            "Worth by each criterion, 0 to 1, in the table; a word before it names the need that is met worst.")
        + Page.table(ScenarioText.ranking(choice));
  }

  private static String firsts(Choice choice) {
    StringBuilder rows = new StringBuilder();
    for (Choice.Ranked one : choice.ranking()) {
      rows.append("<tr><td>").append(Html.escape(one.title())).append("</td>");
      for (double share :
          List.of(one.first().inputs(), one.first().weights(), one.first().both())) {
        rows.append("<td class=\"n\">")
            .append(Numbers.percent(share))
            .append("</td><td>")
            .append(Charts.bar(share, "chip"))
            .append("</td>");
      }
      rows.append("</tr>");
    }
    return "<div class=\"scroll\"><table><thead><tr><th></th><th class=\"n\">inputs</th><th></th>"
        + "<th class=\"n\">weights</th><th></th><th class=\"n\">both</th><th></th></tr></thead><tbody>"
        + rows
        + "</tbody></table></div>";
  }

  private static String inputs(Scenario scenario) {
    StringBuilder rows = new StringBuilder();
    for (Evidence one : scenario.evidence()) {
      boolean published = one.kind() == Evidence.Kind.PUBLISHED;
      rows.append("<tr><td class=\"layer\">")
          .append(Html.escape(one.path()))
          .append("</td><td class=\"n\">")
          .append(Html.escape(one.written()))
          .append("</td><td><span class=\"badge ")
          .append(published ? "published\">published" : "assumed\">assumed")
          .append("</span></td><td class=\"why\">")
          .append(Html.escape(one.text()))
          .append("</td></tr>");
    }
    return "<div class=\"scroll\"><table><thead><tr><th>input</th><th class=\"n\">value</th><th></th>"
        + "<th>where it comes from</th></tr></thead><tbody>"
        + rows
        + "</tbody></table></div>";
  }
}
