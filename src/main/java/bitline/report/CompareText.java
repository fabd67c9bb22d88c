package bitline.report;

import bitline.base.Interval;
import bitline.compare.Outcome;
import bitline.report.CompareAnswer.Accuracy;
import bitline.report.CompareAnswer.Mix;
import bitline.report.CompareAnswer.Price;
import bitline.report.CompareAnswer.Row;
import bitline.report.CompareAnswer.Split;
import bitline.report.CompareAnswer.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A network on several machines as a terminal shows it.
public final class CompareText {
  private static final int MOST_REASONS = 2;

  private CompareText() {}

  /// What every machine was given, in a sentence or two.
  public static String work(CompareAnswer answer) {
    Work work = answer.work();
    Double floor = work.floor();
    String metric = work.metric();
    String accuracy =
        metric == null
            ? ""
            : ". Accuracy is "
                + metric
                + " on "
                + work.pictures()
                + (work.pictures() == 1 ? " picture" : " pictures");
    return "Equal work: "
        + String.join(", ", work.inputs())
        + ", "
        + Numbers.count(Math.round(work.macs()))
        + " MACs in "
        + work.products()
        + (work.products() == 1 ? " product, " : " products, ")
        + Numbers.count(Math.round(work.weights()))
        + " weights, "
        + (work.batch() == 1 ? "one picture at a time" : "batches of " + work.batch())
        + accuracy
        + (floor == null || metric == null
            ? ""
            : "; each machine in its fastest format that reaches " + Numbers.score(metric, floor))
        + ".";
  }

  /// Time and energy.
  public static Table figures(CompareAnswer answer) {
    List<List<String>> rows = new ArrayList<>();
    for (Row row : answer.machines()) {
      Outcome outcome = row.outcome();
      Interval joules = row.joules();
      rows.add(
          outcome == null
              ? List.of(
                  row.machine(),
                  "",
                  Numbers.UNKNOWN,
                  Numbers.UNKNOWN,
                  Numbers.UNKNOWN,
                  reasons(row))
              : List.of(
                  row.machine(),
                  outcome.format(),
                  Numbers.seconds(outcome.latency()),
                  rate(outcome.rate()),
                  si(outcome.joules(), "J"),
                  joules == null ? "" : EstimateText.interval(joules, "J")));
    }
    return new Table(
        List.of(
            Table.text("machine"),
            Table.text("format"),
            Table.number("latency"),
            Table.number("pictures/s"),
            Table.number("a picture"),
            Table.text("80 % interval")),
        rows);
  }

  /// Watts, silicon and accuracy.
  public static Table silicon(CompareAnswer answer) {
    List<List<String>> rows = new ArrayList<>();
    for (Row row : answer.machines()) {
      Interval area = row.silicon().area();
      rows.add(
          List.of(
              row.machine(),
              row.outcome() == null ? Numbers.UNKNOWN : si(row.outcome().watts(), "W"),
              area == null ? Numbers.UNKNOWN : Numbers.si(area.middle(), "m2"),
              row.silicon().process(),
              accuracy(answer, row)));
    }
    return new Table(
        List.of(
            Table.text("machine"),
            Table.number("power"),
            Table.number("silicon"),
            Table.text("process"),
            Table.number("accuracy")),
        rows);
  }

  /// Dollars.
  public static Table money(CompareAnswer answer) {
    List<List<String>> rows = new ArrayList<>();
    for (Row row : answer.machines()) {
      Price price = row.price();
      Price cost = row.cost();
      rows.add(
          List.of(
              row.machine(),
              price == null ? Numbers.UNKNOWN : dollars(price.dollars().middle()),
              price == null ? "" : price.basis(),
              cost == null ? Numbers.UNKNOWN : dollars(cost.dollars().middle()),
              row.millionPictures() == null
                  ? Numbers.UNKNOWN
                  : dollars(row.millionPictures().middle())));
    }
    return new Table(
        List.of(
            Table.text("machine"),
            Table.number("price"),
            Table.text("basis"),
            Table.number("to make"),
            Table.number("a million pictures")),
        rows);
  }

  /// A score in its metric's own form; a share where no metric is named.
  public static String score(@Nullable String metric, @Nullable Double score) {
    return score == null ? Numbers.UNKNOWN : Numbers.score(metric == null ? "" : metric, score);
  }

  static String accuracy(CompareAnswer answer, Row row) {
    Accuracy accuracy = row.accuracy();
    String metric = answer.work().metric();
    return accuracy == null || metric == null
        ? Numbers.UNKNOWN
        : Numbers.score(metric, accuracy.score());
  }

  /// What the first of our chips has, as a multiple of what each other machine has.
  public static @Nullable Table ratios(CompareAnswer answer) {
    Row chip = answer.chip().orElse(null);
    List<Row> others = answer.done().stream().filter(row -> row != chip).toList();
    if (chip == null || others.isEmpty()) {
      return null;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Row row : others) {
      rows.add(
          List.of(
              row.machine(),
              ratio(chip, row, CompareText::latency),
              ratio(chip, row, CompareText::rate),
              ratio(chip, row, CompareText::joules),
              ratio(chip, row, CompareText::cost),
              ratio(chip, row, CompareText::million),
              ratio(chip, row, CompareText::area)));
    }
    return new Table(
        List.of(
            Table.text(chip.machine() + " is … of"),
            Table.number("latency"),
            Table.number("rate"),
            Table.number("energy"),
            Table.number("to make"),
            Table.number("1 M"),
            Table.number("silicon")),
        rows);
  }

