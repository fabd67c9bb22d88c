package bitline.cli;

import bitline.Workbench;
import bitline.base.Interval;
import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.base.Units;
import bitline.catalogue.Catalogue;
import bitline.chip.Chip;
import bitline.chip.OperatingPoint;
import bitline.money.CataloguedProduct;
import bitline.money.Product;
import bitline.money.Terms;
import bitline.money.own.Ownership;
import bitline.money.own.Setting;
import bitline.money.spare.DefectModel;
import bitline.money.spare.SparePlan;
import bitline.money.yield.YieldModel;
import bitline.report.CostAnswer;
import bitline.report.CostReport;
import bitline.report.CostText;
import bitline.report.Costed;
import bitline.report.OwnershipAnswer;
import bitline.report.OwnershipText;
import bitline.silicon.AtNode;
import bitline.silicon.Factors;
import bitline.silicon.Peak;
import bitline.silicon.Uncertainty;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a chip costs to make and to own.
@Command(
    name = "cost",
    description =
        "Estimates what a chip costs to make, from wafer to sold unit, and to own, with intervals and causes.",
    footer = {
      "",
      "Every price has a date and a source: prices/*.yaml. docs/cost.md says how they are used.",
      "",
      "Examples:",
      "  bitline cost --chip houmo_h30_2023 --volume 300k --spares 2x2",
      "  bitline cost --accelerator l4 --margin 60%% --ownership datacentre",
      "  bitline cost --chip axelera_isscc_2024 --ownership edge --life 5y \\",
      "      --report out.html"
    })
final class CostCommand implements Callable<Integer> {
  private static final int MOST_CAUSES = 6;
  private static final int SHOWN_PLANS = 4;
  private static final int DRAWS = 200;
  private static final double MOST_MADE = 1e12;

  @Option(names = "--chip", paramLabel = "CHIP", description = "A chip's name or YAML file.")
  private @Nullable String chip;

  @Option(
      names = "--accelerator",
      paramLabel = "NAME",
      description = "Instead: an accelerator of the catalogue, or a file that describes one.")
  private @Nullable String accelerator;

  @Option(
      names = "--volume",
      defaultValue = "1M",
      paramLabel = "N",
      description = "Products made with one design, such as 300k (${DEFAULT-VALUE}).")
  private String volume = "1M";

  @Option(
      names = "--year",
      paramLabel = "YEAR",
      description = "Whose prices hold (" + Terms.YEAR + ").")
  private int year = Terms.YEAR;

  @Option(
      names = "--node",
      paramLabel = "NODE",
      description = "The chip drawn in another process, such as 7nm (its own).")
  private @Nullable String node;

  @Option(
      names = "--spares",
      paramLabel = "RxC",
      description =
          "Spare rows and columns of each array, such as 2x4; or 'cheapest' (as described).")
  private @Nullable String spares;

  @Option(
      names = "--defects",
      paramLabel = "D",
      description =
          "Defects a square centimetre that kill what they hit, such as 0.1/cm2 (those of the process).")
  private @Nullable String defects;

  @Option(
      names = "--margin",
      defaultValue = "0%",
      paramLabel = "SHARE",
      description = "Share of the price that is left to the producer, such as 50%% (0%%).")
  private String margin = "0%";

  @Option(
      names = "--yield-model",
      paramLabel = "LAW",
      description =
          "poisson, murphy, seeds, root-seeds or negative-binomial (negative-binomial); all five are shown.")
  private @Nullable String model;

  @Option(
      names = "--package",
      paramLabel = "KIND",
      description = "organic, fan_out or interposer (organic; interposer with stacked memory).")
  private @Nullable String packaging;

  @Option(
      names = "--board",
      paramLabel = "KIND",
      description = "m2_module, pcie_card, pcie_card_large or sxm_module (none).")
  private @Nullable String board;

