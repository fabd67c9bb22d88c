package bitline.report;

import bitline.base.Interval;
import bitline.base.Units;
import bitline.money.yield.YieldModel;
import bitline.report.CostAnswer.Cause;
import bitline.report.CostAnswer.Die;
import bitline.report.CostAnswer.Plan;
import bitline.report.CostAnswer.Spares;
import bitline.report.CostAnswer.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Dollars of a product as a terminal shows them.
public final class CostText {
  private static final double MILLION = 1e6;

  private CostText() {}

  /// `$238`, `$163 M`: three digits.
  static String usd(double dollars) {
    return dollars >= 0.9995 * MILLION
        ? CompareText.dollars(dollars / MILLION) + " M"
        : CompareText.dollars(dollars);
  }

  /// `$180 to $320`.
  static String usd(Interval dollars) {
    return usd(dollars.low()) + " to " + usd(dollars.high());
  }

  /// A process as everyone calls it.
  static String node(double metres) {
    return Units.format(metres, "m", 3);
  }

  /// `300 k`, `1 M`; numbers below ten thousand as they are.
  static String count(double number) {
    if (number < 10_000) {
      return Numbers.plain(number);
    }
    boolean millions = number >= MILLION;
    return Numbers.plain(number / (millions ? MILLION : 1000)) + (millions ? " M" : " k");
  }

  /// Under which terms all figures hold.
  public static String conditions(CostAnswer answer) {
    Terms terms = answer.terms();
    Double defects = terms.defects();
    return "of "
        + count(terms.volume())
        + " made, at prices of "
        + terms.year()
        + ", yield by the "
        + terms.model().words()
        + " law, "
        + (defects == null
            ? "defects as the process has them"
            : Units.format(defects, "1/m2", 3) + " defects")
        + ", "
        + terms.repair()
        + (terms.margin() == 0 ? ", no margin" : ", margin " + Numbers.percent(terms.margin()));
  }

  /// What the price is made up of.
  public static Table lines(CostAnswer answer) {
    double all = answer.price().middle();
    List<List<String>> rows = new ArrayList<>();
    for (CostAnswer.Line line : answer.lines()) {
      rows.add(
          List.of(
              line.item().words(),
              usd(line.usd().middle()),
              usd(line.usd()),
              Numbers.percent(line.usd().middle() / all)));
    }
    rows.add(List.of("cost", usd(answer.cost().middle()), usd(answer.cost()), ""));
    if (answer.price().middle() > answer.cost().middle() * (1 + 1e-9)) {
      rows.add(List.of("price", usd(answer.price().middle()), usd(answer.price()), ""));
    }
    rows.add(List.of("one more", usd(answer.marginal().middle()), usd(answer.marginal()), ""));
    rows.add(List.of("once, for all", usd(answer.fixed().middle()), usd(answer.fixed()), ""));
    return new Table(
        List.of(
            Table.text("dollars of one"),
            Table.number(""),
            Table.text("80 % interval"),
            Table.number("of the price")),
        rows);
  }

  /// Dies on their wafers.
  public static Table dies(CostAnswer answer) {
    List<List<String>> rows = new ArrayList<>();
    for (Die die : answer.dies()) {
      rows.add(
          List.of(
              name(answer, die),
              node(die.node()),
              Numbers.si(die.area(), "m2"),
              Numbers.plain(die.gross()),
              Numbers.percent(die.good()),
              usd(die.wafer().middle()),
              usd(die.cost().middle()),
              usd(die.cost())));
    }
    return new Table(
        List.of(
            Table.text("die"),
            Table.number("process"),
            Table.number("area"),
            Table.number("a wafer"),
            Table.number("good"),
            Table.number("wafer"),
            Table.number("good one"),
            Table.text("80 % interval")),
        rows);
  }

  /// What tells a die from the others.
  private static String name(CostAnswer answer, Die die) {
    String count = die.count() > 1 ? die.count() + " × " : "";
    return answer.dies().size() > 1 ? count + die.name() : count.isEmpty() ? "one" : count + "one";
  }

