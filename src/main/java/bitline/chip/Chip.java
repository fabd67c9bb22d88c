package bitline.chip;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.base.Units;
import bitline.cell.Cell;
import bitline.text.Collected;
import bitline.text.Default;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A compute-in-memory chip of equal cores, as `chips/*.yaml` describes it. SI units.
///
/// A chip that differs from core to core is out of reach. What a chip does per second and joule is
/// in its operating points, the first of which is the one used unless another is asked for.
///
/// @param name the file's name without `.yaml`: author_venue_year
/// @param title one line for people
/// @param year of publication
/// @param node process node in metres
/// @param area square metres of silicon that compute; null where unknown
/// @param cores number of cores
/// @param core the core
/// @param networkOnChip wires between the cores
/// @param memories shared memories on and off the chip, nearest first
/// @param host link to the computer that it serves; null: pictures lie in the memory outside
/// @param control what starts layers; null: that takes no time
/// @param vectorUnit shared vector unit; null: each core has its own, or a host does that work
/// @param operatingPoints at least one
/// @param areaCovers parts that `area` and figures per area cover; empty: all of the macros
/// @param measured figures beyond those of the operating points
/// @param family a name that it shares with described chips of the same silicon, such as a core and
///   the chip made of it: what is measured of one says nothing new of the other; null: it shares
///   none
/// @param evidence where every value comes from
@Sourced
public record Chip(
    String name,
    String title,
    @Range(min = 1960, max = 2200) int year,
    @Unit("m") @Range(min = 1e-10, max = 1e-4) double node,
    @Unit("m2") @Range(min = 0) @Nullable Double area,
    @Range(min = 1, max = 1 << 16) int cores,
    Core core,
    @Nullable NetworkOnChip networkOnChip,
    @Default("[]") List<Memory> memories,
    @Nullable HostLink host,
    @Nullable Control control,
    @Nullable VectorUnit vectorUnit,
    List<OperatingPoint> operatingPoints,
    @Default("[]") List<Part> areaCovers,
    @Default("[]") List<Measured> measured,
    @Nullable String family,
    @Collected List<Evidence> evidence) {

  /// Far above any chip; with the largest array its cells still fit a `long`.
  private static final int MOST_PLACES = 1 << 22;

  /// Steps written with three digits are like those that a law gives.
  private static final double LIKE = 0.005;

  public Chip {
    memories = List.copyOf(memories);
    operatingPoints = List.copyOf(operatingPoints);
    evidence = List.copyOf(evidence);
    areaCovers = List.copyOf(areaCovers);
    measured = List.copyOf(measured);
    for (Measured m : measured) {
      checkPoint(m, operatingPoints);
    }
    if (operatingPoints.isEmpty()) {
      throw new IllegalArgumentException("operatingPoints is empty; give at least one");
    }
    long places = (long) cores * core.macros() * core.macro().weightSets();
    if (places > MOST_PLACES) {
      throw new IllegalArgumentException(
          "cores × macros × weightSets is "
              + places
              + " arrays' worth of weights; at most "
              + MOST_PLACES);
    }
    operatingPoints.forEach(point -> checkStep(point, core.macro()));
  }

  private static void checkPoint(Measured measured, List<OperatingPoint> points) {
    String named = measured.point();
    List<String> names = points.stream().map(OperatingPoint::name).toList();
    if (named != null && !names.contains(named)) {
      throw new IllegalArgumentException(
          "measured: no operating point '" + named + "'" + Spelling.hint(named, names));
    }
  }

  /// A step that is told must be the one that follows from the parts it is made of.
  private static void checkStep(OperatingPoint point, Macro macro) {
    StepLaw law = macro.stepLaw();
    if (law == null || point.inputDigits().isEmpty()) {
      return;
    }
    double step =
        law.seconds(point.inputDigits(), macro.resultBits(point.outputBits()))
            / point.inputDigits().size();
    if (Math.abs(point.step() - step) > LIKE * step) {
      throw new IllegalArgumentException(
          "the step of operating point '"
              + point.name()
              + "' is "
              + Units.format(point.step(), "s")
              + "; stepLaw gives "
              + Units.format(step, "s"));
    }
  }

  /// The chip with other surroundings of its cores.
  public Chip with(
      @Nullable NetworkOnChip wires, @Nullable HostLink link, @Nullable Control starting) {
    return new Chip(
        name,
        title,
        year,
        node,
        area,
        cores,
        core,
        wires,
        memories,
        link,
        starting,
        vectorUnit,
        operatingPoints,
        areaCovers,
        measured,
        family,
        evidence);
  }

  /// The chip with other spare lines of its arrays.
  ///
  /// @param published what the silicon that computes takes then; null where unknown
  public Chip withSpares(int rows, int columns, @Nullable Double published) {
    return new Chip(
        name,
        title,
        year,
        node,
        published,
        cores,
        new Core(
            core.macros(), macro().withSpares(rows, columns), core.buffer(), core.vectorUnit()),
        networkOnChip,
        memories,
        host,
        control,
        vectorUnit,
        operatingPoints,
        areaCovers,
        measured,
        family,
        evidence);
  }

  /// The macro all cores are made of.
  public Macro macro() {
    return core.macro();
  }

  /// The array all macros are made of.
  public Array array() {
    return macro().array();
  }

  /// The memory cell.
  public Cell cell() {
    return macro().cell();
  }

  /// The converter at the columns; null for a digital chip.
  public @Nullable Adc adc() {
    return macro().adc();
  }

  /// Arrays on the chip: each computes one product at a time.
  public int arrays() {
    return Math.multiplyExact(cores, core.macros());
  }

  /// Arrays' worth of weights that the chip holds at once: arrays × weight sets.
  public int weightPlaces() {
    return Math.multiplyExact(arrays(), macro().weightSets());
  }

  /// The nearest memory beside the chip whose bandwidth is known; null where there is none.
  public @Nullable Memory outside() {
    for (Memory memory : memories) {
      if (!memory.type().onChip() && memory.bandwidth() != null) {
        return memory;
      }
    }
    return null;
  }

  /// Where weights that are exchanged wait: the nearest memory that tells its bandwidth and has
  /// room for all of them; null where there is none.
  ///
  /// @param bytes of all weights
  public @Nullable Memory weightsWait(double bytes) {
    for (Memory memory : memories) {
      if (memory.bandwidth() != null && memory.size() >= bytes) {
        return memory;
      }
    }
    return null;
  }

  /// Cells of all arrays and weight sets.
  public long cells() {
    return Math.multiplyExact(weightPlaces(), array().cells());
  }

  /// Whether weights can be exchanged while the chip computes, so that a network larger than its
  /// cells still runs.
  public boolean rewritableWhileRunning() {
    return cell().rewritableWhileRunning();
  }

  /// Weights of so many bits that fit when every cell is used.
  public long weightCapacity(int weightBits) {
    return (long) weightPlaces() * array().inputRows() * macro().weightsPerRow(weightBits);
  }

  /// The operating point used unless another is asked for.
  public OperatingPoint operatingPoint() {
    return operatingPoints.getFirst();
  }

  /// The chip at one of its operating points: that one is the first, drivers send its digits, and
  /// converters make as many bits as there.
  ///
  /// @throws Problem when there is no point of this name
  public Chip at(String point) {
    List<String> names = operatingPoints.stream().map(OperatingPoint::name).toList();
    int at = names.indexOf(point);
    if (at < 0) {
      String hint = Spelling.hint(point, names);
      throw new Problem(
          name
              + " has no operating point '"
              + point
              + "'"
              + (hint.isEmpty() ? "; there are " + String.join(", ", names) : hint));
    }
    List<OperatingPoint> points = new ArrayList<>(operatingPoints);
    OperatingPoint chosen = points.remove(at);
    points.addFirst(chosen);
    Macro made = macro().at(chosen);
    return new Chip(
        name,
        title,
        year,
        node,
        area,
        cores,
        new Core(core.macros(), made, core.buffer(), core.vectorUnit()),
        networkOnChip,
        memories,
        host,
        control,
        vectorUnit,
        points,
        areaCovers,
        measured,
        family,
        evidence);
  }

  /// Seconds in which a group of active rows takes one input and all columns are converted, digit
  /// after digit.
  ///
  /// @param digits widths of the input's digits, least significant first
  /// @param outputBits bits that the converters make; 0 where there are none
  public double inputTime(List<Integer> digits, int outputBits) {
    StepLaw law = macro().stepLaw();
    return law == null ? digits.size() * operatingPoint().step() : law.seconds(digits, outputBits);
  }

  /// Peak operations a second that follow from geometry and step time: every array full, every step
  /// used, inputs unsigned.
  public double peakOps(OperatingPoint point) {
    double macs =
        (double) arrays() * array().inputRows() * macro().weightsPerRow(point.weightBits());
    long steps =
        point.inputDigits().isEmpty()
            ? macro().stepsPerVector(point.inputBits())
            : (long) macro().rowGroups() * point.inputDigits().size();
    return 2 * macs / (steps * point.step());
  }
}
