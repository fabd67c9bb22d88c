package bitline.time;

import bitline.Workbench;
import bitline.chip.Chip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A digital chip of one-bit cells for a test, described as a user would: what a case does not name
/// is not there. Without a vector unit a host does that work, in no time.
final class SmallChip {
  private int cores = 1;
  private int arrays = 1;
  private int rows = 128;
  private int columns = 128;
  private int activeRows = 128;
  private int weightSets = 1;
  private int dacBits = 1;
  private String step = "5 ns";
  private final List<String> core = new ArrayList<>();
  private final List<String> memories = new ArrayList<>();
  private final List<String> chip = new ArrayList<>();

  SmallChip cores(int number) {
    cores = number;
    return this;
  }

  /// @param number of arrays in a core
  SmallChip arrays(int number) {
    arrays = number;
    return this;
  }

  SmallChip array(int withRows, int withColumns, int active) {
    rows = withRows;
    columns = withColumns;
    activeRows = active;
    return this;
  }

  SmallChip weightSets(int sets) {
    weightSets = sets;
    return this;
  }

  SmallChip dacBits(int bits) {
    dacBits = bits;
    return this;
  }

  SmallChip step(String time) {
    step = time;
    return this;
  }

  /// A vector unit in each core.
  SmallChip coreVectorUnit(int lanes, String clock) {
    core.add("vectorUnit: {lanes: " + lanes + ", clock: " + clock + "}");
    return this;
  }

  /// One vector unit.
  SmallChip vectorUnit(int lanes, String clock) {
    chip.add("vectorUnit: {lanes: " + lanes + ", clock: " + clock + "}");
    return this;
  }

  SmallChip onChip(String size) {
    memories.add("{name: buffer, type: sram, size: " + size + "}");
    return this;
  }

  SmallChip outside(String bandwidth) {
    return outside(bandwidth, "1 B", "1");
  }

  SmallChip outside(String bandwidth, String burst, String efficiency) {
    memories.add(
        "{name: board, type: lpddr4, size: 1 GB, bandwidth: "
            + bandwidth
            + ", burst: "
            + burst
            + ", efficiency: "
            + efficiency
            + "}");
    return this;
  }

  /// The memory of each core.
  SmallChip coreBuffer(String size, String bandwidth) {
    core.add("buffer: {name: L1, type: sram, size: " + size + ", bandwidth: " + bandwidth + "}");
    return this;
  }

  /// Another line of the description.
  SmallChip with(String line) {
    chip.add(line);
    return this;
  }

  Chip in(Path folder) {
    List<String> lines = new ArrayList<>();
    lines.add("name: small");
    lines.add("title: A chip for a test");
    lines.add("year: 2026");
    lines.add("assumed: a test");
    lines.add("node: 12 nm");
    lines.add("cores: " + cores);
    lines.add("core:");
    lines.add("  macros: " + arrays);
    lines.add("  macro:");
    lines.add("    weightSets: " + weightSets);
    lines.add("    array:");
    lines.add("      rows: " + rows);
    lines.add("      columns: " + columns);
    lines.add("      activeRows: " + activeRows);
    lines.add("      encoding: twos_complement");
    lines.add("      weightBits: [8]");
    lines.add("      inputBits: [8]");
    lines.add("      signedInputs: true");
    lines.add(
        "    dac: {bits: " + dacBits + ", type: " + (dacBits > 1 ? "level" : "bit_serial") + "}");
    lines.add("    cell: sram_6t_digital");
    core.forEach(line -> lines.add("  " + line));
    lines.add("memories: [" + String.join(", ", memories) + "]");
    lines.addAll(chip);
    lines.add("operatingPoints:");
    lines.add("  - {name: only, step: " + step + ", inputBits: 8, weightBits: 8}");
    Path file = folder.resolve("small.yaml");
    try {
      Files.write(file, lines, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Workbench.chip(file.toString());
  }
}