  /// Yields by every law, side by side.
  public static Table yields(CostAnswer answer) {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.text("yield of"));
    columns.add(Table.number("defects"));
    for (YieldModel model : YieldModel.values()) {
      columns.add(Table.number(model.words()));
    }
    List<List<String>> rows = new ArrayList<>();
    for (Die die : answer.dies()) {
      List<String> row = new ArrayList<>();
      row.add(name(answer, die));
      row.add(Numbers.plain(die.defects()));
      for (YieldModel model : YieldModel.values()) {
        row.add(Numbers.percent(die.yields().get(model)));
      }
      rows.add(row);
    }
    return new Table(columns, rows);
  }

  /// What a die is made of.
  public static Table blocks(Die die) {
    double all = die.blocks().stream().mapToDouble(block -> block.area().middle()).sum();
    return new Table(
        List.of(
            Table.text("part of " + die.name()),
            Table.number("area"),
            Table.number(""),
            Table.text("spares help"),
            Table.text("from")),
        die.blocks().stream()
            .map(block ->
                List.of(
                    block.name(),
                    Numbers.si(block.area().middle(), "m2"),
                    Numbers.percent(block.area().middle() / all),
                    block.repairable() ? "yes" : "",
                    block.foundation()))
            .toList());
  }

  /// What the interval comes from.
  public static Table causes(List<Cause> causes, String what, int most) {
    return new Table(
        List.of(Table.text("assumption, alone at the ends of its interval"), Table.text(what)),
        causes.stream()
            .limit(most)
            .map(cause -> List.of(cause.name(), usd(cause.low()) + " to " + usd(cause.high())))
            .toList());
  }

  /// The cost against the number made.
  public static Table volumes(CostAnswer answer) {
    return new Table(
        List.of(
            Table.number("made"),
            Table.number("cost"),
            Table.text("80 % interval"),
            Table.number("masks, design, software")),
        answer.volumes().stream()
            .map(each ->
                List.of(
                    count(each.volume()),
                    usd(each.cost().middle()),
                    usd(each.cost()),
                    Numbers.percent(each.spread() / each.cost().middle())))
            .toList());
  }

  /// The cost in other processes.
  public static Table nodes(CostAnswer answer) {
    return new Table(
        List.of(
            Table.text("process"),
            Table.number("silicon"),
            Table.number("cost"),
            Table.text("80 % interval"),
            Table.number("one more"),
            Table.text("")),
        answer.nodes().stream()
            .map(each ->
                List.of(
                    node(each.node()),
                    Numbers.si(each.area(), "m2"),
                    usd(each.cost().middle()),
                    usd(each.cost()),
                    usd(each.marginal().middle()),
                    each.own() ? "this one" : ""))
            .toList());
  }

  /// The plans of spare lines that cost least, and none at all.
  public static Table spares(Spares spares, int most) {
    List<Plan> sorted =
        spares.tried().stream().sorted(Comparator.comparingDouble(Plan::usd)).toList();
    List<Plan> shown = new ArrayList<>(sorted.subList(0, Math.min(most, sorted.size())));
    sorted.stream()
        .filter(plan -> plan.rows() + plan.columns() == 0 && !shown.contains(plan))
        .forEach(shown::add);
    return new Table(
        List.of(
            Table.text("spare lines"),
            Table.number("die"),
            Table.number("good"),
            Table.number("good die"),
            Table.number("cost of one")),
        shown.stream()
            .map(plan ->
                List.of(
                    plan.rows() + "x" + plan.columns(),
                    Numbers.si(plan.area(), "m2"),
                    Numbers.percent(plan.good()),
                    usd(plan.die()),
                    usd(plan.usd())))
            .toList());
  }

  /// Which plan is cheapest, in a sentence.
  public static String cheapest(Spares spares) {
    Plan none =
        spares.tried().stream()
            .filter(plan -> plan.rows() + plan.columns() == 0)
            .findFirst()
            .orElseThrow();
    Plan best =
        spares.tried().stream()
            .filter(plan -> spares.cheapest().equals(plan.rows() + "x" + plan.columns()))
            .findFirst()
            .orElseThrow();
    String at = "At " + Units.format(spares.density(), "1/m2", 3) + " defects ";
    if (best.equals(none)) {
      return at + "arrays without spare lines cost least.";
    }
    return at
        + spares.cheapest()
        + " spare rows and columns an array cost least"
        + (best.die() > 0.99 * none.die() ? ", by less than one percent: " : ": ")
        + usd(best.die())
        + " a good die instead of "
        + usd(none.die())
        + " without, "
        + Numbers.percent(best.good())
        + " instead of "
        + Numbers.percent(none.good())
        + " of the dies good.";
  }

  /// Which assumption moves the price most, in a sentence.
  public static String mostly(CostAnswer answer) {
    if (answer.causes().isEmpty()) {
      return "Nothing that is uncertain moves the price.";
    }
    Cause first = answer.causes().getFirst();
    boolean same = answer.price().middle() <= answer.cost().middle() * (1 + 1e-9);
    return "In four cases of five "
        + (same ? "one costs " : "the price of one is ")
        + usd(answer.price())
        + ". What moves it most is "
        + first.name()
        + ": alone it makes "
        + usd(first.low())
        + " to "
        + usd(first.high())
        + ".";
  }
}
