package bitline.report;

import bitline.base.Units;
import bitline.policy.Finding;
import bitline.policy.Item;
import bitline.policy.Quantities;
import bitline.policy.Rule;
import bitline.policy.Rule.Effect;
import bitline.policy.item.Judged;
import bitline.text.condition.Dimension;
import bitline.text.condition.Step;
import bitline.text.condition.Truth;
import bitline.text.condition.Value;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What rules say of an item, for a terminal.
public final class PolicyText {
  /// What every answer says.
  public static final String NOT_ADVICE = "Not legal advice.";

  private PolicyText() {}

  /// The answer.
  ///
  /// @param seen the day of the texts
  public static String of(Item item, LocalDate on, List<Judged> judged, LocalDate seen, int width) {
    Judged usual = judged.getFirst();
    StringBuilder out = new StringBuilder();
    out.append(Paragraph.wrap(headline(item, on, judged), "", "  ", width));
    out.append(Paragraph.wrap(advice(on, seen), "", "  ", width));
    out.append('\n').append(counted(usual.counting().quantities(), width));
    if (!ofChip(usual).isEmpty()) {
      out.append('\n').append(rules(shown(usual)).render(width));
    }
    String rest = rest(usual);
    out.append(rest.isEmpty() ? "" : Paragraph.wrap(rest, "", "  ", width));
    Table margins = margins(usual);
    if (!margins.rows().isEmpty()) {
      out.append('\n').append(margins.render(width));
    }
    paragraphs(out, follows(usual), width);
    paragraphs(out, PolicyOpen.lines(usual), width);
    paragraphs(out, beyond(usual), width);
    for (Judged other : judged.subList(1, judged.size())) {
      paragraphs(out, List.of(other(other)), width);
    }
    if (!item.remarks().isEmpty()) {
      out.append('\n');
      item.remarks().forEach(remark -> out.append(Paragraph.wrap(remark, "- ", "  ", width)));
    }
    return out.toString();
  }

  private static void paragraphs(StringBuilder out, List<String> lines, int width) {
    out.append(lines.isEmpty() ? "" : "\n");
    lines.forEach(line -> out.append(Paragraph.wrap(line, "", "  ", width)));
  }

  /// That it is none, and how old the texts are.
  static String advice(LocalDate on, LocalDate seen) {
    return NOT_ADVICE
        + " Texts as of "
        + date(seen)
        + (on.isAfter(seen) ? "; what has changed since is not known here." : ".");
  }

  /// Rules that a reader of the answer looks for: controls, and whatever applies or is open.
  private static List<Finding> shown(Judged judged) {
    return ofChip(judged).stream()
        .filter(f -> f.rule().effect() == Effect.CONTROL || f.applies() != Truth.NO)
        .toList();
  }

  private static String rest(Judged judged) {
    List<String> names =
        ofChip(judged).stream()
            .filter(f -> f.rule().effect() != Effect.CONTROL && f.applies() == Truth.NO)
            .map(f -> f.rule().label())
            .toList();
    return names.isEmpty() ? "" : "nor apply: " + String.join(", ", names);
  }

  /// The answer in a sentence or two.
  static String headline(Item item, LocalDate on, List<Judged> judged) {
    Judged usual = judged.getFirst();
    StringBuilder out = new StringBuilder();
    out.append(item.name() + " (" + item.title() + ") on " + date(on) + ": ");
    out.append(usual.classification().label()).append('.');
    if (ofChip(usual).isEmpty()) {
      out.append(" None of the rules described here existed then; older ones are not described.");
    }
    for (Judged other : judged.subList(1, judged.size())) {
      if (!other.classification().label().equals(usual.classification().label())) {
        out.append(" Counted otherwise (" + other.counting().name() + "): ");
        out.append(other.classification().label()).append('.');
      }
    }
    return out.toString();
  }

  /// Findings on the thing itself, without those on who sells what to whom.
  static List<Finding> ofChip(Judged judged) {
    return judged.assessment().findings().stream()
        .filter(finding -> finding.rule().subject() == Rule.Subject.CHIP)
        .toList();
  }

  /// What the classes do not tell, a line each: whether the rules reach the item, and who buys it.
  static List<String> beyond(Judged judged) {
    return Stream.of(reach(judged), trade(judged)).filter(line -> !line.isEmpty()).toList();
  }

