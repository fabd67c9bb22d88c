package bitline.cli;

import bitline.report.RunFigures;
import bitline.report.RunReport;
import bitline.task.Score;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `run --json` writes.
///
/// @param program the program's hash
/// @param run what the report tells, in numbers
/// @param lossless the score with converters that lose nothing; null where there are none or no
///   labels
/// @param activity of each layer, over all inputs
/// @param onVectorUnit products that stayed off the arrays, and why
record RunAnswer(
    String program,
    RunFigures run,
    @Nullable Score lossless,
    List<Counted> activity,
    Map<String, String> onVectorUnit) {

  /// A layer's counts.
  record Counted(
      String layer,
      long vectors,
      long arrayReads,
      long activeCells,
      long conversions,
      long observedSums,
      long clips,
      long cellsWritten,
      long[] histogram) {}

  static RunAnswer of(MainJob.Done done, RunReport report) {
    var runs = done.trial().runs();
    return new RunAnswer(
        "sha256:" + done.sha256(),
        RunFigures.of(report),
        runs.size() > 1 ? runs.get(1).score() : null,
        done.program().layers().stream()
            .map(layer -> {
              var a = done.trial().activity().get(layer.node());
              return a == null
                  ? new Counted(layer.node(), 0, 0, 0, 0, 0, 0, layer.cells(), new long[0])
                  : new Counted(
                      layer.node(),
                      a.vectors(),
                      a.arrayReads(),
                      a.activeCells(),
                      a.conversions(),
                      a.observedSums(),
                      a.clips(),
                      layer.cells(),
                      a.histogram());
            })
            .toList(),
        done.onVectorUnit());
  }
}