  @Mixin private OwnershipOptions ownership = new OwnershipOptions();

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page: the cost against volume, process and spare lines.")
  private @Nullable Path report;

  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  CostCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    json.check();
    Path page = report;
    if (page != null) {
      Output.checkEnding("--report", page, ".html");
      Output.checkWritable(page);
    }
    Terms terms = terms();
    Setting setting = ownership.setting();
    CostAnswer answer =
        accelerator == null ? ofChip(terms, setting) : ofAccelerator(terms, setting);
    if (page != null) {
      new CostReport(answer).write(page);
      output.note("report in " + page);
    }
    output.answer(json, answer, () -> print(answer));
    return Main.DONE;
  }

  private CostAnswer ofChip(Terms terms, @Nullable Setting setting) {
    if (chip == null) {
      throw new Problem("--chip CHIP or --accelerator NAME says what is made; 'chips' lists chips");
    }
    Chip described = Workbench.chip(chip);
    Chip drawn = node == null ? described : AtNode.of(described, length(node));
    boolean cheapest = "cheapest".equals(spares);
    SparePlan plan =
        spares == null || cheapest ? SparePlan.of(drawn) : SparePlan.parse("--spares", spares);
    boolean search = spares != null || report != null;
    CostAnswer answer = Costed.of(drawn, plan, terms, this::packed, search, output.progress());
    CostAnswer.Spares searched = answer.spares();
    if (cheapest && searched != null) {
      SparePlan best = SparePlan.parse("--spares", searched.cheapest());
      answer = Costed.of(drawn, best, terms, this::packed, true, output.progress());
    }
    if (setting == null) {
      return answer;
    }
    OperatingPoint point = drawn.operatingPoint();
    double operations = 2 * Peak.of(drawn, point, Factors.BLIND).macs() / seconds(drawn, point);
    Ownership owned =
        Ownership.of(
            new Ownership.Unit(
                drawn.name(),
                answer.price(),
                power(drawn, point),
                false,
                new Interval(operations, operations, operations),
                ownership.rate()),
            setting);
    return answer.owned(
        OwnershipAnswer.of(
            owned,
            published(point) != null
                ? "published for " + point.name()
                : "all arrays busy at "
                    + point.name()
                    + ", by the models of energy, without its memory and host",
            point.inputBits() + " × " + point.weightBits() + " bits at the peak, all arrays busy",
            "the price above"));
  }

  private static double seconds(Chip chip, OperatingPoint point) {
    return Peak.of(chip, point, Factors.BLIND).seconds();
  }

  /// Watts that were published, or follow from what was: they hold what a description leaves out.
  private static @Nullable Double published(OperatingPoint point) {
    Double ops = point.ops();
    Double opsPerJoule = point.opsPerJoule();
    return point.power() != null || ops == null || opsPerJoule == null
        ? point.power()
        : Double.valueOf(ops / opsPerJoule);
  }

  private static Interval power(Chip chip, OperatingPoint point) {
    Double told = published(point);
    if (told != null) {
      return new Interval(told, told, told);
    }
    return Uncertainty.of(
            factors -> {
              Peak peak = Peak.of(chip, point, factors);
              double joules = peak.energy().values().stream().mapToDouble(e -> e).sum();
              return new double[] {joules / peak.seconds()};
            },
            DRAWS)
        .intervals()
        .getFirst();
  }

  private CostAnswer ofAccelerator(Terms terms, @Nullable Setting setting) {
    if (chip != null) {
      throw new Problem("--chip and --accelerator exclude each other: one is made");
    }
    if (node != null || spares != null) {
      throw new Problem(
          (node != null ? "--node " + node : "--spares " + spares)
              + " needs a chip that is described (--chip): of an accelerator of the catalogue only the"
              + " area of its dies is known");
    }
    CataloguedProduct entry = new CataloguedProduct(Catalogue.find(String.valueOf(accelerator)));
    CostAnswer answer = Costed.of(packed(entry.product()), terms);
    if (!entry.unpriced().isEmpty()) {
      output.note(entry.unpriced());
    }
    if (setting == null) {
      return answer;
    }
    Interval asked = entry.asked();
    Ownership owned =
        Ownership.of(
            new Ownership.Unit(
                answer.product(),
                asked == null ? answer.price() : asked,
                entry.power(),
                true,
                entry.operations(),
                ownership.rate()),
            setting);
    return answer.owned(
        OwnershipAnswer.of(
            owned,
            entry.powerMeans(),
            entry.operationsMean(),
            asked == null ? "the price above" : entry.askedMeans()));
  }

  private Product packed(Product product) {
    Product boarded = board == null ? product : product.on(board);
    return packaging == null ? boarded : boarded.in(packaging);
  }

  private Terms terms() {
    Terms terms = Terms.of(made(volume)).year(year).model(law()).margin(share("--margin", margin));
    return defects == null ? terms : terms.defects(density(defects));
  }

  /// Products made with one design: 300000, 300k or 1M.
  static double made(String volume) {
    String text = volume.strip();
    double factor = text.endsWith("k") ? 1e3 : text.endsWith("M") ? 1e6 : 1;
    String digits = factor == 1 ? text : text.substring(0, text.length() - 1);
    double number;
    try {
      number = Units.parse(digits, "1") * factor;
    } catch (Problem problem) {
      throw new Problem(
          "--volume '" + volume + "' is no number; write 300000, 300k or 1M", problem);
    }
    if (!(number >= 1 && number <= MOST_MADE)) {
      throw new Problem(
          "--volume "
              + volume
              + (number < 1 ? "; 1 or more are made" : "; nobody makes more than 1e12"));
    }
    return number;
  }

  private static double length(String text) {
    try {
      String bare = text.strip();
      return Units.parse(bare.matches("[0-9.]+") ? bare + " nm" : bare, "m");
    } catch (Problem problem) {
      throw new Problem("--node '" + text + "' is no process; write 7nm", problem);
    }
  }

  /// A number that stands alone is of a square centimetre.
  private static double density(String text) {
    String bare = text.strip();
    return DefectModel.density("--defects", bare.matches("[-+0-9.eE]+") ? bare + " /cm2" : bare);
  }

  private static double share(String option, String text) {
    double share;
    try {
      share = Units.parse(text, "1");
    } catch (Problem problem) {
      throw new Problem(option + " '" + text + "' is no share; write 50%", problem);
    }
    if (!(share >= 0 && share < 1)) {
      throw new Problem(option + " " + text + " is no share of the price; from 0% to below 100%");
    }
    return share;
  }

  private YieldModel law() {
    String word = model;
    if (word == null) {
      return YieldModel.NEGATIVE_BINOMIAL;
    }
    List<String> words =
        Arrays.stream(YieldModel.values())
            .map(law -> law.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    int at = words.indexOf(word);
    if (at < 0) {
      throw new Problem(
          "--yield-model '"
              + word
              + "' is none of "
              + String.join(", ", words)
              + Spelling.hint(word, words));
    }
    return YieldModel.values()[at];
  }

  private void print(CostAnswer answer) {
    output.line(answer.product());
    output.paragraph("One " + CostText.conditions(answer));
    output.line("");
    output.table(CostText.lines(answer));
    output.line("");
    output.paragraph(CostText.mostly(answer));
    output.line("");
    output.table(CostText.causes(answer.causes(), "price", MOST_CAUSES));
    output.line("");
    output.table(CostText.dies(answer));
    output.line("");
    output.table(CostText.yields(answer));
    output.line("");
    output.table(CostText.volumes(answer));
    if (answer.nodes().size() > 1) {
      output.line("");
      output.table(CostText.nodes(answer));
      answer.unmakeable().forEach(output::paragraph);
    }
    CostAnswer.Spares searched = answer.spares();
    if (searched != null) {
      output.line("");
      output.paragraph(CostText.cheapest(searched));
      output.table(CostText.spares(searched, SHOWN_PLANS));
    }
    OwnershipAnswer owned = answer.ownership();
    if (owned != null) {
      output.line("");
      output.paragraph(OwnershipText.conditions(owned));
      output.line("");
      output.table(OwnershipText.figures(owned));
      output.line("");
      output.table(CostText.causes(owned.causes(), "a year", MOST_CAUSES));
    }
  }
}
