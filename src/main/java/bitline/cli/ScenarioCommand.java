package bitline.cli;

import bitline.report.ScenarioPage;
import bitline.report.ScenarioText;
import bitline.scenario.Choice;
import bitline.scenario.Scenario;
import bitline.scenario.Scenarios;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Weighs alternatives by several criteria.
@Command(
    name = "scenario",
    description =
        "Weighs where to begin by several criteria and several people's votes, and says what would turn the order.",
    footer = {
      "",
      "Without a file: scenarios/edge_first.yaml, which states every input with its source.",
      "",
      "Examples:",
      "  bitline scenario",
      "  bitline scenario scenarios/edge_first.yaml --report out.html"
    })
final class ScenarioCommand implements Callable<Integer> {
  private static final int DRAWS = 2000;

  @Parameters(arity = "0..1", paramLabel = "FILE.yaml", description = "A scenario of your own.")
  private @Nullable Path file;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page with every input and its source.")
  private @Nullable Path report;

  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  ScenarioCommand(Output output) {
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
    Scenario scenario = file == null ? Scenarios.edgeFirst() : Scenarios.read(file);
    Choice choice = Choice.of(scenario, DRAWS);
    if (page != null) {
      ScenarioPage.write(scenario, choice, page);
      output.note("report in " + page);
    }
    output.answer(json, choice, () -> output.text(ScenarioText.of(choice)));
    return Main.DONE;
  }
}
