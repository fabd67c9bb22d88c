package bitline.silicon.component;

/// A full adder beside every cell, which adds to what comes from the row before and hands it on
/// through a register, one bit of the weight a column: as Colonnade (Kim et al., JSSC 2021) sums. A
/// sum of `rows` rows needs log2 `rows` columns more than the weight has bits.
///
/// @param rows that are summed
public record RippleAdders(int rows) {
  /// Flip-flops of a cell: its sum and its carry.
  private static final int REGISTERS = 2;

  /// Columns that a weight takes.
  public int columns(int weightBits) {
    return weightBits + AdderTree.ceilLog2(rows);
  }

  /// Joules of one cell in one cycle.
  ///
  /// @param toggles probability that a sum's bit changes
  public static double energy(Process process, double toggles) {
    return Logic.adder(process, toggles) + REGISTERS * Logic.register(process, toggles);
  }

  /// Area of the adder and the registers of a cell, in gates.
  public static double area() {
    return Logic.ADDER_AREA + REGISTERS * Logic.REGISTER_AREA;
  }
}
