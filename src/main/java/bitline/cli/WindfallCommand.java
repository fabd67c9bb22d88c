package bitline.cli;

import bitline.base.Problem;
import bitline.base.Units;
import bitline.forecast.windfall.Clause;
import bitline.forecast.windfall.Outcome;
import bitline.forecast.windfall.ProfitTable;
import bitline.forecast.windfall.Windfall;
import bitline.report.WindfallPage;
import bitline.report.WindfallText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a promise to give away a share of extreme profits gives.
@Command(
    name = "windfall",
    description =
        "What a company would give that has promised, in advance, a share of extreme profits: marginal shares over brackets of world product, over a distribution of profits.",
    footer = {
      "",
      "Without a file: scenarios/windfall.yaml, which states the example function of the",
      "windfall clause, world product, and assumed profits, each with its source or reason.",
      "",
      "FILE.csv of --profits has a column profit in dollars, and may have name, probability,",
      "low and high (the ends between which the profit lies in four cases of five).",
      "",
      "Examples:",
      "  bitline windfall",
      "  bitline windfall --profit 2TUSD --year 2030",
      "  bitline windfall my_clause.yaml --profits profits.csv --report out.html"
    })
final class WindfallCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "FILE.yaml", description = "A clause of your own.")
  private @Nullable Path file;

  @Option(
      names = "--year",
      paramLabel = "YEAR",
      description = "The year of the profits, instead of the file's.")
  private @Nullable Integer year;

  @Option(
      names = "--profit",
      paramLabel = "DOLLARS",
      description = "One certain profit, such as 2TUSD, instead of the file's.")
  private @Nullable String profit;

  @Option(
      names = "--profits",
      paramLabel = "FILE.csv",
      description = "Profits from a table, instead of the file's.")
  private @Nullable Path profits;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page with every input and its source.")
  private @Nullable Path report;

  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  WindfallCommand(Output output) {
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
    Windfall windfall = Windfall.of(clause());
    if (page != null) {
      WindfallPage.write(windfall, page);
      output.note("report in " + page);
    }
    output.answer(json, windfall, () -> output.text(WindfallText.of(windfall)));
    return Main.DONE;
  }

  private Clause clause() {
    Clause clause = file == null ? Clause.standard() : Clause.read(file);
    if (year != null) {
      if (year < 1900 || year > 2200) {
        throw new Problem("--year " + year + "; 1900 to 2200 is possible");
      }
      clause = clause.in(year);
    }
    if (profit != null && profits != null) {
      throw new Problem("--profit and --profits exclude each other");
    }
    if (profit != null) {
      double dollars = Units.parse(profit, "USD");
      if (!(dollars >= 1 && dollars <= 1e18)) {
        throw new Problem("--profit " + profit + "; 1 USD to 1e18 USD is possible");
      }
      Outcome certain = new Outcome("as asked", 1, new Outcome.Dollars(dollars, dollars, dollars));
      return clause.of(List.of(certain));
    }
    return profits == null ? clause : clause.of(ProfitTable.read(profits));
  }
}
