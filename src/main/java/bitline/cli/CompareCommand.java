package bitline.cli;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.base.Progress;
import bitline.base.Spelling;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.catalogue.Format;
import bitline.chip.Chip;
import bitline.money.Terms;
import bitline.money.own.OwnershipPrices;
import bitline.report.CompareAnswer;
import bitline.report.CompareAnswer.Row;
import bitline.report.CompareReport;
import bitline.report.CompareText;
import bitline.report.Table;
import bitline.task.EvaluationSet;
import bitline.task.ModelCard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The same network on chips of ours and on machines that can be bought.
@Command(
    name = "compare",
    description =
        "Holds chips against GPUs and other accelerators at equal work: time, energy, money, accuracy, what is moved.",
    footer = {
      "",
      "MODEL may be a name: alexnet, bert-large, densenet121, lstr, mobilenetv2, resnet50,",
      "twinlitenet, vgg19, yolov3-416, yolov8n, yolox_nano (below --data).",
      "",
      "Examples:",
      "  bitline compare resnet50 --chip houmo_h30_2023 --with l4,agx-orin --batch 8",
      "  bitline compare models/signs_bitline.onnx --chip houmo_h30_2023 \\",
      "    --with l4,agx-orin --at-accuracy 0.9 --input examples/signs \\",
      "    --labels examples/signs/labels.csv --report out.html"
    })
final class CompareCommand implements Callable<Integer> {
  private static final int MOST_BATCH = 4096;

  @Parameters(paramLabel = "MODEL", description = "An ONNX file, or a known network's name.")
  private String model = "";

  @Option(
      names = "--chip",
      required = true,
      split = ",",
      paramLabel = "CHIP",
      description = "Names or YAML files of chips to simulate; others are held against the first.")
  private List<String> chips = List.of();

  @Option(
      names = "--with",
      split = ",",
      paramLabel = "NAME",
      description = "Accelerators of the catalogue ('bitline catalogue' lists them).")
  private List<String> others = List.of();

  @Option(
      names = "--batch",
      defaultValue = "1",
      paramLabel = "N",
      description = "Pictures that are handed over at once (${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "What accelerators multiply in: INT8, FP16, BF16, …; else INT8 where they have it, or with --at-accuracy the fastest that reaches it.")
  private @Nullable String format;

  @Option(
      names = "--at-accuracy",
      paramLabel = "F",
      description =
          "Each machine in its fastest format that reaches this score on --input, such as 0.9.")
  private @Nullable Double floor;

  @Option(
      names = "--input",
      paramLabel = "DIR",
      description = "Pictures that accuracy is taken on.")
  private @Nullable Path input;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "What is right about them; else agreement with the float network.")
  private @Nullable Path labels;

  @Option(
      names = "--limit",
      defaultValue = "2147483647",
      paramLabel = "N",
      description = "Only the first N pictures.")
  private int limit;

  @Option(
      names = "--preprocess",
      paramLabel = "CARD.yaml",
      description =
          "How pictures become inputs; else MODEL.yaml beside the model, or what is known of it.")
  private @Nullable Path preprocess;

  @Option(
      names = "--setting",
      defaultValue = "datacentre",
      paramLabel = "PLACE",
      description =
          "Where all machines work, for dollars a million pictures: datacentre, edge or vehicle (${DEFAULT-VALUE}).")
  private String setting = "datacentre";

  @Option(
      names = "--volume",
      defaultValue = "100k",
      paramLabel = "N",
      description =
          "Units over which masks and design of each machine are spread, such as 300k (${DEFAULT-VALUE}).")
  private String volume = "100k";

  @Option(
      names = "--mixes",
      description =
          "Draw the first chip and the accelerators at 28, 12, 7 and 5 nm, and tell process and architecture apart.")
  private boolean mixes;

  @Option(
      names = "--data",
      defaultValue = "../shared",
      paramLabel = "DIR",
      description = "The folder that holds models/ (${DEFAULT-VALUE}).")
  private Path data = Path.of("../shared");