  /// That a class is no jurisdiction: lists name what is foreign too.
  private static String reach(Judged judged) {
    boolean listed =
        judged.assessment().findings(Effect.CONTROL, Truth.YES).stream()
            .anyMatch(finding -> finding.rule().subject() == Rule.Subject.CHIP);
    boolean own =
        judged.counting().quantities().value("country") instanceof Value.Words country
            && country.text().equals("US");
    return !listed || own
        ? ""
        : "Its vendor is not known to be of the United States: whether their rules reach it, as by US"
            + " origin or by tools and technology (15 CFR 734), is not decided here.";
  }

  /// The rules on trade, which ask for what no chip tells.
  private static String trade(Judged judged) {
    List<String> names = new ArrayList<>();
    for (Finding finding : judged.assessment().findings()) {
      if (finding.rule().subject() == Rule.Subject.TRADE && finding.applies() != Truth.NO) {
        names.add(
            finding.rule().label()
                + (finding.status() == Rule.Status.IN_FORCE
                    ? ""
                    : " (status " + word(finding.status()) + ")"));
      }
    }
    return names.isEmpty()
        ? ""
        : "It also depends on who buys and where it goes, which no chip tells: "
            + String.join(", ", names)
            + ".";
  }

  static String date(LocalDate day) {
    return day.getDayOfMonth()
        + " "
        + day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
        + " "
        + day.getYear();
  }

  /// Quantities with how they came about.
  private static String counted(Quantities quantities, int width) {
    StringBuilder out = new StringBuilder();
    quantities
        .quantities()
        .forEach((name, quantity) -> {
          String head = String.format(Locale.ROOT, "%-14s %s", name, value(quantity.value(), name));
          out.append(
              Paragraph.wrap(head + "  (" + quantity.how() + ")", "", " ".repeat(15), width));
        });
    return out.toString();
  }

  /// A value for people: TPP with thousands, large counts with a prefix.
  static String value(@Nullable Value value, String name) {
    if (name.equals("pd") && value instanceof Value.Number n && n.high() == 0) {
      return "none";
    }
    if (value instanceof Value.Number n && n.dimension().equals(Dimension.NONE)) {
      if (n.known()) {
        return plain(n.low());
      }
      return Double.isInfinite(n.high())
          ? "at least " + plain(n.low())
          : plain(n.low()) + " to " + plain(n.high());
    }
    return value == null ? "unknown" : value.text();
  }

  static String plain(double exact) {
    double whole = Math.rint(exact);
    double number = Math.abs(exact - whole) < 1e-6 * whole ? whole : exact;
    return number >= 1e8
        ? Units.format(number / 1e9, "1") + " G"
        : number >= 1000
            ? String.format(Locale.ROOT, number == Math.rint(number) ? "%,.0f" : "%,.2f", number)
            : Units.format(number, "1");
  }

  /// A line a rule.
  static Table rules(List<Finding> findings) {
    List<List<String>> rows = new ArrayList<>();
    for (Finding finding : findings) {
      rows.add(
          List.of(
              finding.rule().label(),
              word(finding.status()),
              word(finding.applies()),
              decisive(finding)));
    }
    return new Table(
        List.of(
            Table.text("rule"), Table.text("status"), Table.text("applies"), Table.text("because")),
        rows);
  }

  /// The comparison that decides, in words.
  static String decisive(Finding finding) {
    if (finding.applies() == Truth.NO && finding.holds() != Truth.NO) {
      return "it would "
          + (finding.holds() == Truth.YES ? "" : "perhaps ")
          + "hold, but is "
          + word(finding.status());
    }
    List<Step> steps =
        finding.trace().stream()
            .filter(step -> effective(step, finding.rule()) == finding.holds())
            .toList();
    if (finding.doubtful()) {
      return "its readings disagree";
    }
    if (steps.isEmpty()) {
      return "its condition as a whole";
    }
    Step nearest = steps.getFirst();
    for (Step step : steps) {
      if (distance(step) < distance(nearest)) {
        nearest = step;
      }
    }
    return words(nearest);
  }

  /// Whether a comparison holds as the condition uses it, which may negate a bare name.
  private static Truth effective(Step step, Rule rule) {
    boolean negated =
        rule.readings().stream()
            .anyMatch(r -> r.when().replaceAll("\\s+", " ").contains("not " + step.text()));
    return negated ? step.holds().not() : step.holds();
  }

