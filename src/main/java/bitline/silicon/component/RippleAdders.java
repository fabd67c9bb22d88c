package bitline.silicon.component;

import bitline.silicon.node.Node;

/// A full adder beside every cell, which adds to what comes from the row before and hands it on
/// through a register, one bit of the weight a column: as Colonnade (Kim et al., JSSC 2021) sums. A
/// sum of `rows` rows needs log2 `rows` columns more than the weight has bits.
///
/// @param rows that are summed
public record RippleAdders(int rows) {
  /// Flip-flops of a cell: its sum and its carry.
  private static final int REGISTERS = 2;

  private static final int ADDER = 28;
  private static final int REGISTER = 8;
  private static final double LOOSER = 2;

  /// Columns that a weight takes.
  public int columns(int weightBits) {
    return weightBits + AdderTree.ceilLog2(rows);
  }

  /// Joules of one column of one weight in one cycle, all its rows: halfway down, half of the rows
  /// have been summed.
  ///
  /// @param weightBits of a weight
  /// @param toggles probability that a product's bit changes
  public double energy(Process process, int weightBits, double toggles) {
    double joules = 0;
    int columns = columns(weightBits);
    for (int bit = 0; bit < columns; bit++) {
      double changes = AdderTree.toggles(bit, Math.max(1, rows / 2.0), weightBits, toggles);
      joules += Logic.adder(process, changes) + REGISTERS * Logic.register(process, changes);
    }
    return rows * joules / columns;
  }

  /// Joules of one column in one cycle in which nothing toggles but the clock, as in columns that
  /// are left over beside the last weight.
  public double idle(Process process) {
    return rows * REGISTERS * Logic.register(process, 0);
  }

  /// Square metres of the adder and the registers of a cell. They are laid out in the cell's pitch,
  /// not placed as library cells: so many transistors (an adder of 28, dynamic flip-flops of 8) of
  /// twice the size of those of a memory cell, whose rules are tighter (assumed).
  public static double area(Node node) {
    return LOOSER * node.sramCell() / 6 * (ADDER + REGISTERS * REGISTER);
  }
}