  @Option(
      names = "--threads",
      defaultValue = "0",
      paramLabel = "N",
      description = "Threads; 0 means all cores. Results do not depend on it.")
  private int threads;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page: all figures, the memory wall, rooflines.")
  private @Nullable Path report;

  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  CompareCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    json.check();
    check();
    Format wanted = format();
    Owning owning =
        new Owning(Terms.of(CostCommand.made(volume)), OwnershipPrices.known().setting(setting));
    List<Chip> ours = chips.stream().map(Workbench::chip).toList();
    List<Accelerator> theirs = others.stream().map(Catalogue::find).toList();
    Progress progress = output.progress();
    KnownNetwork network = KnownNetwork.find(model, data);
    EqualWork work = new EqualWork(network, batch, judged(network), floor, progress);
    ChipRow chipRow = new ChipRow(work, owning);
    MachineRow machineRow = new MachineRow(work, owning, wanted);
    int all = ours.size() + theirs.size();
    List<Row> rows = new ArrayList<>();
    for (Chip chip : ours) {
      progress.step("comparing " + chip.name(), rows.size(), all);
      rows.add(chipRow.of(chip));
    }
    for (Accelerator part : theirs) {
      progress.step("comparing " + part.name(), rows.size(), all);
      rows.add(machineRow.of(part));
    }
    progress.step("comparing", all, all);
    Mixes drawn =
        mixes && rows.getFirst().outcome() != null
            ? Mixes.of(ours.getFirst(), chipRow, theirs, work, owning, wanted, progress)
            : Mixes.NONE;
    CompareAnswer answer =
        new CompareAnswer(
            network.name(), work.told(), rows, drawn.mixes(), drawn.splits(), remarks(drawn));
    Path page = report;
    if (page != null) {
      new CompareReport(answer).write(page);
      output.note("report in " + page);
    }
    output.answer(json, answer, () -> print(answer));
    return rows.stream().anyMatch(row -> row.outcome() != null) ? Main.DONE : Main.NO;
  }

  private @Nullable Judged judged(KnownNetwork network) {
    Path from = input;
    if (from == null) {
      return null;
    }
    Path file = network.file();
    if (file == null) {
      throw new Problem(
          "--input " + from + ": " + network.name() + " has no weights that pictures could run on");
    }
    ModelCard card = JobOptions.card(file, preprocess, null, network.graph());
    EvaluationSet set = EvaluationSet.folder(from, labels, card);
    return new Judged(
        network.graph(), set, card, limit, JobOptions.cores(threads), output.progress());
  }

  private List<String> remarks(Mixes drawn) {
    List<String> remarks = new ArrayList<>(drawn.unknown());
    remarks.add(
        "A price is what buyers pay, its maker's margin and software in it; the cost to make is"
            + " computed alike for all machines, as if each were made "
            + String.format(Locale.ROOT, "%,.0f", CostCommand.made(volume))
            + " times. A million pictures: price, or the cost to make where nobody sells it, and"
            + " all costs of owning it in the setting '"
            + setting
            + "'.");
    if (input == null) {
      remarks.add(
          "Accuracy was not looked at: add --input DIR and --labels FILE, and --at-accuracy F to"
              + " have each machine in its fastest format that reaches F.");
    }
    return remarks;
  }

  private void print(CompareAnswer answer) {
    output.paragraph(answer.network() + ". " + CompareText.work(answer));
    output.line("");
    output.table(CompareText.figures(answer));
    output.line("");
    output.table(CompareText.silicon(answer));
    output.line("");
    output.table(CompareText.money(answer));
    output.line("");
    table(CompareText.ratios(answer));
    Table wall = CompareText.wall(answer);
    if (!wall.rows().isEmpty()) {
      table(wall);
    }
    table(CompareText.mixes(answer));
    table(CompareText.splits(answer));
    CompareText.footing(answer).forEach(output::paragraph);
    answer.remarks().forEach(output::paragraph);
  }

  private void table(@Nullable Table table) {
    if (table != null) {
      output.table(table);
      output.line("");
    }
  }

  private @Nullable Format format() {
    String asked = format;
    if (asked == null) {
      return null;
    }
    List<String> names = Stream.of(Format.values()).map(Enum::name).toList();
    String key = asked.strip().toUpperCase(Locale.ROOT);
    if (!names.contains(key)) {
      throw new Problem(
          "--format '"
              + asked
              + "' is none of "
              + String.join(", ", names)
              + Spelling.hint(key, names));
    }
    return Format.valueOf(key);
  }

  private void check() {
    Path page = report;
    if (page != null) {
      Output.checkEnding("--report", page, ".html");
      Output.checkWritable(page);
    }
    JobOptions.checkThreads(threads);
    if (batch < 1 || batch > MOST_BATCH) {
      throw new Problem("--batch " + batch + "; 1 to " + MOST_BATCH + " are possible");
    }
    if (limit < 1) {
      throw new Problem("--limit " + limit + " leaves no pictures");
    }
    Double least = floor;
    if (least != null && !(least > 0 && least <= 1)) {
      throw new Problem("--at-accuracy " + least + " is no score; write 90 % as 0.9");
    }
    if (least != null && input == null) {
      throw new Problem("--at-accuracy " + least + " needs pictures to run on: --input DIR");
    }
    if (labels != null && input == null) {
      throw new Problem("--labels " + labels + " would do nothing without --input DIR");
    }
    if (limit < Integer.MAX_VALUE && input == null) {
      throw new Problem("--limit " + limit + " would do nothing without --input DIR");
    }
    if (mixes && others.isEmpty()) {
      throw new Problem("--mixes needs accelerators to draw beside the chip: --with NAME");
    }
    twice("--chip", chips);
    twice("--with", others);
  }

  private static void twice(String option, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (names.indexOf(names.get(i)) < i) {
        throw new Problem(option + " names '" + names.get(i) + "' twice");
      }
    }
  }
}
