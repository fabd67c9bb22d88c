package bitline.sim.fault;

import bitline.cell.Cell;
import bitline.chip.Chip;

/// Where it is said which cells of a chip are stuck.
public sealed interface FaultSource {
  /// The faults of one weight set of an array.
  ///
  /// @param number of the chip among those that were made
  ArrayFaults of(Chip chip, long number, int array, int weightSet);

  /// Whether a chip can have faults at all.
  boolean faulty(Chip chip);

  /// Drawn as the chip's and the cell's file tell.
  record Described() implements FaultSource {
    @Override
    public ArrayFaults of(Chip chip, long number, int array, int weightSet) {
      return new FaultDraw(chip.array(), number, array, weightSet)
          .faults(chip.cell().stuck(), chip.macro().faults());
    }

    @Override
    public boolean faulty(Chip chip) {
      return chip.cell().stuck() != null || chip.macro().faults() != null;
    }
  }

  /// Single cells that are stuck at other rates than the cell's file tells; lines and clusters as
  /// the chip's file tells. Of two rates the higher one's faults contain the lower one's.
  record Rates(Cell.Stuck shares) implements FaultSource {
    @Override
    public ArrayFaults of(Chip chip, long number, int array, int weightSet) {
      return new FaultDraw(chip.array(), number, array, weightSet)
          .faults(shares, chip.macro().faults());
    }

    @Override
    public boolean faulty(Chip chip) {
      return true;
    }
  }

  /// One chip as someone tested it, whatever its number.
  record Tested(FaultMap map) implements FaultSource {
    @Override
    public ArrayFaults of(Chip chip, long number, int array, int weightSet) {
      return map.of(chip, array, weightSet);
    }

    @Override
    public boolean faulty(Chip chip) {
      return true;
    }
  }

  /// No cell is stuck.
  record Fine() implements FaultSource {
    @Override
    public ArrayFaults of(Chip chip, long number, int array, int weightSet) {
      return new ArrayFaults(chip.array());
    }

    @Override
    public boolean faulty(Chip chip) {
      return false;
    }
  }

  /// Defects of manufacture, beside what else is stuck.
  ///
  /// @param others such as cells that cannot be written, as the chip's and the cell's file tell
  record Defective(Defects defects, FaultSource others) implements FaultSource {
    @Override
    public ArrayFaults of(Chip chip, long number, int array, int weightSet) {
      ArrayFaults faults = others.of(chip, number, array, weightSet);
      defects
          .of(chip.array(), number, defects.factor(number), array, weightSet)
          .forEach(defect -> defect.strike(faults));
      return faults;
    }

    @Override
    public boolean faulty(Chip chip) {
      return true;
    }
  }
}
