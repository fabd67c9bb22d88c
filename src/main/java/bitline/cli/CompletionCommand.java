package bitline.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/// Prints the script that teaches a shell to complete our commands and options.
@Command(
    name = "completion",
    description = "Prints a completion script for bash and zsh.",
    footer = {
      "",
      "Example (now, in this shell; add the line to ~/.bashrc or ~/.zshrc to keep it):",
      "  source <(bitline completion)"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Output output;

  CompletionCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    output.line(AutoComplete.bash("bitline", Commands.line(output)).stripTrailing());
    return Main.DONE;
  }
}
