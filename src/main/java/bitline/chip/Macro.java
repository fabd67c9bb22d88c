package bitline.chip;

import bitline.cell.Cell;
import bitline.text.Range;
import org.jspecify.annotations.Nullable;

/// An array with its periphery: what computes one matrix-vector product.
///
/// @param array the array
/// @param weightSets sets of weights that lie in the macro at once, one of which computes at a time
/// @param cell the memory cell
/// @param dac what drives the rows
/// @param adc what converts the column sums; null: a digital array, whose sums are exact
/// @param faults lines and clusters of cells that are dead; null: nobody has said. Single cells
///   that cannot be written are told by the cell
/// @param wires what its wires resist; null: nothing
/// @param stepLaw how long a step takes by its widths; null: as long as the operating point says
/// @param adders how a digital array adds; null: by trees of its columns
public record Macro(
    Array array,
    @Range(min = 1, max = 1024) int weightSets,
    Cell cell,
    Dac dac,
    @Nullable Adc adc,
    @Nullable Faults faults,
    @Nullable Wires wires,
    @Nullable StepLaw stepLaw,
    @Nullable Adders adders) {

  public Macro {
    if (adc != null && array.columns() % adc.columnsPerAdc() != 0) {
      throw new IllegalArgumentException(
          "adc: "
              + adc.columnsPerAdc()
              + " columns per converter do not divide the "
              + array.columns()
              + " columns");
    }
    if (dac.bits() > array.maxInputBits()) {
      throw new IllegalArgumentException(
          "dac: a digit of "
              + dac.bits()
              + " bits is wider than the widest input, "
              + array.maxInputBits()
              + " bits");
    }
    if (adders != null && adc != null) {
      throw new IllegalArgumentException(
          "adders: only arrays without an adc add digitally; leave it out");
    }
    if (wires != null) {
      checkWires(wires, array, cell, adc);
    }
  }

  /// Only currents lose voltage on wires: charge settles whatever the resistance, and a cell that
  /// is read as logic has margins for it.
  private static void checkWires(Wires wires, Array array, Cell cell, @Nullable Adc adc) {
    if (adc == null || cell.conductance() == null) {
      throw new IllegalArgumentException(
          "wires: the cell "
              + cell.name()
              + " has no conductance"
              + (adc == null ? " that an adc would read" : "")
              + ", so that no current loses voltage on wires; leave 'wires' out");
    }
    if (wires.supply() == Wires.Supply.SOURCE_LINE && array.pair() == Pair.ROWS) {
      throw new IllegalArgumentException(
          "wires: pairs that lie in rows get inputs of opposite sign, which source lines do not"
              + " carry; write 'supply: input_line'");
    }
  }

  /// Whether the column sums are digital and exact.
  public boolean digital() {
    return adc == null;
  }

  /// Digits that a weight is cut into.
  public int digitsPerWeight(int weightBits) {
    return array.digitsPerWeight(weightBits, cell.bits());
  }

  /// Digits that an unsigned input is cut into; a signed one has its sign bit in a digit of its
  /// own.
  int digitsPerInput(int inputBits) {
    return Math.ceilDiv(inputBits, dac.bits());
  }

  /// Weights of so many bits that lie side by side in one row of the array.
  public int weightsPerRow(int weightBits) {
    int digits = digitsPerWeight(weightBits);
    return array.digitColumns() / (digits + carryColumns());
  }

  /// Columns beside a weight's digits that its sum grows into where adders beside the cells hand it
  /// from row to row.
  public int carryColumns() {
    return adders == Adders.RIPPLE ? 32 - Integer.numberOfLeadingZeros(array.activeRows() - 1) : 0;
  }

  /// Steps of one product of a full array with one input vector: groups of active rows × input
  /// digits.
  public long stepsPerVector(int inputBits) {
    return (long) rowGroups() * digitsPerInput(inputBits);
  }

  /// Groups of active rows of a full array.
  int rowGroups() {
    return Math.ceilDiv(array.rows(), array.activeRows());
  }

  /// Bits that converters make where an operating point tells so many, or none; 0 without
  /// converters.
  int resultBits(@Nullable Integer told) {
    return adc == null ? 0 : told == null ? adc.bits() : told;
  }

  /// The macro with other spare lines of its array.
  Macro withSpares(int rows, int columns) {
    return new Macro(
        array.withSpares(rows, columns),
        weightSets,
        cell,
        dac,
        adc,
        faults,
        wires,
        stepLaw,
        adders);
  }

  /// The macro at an operating point: drivers of its digits, converters of its results.
  Macro at(OperatingPoint point) {
    int digit = point.inputDigits().stream().mapToInt(Integer::intValue).max().orElse(dac.bits());
    Integer told = point.outputBits();
    Adc fewer = adc == null || told == null ? adc : adc.withBits(Math.min(told, adc.bits()));
    Dac sent = new Dac(digit, dac.type(), dac.errors(), dac.ladder());
    return new Macro(array, weightSets, cell, sent, fewer, faults, wires, stepLaw, adders);
  }
}
