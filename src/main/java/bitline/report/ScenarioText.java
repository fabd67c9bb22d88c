package bitline.report;

import bitline.scenario.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A weighed choice as text: who is first, by how much, and what would turn it.
public final class ScenarioText {
  private static final int WIDTH = 80;
  private static final int MOST_TURNS = 8;

  private ScenarioText() {}

  /// All of it.
  public static String of(Choice choice) {
    StringBuilder out = new StringBuilder();
    out.append(choice.title()).append("\n\n");
    out.append(ranking(choice).render(WIDTH)).append('\n');
    out.append(
        Paragraph.wrap(
            "The last three columns: first in so many of "
                + choice.draws()
                + " draws of the inputs within their intervals; of the weights, as if nothing was known of them; of both. A word before a number names the need that is met worst.",
            "",
            "  ",
            WIDTH));
    out.append('\n').append(weights(choice).render(WIDTH)).append('\n');
    out.append(voters(choice).render(WIDTH)).append('\n');
    out.append(
        Paragraph.wrap(
            "*: an expert of that field. Alone, without: who is first if they alone decide, and without them.",
            "",
            "  ",
            WIDTH));
    out.append('\n');
    List<Choice.Turn> within = within(choice);
    out.append(Paragraph.wrap(sentence(choice), "", "  ", WIDTH));
    if (!choice.turns().isEmpty()) {
      out.append('\n').append(turns(choice, Math.max(MOST_TURNS, within.size())).render(WIDTH));
    }
    return out.toString();
  }

  /// Scores and how often each is first.
  static Table ranking(Choice choice) {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.text(""));
    columns.add(Table.number("score"));
    choice.weights().forEach(weight -> columns.add(Table.number(weight.criterion())));
    columns.add(Table.number("inputs"));
    columns.add(Table.number("weights"));
    columns.add(Table.number("both"));
    List<List<String>> rows = new ArrayList<>();
    for (Choice.Ranked one : choice.ranking()) {
      List<String> row = new ArrayList<>();
      row.add(one.title());
      row.add(Numbers.fixed(one.score(), 3));
      for (int c = 0; c < one.worths().size(); c++) {
        String limit = one.limits().get(c);
        row.add((limit == null ? "" : limit + " ") + Numbers.fixed(one.worths().get(c), 2));
      }
      row.add(whole(one.first().inputs()));
      row.add(whole(one.first().weights()));
      row.add(whole(one.first().both()));
      rows.add(row);
    }
    return new Table(columns, rows);
  }

  /// Weights and how far each may be moved.
  static Table weights(Choice choice) {
    List<List<String>> rows = new ArrayList<>();
    for (int c = 0; c < choice.weights().size(); c++) {
      Choice.Weight weight = choice.weights().get(c);
      Choice.Moved moved = choice.moved().get(c);
      rows.add(
          List.of(
              weight.title(),
              whole(weight.weight()),
              whole(weight.asOne()),
              whole(moved.from()) + " to " + whole(moved.to()),
              then(choice, moved)));
    }
    return new Table(
        List.of(
            Table.text("criterion"),
            Table.number("weight"),
            Table.number("one vote each"),
            Table.number("order holds for"),
            Table.text("else first")),
        rows);
  }

  private static String then(Choice choice, Choice.Moved moved) {
    List<String> words = new ArrayList<>();
    if (moved.below() != null) {
      words.add("below: " + title(choice, moved.below()));
    }
    if (moved.above() != null) {
      words.add("above: " + title(choice, moved.above()));
    }
    return String.join("; ", words);
  }

  private static String title(Choice choice, @Nullable String alternative) {
    for (Choice.Ranked one : choice.ranking()) {
      if (one.alternative().equals(alternative)) {
        return one.title();
      }
    }
    return Numbers.UNKNOWN;
  }

  /// Who votes how.
  static Table voters(Choice choice) {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.text("vote of"));
    choice.weights().forEach(weight -> columns.add(Table.number(weight.criterion())));
    columns.add(Table.text("alone"));
    columns.add(Table.text("without"));
    List<List<String>> rows = new ArrayList<>();
    for (Choice.Voter voter : choice.voters()) {
      List<String> row = new ArrayList<>();
      row.add(voter.title());
      for (int c = 0; c < voter.shares().size(); c++) {
        boolean expert = voter.expertIn().contains(choice.weights().get(c).criterion());
        row.add((expert ? "* " : "") + whole(voter.shares().get(c)));
      }
      row.add(title(choice, voter.alone()));
      row.add(title(choice, voter.without()));
      rows.add(row);
    }
    return new Table(columns, rows);
  }

  static List<Choice.Turn> within(Choice choice) {
    return choice.turns().stream().filter(Choice.Turn::within).toList();
  }

  private static String whole(double share) {
    return Math.round(100 * share) + " %";
  }

  /// How firm the order is, in a sentence or two.
  static String sentence(Choice choice) {
    Choice.Ranked first = choice.ranking().getFirst();
    Choice.Ranked second = choice.ranking().get(1);
    String lead =
        first.title().substring(0, 1).toUpperCase(Locale.ROOT)
            + first.title().substring(1)
            + " comes first, "
            + Numbers.fixed(first.score() - second.score(), 3)
            + " ahead of "
            + second.title()
            + ". ";
    List<Choice.Turn> within = within(choice);
    if (within.isEmpty()) {
      return lead + "No single input turns that within its own interval.";
    }
    Choice.Turn nearest = within.getFirst();
    return lead
        + (within.size() == 1
            ? "One input turns that within its own interval: "
            : within.size() + " inputs turn that within their own interval, most easily ")
        + nearest.title()
        + ", from "
        + Numbers.short3(nearest.middle())
        + " to "
        + Numbers.short3(nearest.at())
        + " "
        + nearest.unit()
        + ".";
  }

  /// Inputs that turn the order.
  static Table turns(Choice choice, int most) {
    List<List<String>> rows = new ArrayList<>();
    choice.turns().stream()
        .limit(most)
        .forEach(turn ->
            rows.add(
                List.of(
                    turn.input() + ", " + turn.unit(),
                    Numbers.short3(turn.middle()),
                    Numbers.short3(turn.low()) + " to " + Numbers.short3(turn.high()),
                    Numbers.short3(turn.at()),
                    title(choice, turn.then()),
                    turn.within() ? "yes" : "no")));
    return new Table(
        List.of(
            Table.text("input"),
            Table.number("is"),
            Table.number("interval"),
            Table.number("turns at"),
            Table.text("then first"),
            Table.text("inside")),
        rows);
  }
}
