package bitline.cli;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.chip.Chip;
import bitline.explore.Together;
import bitline.graph.Graph;
import bitline.map.Request;
import bitline.program.Activity;
import bitline.program.Batch;
import bitline.program.Program;
import bitline.program.ProgramActivity;
import bitline.report.ActivityError;
import bitline.report.EstimateAnswer;
import bitline.report.EstimateReport;
import bitline.report.EstimateText;
import bitline.report.Estimated;
import bitline.silicon.Factors;
import bitline.silicon.Ledger;
import bitline.silicon.validate.Validation;
import bitline.sim.ExpectedActivity;
import bitline.sim.SampledActivity;
import bitline.sim.Simulator;
import bitline.sim.ValueStatistics;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import bitline.time.Timing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a network costs on a chip: joules, watts, square metres.
@Command(
    name = "estimate",
    description =
        "Estimates energy, power and area of a network on a chip, with intervals and where they come from.",
    footer = {
      "",
      "Examples:",
      "  bitline estimate models/signs_bitline.onnx --chip wan_nature_2022 \\",
      "      --report out.html",
      "  bitline estimate models/signs_bitline.onnx --chip houmo_h30_2023 \\",
      "      --activity run --input examples/signs --explain energy"
    })
final class EstimateCommand implements Callable<Integer> {
  private static final List<String> SOURCES = List.of("run", "sample", "stats");
  private static final List<String> EXPLAINED = List.of("energy");
  private static final int SHOWN = 8;
  private static final int MOST_CAUSES = 5;
  private static final int MOST_PICTURES = 4096;

  /// Vectors of each layer and picture that a sample counts.
  private static final int VECTORS = 32;

  @Mixin private MappingOptions options = new MappingOptions();
  @Mixin private WayOptions way = new WayOptions();
  @Mixin private OperatingPointOptions operating = new OperatingPointOptions();

  @Option(
      names = "--activity",
      paramLabel = "FROM",
      description =
          "What arrays do: run (counted as the network runs on --input), sample (counted in some vectors of each layer) or stats (expected of the statistics of its values; without --input of usual ones). (run with --input, else stats)")
  private @Nullable String activity;

  @Option(names = "--input", paramLabel = "DIR", description = "Pictures that the network runs on.")
  private @Nullable Path input;

  @Option(
      names = "--limit",
      defaultValue = "8",
      paramLabel = "N",
      description = "Run only the first N pictures (${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--preprocess",
      paramLabel = "CARD.yaml",
      description =
          "How pictures become inputs; else MODEL.yaml beside the model, or what is known of it.")
  private @Nullable Path preprocess;

  @Option(
      names = "--explain",
      paramLabel = "WHAT",
      description = "energy: the five assumptions that move it most.")
  private @Nullable String explain;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page: power over time, floor plan, where the energy goes.")
  private @Nullable Path report;

  @Option(
      names = "--fitted",
      description =
          "With factors fitted to what was published of this chip, as in validate's last column; intervals stay those of unfitted models.")
  private boolean fitted;

  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  /// Known once the network is mapped.
  private Batch batch = Batch.of(1);

  private List<Map<String, Tensor>> pictures = List.of();

  EstimateCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    json.check();
    check();
    Request request = way.request();
    double kelvin = operating.kelvin();
    Double limit = operating.limit();
    Chip chip = operating.at(options.chip());
    return options.answer(
        output,
        json,
        chip,
        this::pictures,
        graph -> {
          Together.Choice choice =
              Together.fastest(
                  way.batch(), n -> Workbench.map(graph, chip, Map.of(), request.ofBatch(n)));
          batch = choice.batch();
          return choice.mapping();
        },
        mapped -> answer(mapped.program(), kelvin, limit));
  }

  /// The pictures that were asked for, as the network takes them; made-up ones where there are
  /// none.
  private List<Map<String, Tensor>> pictures(Graph network) {
    Path from = input;
    if (from == null) {
      return NoiseInput.of(network);
    }
    ModelCard card = JobOptions.card(options.model(), preprocess, null, network);
    EvaluationSet set = EvaluationSet.folder(from, null, card);
    List<Map<String, Tensor>> read = new ArrayList<>();
    for (int i = 0; i < Math.min(limit, set.size()); i++) {
      read.add(set.item(i, card).inputs());
    }
    pictures = read;
    return read;
  }

  private int answer(Program mapped, double kelvin, @Nullable Double limit) {
    Program program =
        pictures.isEmpty() || mapped.chip().adc() == null
            ? mapped
            : Workbench.calibrate(mapped, pictures);
    ProgramActivity done = activity(program);
    Timing.Recorded timed = Timing.settled(program, batch);
    String words = words() + error(program, done, timed.timing(), kelvin);
    Estimated estimated =
        Estimated.of(options.name(), program, done, words, batch, timed, kelvin, factors(), limit);
    EstimateAnswer answer = estimated.answer();
    Path page = report;
    if (page != null) {
      new EstimateReport(answer, program.chip(), estimated.first(), estimated.steady()).write(page);
      output.note("report in " + page);
    }
    output.answer(json, answer, () -> print(answer));
    return Main.DONE;
  }

  /// How far the activity may be off: statistics are held against a run where there are pictures.
  private String error(Program program, ProgramActivity done, Timing timing, double kelvin) {
    if (source().equals("sample")) {
      return ActivityError.of(done);
    }
    if (!source().equals("stats") || pictures.isEmpty()) {
      return "";
    }
    ProgramActivity run = counted(program, KernelsProvider.best());
    return ActivityError.of(
        done, run, joules(program, done, timing, kelvin) / joules(program, run, timing, kelvin));
  }

  private double joules(Program program, ProgramActivity done, Timing timing, double kelvin) {
    double interval = timing.interval() * 1e-15;
    return Ledger.of(program, done, interval, kelvin, batch.together(), timing.spilled())
        .estimate(factors())
        .energy();
  }

  private String source() {
    return activity != null ? activity : input == null ? "stats" : "run";
  }

  private Factors factors() {
    if (!fitted) {
      return Factors.BLIND;
    }
    Factors own = Validation.fitted(options.chip());
    if (own == null) {
      throw new Problem(
          "--fitted: nothing was published of "
              + options.chip().name()
              + " that models could meet");
    }
    return own;
  }

  /// Where the activity comes from.
  private String words() {
    return source(pictures.size())
        + (fitted ? "; factors fitted to what was published of this chip" : "");
  }

  private String source(int count) {
    String of = count + (count == 1 ? " picture" : " pictures");
    return switch (source()) {
      case "run" -> "counted in a run of " + of;
      case "sample" -> "counted in a sample of the vectors of " + of;
      default ->
          pictures.isEmpty()
              ? "expected of usual statistics of values, not of this network's"
              : "expected of the statistics of values of " + of;
    };
  }

  private ProgramActivity activity(Program program) {
    Kernels kernels = KernelsProvider.best();
    if (source().equals("stats")) {
      return ExpectedActivity.of(
          program,
          pictures.isEmpty()
              ? ValueStatistics.assumed(program)
              : ValueStatistics.gathered(program, kernels, pictures));
    }
    if (source().equals("sample")) {
      Simulator simulator = new Simulator(program, kernels, Simulator.Engine.FASTEST);
      return SampledActivity.of(program, simulator, kernels, pictures, VECTORS, 0);
    }
    return counted(program, kernels);
  }

  private ProgramActivity counted(Program program, Kernels kernels) {
    Simulator simulator = new Simulator(program, kernels, Simulator.Engine.FASTEST);
    Map<String, Activity> counted = new LinkedHashMap<>();
    for (Map<String, Tensor> picture : pictures) {
      simulator
          .run(picture)
          .activity()
          .forEach((node, one) -> counted.computeIfAbsent(node, _ -> new Activity()).add(one));
    }
    return ProgramActivity.counted(program, counted, pictures.size());
  }

  private void print(EstimateAnswer answer) {
    output.line(answer.network() + " on " + answer.chip());
    output.paragraph(EstimateText.conditions(answer));
    output.line("");
    output.table(EstimateText.figures(answer));
    output.line("");
    output.paragraph(EstimateText.mostly(answer));
    String limit = EstimateText.limit(answer);
    if (!limit.isEmpty()) {
      output.paragraph(limit);
    }
    output.line("");
    if (explain != null) {
      output.table(EstimateText.causes(answer, MOST_CAUSES));
      output.line("");
    }
    output.table(EstimateText.full(answer));
    output.line("");
    output.table(EstimateText.parts(answer));
    output.line("");
    output.table(EstimateText.layers(answer, SHOWN));
    output.line("");
    output.paragraph(EstimateText.inputs(answer));
  }

  private void check() {
    Path page = report;
    if (page != null) {
      Output.checkEnding("--report", page, ".html");
      Output.checkWritable(page);
    }
    if (limit < 1 || limit > MOST_PICTURES) {
      throw new Problem("--limit " + limit + "; 1 to " + MOST_PICTURES + " are possible");
    }
    among("--activity", activity, SOURCES);
    among("--explain", explain, EXPLAINED);
    if (input == null && activity != null && !activity.equals("stats")) {
      throw new Problem("--activity " + activity + " needs pictures to run on: --input DIR");
    }
  }

  private static void among(String option, @Nullable String word, List<String> words) {
    if (word != null && !words.contains(word)) {
      throw new Problem(
          option
              + " '"
              + word
              + "' is none of "
              + String.join(", ", words)
              + Spelling.hint(word, words));
    }
  }
}
