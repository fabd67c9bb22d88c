package bitline.cli;

import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.program.ArrayLayer;
import bitline.program.Program;
import bitline.program.ProgramBytes;
import bitline.report.MapExplained;
import bitline.report.Table;
import bitline.report.WearText;
import bitline.report.WritingCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Maps a network onto a chip and prints where each layer went.
@Command(
    name = "map",
    description = "Lays a network into a chip's arrays and prints where each layer went.",
    footer = {"", "Example:", "  bitline map models/signs_bitline.onnx --chip wan_nature_2022"})
final class MapCommand implements Callable<Integer> {
  @Mixin private MappingOptions options = new MappingOptions();

  @Option(
      names = "--adc-bits",
      paramLabel = "N",
      description = "Resolution of the ADCs instead of the chip's own.")
  private @Nullable Integer adcBits;

  @Option(names = "--explain", description = "Say in sentences why the mapping looks as it does.")
  private boolean explain;

  @Option(
      names = "--fps",
      defaultValue = "30",
      paramLabel = "F",
      description =
          "Pictures a second for which it is said when cells that are written while it runs are worn out (${DEFAULT-VALUE}).")
  private double fps;

  @Mixin private WayOptions way = new WayOptions();
  @Mixin private SearchOptions search = new SearchOptions();
  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  MapCommand(Output output) {
    this.output = output;
  }

  /// A layer's line.
  record Line(
      String layer,
      String operator,
      int rows,
      int columns,
      int groups,
      long arrays,
      int copies,
      double utilisation,
      long vectors,
      long arrayReads,
      long conversions) {}

  /// The whole answer.
  record Answer(
      String network,
      String chip,
      String program,
      int segments,
      int arraysUsed,
      int arrays,
      long macsOnArrays,
      List<Line> layers,
      @Nullable WritingCost writing,
      WearText wear,
      Map<String, String> onVectorUnit,
      List<String> explanation) {}

  private static final double MOST_FPS = 1e9;

  @Override
  public Integer call() {
    json.check();
    if (!(fps > 0 && fps <= MOST_FPS)) {
      throw new Problem("--fps " + fps + "; more than 0 and at most 1e9 are possible");
    }
    Chip chip = options.chip();
    search.check();
    Request request = way.request().withAdcBits(AdcBits.of(adcBits, chip));
    return options.answer(
        output,
        json,
        chip,
        graph -> search.map(graph, chip, request, output),
        mapped -> {
          Answer answer = answer(options.name(), mapped);
          output.answer(json, answer, () -> print(answer, chip));
          return Main.DONE;
        });
  }

  private Answer answer(String name, Mapping.Mapped mapped) {
    Program program = mapped.program();
    List<Line> lines = new ArrayList<>();
    for (ArrayLayer layer : program.layers()) {
      var unrolling = layer.unrolling();
      long places =
          layer.tiles().stream().map(t -> t.array() * 4096L + t.weightSet()).distinct().count();
      lines.add(
          new Line(
              layer.node(),
              layer.operator(),
              unrolling.rows(),
              unrolling.columns(),
              unrolling.groups(),
              places,
              program.places(layer).size(),
              (double) layer.cells() / (places * program.chip().array().cells()),
              unrolling.vectors(),
              layer.arrayReads(),
              layer.range() == null ? 0 : layer.conversions()));
    }
    return new Answer(
        name,
        program.chip().name(),
        "sha256:" + ProgramBytes.sha256(program),
        program.segments().size(),
        program.arraysUsed(),
        program.chip().arrays(),
        program.arrayMacs(),
        lines,
        WritingCost.of(
            program.chip().cell(),
            program.layers().stream().mapToLong(ArrayLayer::cells).sum(),
            Math.max(1, program.arraysUsed())),
        WearText.of(program, way.batch(), fps),
        mapped.onVectorUnit(),
        explain ? MapExplained.sentences(mapped, way.batch()) : List.of());
  }

  private void print(Answer answer, Chip chip) {
    List<List<String>> rows = new ArrayList<>();
    for (Line line : answer.layers()) {
      String matrix =
          line.rows() + "x" + line.columns() + (line.groups() > 1 ? " x" + line.groups() : "");
      rows.add(
          List.of(
              line.layer(),
              line.operator(),
              matrix,
              String.valueOf(line.arrays()),
              line.copies() == 1 ? "-" : String.valueOf(line.copies()),
              String.format(Locale.ROOT, "%.0f %%", 100 * line.utilisation()),
              count(line.vectors()),
              count(line.arrayReads()),
              line.conversions() == 0 ? "-" : count(line.conversions())));
    }
    output.table(
        new Table(
            List.of(
                Table.text("layer"),
                Table.text("operator"),
                Table.number("matrix"),
                Table.number("arrays"),
                Table.number("copies"),
                Table.number("used"),
                Table.number("vectors"),
                Table.number("reads"),
                Table.number("ADC")),
            rows));
    output.line("");
    output.paragraph(
        answer.network()
            + " on "
            + answer.chip()
            + ": "
            + answer.layers().size()
            + " layers in "
            + answer.layers().stream().mapToLong(Line::arrays).sum()
            + " array places ("
            + answer.arraysUsed()
            + " of "
            + answer.arrays()
            + " arrays, copies counted), "
            + count(answer.macsOnArrays())
            + " MACs a run");
    if (answer.writing() != null) {
      output.paragraph(answer.writing().text());
    }
    if (answer.segments() > 1) {
      output.paragraph(
          "not all weights fit: they are written while it runs, in "
              + answer.segments()
              + " segments, one after another");
    }
    if (answer.wear().writes() > 0) {
      output.paragraph(answer.wear().text(chip.cell()));
    }
    answer
        .onVectorUnit()
        .forEach((node, why) -> output.paragraph("on the vector unit: " + node + ": " + why));
    if (!answer.explanation().isEmpty()) {
      output.line("");
      answer.explanation().forEach(sentence -> output.paragraph("- " + sentence));
      output.line("");
    }
    output.line("program " + answer.program());
  }

  static String count(long value) {
    return value < 10_000
        ? String.valueOf(value)
        : value < 1_000_000
            ? String.format(Locale.ROOT, "%.1f k", value / 1e3)
            : value < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f M", value / 1e6)
                : String.format(Locale.ROOT, "%.1f G", value / 1e9);
  }
}
