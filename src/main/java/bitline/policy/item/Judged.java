package bitline.policy.item;

import bitline.policy.Assessment;
import bitline.policy.Classification;
import bitline.policy.Item;
import bitline.policy.Rules;
import java.time.LocalDate;
import java.util.List;

/// An item counted in one way, and what the rules say of it on a date.
public record Judged(Counting counting, Assessment assessment, Classification classification) {
  /// The usual way of counting first, then the others ([Counting#of]).
  public static List<Judged> of(Item item, Rules rules, LocalDate on) {
    return Counting.of(item).stream().map(counting -> of(counting, rules, on)).toList();
  }

  /// One way of counting.
  public static Judged of(Counting counting, Rules rules, LocalDate on) {
    Assessment assessment = rules.assess(counting.quantities(), on);
    return new Judged(counting, assessment, Classification.of(assessment));
  }
}
