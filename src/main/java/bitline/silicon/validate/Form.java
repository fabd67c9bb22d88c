package bitline.silicon.validate;

import bitline.chip.Part;
import bitline.silicon.Peak;
import java.util.Map;
import java.util.Set;

/// The form in which a figure is published, and the same figure as the models give it.
public enum Form {
  /// Operations a second of the chip.
  OPS("op/s"),
  /// Operations a joule of the parts covered.
  OPS_PER_JOULE("op/J"),
  /// Joules of the parts covered for each multiply-accumulate.
  ENERGY_PER_MAC("J"),
  /// Joules of the parts covered for each conversion of a column.
  ENERGY_PER_CONVERSION("J"),
  /// Joules of the parts covered for one step of one array.
  ENERGY_PER_STEP("J"),
  /// Share of the energy of the operating point.
  ENERGY_SHARE("1"),
  /// Square metres of the parts covered.
  AREA("m2"),
  /// Share of the chip's area.
  AREA_SHARE("1"),
  /// Operations a second and square metre.
  OPS_PER_AREA("op/s/m2");

  private final String unit;

  Form(String unit) {
    this.unit = unit;
  }

  /// The SI unit, as [bitline.base.Units] knows it.
  public String unit() {
    return unit;
  }

  /// Whether more of it is fewer joules or square metres.
  boolean inverse() {
    return this == OPS_PER_JOULE || this == OPS_PER_AREA;
  }

  /// The figure as the models give it; 0, infinite or NaN where they give nothing for it.
  ///
  /// @param parts that the figure covers
  /// @param whole that a share is a share of
  /// @param arrays of the chip
  double of(Peak peak, Set<Part> parts, Set<Part> whole, int arrays) {
    double ops = 2 * peak.macs() / peak.seconds();
    return switch (this) {
      case OPS -> ops;
      case OPS_PER_JOULE -> 2 * peak.macs() / sum(peak.energy(), parts);
      case ENERGY_PER_MAC -> sum(peak.energy(), parts) / peak.macs();
      case ENERGY_PER_CONVERSION -> sum(peak.energy(), parts) / peak.conversions();
      case ENERGY_PER_STEP -> sum(peak.energy(), parts) / (arrays * peak.steps());
      case ENERGY_SHARE -> sum(peak.energy(), parts) / sum(peak.energy(), whole);
      case AREA -> sum(peak.area(), parts);
      case AREA_SHARE -> sum(peak.area(), parts) / sum(peak.area(), whole);
      case OPS_PER_AREA -> ops / sum(peak.area(), parts);
    };
  }

  /// In the order of the parts, whatever the map's.
  private static double sum(Map<Part, Double> by, Set<Part> parts) {
    double sum = 0;
    for (Part part : Part.values()) {
      if (parts.contains(part)) {
        sum += by.getOrDefault(part, 0.0);
      }
    }
    return sum;
  }
}
