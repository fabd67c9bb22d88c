package bitline.report;

import bitline.task.Answer;
import bitline.task.Score;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run as numbers for programs: what a [RunReport] tells, without pictures. Its canonical JSON is
/// `bitline.text.Json`'s.
///
/// @param agreement mean agreement of chip and float, 0 to 1
/// @param samples what several chips scored; null where only one was run
/// @param seconds time of each stage on the machine that ran it, the one part that differs from run
///   to run
public record RunFigures(
    String network,
    String task,
    String chip,
    Map<String, String> networkFacts,
    Map<String, String> chipFacts,
    Map<String, String> settings,
    int inputs,
    @Nullable Scored floatScore,
    @Nullable Scored chipScore,
    double agreement,
    @Nullable ChipSamples samples,
    String lossMeaning,
    List<LayerFigures> layers,
    List<AnswerFigures> answers,
    Map<String, Double> seconds,
    List<RunReport.Evidence> evidence,
    List<String> notes) {

  /// A score and the figures behind it.
  public record Scored(String metric, double value, Map<String, Double> details) {}

  /// One layer; `exact` says that its output equals float's, when `snrDb` is null for that reason.
  public record LayerFigures(
      String name,
      String operator,
      boolean onArrays,
      boolean exact,
      @Nullable Double snrDb,
      @Nullable Double clipShare,
      @Nullable Double utilisation,
      long arrays,
      long conversions,
      long macs,
      @Nullable Double loss) {}

  /// One input; the classes are given where it was classified.
  public record AnswerFigures(
      String name,
      double agreement,
      @Nullable Integer label,
      @Nullable Integer floatClass,
      @Nullable Integer chipClass) {}

  /// The figures of a report.
  public static RunFigures of(RunReport report) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    report.stages().forEach(stage -> seconds.put(stage.name(), stage.seconds()));
    return new RunFigures(
        report.network().name(),
        report.network().task(),
        report.chip().name(),
        facts(report.network().facts()),
        facts(report.chip().facts()),
        facts(report.settings()),
        report.inputs(),
        scored(report.floatScore()),
        scored(report.chipScore()),
        report.agreement(),
        report.samples(),
        report.lossMeaning(),
        report.layers().stream().map(RunFigures::layer).toList(),
        report.outcomes().stream().map(RunFigures::answer).toList(),
        seconds,
        report.evidence(),
        report.notes());
  }

  private static Map<String, String> facts(List<RunReport.Fact> facts) {
    Map<String, String> out = new LinkedHashMap<>();
    facts.forEach(fact -> out.put(fact.name(), fact.value()));
    return out;
  }

  private static @Nullable Scored scored(@Nullable Score score) {
    return score == null ? null : new Scored(score.metric(), score.value(), score.details());
  }

  private static LayerFigures layer(RunReport.Layer layer) {
    Double snr = layer.snrDb();
    return new LayerFigures(
        layer.name(),
        layer.operator(),
        layer.onArrays(),
        snr != null && snr == Double.POSITIVE_INFINITY,
        finite(snr),
        finite(layer.clipShare()),
        finite(layer.utilisation()),
        layer.arrays(),
        layer.conversions(),
        layer.macs(),
        finite(layer.loss()));
  }

  private static @Nullable Double finite(@Nullable Double value) {
    return value != null && Double.isFinite(value) ? value : null;
  }

  private static AnswerFigures answer(RunReport.Outcome outcome) {
    return new AnswerFigures(
        outcome.name(),
        outcome.agreement(),
        outcome.label(),
        top(outcome.floatAnswer()),
        top(outcome.chipAnswer()));
  }

  private static @Nullable Integer top(Answer answer) {
    return answer instanceof Answer.Classes classes ? Integer.valueOf(classes.top()) : null;
  }
}
