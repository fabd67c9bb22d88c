package bitline.cli;

import bitline.base.Problem;
import bitline.chip.Chips;
import bitline.report.ChipList;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Lists the chips that are described.
@Command(
    name = "chips",
    description = "Lists the chips that come with Bitline, or those of a folder.",
    footer = {
      "",
      "Columns: arrays that compute at once; resolution of their converters; bits of an",
      "input times bits of a weight; weights of that width that it holds; operations a",
      "second (1 MAC = 2). 'bitline show CHIP' says where each value comes from.",
      "",
      "Example:",
      "  bitline chips --json"
    })
final class ChipsCommand implements Callable<Integer> {
  @Mixin private JsonOption json = new JsonOption();

  @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "A folder of chip files.")
  private @Nullable Path folder;

  private final Output output;

  ChipsCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    List<ChipList.Summary> chips =
        (folder == null ? Chips.all() : Chips.all(folder)).stream().map(ChipList::summary).toList();
    if (chips.isEmpty()) {
      throw Problem.at(String.valueOf(folder), "no chip in this folder; a chip is a .yaml file");
    }
    output.answer(json, chips, () -> output.table(ChipList.table(chips)));
    return Main.DONE;
  }
}
