package bitline.map;

import bitline.chip.Adc;
import bitline.chip.Chip;
import bitline.program.Coding;
import bitline.program.Contents;

/// A product cut into digits and blocks.
record Cut(Product product, Coding coding, Placement.Layout layout) {
  int blocks() {
    return layout.blocks().size();
  }

  long cells() {
    var u = product.unrolling();
    return (long) u.groups() * u.rows() * u.columns() * coding.cellsPerWeight();
  }

  /// Whether its cells hold an activation.
  boolean dynamic() {
    return product.contents() instanceof Contents.Activation;
  }

  /// Rows of weights of its largest block.
  int rows() {
    return layout.blocks().stream().mapToInt(Placement.Block::rows).max().orElse(0);
  }

  /// Rows of cells that are written one after another when its cells are filled.
  int writtenRows() {
    return rows() * (coding.weightCode() == Coding.WeightCode.PAIR_OF_ROWS ? 2 : 1);
  }

  /// Seconds of its fullest array for one picture.
  double seconds(Chip chip) {
    int rowGroups = Math.ceilDiv(rows(), chip.array().activeInputRows());
    return (double) product.unrolling().vectors() * rowGroups * inputTime(chip);
  }

  /// Seconds in which a group of rows takes all digits of one vector.
  double inputTime(Chip chip) {
    Adc adc = chip.adc();
    return chip.inputTime(coding.inputWidths(), adc == null ? 0 : adc.bits());
  }
}
