package bitline.cli;

import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.explore.Together;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.program.Batch;
import bitline.program.Program;
import bitline.report.StreamReport;
import bitline.report.StreamText;
import bitline.report.TimeAnswer;
import bitline.report.TimeReport;
import bitline.report.TimeText;
import bitline.report.TraceJson;
import bitline.time.Flow;
import bitline.time.Service;
import bitline.time.Timing;
import bitline.time.Traced;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How fast a network runs on a chip: its program played by the event loop.
@Command(
    name = "time",
    description =
        "Plays a network on a chip event by event: latency, pictures a second, who waits; with --streams how cameras are served.",
    footer = {
      "",
      "Examples:",
      "  bitline time models/signs_bitline.onnx --chip wan_nature_2022 \\",
      "      --report out.html",
      "  bitline time models/signs_bitline.onnx --chip wan_nature_2022 \\",
      "      --streams 8 --fps 30"
    })
final class TimeCommand implements Callable<Integer> {
  private static final int MOST_PICTURES = 100_000;
  private static final int MOST_TRACED = 1_000_000;
  private static final int SHOWN = 8;

  @Mixin private MappingOptions options = new MappingOptions();
  @Mixin private WayOptions way = new WayOptions();
  @Mixin private SearchOptions search = new SearchOptions();
  @Mixin private StreamOptions streams = new StreamOptions();

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

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a page: who worked when, what waited for what (.html).")
  private @Nullable Path report;

  @Option(
      names = "--together",
      paramLabel = "N",
      description =
          "Of a batch, so many pictures go through a part of the network before the next part's weights are written; a divisor (what is fastest).")
  private @Nullable Integer together;

  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  /// Known once the network is mapped.
  private Batch batch = Batch.of(1);

  TimeCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    json.check();
    search.check();
    Request request = way.request();
    StreamOptions.Asked cameras = streams.asked(way.batch());
    if (cameras != null && asked != null) {
      throw new Problem(
          "--pictures " + asked + " is without --streams; for how long cameras send: --seconds T");
    }
    int pictures = pictures();
    check("--trace", trace, ".json");
    check("--report", report, ".html");
    Chip chip = options.chip();
    return options.answer(
        output,
        json,
        chip,
        graph -> {
          Together.Choice choice =
              together(request, r -> search.map(graph, chip, r, output), cameras != null);
          batch = choice.batch();
          return choice.mapping();
        },
        mapped ->
            cameras == null
                ? alone(mapped.program(), pictures)
                : served(mapped.program(), cameras));
  }

  /// A mapping for the pictures of a batch that go through a segment together: as many as asked
  /// for, or else those that are fastest.
  private Together.Choice together(
      Request request, Function<Request, Mapping> map, boolean cameras) {
    int pictures = way.batch();
    Integer wanted = together;
    if (wanted != null && (wanted < 1 || pictures % wanted != 0)) {
      throw new Problem(
          "--together " + wanted + " does not divide --batch " + pictures + "; take a divisor");
    }
    int fixed = wanted != null ? wanted : cameras || search.asked() ? pictures : 0;
    return fixed > 0
        ? new Together.Choice(map.apply(request.ofBatch(fixed)), new Batch(pictures, fixed))
        : Together.fastest(pictures, n -> map.apply(request.ofBatch(n)));
  }

  /// Pictures one behind the other.
  private int alone(Program program, int pictures) {
    String name = options.name();
    String chip = program.chip().name();
    Timing.Recorded timed =
        Timing.recorded(
            program, batch, pictures / batch.pictures(), trace == null ? 0 : MOST_TRACED);
    write(timed.flow(), timed.traced(), name + " on " + chip);
    TimeAnswer.Alone answer = TimeAnswer.of(name, chip, timed.timing(), timed.path());
    Path page = report;
    if (page != null) {
      TimeReport.of(name, chip, timed).write(page);
      output.note("report in " + page);
    }
    output.answer(json, answer, () -> print(answer, timed.timing()));
    return Main.DONE;
  }

  private static void check(String option, @Nullable Path file, String ending) {
    if (file != null) {
      Output.checkEnding(option, file, ending);
      Output.checkWritable(file);
    }
  }

  /// Pictures that cameras send.
  private int served(Program program, StreamOptions.Asked cameras) {
    String name = options.name();
    String chip = program.chip().name();
    int batch = way.batch();
    Service.Most most =
        cameras.streams() > 0 ? null : cameras.most(program, batch, output.progress());
    int count = most == null ? cameras.streams() : Math.max(1, most.streams());
    Service.Recorded served =
        Service.recorded(
            program,
            batch,
            cameras.arrivals(count),
            cameras.deadline(),
            trace == null ? 0 : MOST_TRACED);
    write(served.flow(), served.traced(), name + " on " + chip);
    TimeAnswer.Cameras answer = TimeAnswer.of(name, chip, served, most);
    Path page = report;
    if (page != null) {
      StreamReport.of(answer, served).write(page);
      output.note("report in " + page);
    }
    output.answer(json, answer, () -> print(answer));
    return Main.DONE;
  }

  private void write(Flow flow, Traced traced, String title) {
    Path file = trace;
    if (file != null) {
      Output.write(file, TraceJson.of(flow, traced, title).getBytes(StandardCharsets.UTF_8));
      output.note(
          "trace in "
              + file
              + (traced.cut() ? ", the first " + MOST_TRACED + " entries only" : ""));
    }
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

  private void print(TimeAnswer.Alone answer, Timing timing) {
    String batches =
        batch.pictures() == 1
            ? ""
            : " in batches of " + batch.pictures() + ", " + batch.together() + " together";
    output.line(
        answer.network() + " on " + answer.chip() + ", " + counted(answer.pictures()) + batches);
    output.line("");
    output.table(TimeText.figures(timing));
    output.line("");
    output.paragraph(TimeText.gap(answer));
    output.line("");
    if (!answer.path().isEmpty()) {
      output.table(TimeText.path(answer, SHOWN));
      output.line("");
    }
    output.table(TimeText.units(timing.units(), SHOWN));
    output.line("");
    output.table(TimeText.stages(timing.stages(), SHOWN));
    if (!timing.spilled().isEmpty()) {
      output.line("");
      output.paragraph(
          "Through the memory outside, because the chip's own is full: "
              + String.join(", ", timing.spilled()));
    }
  }

  private void print(TimeAnswer.Cameras answer) {
    output.line(StreamText.title(answer));
    output.line("");
    output.table(StreamText.figures(answer));
    for (String remark : StreamText.remarks(answer)) {
      output.line("");
      output.paragraph(remark);
    }
    output.line("");
    output.table(TimeText.units(answer.units(), SHOWN));
    output.line("");
    output.table(StreamText.slowest(answer, SHOWN));
  }
}