  private static @Nullable Double latency(Row row) {
    return row.outcome() == null ? null : Double.valueOf(row.outcome().latency());
  }

  private static @Nullable Double rate(Row row) {
    return row.outcome() == null ? null : Double.valueOf(row.outcome().rate());
  }

  private static @Nullable Double joules(Row row) {
    return row.outcome() == null ? null : row.outcome().joules();
  }

  private static @Nullable Double cost(Row row) {
    return row.cost() == null ? null : Double.valueOf(row.cost().dollars().middle());
  }

  private static @Nullable Double million(Row row) {
    return middle(row.millionPictures());
  }

  private static @Nullable Double area(Row row) {
    return middle(row.silicon().area());
  }

  private static @Nullable Double middle(@Nullable Interval interval) {
    return interval == null ? null : Double.valueOf(interval.middle());
  }

  /// `×1.8`: so many times what the other machine has.
  private static String ratio(Row chip, Row other, Function<Row, @Nullable Double> figure) {
    Double ours = figure.apply(chip);
    Double theirs = figure.apply(other);
    return ours == null || theirs == null || !(theirs > 0) ? Numbers.UNKNOWN : times(ours / theirs);
  }

  static String times(double ratio) {
    return "×" + Numbers.plain(ratio);
  }

  /// What is moved, by machine and level.
  public static Table wall(CompareAnswer answer) {
    List<List<String>> rows = new ArrayList<>();
    for (Row row : answer.done()) {
      Outcome outcome = row.outcome();
      if (outcome == null) {
        continue;
      }
      for (Outcome.Level level : outcome.levels()) {
        Double joules = level.joules();
        Double all = outcome.joules();
        rows.add(
            List.of(
                row.machine(),
                level.name(),
                level.moves() ? Numbers.bytes(level.bytes()) : "",
                level.seconds() > 0 ? Numbers.seconds(level.seconds()) : "",
                level.seconds() > 0 ? Numbers.percent(level.seconds() / outcome.interval()) : "",
                si(joules, "J"),
                joules == null || all == null ? "" : Numbers.percent(joules / all)));
      }
    }
    return new Table(
        List.of(
            Table.text("machine"),
            Table.text("level"),
            Table.number("bytes"),
            Table.number("time"),
            Table.number(""),
            Table.number("energy"),
            Table.number("")),
        rows);
  }

  /// For each machine how well it is known and what its joules cover; the reasons of those that do
  /// not do the work.
  public static List<String> footing(CompareAnswer answer) {
    List<String> lines = new ArrayList<>();
    for (Row row : answer.machines()) {
      Outcome outcome = row.outcome();
      StringBuilder line = new StringBuilder(row.machine()).append(": ");
      if (outcome == null) {
        line.append(reasons(row));
      } else {
        line.append(outcome.foundation()).append("; bound by ").append(outcome.limit());
        line.append("; energy counts ").append(row.counted());
      }
      Accuracy accuracy = row.accuracy();
      if (accuracy != null) {
        line.append("; accuracy of ").append(accuracy.of());
      }
      if (!row.evidence().isEmpty()) {
        line.append("; its description: ").append(row.evidence());
      }
      row.unknown().forEach(what -> line.append("; ").append(what));
      lines.add(line.append('.').toString());
    }
    return lines;
  }

  /// Why a machine does not do the work: two reasons, and how many more there are.
  static String reasons(Row row) {
    List<String> all = row.refused();
    int told = Math.min(all.size(), MOST_REASONS);
    String more = all.size() > told ? "; and " + (all.size() - told) + " more" : "";
    return String.join("; ", all.subList(0, told)) + more;
  }

  /// The same architectures in other processes; null where nobody asked.
  public static @Nullable Table mixes(CompareAnswer answer) {
    if (answer.mixes().isEmpty()) {
      return null;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Mix mix : answer.mixes()) {
      rows.add(
          List.of(
              mix.machine(),
              nanometres(mix.node()) + (mix.own() ? ", its own" : ""),
              rate(mix.rate()),
              si(mix.joules(), "J"),
              si(mix.area(), "m2"),
              mix.dollars() == null ? Numbers.UNKNOWN : dollars(mix.dollars().middle())));
    }
    return new Table(
        List.of(
            Table.text("architecture"),
            Table.text("process"),
            Table.number("pictures/s"),
            Table.number("a picture"),
            Table.number("silicon"),
            Table.number("to make")),
        rows);
  }

  /// What of the distance between machines is process and what architecture; null where nobody
  /// asked.
  public static @Nullable Table splits(CompareAnswer answer) {
    if (answer.splits().isEmpty()) {
      return null;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Split split : answer.splits()) {
      rows.add(
          List.of(
              split.over(),
              nanometres(split.node()) + " over " + nanometres(split.overNode()),
              split.figure(),
              times(split.ratio()),
              times(split.process()),
              times(split.architecture())));
    }
    return new Table(
        List.of(
            Table.text(answer.splits().getFirst().machine() + " over"),
            Table.text("process"),
            Table.text("figure"),
            Table.number("ratio"),
            Table.number("process"),
            Table.number("architecture")),
        rows);
  }

  private static String nanometres(double node) {
    return Numbers.axis(Math.rint(node * 1e9)) + " nm";
  }

  static String rate(double rate) {
    return Numbers.plain(rate);
  }

  private static String si(@Nullable Double value, String unit) {
    return value == null ? Numbers.UNKNOWN : Numbers.si(value, unit);
  }

  /// `$1,230`, `$0.0123`: three digits at least.
  static String dollars(double dollars) {
    return "$" + Numbers.plain(dollars);
  }
}