  private static double distance(Step step) {
    return step.ratio()
        .map(r -> Math.abs(StrictMath.log(Math.max(1e-9, Math.min(1e9, (r.low() + r.high()) / 2)))))
        .orElse(1e6);
  }

  private static String words(Step step) {
    if (!step.unknown().isEmpty()) {
      return step.text() + ": " + String.join(", ", step.unknown()) + " unknown";
    }
    return step.text()
        + (step.value() == null ? "" : ": " + value(step.value(), ""))
        + (step.holds() == Truth.UNKNOWN ? ", either way" : "");
  }

  /// Thresholds of controls, reviews and tariffs, and how far from them.
  static Table margins(Judged judged) {
    Map<String, List<String>> rows = new TreeMap<>();
    for (Finding finding : ofChip(judged)) {
      Effect effect = finding.rule().effect();
      if (effect != Effect.CONTROL && effect != Effect.REVIEW && effect != Effect.TARIFF) {
        continue;
      }
      for (Step step : finding.trace()) {
        if (step.threshold() instanceof Value.Number threshold && step.value() != null) {
          String name = step.text().split(" ", 2)[0];
          rows.putIfAbsent(
              name + " " + String.format(Locale.ROOT, "%30.6f", threshold.low()),
              List.of(
                  name,
                  value(threshold, name),
                  value(step.value(), name),
                  ratio(step),
                  side(step)));
        }
      }
    }
    return new Table(
        List.of(
            Table.text("quantity"),
            Table.number("threshold"),
            Table.number("value"),
            Table.number("of threshold"),
            Table.text("")),
        List.copyOf(rows.values()));
  }

  private static String side(Step step) {
    return step.ratio()
        .map(r -> r.low() >= 1 ? "at or above" : r.high() < 1 ? "below" : "open")
        .orElse("");
  }

  /// The value over the threshold.
  static String ratio(Step step) {
    return step.ratio().map(PolicyText::ratio).orElse("–");
  }

  private static String ratio(Value.Number ratio) {
    return ratio.known()
        ? times(ratio.low())
        : Double.isInfinite(ratio.high())
            ? "at least " + times(ratio.low())
            : times(ratio.low()) + " to " + times(ratio.high());
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.1f %%" : "%,.0f %%", ratio * 100);
  }

  /// Consequences of what applies.
  private static List<String> follows(Judged judged) {
    return ofChip(judged).stream()
        .filter(finding -> finding.applies() == Truth.YES)
        .map(finding -> finding.rule().label() + ": " + finding.rule().consequence() + ".")
        .toList();
  }

  static String other(Judged other) {
    Quantities quantities = other.counting().quantities();
    Quantities.Quantity tpp = quantities.quantities().get("tpp");
    return "Counted otherwise, "
        + other.counting().name()
        + ": TPP "
        + value(quantities.value("tpp"), "tpp")
        + (tpp == null ? "" : " (" + tpp.how() + ")")
        + ", "
        + other.classification().label()
        + ". Why: "
        + other.counting().why()
        + ".";
  }

  /// The class over time for a terminal, with a row for each rule, so that no name is shortened.
  public static Table timelineRows(List<PolicyAnswer.Span> spans) {
    List<List<String>> rows = new ArrayList<>();
    for (PolicyAnswer.Span span : spans) {
      int count = Math.max(1, Math.max(span.others().size(), span.open().size()));
      for (int i = 0; i < count; i++) {
        rows.add(
            List.of(
                i > 0 ? "" : span == spans.getFirst() ? "before" : span.from(),
                i > 0 ? "" : span.label(),
                i < span.others().size() ? span.others().get(i) : "",
                i < span.open().size() ? span.open().get(i) : ""));
      }
    }
    return new Table(timeline(List.of()).columns(), rows);
  }

  /// The class over time.
  static Table timeline(List<PolicyAnswer.Span> spans) {
    return new Table(
        List.of(
            Table.text("from"),
            Table.text("class"),
            Table.text("also applies"),
            Table.text("open")),
        spans.stream()
            .map(span ->
                List.of(
                    span == spans.getFirst() ? "before" : span.from(),
                    span.label(),
                    String.join(", ", span.others()),
                    String.join(", ", span.open())))
            .toList());
  }

  /// A constant as people write it.
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
