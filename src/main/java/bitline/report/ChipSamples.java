package bitline.report;

import bitline.base.Share;
import bitline.evaluate.Spread;
import java.util.ArrayList;
import java.util.List;

/// The scores of several manufactured chips, numbers 0 and up, and what they say about all chips.
///
/// @param metric the score's name
/// @param onFloat the float network's score on the same inputs
/// @param scores of each chip, by number
/// @param floor the least score of a chip that counts as good
/// @param floorAsked whether the floor was asked for; else it lies one point below float's score
/// @param yield the share of chips at or above the floor
public record ChipSamples(
    String metric,
    double onFloat,
    List<Double> scores,
    Spread spread,
    double floor,
    boolean floorAsked,
    Share yield) {
  /// What a chip may lose when nobody names a floor: a point.
  public static final double ONE_POINT = 0.01;

  public ChipSamples {
    scores = List.copyOf(scores);
  }

  /// The samples' figures.
  public static ChipSamples of(
      String metric, double onFloat, List<Double> scores, double floor, boolean floorAsked) {
    return new ChipSamples(
        metric,
        onFloat,
        scores,
        Spread.of(scores),
        floor,
        floorAsked,
        Spread.atLeast(scores, floor));
  }

  /// A row each for mean, deviation, extremes and yield.
  Table table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("mean", score(spread.mean()), interval(spread.low(), spread.high())));
    rows.add(
        List.of(
            "standard deviation", Numbers.change(metric, 0, spread.deviation()).substring(1), ""));
    rows.add(List.of("least", score(spread.least()), "chip " + scores.indexOf(spread.least())));
    rows.add(
        List.of("greatest", score(spread.greatest()), "chip " + scores.indexOf(spread.greatest())));
    rows.add(
        List.of(
            "yield: " + yield.passed() + " of " + yield.of() + " reach " + score(floor),
            Numbers.percent(yield.value()),
            Numbers.percent(yield.low()) + " to " + Numbers.percent(yield.high())));
    return new Table(
        List.of(
            Table.text(spread.count() + " chips as manufactured"),
            Table.number(metric),
            Table.text("95 % interval")),
        rows);
  }

  /// Student's interval knows nothing of the greatest score there is.
  private String interval(double low, double high) {
    return score(low) + " to " + score(Math.min(Math.max(1, spread.greatest()), high));
  }

  private String score(double value) {
    return Numbers.score(metric, value);
  }

  /// What the floor is, and which intervals these are.
  String remark() {
    return (floorAsked
            ? "The floor is the one asked for."
            : "The floor is float's score less one point; --floor names another.")
        + " Intervals hold for all chips that could be made: Student's for the mean, Wilson's for"
        + " the yield.";
  }

  /// The section of a page: each chip as a point, the floor and float as lines.
  String section() {
    return "<p class=\"hint\">"
        + Html.escape(
            "Each point is one chip, drawn from the statistics of its cells; points of the same score stand above each other. "
                + remark())
        + "</p><div class=\"panel\"><h3>"
        + Html.escape(metric + " of " + spread.count() + " chips")
        + "</h3>"
        + new StripPlot(this).svg()
        + "</div>"
        + Page.table(table());
  }
}
