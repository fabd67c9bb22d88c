package bitline.money.spare;

import bitline.base.Keyed;
import bitline.base.Share;
import bitline.chip.Chip;
import bitline.money.yield.ArrayYield;
import bitline.sim.fault.DefectiveChip;
import bitline.sim.fault.Defects;
import bitline.sim.fault.FaultCensus;
import bitline.sim.fault.FaultSource;
import bitline.sim.fault.FaultyChip;
import bitline.sim.fault.Repair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Chips as they come out of manufacture, numbered from 0, each tested and repaired. The cells that
/// are broken on chip number N are those that a run on chip number N meets: both ask the same
/// [Defects].
///
/// Defects in logic kill a chip, or the core that they lie in; a chip works with as many cores as
/// are needed. Left out are defects that a test does not find, cells that work but too slowly, and
/// cells that cannot be programmed whatever their manufacture: those are a matter of the cell's
/// file and of accuracy, since they are far too many for spare lines.
///
/// @param chip with its spare lines
/// @param model of its defects
/// @param floor of the die, spare lines included
/// @param density defects of logic per square metre
/// @param needed cores that must work
/// @param chips one by one, by their numbers
/// @param smoothBare yield without repair, each chip's logic counted by its probability to work
/// @param smoothRepaired the same with spare lines
/// @param smoothTolerated the same with spare lines and remapping
public record Lot(
    Chip chip,
    DefectModel model,
    Floorplan floor,
    double density,
    int needed,
    List<Made> chips,
    double smoothBare,
    double smoothRepaired,
    double smoothTolerated) {
  private static final int MOST_CHIPS = 1_000_000;

  /// What became of a chip, best first.
  public enum Outcome {
    /// Enough cores work without any repair.
    BARE,
    /// Enough cores work behind spare lines.
    REPAIRED,
    /// Enough cores work well enough when digits are laid around what is still stuck.
    TOLERATED,
    /// Too many arrays are beyond repair.
    ARRAYS,
    /// Too many cores, or what all share, have a defect in their logic.
    LOGIC
  }

  /// One chip.
  ///
  /// @param number which
  /// @param factor its density of defects over the mean
  /// @param outcome what became of it
  /// @param defects of its arrays, spare lines too
  /// @param hit weight sets with defects
  /// @param broken weight sets that spare lines do not make whole
  /// @param workingArrays cores whose arrays are whole behind spare lines, whatever their logic
  ///   does
  public record Made(
      long number,
      double factor,
      Outcome outcome,
      int defects,
      int hit,
      int broken,
      int workingArrays) {}

  public Lot {
    chips = List.copyOf(chips);
  }

  /// Makes and tests chips.
  ///
  /// @param chip with its spare lines
  /// @param density of defects, per square metre
  /// @param needed cores that must work
  /// @param count chips, from number 0
  public static Lot of(
      Chip chip, double density, DefectModel model, int needed, int count, Tolerance tolerance) {
    Floorplan floor = Floorplan.of(chip);
    Defects defects = floor.defects(density, model);
    List<DefectiveChip> hit = new ArrayList<>();
    check(count);
    for (int number = 0; number < count; number++) {
      hit.add(new DefectiveChip(chip, number, defects));
    }
    return of(chip, floor, density, model, needed, hit, tolerance);
  }

  /// What becomes of one chip, whatever its number, where all cores must work and every cell behind
  /// the spare lines.
  public static Made one(Chip chip, long number, double density, DefectModel model) {
    Floorplan floor = Floorplan.of(chip);
    DefectiveChip arrays = new DefectiveChip(chip, number, floor.defects(density, model));
    Tested tested = new Tested(chip, arrays, new Tolerance.None());
    Logic logic = new Logic(floor, density * arrays.factor());
    return made(number, arrays, tested, outcome(number, logic, tested, false, floor.cores()));
  }

  private static Made made(long number, DefectiveChip arrays, Tested tested, Outcome outcome) {
    return new Made(
        number,
        arrays.factor(),
        outcome,
        tested.defects,
        tested.hit,
        tested.broken,
        count(tested.repaired));
  }

  private static void check(int count) {
    if (count < 1 || count > MOST_CHIPS) {
      throw new IllegalArgumentException(count + " chips");
    }
  }

  /// @param hit the chips from number 0 on
  static Lot of(
      Chip chip,
      Floorplan floor,
      double density,
      DefectModel model,
      int needed,
      List<DefectiveChip> hit,
      Tolerance tolerance) {
    if (needed < 1 || needed > floor.cores()) {
      throw new IllegalArgumentException(needed + " of " + floor.cores() + " cores");
    }
    List<Made> made = new ArrayList<>();
    double[] smooth = new double[3];
    FaultSource source =
        new FaultSource.Defective(floor.defects(density, model), new FaultSource.Fine());
    for (int number = 0; number < hit.size(); number++) {
      DefectiveChip arrays = hit.get(number);
      Tested tested = new Tested(chip, arrays, tolerance);
      int whole = count(tested.repaired);
      boolean bears =
          tolerance instanceof Tolerance.Harm harm
              && (whole == floor.cores() || bears(harm, chip, number, source));
      Logic logic = new Logic(floor, density * arrays.factor());
      smooth[0] += logic.works(count(tested.bare), needed);
      smooth[1] += logic.works(whole, needed);
      smooth[2] += logic.works(bears ? floor.cores() : count(tested.tolerated), needed);
      made.add(made(number, arrays, tested, outcome(number, logic, tested, bears, needed)));
    }
    return new Lot(
        chip,
        model,
        floor,
        density,
        needed,
        made,
        smooth[0] / hit.size(),
        smooth[1] / hit.size(),
        smooth[2] / hit.size());
  }

  /// What a test of a chip's arrays finds: by core, whether they are good by each standard.
  private static final class Tested {
    final boolean[] bare;
    final boolean[] repaired;
    final boolean[] tolerated;
    int defects;
    int hit;
    int broken;

    Tested(Chip chip, DefectiveChip arrays, Tolerance tolerance) {
      bare = allGood(chip);
      repaired = allGood(chip);
      tolerated = allGood(chip);
      int macros = chip.arrays() / chip.cores();
      for (DefectiveChip.Place place : arrays.hit()) {
        int core = place.array() / macros;
        int here = arrays.defects(place);
        boolean whole = arrays.whole(place);
        defects += here;
        hit += here > 0 ? 1 : 0;
        broken += whole ? 0 : 1;
        bare[core] &= arrays.bare(place);
        repaired[core] &= whole;
        tolerated[core] &=
            whole
                || (tolerance instanceof Tolerance.Cells(double share)
                    && arrays.repaired(place).left() <= share * chip.array().cells());
      }
    }

    private static boolean[] allGood(Chip chip) {
      boolean[] good = new boolean[chip.cores()];
      Arrays.fill(good, true);
      return good;
    }
  }

  private static int count(boolean[] good) {
    int count = 0;
    for (boolean each : good) {
      count += each ? 1 : 0;
    }
    return count;
  }

  private static boolean bears(Tolerance.Harm harm, Chip chip, long number, FaultSource source) {
    // the adders of a digital array are wired to its columns: no digit goes to another
    Repair repair = chip.adc() == null ? Repair.SPARES : Repair.BOTH;
    FaultCensus census =
        FaultCensus.of(harm.program(), new FaultyChip(chip, number, source, repair));
    return census.harm() <= harm.share() * census.magnitudes();
  }

  private static Outcome outcome(
      long number, Logic logic, Tested tested, boolean bears, int needed) {
    int cores = tested.bare.length;
    boolean[] working = new boolean[cores];
    for (int core = 0; core < cores; core++) {
      working[core] = !logic.coreHit(number, core);
    }
    if (logic.sharedHit(number) || count(working) < needed) {
      return Outcome.LOGIC;
    }
    if (both(working, tested.bare) >= needed) {
      return Outcome.BARE;
    }
    if (both(working, tested.repaired) >= needed) {
      return Outcome.REPAIRED;
    }
    return bears || both(working, tested.tolerated) >= needed ? Outcome.TOLERATED : Outcome.ARRAYS;
  }

  private static int both(boolean[] one, boolean[] other) {
    int count = 0;
    for (int i = 0; i < one.length; i++) {
      count += one[i] && other[i] ? 1 : 0;
    }
    return count;
  }

  /// The arrays of one of the chips, or of any other number of the same kind.
  public DefectiveChip arrays(long number) {
    return new DefectiveChip(chip, number, floor.defects(density, model));
  }

  /// The spare lines of its arrays.
  public SparePlan spares() {
    return SparePlan.of(chip);
  }

  /// How many chips came to this.
  public int count(Outcome outcome) {
    return (int) chips.stream().filter(chip -> chip.outcome == outcome).count();
  }

  /// The share of chips that work without repair of their arrays.
  public Share bare() {
    return Share.of(count(Outcome.BARE), chips.size());
  }

  /// The share of chips that work with spare lines.
  public Share repaired() {
    return Share.of(count(Outcome.BARE) + count(Outcome.REPAIRED), chips.size());
  }

  /// The share of chips that work with spare lines and remapping.
  public Share tolerated() {
    return Share.of(
        count(Outcome.BARE) + count(Outcome.REPAIRED) + count(Outcome.TOLERATED), chips.size());
  }

  /// Logic of a chip with its density of defects.
  private record Logic(Floorplan floor, double density) {
    /// The probability that enough of the cores with good arrays work, and what they need.
    double works(int good, int needed) {
      if (good < needed) {
        return 0;
      }
      return StrictMath.exp(-density * floor.shared())
          * ArrayYield.atLeast(needed, good, StrictMath.exp(-density * floor.core()));
    }

    boolean sharedHit(long number) {
      return first(Keyed.bits(number, "defects of shared logic", 0)) < density * floor.shared();
    }

    boolean coreHit(long number, int core) {
      return first(Keyed.bits(number, "defects of a core's logic", core)) < density * floor.core();
    }

    private static double first(long key) {
      return -StrictMath.log(Keyed.uniform(key, 0));
    }
  }
}
