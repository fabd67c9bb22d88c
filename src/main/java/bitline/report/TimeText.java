package bitline.report;

import bitline.time.Timing;
import java.util.ArrayList;
import java.util.List;

/// How fast a chip is, as a terminal shows it.
public final class TimeText {
  private static final double FEMTO = 1e-15;
  private static final int MOST_PLACES = 5;

  private TimeText() {}

  /// The figures on top.
  public static Table figures(Timing timing) {
    double interval = timing.interval() * FEMTO;
    double bound = timing.bound().time() * FEMTO / timing.ends().size();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("latency of the first", Numbers.seconds(timing.latency() * FEMTO)));
    if (timing.batch() > 1) {
      rows.add(List.of("the first batch takes", Numbers.seconds(timing.firstBatch() * FEMTO)));
    }
    rows.add(List.of("one every", Numbers.seconds(interval)));
    rows.add(List.of("a second", rate(1 / interval)));
    rows.add(List.of("no schedule beats one every", Numbers.seconds(bound)));
    rows.add(List.of("which comes from", limit(timing)));
    return new Table(List.of(Table.text("pictures"), Table.number("")), rows);
  }

  /// Pictures a second; with digits behind the point where there are few.
  static String rate(double rate) {
    return rate < 10 ? Numbers.axis(rate) : Numbers.count(Math.round(rate));
  }

  /// What the bound comes from.
  static String limit(Timing timing) {
    boolean unit = timing.bound().busiest().time() >= timing.bound().longest().time();
    return (unit ? timing.bound().busiest() : timing.bound().longest()).name();
  }

  /// Why the run took longer than its bound; places that make out a hundredth of what is missing
  /// are named.
  public static String gap(TimeAnswer.Alone answer) {
    TimeAnswer.Over gap = answer.gap();
    if (gap == null) {
      return "The critical path has too many branches to be kept.";
    }
    double more = gap.time() - gap.bound();
    StringBuilder text = new StringBuilder();
    text.append(Numbers.seconds(gap.time())).append(" in all; bound ");
    text.append(Numbers.seconds(gap.bound())).append(" (").append(gap.by()).append(')');
    if (more <= 0) {
      return text.append(", reached.").toString();
    }
    text.append("; ").append(Numbers.seconds(more)).append(" more. Elsewhere than in the bound, ");
    text.append("the critical path is on: ");
    double rest = 0;
    int shown = 0;
    for (var place : gap.elsewhere().entrySet()) {
      if (shown < MOST_PLACES && place.getValue() > more / 100) {
        text.append(shown++ > 0 ? ", " : "").append(place.getKey()).append(' ');
        text.append(Numbers.seconds(place.getValue()));
      } else {
        rest += place.getValue();
      }
    }
    if (rest > 0) {
      text.append(shown > 0 ? ", " : "").append("others ").append(Numbers.seconds(rest));
    }
    if (gap.hidden() > 0) {
      text.append("; meanwhile ").append(gap.by()).append(" did ");
      text.append(Numbers.seconds(gap.hidden())).append(" of its work");
    }
    return text.append('.').toString();
  }

  /// The critical path of the first picture and of all.
  public static Table path(TimeAnswer.Alone answer, int most) {
    return new Table(
        List.of(
            Table.text("critical path"),
            Table.text("unit"),
            Table.number("of the first"),
            Table.number("of all")),
        answer.path().stream()
            .limit(most)
            .map(part ->
                List.of(
                    part.stage(),
                    part.unit().isEmpty() ? Numbers.UNKNOWN : part.unit(),
                    Numbers.percent(part.first()),
                    Numbers.percent(part.all())))
            .toList());
  }

  /// The units that were busy longest.
  public static Table units(List<Timing.Use> units, int most) {
    return new Table(
        List.of(Table.text("unit"), Table.number("busy")),
        units.stream()
            .limit(most)
            .map(use -> List.of(use.unit(), Numbers.percent(use.share())))
            .toList());
  }

  /// What the stages that worked longest did with their time.
  public static Table stages(List<Timing.Stage> stages, int most) {
    return new Table(
        List.of(
            Table.text("stage"),
            Table.number("at work"),
            Table.number("no input"),
            Table.number("no space"),
            Table.number("no unit")),
        stages.stream()
            .limit(most)
            .map(stage ->
                List.of(
                    stage.name(),
                    Numbers.percent(stage.busy()),
                    Numbers.percent(stage.input()),
                    Numbers.percent(stage.output()),
                    Numbers.percent(stage.unit())))
            .toList());
  }
}
