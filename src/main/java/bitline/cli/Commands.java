package bitline.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/// The list of commands. To add one, write a class in this package and name it in [#all]:
///
/// ```java
/// @Command(
///     name = "chips",
///     description = "Lists the chips that are described.",
///     footer = {"", "Example:", "  bitline chips --json"})
/// final class ChipsCommand implements Callable<Integer> {
///   @Mixin private JsonOption json = new JsonOption();
///   private final Output output;
///
///   ChipsCommand(Output output) {
///     this.output = output;
///   }
///
///   @Override
///   public Integer call() {
///     List<Summary> chips = ...;
///     output.answer(json, chips, () -> output.table(...));
///     return Main.DONE;
///   }
/// }
/// ```
///
/// The answer is [Main#DONE] or [Main#NO]; bad input is a [bitline.base.Problem]; work of over two
/// seconds gets [Output#progress]. `--help`, `--version` and `--debug` come by themselves. Tests
/// hold every command to an example in its footer.
final class Commands {
  private Commands() {}

  private static List<Callable<Integer>> all(Output output) {
    return List.of(
        new DemoCommand(output),
        new RunCommand(output),
        new AgeCommand(output),
        new BlameCommand(output),
        new RepairCommand(output),
        new FaultsCommand(output),
        new ChipsCommand(output),
        new CatalogueCommand(output),
        new ShowCommand(output),
        new QuantizeCommand(output),
        new MapCommand(output),
        new TimeCommand(output),
        new DecodeCommand(output),
        new EstimateCommand(output),
        new CostCommand(output),
        new CompareCommand(output),
        new PolicyCommand(output),
        new ValidateCommand(output),
        new ScenarioCommand(output),
        new RankCommand(output),
        new WindfallCommand(output),
        new ClaimsCommand(output),
        new ForecastCommand(output),
        new VerifyCommand(output),
        new CompletionCommand(output));
  }

  /// The parser of the whole command line.
  static CommandLine line(Output output) {
    return line(output, all(output));
  }

  /// A parser of these commands. It collects errors instead of throwing the first.
  static CommandLine line(Output output, List<Callable<Integer>> commands) {
    CommandLine root = new CommandLine(new Root());
    for (Callable<Integer> command : commands) {
      root.addSubcommand(command);
    }
    root.setOut(output.out());
    root.setErr(output.err());
    root.setExpandAtFiles(false);
    root.getCommandSpec().parser().collectErrors(true);
    root.getSubcommands().values().forEach(Commands::equip);
    return root;
  }

  private static void equip(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true);
    command.getCommandSpec().versionProvider(new Version());
    command.getCommandSpec().parser().collectErrors(true);
    command.getSubcommands().values().forEach(Commands::equip);
  }

  @Command(
      name = "bitline",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND",
      description = "A workbench for AI chips that compute inside their memory.",
      footer = {
        "",
        "Exit codes: 0 done, 1 the answer is no, 2 bad input, 3 a bug of ours.",
        "./bitline test builds everything and passes every test; ./bitline bench times kernels and the interpreter.",
        "",
        "Example:",
        "  bitline chips"
      })
  static final class Root {
    @Option(
        names = "--debug",
        scope = CommandLine.ScopeType.INHERIT,
        description = "Print where an error arose.")
    boolean debug;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Commands.class.getPackage().getImplementationVersion();
      return new String[] {
        "bitline " + (version == null ? "(development)" : version),
        "Java "
            + Runtime.version()
            + ", "
            + System.getProperty("java.vendor")
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
      };
    }
  }
}
