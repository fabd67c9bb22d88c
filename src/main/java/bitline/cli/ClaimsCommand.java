package bitline.cli;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.base.Progress;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.chip.Chip;
import bitline.claim.Claim;
import bitline.claim.Claims;
import bitline.claim.Exhibits;
import bitline.claim.Made;
import bitline.claim.MeasuredPower;
import bitline.claim.Rivals;
import bitline.compare.Workload;
import bitline.compare.Workloads;
import bitline.money.UnitCost;
import bitline.report.ClaimsMarkdown;
import bitline.report.ClaimsPage;
import bitline.report.ClaimsText;
import bitline.scenario.Choice;
import bitline.scenario.Scenarios;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The claims of the article, tested.
@Command(
    name = "claims",
    description =
        "Tests seven claims that are made of compute-in-memory against what one could buy instead; 1 without a verdict for each.",
    footer = {
      "",
      "Six networks run on our chips (played and estimated) and on machines of the",
      "catalogue (measured where MLPerf did, else modelled). A verdict needs the best",
      "number of the other side, and follows from the numbers by a rule.",
      "",
      "Examples:",
      "  bitline claims --data ../shared",
      "  bitline claims --data ../shared --report out.html --write docs/claims.md"
    })
final class ClaimsCommand implements Callable<Integer> {
  private static final int DRAWS = 2000;

  @Option(
      names = "--data",
      defaultValue = "../shared",
      paramLabel = "DIR",
      description = "The folder that holds models/ (${DEFAULT-VALUE}).")
  private Path data = Path.of("../shared");

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a page with every case and its numbers.")
  private @Nullable Path report;

  @Option(names = "--write", paramLabel = "FILE.md", description = "Write it as a document.")
  private @Nullable Path document;

  @Mixin private JsonOption json = new JsonOption();
  private final Output output;

  ClaimsCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    json.check();
    check("--report", report, ".html");
    check("--write", document, ".md");
    if (!Files.isDirectory(data)) {
      throw Problem.at(data.toString(), "is no folder; name the one that holds models/");
    }
    Exhibits exhibits = exhibits(output.progress());
    List<Claim> claims = Claims.of(exhibits, chips());
    Path page = report;
    if (page != null) {
      ClaimsPage.write(claims, page);
      output.note("report in " + page);
    }
    Path text = document;
    if (text != null) {
      Output.write(text, ClaimsMarkdown.of(claims).getBytes(StandardCharsets.UTF_8));
      output.note("written: " + text);
    }
    output.answer(json, claims, () -> output.text(ClaimsText.of(claims)));
    boolean all =
        claims.stream().allMatch(claim -> claim.finding() instanceof Claim.Finding.Tested);
    return all ? Main.DONE : Main.NO;
  }

  private static void check(String option, @Nullable Path file, String ending) {
    if (file != null) {
      Output.checkEnding(option, file, ending);
      Output.checkWritable(file);
    }
  }

  private Exhibits exhibits(Progress progress) {
    Path home = Path.of(System.getProperty("bitline.home", "."));
    ClaimNetworks networks = ClaimNetworks.find(data, home, progress);
    if (!networks.missing().isEmpty()) {
      return new Exhibits(
          networks.missing(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          MeasuredPower.standard(),
          Map.of(),
          Choice.of(Scenarios.edgeFirst(), 1));
    }
    List<Accelerator> catalogue = Catalogue.all();
    Map<String, Workload> works = new LinkedHashMap<>();
    networks
        .graphs()
        .forEach((name, graph) -> works.put(name, Workloads.of(graph, ClaimNetworks.inputs(name))));
    return new Exhibits(
        List.of(),
        List.copyOf(works.keySet()),
        ClaimTrials.of(networks, progress),
        Rivals.of(works, catalogue, progress),
        catalogue,
        MeasuredPower.standard(),
        costs(catalogue, progress),
        Choice.of(Scenarios.edgeFirst(), DRAWS));
  }

  private static Map<String, Chip> chips() {
    Map<String, Chip> chips = new LinkedHashMap<>();
    for (String name : ClaimTrials.CHIPS) {
      chips.put(name, Workbench.chip(name));
    }
    return chips;
  }

  private static Map<String, UnitCost> costs(List<Accelerator> catalogue, Progress progress) {
    Map<String, UnitCost> costs = new LinkedHashMap<>();
    for (int volume : Made.VOLUMES) {
      progress.step("costs", costs.size(), 3L * catalogue.size());
      chips().forEach((name, chip) -> costs.put(Made.key(name, volume), Made.of(chip, volume)));
      for (Accelerator part : catalogue) {
        Made.of(part, volume).ifPresent(cost -> costs.put(Made.key(part.name(), volume), cost));
      }
    }
    return costs;
  }
}
