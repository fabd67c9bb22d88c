package bitline.policy.item;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.base.Units;
import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.chip.OperatingPoint;
import bitline.money.Block;
import bitline.money.Die;
import bitline.money.Product;
import bitline.policy.Item;
import bitline.policy.Item.Basis;
import bitline.policy.Item.Computing;
import bitline.policy.Item.Peak;
import bitline.policy.Item.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A described chip as an item.
final class ChipItem {
  private ChipItem() {}

  /// So many equal chips in one package.
  static Item of(Chip chip, int count) {
    List<String> remarks = new ArrayList<>();
    List<Peak> peaks = new ArrayList<>(peaks(chip, count));
    List<Memory> beside = chip.memories().stream().filter(m -> !m.type().onChip()).toList();
    return new Item(
        chip.name(),
        chip.title(),
        null,
        chip.adc() == null ? Computing.DIGITAL : Computing.ANALOG,
        peaks,
        dies(chip, count, remarks),
        1,
        bandwidth(beside, count),
        beside.stream().anyMatch(m -> m.type() == Memory.Type.HBM2 || m.type() == Memory.Type.HBM3),
        null,
        null,
        null,
        remarks);
  }

  private static @Nullable Range bandwidth(List<Memory> beside, int count) {
    double sum = 0;
    for (Memory memory : beside) {
      if (memory.bandwidth() == null) {
        return null;
      }
      sum += memory.bandwidth();
    }
    return Range.of(sum * count);
  }

  private static List<Item.Die> dies(Chip chip, int count, List<String> remarks) {
    Transistors transistors = Transistors.of("", chip.node());
    String process = Units.format(chip.node(), "m");
    try {
      List<Item.Die> out = new ArrayList<>();
      for (Die die : Product.of(chip).dies()) {
        double low = 0;
        double high = 0;
        for (Block block : die.blocks()) {
          Interval area = block.area();
          low += area.low();
          high += area.high();
        }
        out.add(
            new Item.Die(
                process,
                chip.node(),
                transistors.planar(),
                transistors.why(),
                new Range(low, high),
                true,
                null,
                die.count() * count));
      }
      remarks.add(
          (chip.area() == null
                  ? "No area is published; it is that of the models of area"
                  : "The area is the published one")
              + " with what a product needs beside its arrays (docs/cost.md); its bounds hold in four"
              + " cases of five.");
      return out;
    } catch (Problem beyondTheModels) {
      remarks.add("The models of area do not take it: " + beyondTheModels.getMessage());
      return List.of(
          new Item.Die(
              process,
              chip.node(),
              transistors.planar(),
              transistors.why(),
              null,
              true,
              null,
              count));
    }
  }

  private static List<Peak> peaks(Chip chip, int count) {
    List<Peak> out = new ArrayList<>();
    for (OperatingPoint point : chip.operatingPoints()) {
      int bits = Math.max(point.inputBits(), point.weightBits());
      String format = format(point.weightBits(), point.inputBits());
      Double ops = point.ops();
      if (ops != null) {
        out.add(
            new Peak(
                chip.name(),
                format,
                bits,
                Range.of(ops * count),
                Basis.CLAIMED,
                "published for '" + point.name() + "'"));
      } else {
        out.add(
            new Peak(
                chip.name(),
                format,
                bits,
                Range.of(chip.peakOps(point) * count),
                Basis.COMPUTED,
                "computed for '" + point.name() + "'"));
      }
    }
    Peak widest = widest(chip, count);
    if (widest != null) {
      out.add(widest);
    }
    return out;
  }

  private static String format(int weightBits, int inputBits) {
    return "W" + weightBits + "A" + inputBits;
  }

  /// Of all widths that the arrays take, at each point's supply and clock, the one with the largest
  /// product of rate and bits; null where none can be computed.
  private static @Nullable Peak widest(Chip chip, int count) {
    Peak most = null;
    for (OperatingPoint point : chip.operatingPoints()) {
      Chip at = chip.at(point.name());
      for (int weight : chip.array().weightBits()) {
        if (at.macro().weightsPerRow(weight) == 0) {
          continue;
        }
        for (int input : chip.array().inputBits()) {
          double ops = ops(at, point, weight, input) * count;
          Peak here =
              new Peak(
                  chip.name(),
                  format(weight, input),
                  Math.max(weight, input),
                  Range.of(ops),
                  Basis.POSSIBLE,
                  "computed from its arrays and steps at '" + point.name() + "'");
          double more = most == null ? 2 : here.bitOps().high() / most.bitOps().high();
          if (most == null || more > 1.000001 || more > 0.999999 && here.bits() > most.bits()) {
            most = here;
          }
        }
      }
    }
    return most;
  }

  /// Operations a second in widths that nobody may have published: digits as the drivers of this
  /// point cut them, each in the time of a step.
  private static double ops(Chip at, OperatingPoint point, int weight, int input) {
    if (at.macro().stepLaw() == null) {
      OperatingPoint other =
          OperatingPoint.conditions(
              point.name(),
              point.supply(),
              point.clock(),
              point.step(),
              input,
              weight,
              point.outputBits(),
              List.of(),
              null);
      return at.peakOps(other);
    }
    List<Integer> digits = new ArrayList<>();
    int digit = at.macro().dac().bits();
    for (int left = input; left > 0; left -= digit) {
      digits.add(Math.min(digit, left));
    }
    int made =
        Objects.requireNonNullElse(point.outputBits(), at.adc() == null ? 0 : at.adc().bits());
    double macs = (double) at.arrays() * at.array().inputRows() * at.macro().weightsPerRow(weight);
    int groups = Math.ceilDiv(at.array().rows(), at.array().activeRows());
    return 2 * macs / (groups * at.inputTime(digits, made));
  }
}
