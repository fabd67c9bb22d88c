package bitline.cli;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.map.Request;
import bitline.program.Program;
import bitline.report.TimeText;
import bitline.report.TraceJson;
import bitline.time.Timing;
import bitline.time.Traced;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How fast a network runs on a chip: its program played by the event loop.
@Command(
    name = "time",
    description =
        "Plays a network on a chip event by event: latency, pictures a second, who waits.",
    footer = {"", "Example:", "  bitline time models/signs_bitline.onnx --chip wan_nature_2022"})
final class TimeCommand implements Callable<Integer> {
  private static final int MOST_PICTURES = 100_000;
  private static final int MOST_TRACED = 1_000_000;
  private static final int SHOWN = 8;

  @Mixin private MappingOptions options = new MappingOptions();

  @Mixin private WayOptions way = new WayOptions();

  @Option(
      names = "--pictures",
      paramLabel = "N",
      description =
          "Pictures that go through, one behind the other: whole batches (64, or 16 batches).")
  private @Nullable Integer asked;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write every piece of work as a trace that Perfetto opens (.json).")
  private @Nullable Path trace;

  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  TimeCommand(Output output) {
    this.output = output;
  }

  /// The whole answer. Times are seconds.
  ///
  /// @param latency of the first picture, through an empty chip
  /// @param interval from picture to picture once the chip is full
  /// @param bound for one picture, which no schedule beats
  record Answer(
      String network,
      String chip,
      int pictures,
      double latency,
      double interval,
      double bound,
      long events,
      double bufferBytes,
      List<String> outside,
      List<Timing.Use> units,
      List<Timing.Stage> stages) {}

  @Override
  public Integer call() {
    json.check();
    Request request = way.request();
    int pictures = pictures();
    Path file = trace;
    if (file != null) {
      Output.checkEnding("--trace", file, ".json");
      Output.checkWritable(file);
    }
    Chip chip = options.chip();
    return options.answer(
        output,
        json,
        chip,
        graph -> Workbench.map(graph, chip, Map.of(), request),
        mapped -> played(mapped.program(), pictures));
  }

  private int played(Program program, int pictures) {
    String name = options.name();
    Chip chip = program.chip();
    Path file = trace;
    Timing.Recorded timed =
        Timing.recorded(
            program, way.batch(), pictures / way.batch(), file == null ? 0 : MOST_TRACED);
    Traced traced = timed.traced();
    if (file != null) {
      String text = TraceJson.of(timed.flow(), traced, name + " on " + chip.name());
      Output.write(file, text.getBytes(StandardCharsets.UTF_8));
      output.note(
          "trace in "
              + file
              + (traced.cut() ? ", the first " + MOST_TRACED + " entries only" : ""));
    }
    Answer answer = answer(name, chip, timed.timing());
    output.answer(json, answer, () -> print(name, chip, timed.timing()));
    return Main.DONE;
  }

  private static String counted(int pictures) {
    return pictures + (pictures == 1 ? " picture" : " pictures");
  }

  private int pictures() {
    int batch = way.batch();
    int pictures = asked == null ? batch == 1 ? 64 : 16 * batch : asked;
    if (pictures < 1 || pictures > MOST_PICTURES) {
      throw new Problem("--pictures " + pictures + "; 1 to " + MOST_PICTURES + " are possible");
    }
    if (pictures % batch != 0) {
      throw new Problem(
          "--pictures "
              + pictures
              + " are no whole batches of "
              + batch
              + "; "
              + (pictures + batch - pictures % batch)
              + " would be");
    }
    return pictures;
  }

  private Answer answer(String name, Chip on, Timing timing) {
    return new Answer(
        name,
        on.name(),
        timing.ends().size(),
        timing.latency() * 1e-15,
        timing.interval() * 1e-15,
        timing.bound().time() * 1e-15 / timing.ends().size(),
        timing.events(),
        timing.buffered(),
        timing.spilled(),
        timing.units(),
        timing.stages());
  }

  private void print(String name, Chip on, Timing timing) {
    output.line(name + " on " + on.name() + ", " + counted(timing.ends().size()));
    output.line("");
    output.table(TimeText.figures(timing));
    output.line("");
    output.table(TimeText.units(timing, SHOWN));
    output.line("");
    output.table(TimeText.stages(timing, SHOWN));
    if (!timing.spilled().isEmpty()) {
      output.line("");
      output.paragraph(
          "Through the memory outside, because the chip's own is full: "
              + String.join(", ", timing.spilled()));
    }
  }
}
