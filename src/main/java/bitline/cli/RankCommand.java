package bitline.cli;

import bitline.Workbench;
import bitline.advise.Ranking;
import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.forecast.Calendar;
import bitline.forecast.Method;
import bitline.forecast.outlook.Laws;
import bitline.forecast.score.Climatology;
import bitline.forecast.score.LastValue;
import bitline.policy.Item;
import bitline.policy.Rules;
import bitline.policy.item.Items;
import bitline.policy.item.Judged;
import bitline.report.RankAnswer;
import bitline.report.RankPage;
import bitline.report.RankText;
import bitline.report.Ranked;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Where one machine stands among all others.
@Command(
    name = "rank",
    description =
        "Holds one machine against the trend and its class: energy, price, cost of work, speed, export rules.",
    footer = {
      "",
      "CHIP is a chip of ours, which is simulated, or an accelerator of the catalogue, which is",
      "taken at its makers' word. Each is held against all others of the catalogue.",
      "",
      "Examples:",
      "  bitline rank houmo_h30_2023 --report out.html",
      "  bitline rank h100-sxm",
      "  bitline rank chips/mine.yaml --out-on 2027-06"
    })
final class RankCommand implements Callable<Integer> {
  private static final int AHEAD = 5;

  @Parameters(
      paramLabel = "CHIP",
      description = "A name of 'chips' or of 'catalogue', or a YAML file of either.")
  private String chip = "";

  @Option(
      names = "--out-on",
      paramLabel = "DATE",
      description = "As if it came out on that day, such as 2027-06; else when it did.")
  private @Nullable String out;

  @Option(
      names = "--method",
      defaultValue = "log-linear",
      paramLabel = "KEY",
      description =
          "How the others' trend is told ('forecast --list' lists them; ${DEFAULT-VALUE}).")
  private String method = "log-linear";

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page: a chart for every measure, places, rules, evidence.")
  private @Nullable Path report;

  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  RankCommand(Output output) {
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
    Double date = out == null ? null : Calendar.year(out);
    Method trend = Laws.of(method);
    LocalDate day = LocalDate.now();
    double today = Calendar.year(day);
    Ranking.Terms terms =
        new Ranking.Terms(
            trend,
            List.of(new Climatology(), new LastValue()),
            today,
            Math.floor(today) + AHEAD,
            date);
    RankAnswer answer = answer(terms, day);
    if (page != null) {
      new RankPage(answer).write(page);
      output.note("report in " + page);
    }
    output.answer(json, answer, () -> output.text(RankText.of(answer)));
    return Main.DONE;
  }

  private RankAnswer answer(Ranking.Terms terms, LocalDate today) {
    Item item = Items.find(chip);
    if (described()) {
      Chip own = Workbench.chip(chip);
      Ranking ranking = Ranking.of(own, terms, output.progress());
      return Ranked.of(ranking, export(item, ranking, today), own.evidence());
    }
    Accelerator part = Catalogue.find(chip);
    Ranking ranking = Ranking.of(part, terms, output.progress());
    return Ranked.of(ranking, export(item, ranking, today), part.evidence());
  }

  /// For whom a description of ours is made, the product tells that it describes.
  private static RankAnswer.Export export(Item item, Ranking ranking, LocalDate today) {
    Accelerator product = ranking.product();
    Item marketed =
        item.segment() == null && product != null ? item.marketed(product.segment()) : item;
    return Ranked.export(marketed, today, Judged.of(marketed, Rules.standard(), today));
  }

  /// Whether it is a chip of ours and not a part of a catalogue.
  private boolean described() {
    String text = chip.toLowerCase(Locale.ROOT);
    if (text.endsWith(".yaml") || text.endsWith(".yml")) {
      try {
        Workbench.chip(chip);
        return true;
      } catch (Problem noChip) {
        return false;
      }
    }
    return Chips.names().contains(chip);
  }
}
