package bitline.silicon.validate;

import bitline.base.Normal;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.chip.Data;
import bitline.chip.Measured;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import bitline.silicon.Assumption;
import bitline.silicon.Factors;
import bitline.silicon.Peak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Invented chips whose truth is known: a model of the right kind, and figures "measured" with
/// given factors and a given discrepancy.
final class Synthetic {
  private static final Map<Part, Assumption> ENERGY =
      Map.of(
          Part.DRIVERS, Assumption.WIRE_ENERGY,
          Part.CELLS, Assumption.CHARGE_ENERGY,
          Part.CONVERTERS, Assumption.SAR_ENERGY,
          Part.DATAPATH, Assumption.GATE_ENERGY,
          Part.LEAKAGE, Assumption.LEAKAGE);
  private static final Map<Part, Assumption> AREA =
      Map.of(
          Part.DRIVERS, Assumption.DRIVER_AREA,
          Part.CELLS, Assumption.CELL_AREA,
          Part.CONVERTERS, Assumption.CONVERTER_AREA,
          Part.DATAPATH, Assumption.GATE_AREA);

  private static final Map<String, Double> SIZES = new HashMap<>();

  private Synthetic() {}

  private static double size(String chip, Part part, int seed) {
    return SIZES.computeIfAbsent(
        chip + part + seed, key -> StrictMath.exp(Normal.drawn(seed, key, 0)));
  }

  /// Parts of a size that differs from chip to chip, each with a factor; energy goes with the
  /// square of the voltage, leakage with the voltage.
  static Peak model(Chip chip, OperatingPoint point, Factors factors) {
    double v = point.supply() == null ? 1 : point.supply();
    Map<Part, Double> energy = new EnumMap<>(Part.class);
    ENERGY.forEach((part, a) ->
        energy.put(
            part,
            1e-12
                * size(chip.name(), part, 1)
                * (part == Part.LEAKAGE ? 0.1 * v : v * v)
                * factors.of(a)));
    Map<Part, Double> area = new EnumMap<>(Part.class);
    AREA.forEach((part, a) -> area.put(part, 1e-8 * size(chip.name(), part, 2) * factors.of(a)));
    return new Peak(energy, area, 1000, 10, 1, 1e-9);
  }

  /// A chip of the shipped ones under another name, with these figures.
  static Chip chip(
      String name,
      @Nullable String family,
      @Nullable Double area,
      List<OperatingPoint> points,
      List<Measured> measured) {
    Chip like = Chips.byName("jia_jssc_2020");
    return new Chip(
        name,
        name,
        like.year(),
        like.node(),
        area,
        like.cores(),
        like.core(),
        null,
        List.of(),
        null,
        null,
        null,
        points,
        List.of(),
        measured,
        family,
        List.of());
  }

  static OperatingPoint point(String name, double supply, @Nullable Double opsPerJoule) {
    return new OperatingPoint(
        name,
        supply,
        null,
        1e-9,
        1,
        1,
        null,
        List.of(),
        null,
        opsPerJoule,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null);
  }

  static Measured conversion(String point, Part part, double joules) {
    return new Measured(
        point,
        List.of(part),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        joules,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static Measured perMac(String point, double supply, @Nullable String curve, double joules) {
    return new Measured(
        point,
        List.of(),
        curve,
        supply,
        null,
        null,
        null,
        List.of(),
        (Data) null,
        joules,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /// Chips whose figures follow from these factors, save for a discrepancy of each chip.
  static List<Chip> measured(int chips, Factors truth, double discrepancy, long seed) {
    List<Chip> out = new ArrayList<>();
    for (int i = 0; i < chips; i++) {
      String name = "chip" + i + "s" + seed;
      OperatingPoint at = point("1 V", 1, null);
      Chip bare = chip(name, null, null, List.of(at), List.of());
      Peak peak = model(bare, at, truth);
      double offEnergy = StrictMath.exp(discrepancy * Normal.drawn(seed, "energy", i));
      double offArea = StrictMath.exp(discrepancy * Normal.drawn(seed, "area", i));
      double offPart = StrictMath.exp(discrepancy * Normal.drawn(seed, "part", i));
      double joules = sum(peak.energy()) * offEnergy;
      out.add(
          chip(
              name,
              null,
              sum(peak.area()) * offArea,
              List.of(point("1 V", 1, 2 * peak.macs() / joules)),
              List.of(
                  conversion(
                      "1 V",
                      Part.CONVERTERS,
                      peak.energy().get(Part.CONVERTERS) / peak.conversions() * offPart))));
    }
    return out;
  }

  static double sum(Map<Part, Double> parts) {
    return Arrays.stream(Part.values()).mapToDouble(p -> parts.getOrDefault(p, 0.0)).sum();
  }
}
