package bitline.report;

import bitline.policy.Finding;
import bitline.policy.Item;
import bitline.policy.Quantities;
import bitline.policy.item.Judged;
import bitline.policy.item.Ladder;
import bitline.policy.item.Largest;
import bitline.policy.item.Timeline;
import bitline.text.condition.Step;
import bitline.text.condition.Truth;
import bitline.text.condition.Value;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What rules say of an item: the answer of `bitline policy`, for a machine. Dates are ISO 8601.
///
/// @param item its name
/// @param title one line
/// @param on the date
/// @param label its class, counted as usual
/// @param ways ways of counting, the usual one first
/// @param timeline its class over time; null: not asked for
/// @param design what stays below; null: not asked for
/// @param cautions what a reader must know
public record PolicyAnswer(
    String item,
    String title,
    String on,
    String label,
    List<Way> ways,
    @Nullable List<Span> timeline,
    @Nullable Design design,
    List<String> cautions) {
  /// One way of counting.
  ///
  /// @param missing names of what is unknown and would decide
  public record Way(
      String name,
      String why,
      String label,
      Truth controlled,
      List<String> missing,
      List<Named> quantities,
      List<Ruled> rules) {}

  /// A quantity with its bounds; null where it is unknown or no number.
  public record Named(
      String name,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable String text,
      String how) {}

  /// What one rule says.
  public record Ruled(
      String id,
      String label,
      String regime,
      String effect,
      String status,
      Truth holds,
      Truth applies,
      String consequence,
      String citation,
      List<Compared> trace) {}

  /// One comparison.
  public record Compared(
      String text, @Nullable String value, Truth holds, @Nullable Double ratio) {}

  /// A time in which nothing changes.
  public record Span(
      String from, @Nullable String to, String label, List<String> others, List<String> open) {}

  /// Classes of chips that are looked for.
  ///
  /// @param area square metres of logic
  /// @param node metres
  /// @param free TPP at which control begins
  /// @param rungs classes by TPP
  /// @param sizes classes of the item by its size, 1 as it is; null: its area is not known
  public record Design(
      double area,
      double node,
      @Nullable Boolean planar,
      String market,
      double free,
      List<Rung> rungs,
      @Nullable List<Rung> sizes) {}

  /// A class between two values.
  public record Rung(double from, double to, String label) {}

  /// From what was judged.
  public static PolicyAnswer of(
      Item item,
      LocalDate on,
      List<Judged> judged,
      @Nullable Timeline timeline,
      @Nullable Design design) {
    Judged usual = judged.getFirst();
    return new PolicyAnswer(
        item.name(),
        item.title(),
        on.toString(),
        usual.classification().label(),
        judged.stream().map(PolicyAnswer::way).toList(),
        timeline == null ? null : timeline.spans().stream().map(PolicyAnswer::span).toList(),
        design,
        cautions(item, usual));
  }

  private static List<String> cautions(Item item, Judged usual) {
    List<String> out = new ArrayList<>(usual.assessment().cautions());
    out.addAll(item.remarks());
    return List.copyOf(out);
  }

  private static Way way(Judged judged) {
    List<Named> named = new ArrayList<>();
    judged.counting().quantities().quantities().forEach((name, q) -> named.add(named(name, q)));
    return new Way(
        judged.counting().name(),
        judged.counting().why(),
        judged.classification().label(),
        judged.classification().controlled(),
        judged.classification().missing(),
        named,
        judged.assessment().findings().stream().map(PolicyAnswer::ruled).toList());
  }

  private static Named named(String name, Quantities.Quantity quantity) {
    Value value = quantity.value();
    return value instanceof Value.Number n
        ? new Named(name, n.low(), n.high(), n.text(), quantity.how())
        : new Named(name, null, null, value == null ? null : value.text(), quantity.how());
  }

  private static Ruled ruled(Finding finding) {
    return new Ruled(
        finding.rule().id(),
        finding.rule().label(),
        finding.rule().regime(),
        PolicyText.word(finding.rule().effect()),
        PolicyText.word(finding.status()),
        finding.holds(),
        finding.applies(),
        finding.rule().consequence(),
        finding.rule().citation(),
        finding.trace().stream().map(PolicyAnswer::compared).toList());
  }

  private static Compared compared(Step step) {
    return new Compared(
        step.text(),
        step.value() == null ? null : step.value().text(),
        step.holds(),
        step.ratio().filter(Value.Number::known).map(Value.Number::low).orElse(null));
  }

  private static Span span(Timeline.Span span) {
    return new Span(
        span.from().toString(),
        span.to() == null ? null : span.to().toString(),
        span.classification().label(),
        span.others(),
        span.open());
  }

  /// A ladder as rungs.
  public static List<Rung> rungs(Ladder ladder) {
    return ladder.rungs().stream()
        .map(rung -> new Rung(rung.from(), rung.to(), rung.label()))
        .toList();
  }

  /// What a search found.
  ///
  /// @param item whose sizes are looked at too, where its area is known
  public static Design design(Largest largest, double area, Item item) {
    Ladder ladder = largest.byPerformance(area);
    double own = area(item);
    return new Design(
        area,
        largest.node(),
        largest.planar(),
        PolicyText.word(largest.segment()),
        Largest.free(ladder),
        rungs(ladder),
        own > 0 ? rungs(largest.bySize(item.marketed(largest.segment()), 0.01, 100)) : null);
  }

  /// Square metres of an item's logic, the middle of their bounds; 0 where they are not known.
  static double area(Item item) {
    double sum = 0;
    for (Item.Die die : item.dies()) {
      Item.Range area = die.area();
      if (area == null) {
        return 0;
      }
      sum += die.count() * (area.low() + area.high()) / 2;
    }
    return sum;
  }
}
