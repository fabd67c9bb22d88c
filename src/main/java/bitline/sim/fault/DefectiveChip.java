package bitline.sim.fault;

import bitline.chip.Array;
import bitline.chip.Chip;
import java.util.ArrayList;
import java.util.List;

/// The weight sets of one chip that defects of manufacture have hit, and what spare lines make of
/// them. The cells are those that a run with [FaultSource.Defective] meets.
public final class DefectiveChip {
  private final Chip chip;
  private final long number;
  private final Defects defects;
  private final double factor;
  private final List<Place> hit;

  /// A weight set of an array.
  public record Place(int array, int weightSet) {}

  /// @param number of the chip among those that were made
  public DefectiveChip(Chip chip, long number, Defects defects) {
    this.chip = chip;
    this.number = number;
    this.defects = defects;
    this.factor = defects.factor(number);
    hit = new ArrayList<>();
    for (int array = 0; array < chip.arrays(); array++) {
      for (int set = 0; set < chip.macro().weightSets(); set++) {
        if (defects.any(chip.array(), number, factor, array, set)) {
          hit.add(new Place(array, set));
        }
      }
    }
  }

  private DefectiveChip(Chip chip, DefectiveChip same) {
    this.chip = chip;
    number = same.number;
    defects = same.defects;
    factor = same.factor;
    hit = same.hit;
  }

  /// The same chip with fewer spare lines.
  public DefectiveChip with(Chip fewer) {
    return new DefectiveChip(fewer, this);
  }

  /// How many times the mean density of defects it has.
  public double factor() {
    return factor;
  }

  /// The weight sets that have defects, those of spare lines too.
  public List<Place> hit() {
    return List.copyOf(hit);
  }

  /// How many defects a weight set has.
  public int defects(Place place) {
    return found(place).size();
  }

  /// Whether none of its own cells is stuck.
  public boolean bare(Place place) {
    Array array = chip.array();
    for (Defect defect : found(place)) {
      boolean own =
          switch (defect.kind()) {
            case CELL -> defect.row() < array.rows() && defect.column() < array.columns();
            case ROW -> defect.row() < array.rows();
            case COLUMN -> defect.column() < array.columns();
            case CLUSTER ->
                defect.row() - reach(defect.radius()) < array.rows()
                    && defect.column() - reach(defect.radius()) < array.columns();
          };
      if (own) {
        return false;
      }
    }
    return true;
  }

  private static int reach(double radius) {
    return (int) Math.min(radius, 1 << 24);
  }

  /// Whether spare lines can stand in for all that is stuck.
  public boolean whole(Place place) {
    return HitLines.whole(chip.array(), found(place));
  }

  /// What redundancy analysis makes of a weight set: devices of its own cells that are stuck, and
  /// cells that are faulty behind the spare lines.
  public Repaired repaired(Place place) {
    ArrayFaults faults = new ArrayFaults(chip.array());
    found(place).forEach(defect -> defect.strike(faults));
    Spares spares = Spares.of(chip.array(), faults);
    return new Repaired(
        faults.count(Stuck.OFF) + faults.count(Stuck.ON),
        new RepairedArray(faults, spares).stuck(),
        spares.left());
  }

  /// @param devices that are stuck, those of spare lines too
  /// @param stuck devices of the array's own cells that are stuck, before repair
  /// @param left cells that are faulty behind the spare lines
  public record Repaired(long devices, long stuck, long left) {}

  private List<Defect> found(Place place) {
    return defects.of(chip.array(), number, factor, place.array, place.weightSet);
  }
}
