package bitline;

import bitline.cell.Cell;
import bitline.cell.Medium;
import bitline.chip.Adc;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Core;
import bitline.chip.Dac;
import bitline.chip.Encoding;
import bitline.chip.Macro;
import bitline.chip.NetworkOnChip;
import bitline.chip.OperatingPoint;
import bitline.chip.Pair;
import bitline.chip.VectorUnit;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Chips with arrays of every encoding, size and digit width.
public final class RandomChips {
  private RandomChips() {}

  /// A chip that computes with all widths up to 8 bits.
  ///
  /// @param adcBits 0 for a digital array
  public static Chip draw(RandomGenerator random, int cores, int adcBits) {
    Encoding encoding = Encoding.values()[random.nextInt(3)];
    Pair pair = encoding == Encoding.DIFFERENTIAL_PAIR ? Pair.values()[random.nextInt(3)] : null;
    int rows = 2 * random.nextInt(2, 40);
    int activeRows = Math.min(rows, 2 * random.nextInt(1, 40));
    int columns = 2 * random.nextInt(9, 60);
    List<Integer> inputBits = random.nextBoolean() ? List.of(1, 2, 3, 4, 5, 6, 7, 8) : List.of(8);
    List<Integer> weightBits = random.nextBoolean() ? List.of(2, 3, 4, 5, 6, 7, 8) : List.of(8);
    Array array =
        new Array(
            rows, columns, activeRows, encoding, pair, weightBits, inputBits, random.nextBoolean());
    int dacBits = random.nextBoolean() ? 1 : random.nextInt(1, 9);
    return of(
        array,
        random.nextInt(1, 3),
        random.nextBoolean() ? 1 : random.nextInt(1, 5),
        dacBits,
        cores,
        adcBits,
        Medium.values()[random.nextInt(Medium.values().length)],
        false);
  }

  public static Chip of(
      Array array,
      int weightSets,
      int cellBits,
      int dacBits,
      int cores,
      int adcBits,
      Medium medium,
      boolean rewritable) {
    Cell cell =
        new Cell(
            "cell",
            "for tests",
            medium,
            cellBits,
            rewritable,
            null,
            null,
            List.of(),
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of());
    Dac dac = new Dac(dacBits, Dac.Type.LEVEL);
    Adc adc = adcBits == 0 ? null : new Adc(adcBits, Adc.Type.SAR, 1, Adc.RangePolicy.MAXIMUM);
    Macro macro = new Macro(array, weightSets, cell, dac, adc, null, null, null, null);
    OperatingPoint point =
        OperatingPoint.conditions("test", null, null, 1e-9, 8, 8, null, List.of(), null);
    return new Chip(
        "test",
        "A chip for tests",
        2026,
        22e-9,
        null,
        cores,
        new Core(1, macro, null, null),
        null,
        List.of(),
        null,
        null,
        null,
        List.of(point),
        List.of(),
        List.of(),
        null,
        List.of());
  }

  /// The chip with another number of cores.
  public static Chip withCores(Chip chip, int cores) {
    return new Chip(
        chip.name(),
        chip.title(),
        chip.year(),
        chip.node(),
        chip.area(),
        cores,
        chip.core(),
        chip.networkOnChip(),
        chip.memories(),
        chip.host(),
        chip.control(),
        chip.vectorUnit(),
        chip.operatingPoints(),
        chip.areaCovers(),
        chip.measured(),
        chip.family(),
        chip.evidence());
  }

  /// The chip with a vector unit for all cores, at 1 GHz.
  public static Chip withVectorUnit(Chip chip, int lanes) {
    return with(chip, new VectorUnit(lanes, 1e9), chip.networkOnChip());
  }

  /// The chip with wires between its cores.
  public static Chip withNetwork(Chip chip, NetworkOnChip network) {
    return with(chip, chip.vectorUnit(), network);
  }

  private static Chip with(
      Chip chip, @Nullable VectorUnit vectorUnit, @Nullable NetworkOnChip network) {
    return new Chip(
        chip.name(),
        chip.title(),
        chip.year(),
        chip.node(),
        chip.area(),
        chip.cores(),
        chip.core(),
        network,
        chip.memories(),
        chip.host(),
        chip.control(),
        vectorUnit,
        chip.operatingPoints(),
        chip.areaCovers(),
        chip.measured(),
        chip.family(),
        chip.evidence());
  }

  /// One of [#draw], with cells that can be written while it runs.
  public static Chip rewritable(Chip chip) {
    Array array = chip.array();
    Adc adc = chip.adc();
    return of(
        array,
        chip.macro().weightSets(),
        chip.cell().bits(),
        chip.macro().dac().bits(),
        chip.cores(),
        adc == null ? 0 : adc.bits(),
        Medium.SRAM,
        true);
  }
}
