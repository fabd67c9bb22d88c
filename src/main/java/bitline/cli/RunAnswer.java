package bitline.cli;

import bitline.report.RunReport;
import bitline.task.Score;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `run --json` writes.
///
/// @param program the program's hash
/// @param agreement of chip and float over the inputs, 0 to 1
/// @param lossless the score with converters that lose nothing; null where there are none or no labels
/// @param activity of each layer, over all inputs
record RunAnswer(
    String network,
    String chip,
    String program,
    int inputs,
    @Nullable Score onFloat,
    @Nullable Score onChip,
    @Nullable Score lossless,
    double agreement,
    List<RunReport.Layer> layers,
    List<Counted> activity,
    Map<String, String> onVectorUnit,
    Map<String, Double> seconds) {

  /// A layer's counts.
  record Counted(
      String layer, long vectors, long arrayReads, long activeCells, long conversions, long observedSums, long clips,
      long cellsWritten, long[] histogram) {}

  static RunAnswer of(MainJob.Done done, RunReport report) {
    var runs = done.trial().runs();
    return new RunAnswer(
        done.job().model(),
        done.job().chip().name(),
        "sha256:" + done.sha256(),
        report.inputs(),
        report.floatScore(),
        report.chipScore(),
        runs.size() > 1 ? runs.get(1).score() : null,
        report.agreement(),
        report.layers(),
        done.program().layers().stream()
            .map(
                layer -> {
                  var a = done.trial().activity().get(layer.node());
                  return a == null
                      ? new Counted(layer.node(), 0, 0, 0, 0, 0, 0, layer.cells(), new long[0])
                      : new Counted(
                          layer.node(), a.vectors(), a.arrayReads(), a.activeCells(), a.conversions(), a.observedSums(),
                          a.clips(), layer.cells(), a.histogram());
                })
            .toList(),
        done.onVectorUnit(),
        done.seconds());
  }
}
