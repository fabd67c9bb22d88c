package bitline.money;

import bitline.base.Keyed;
import bitline.base.Share;
import bitline.chip.Chip;
import bitline.sim.fault.DefectiveChip;
import bitline.sim.fault.Defects;
import bitline.sim.fault.FaultCensus;
import bitline.sim.fault.FaultSource;
import bitline.sim.fault.FaultyChip;
import bitline.sim.fault.Repair;
import java.util.ArrayList;
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
/// @param spares of the arrays
/// @param floor of the die, spare lines included
/// @param density defects of logic per square metre
/// @param needed cores that must work
/// @param chips one by one, by their numbers
/// @param smoothBare yield without repair, each chip's logic counted by its probability to work
/// @param smoothRepaired the same with spare lines
/// @param smoothTolerated the same with spare lines and remapping
public record Lot(
    SparePlan spares,
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
    /// A memory beside the arrays is beyond repair.
    MEMORY,
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
  public record Made(
      long number, double factor, Outcome outcome, int defects, int hit, int broken) {}

  /// How many cores are good by each standard, of those whose logic is not asked.
  private record Good(boolean[] bare, boolean[] repaired, boolean[] tolerated) {}

  public Lot {
    chips = List.copyOf(chips);
  }

  /// Makes and tests chips.
  ///
  /// @param chip with its spare lines
  /// @param beside square metres of the die beyond its macros
  /// @param density of defects, per square metre
  /// @param needed cores that must work
  /// @param count chips, from number 0
  public static Lot of(
      Chip chip,
      double beside,
      double density,
      DefectModel model,
      int needed,
      int count,
      Tolerance tolerance) {
    Floorplan floor = Floorplan.of(chip, beside, model);
    Defects defects = floor.defects(density, model);
    List<DefectiveChip> hit = new ArrayList<>();
    check(count);
    for (int number = 0; number < count; number++) {
      hit.add(new DefectiveChip(chip, number, defects));
    }
    return of(chip, floor, density, model, needed, hit, tolerance);
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
      Logic logic = new Logic(floor, model, density * arrays.factor());
      Good good = good(chip, floor, arrays, tolerance);
      boolean bears =
          tolerance instanceof Tolerance.Harm harm
              && bears(harm, chip, number, source, floor.cores() == count(good.repaired));
      smooth[0] += logic.works(count(good.bare), needed);
      smooth[1] += logic.works(count(good.repaired), needed);
      smooth[2] += logic.works(bears ? floor.cores() : count(good.tolerated), needed);
      made.add(made(number, arrays, outcome(number, logic, good, bears, needed), chip));
    }
    return new Lot(
        SparePlan.of(chip),
        floor,
        density,
        needed,
        made,
        smooth[0] / hit.size(),
        smooth[1] / hit.size(),
        smooth[2] / hit.size());
  }

  private static Made made(int number, DefectiveChip arrays, Outcome outcome, Chip chip) {
    int defects = 0;
    int hit = 0;
    int broken = 0;
    for (DefectiveChip.Place place : arrays.hit()) {
      int here = arrays.defects(place);
      defects += here;
      hit += here > 0 ? 1 : 0;
      broken += arrays.whole(place) ? 0 : 1;
    }
    return new Made(number, arrays.factor(), outcome, defects, hit, broken);
  }

  private static Good good(Chip chip, Floorplan floor, DefectiveChip arrays, Tolerance tolerance) {
    boolean[][] good = new boolean[3][floor.cores()];
    for (boolean[] all : good) {
      java.util.Arrays.fill(all, true);
    }
    int macros = chip.arrays() / chip.cores();
    for (DefectiveChip.Place place : arrays.hit()) {
      int core = place.array() / macros;
      boolean whole = arrays.whole(place);
      good[0][core] &= arrays.bare(place);
      good[1][core] &= whole;
      good[2][core] &=
          whole
              || (tolerance instanceof Tolerance.Cells(double share)
                  && arrays.repaired(place).left() <= share * chip.array().cells());
    }
    return new Good(good[0], good[1], good[2]);
  }

  private static int count(boolean[] good) {
    int count = 0;
    for (boolean each : good) {
      count += each ? 1 : 0;
    }
    return count;
  }

  private static boolean bears(
      Tolerance.Harm harm, Chip chip, long number, FaultSource source, boolean whole) {
    if (whole) {
      return true;
    }
    FaultCensus census =
        FaultCensus.of(harm.program(), new FaultyChip(chip, number, source, Repair.BOTH));
    return census.harm() <= harm.share() * census.magnitudes();
  }

  private static Outcome outcome(long number, Logic logic, Good good, boolean bears, int needed) {
    int cores = good.bare.length;
    boolean[] working = new boolean[cores];
    for (int core = 0; core < cores; core++) {
      working[core] = !logic.coreHit(number, core);
    }
    if (logic.sharedHit(number) || count(working) < needed) {
      return Outcome.LOGIC;
    }
    if (logic.memoryBroken(number)) {
      return Outcome.MEMORY;
    }
    if (both(working, good.bare) >= needed) {
      return Outcome.BARE;
    }
    if (both(working, good.repaired) >= needed) {
      return Outcome.REPAIRED;
    }
    return bears || both(working, good.tolerated) >= needed ? Outcome.TOLERATED : Outcome.ARRAYS;
  }

  private static int both(boolean[] one, boolean[] other) {
    int count = 0;
    for (int i = 0; i < one.length; i++) {
      count += one[i] && other[i] ? 1 : 0;
    }
    return count;
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

  /// Logic and memories of a chip with its density of defects.
  private record Logic(Floorplan floor, DefectModel model, double density) {
    /// The probability that enough of the cores with good arrays work, and what they need.
    double works(int good, int needed) {
      if (good < needed) {
        return 0;
      }
      double block =
          ArrayYield.lines(density * model.denseCells() * floor.block(), model.memoryLines());
      return StrictMath.exp(-density * floor.shared())
          * StrictMath.pow(block, floor.blocks())
          * ArrayYield.atLeast(needed, good, StrictMath.exp(-density * floor.core()));
    }

    boolean sharedHit(long number) {
      return first(Keyed.bits(number, "defects of shared logic", 0)) < density * floor.shared();
    }

    boolean coreHit(long number, int core) {
      return first(Keyed.bits(number, "defects of a core's logic", core)) < density * floor.core();
    }

    boolean memoryBroken(long number) {
      double mean = density * model.denseCells() * floor.block() * floor.blocks();
      int[] hits = new int[floor.blocks()];
      long key = Keyed.bits(number, "defects of memories", 0);
      double arrived = first(key);
      for (long i = 2; arrived < mean; i += 2) {
        int block = (int) (Keyed.uniform(key, i) * hits.length);
        if (++hits[block] > model.memoryLines()) {
          return true;
        }
        arrived -= StrictMath.log(Keyed.uniform(key, i + 1));
      }
      return false;
    }

    private static double first(long key) {
      return -StrictMath.log(Keyed.uniform(key, 0));
    }
  }
}
