package bitline.cli;

import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.report.ChipSheet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows one thing: a chip by its name or its file.
@Command(
    name = "show",
    description = "Shows a chip: what it is, what follows from it, and where every value comes from.",
    footer = {"", "Example:", "  bitline show houmo_h30_2023"})
final class ShowCommand implements Callable<Integer> {
  private static final int WIDTH = 80;

  @Mixin private JsonOption json = new JsonOption();

  @Parameters(paramLabel = "CHIP", description = "The name of a chip, or the path of its .yaml file.")
  private String shown = "";

  private final Output output;

  ShowCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    Chip chip = Chips.find(shown);
    output.answer(json, chip, () -> output.line(ChipSheet.text(chip, WIDTH).stripTrailing()));
    return Main.DONE;
  }
}
