package bitline.report;

import bitline.time.Timing;
import java.util.List;

/// How fast a chip is, as a terminal shows it.
public final class TimeText {
  private static final double FEMTO = 1e-15;

  private TimeText() {}

  /// The figures on top.
  public static Table figures(Timing timing) {
    double interval = timing.interval() * FEMTO;
    double bound = timing.bound().time() * FEMTO / timing.ends().size();
    return new Table(
        List.of(Table.text("pictures"), Table.number("")),
        List.of(
            List.of("latency of the first", Numbers.seconds(timing.latency() * FEMTO)),
            List.of("one every", Numbers.seconds(interval)),
            List.of("a second", rate(1 / interval)),
            List.of("no schedule beats one every", Numbers.seconds(bound)),
            List.of("which comes from", limit(timing))));
  }

  /// Pictures a second; with digits behind the point where there are few.
  static String rate(double rate) {
    return rate < 10 ? Numbers.axis(rate) : Numbers.count(Math.round(rate));
  }

  private static String limit(Timing timing) {
    boolean unit = timing.bound().busiest().time() >= timing.bound().longest().time();
    return (unit ? timing.bound().busiest() : timing.bound().longest()).name();
  }

  /// The units that were busy longest.
  public static Table units(Timing timing, int most) {
    return new Table(
        List.of(Table.text("unit"), Table.number("busy")),
        timing.units().stream()
            .limit(most)
            .map(use -> List.of(use.unit(), Numbers.percent(use.share())))
            .toList());
  }

  /// What the stages that worked longest did with their time.
  public static Table stages(Timing timing, int most) {
    return new Table(
        List.of(
            Table.text("stage"),
            Table.number("at work"),
            Table.number("no input"),
            Table.number("no space"),
            Table.number("no unit")),
        timing.stages().stream()
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
