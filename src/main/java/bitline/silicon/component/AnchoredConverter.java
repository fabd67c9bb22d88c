package bitline.silicon.component;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.chip.Adc;
import bitline.silicon.component.KnownConverters.Anchor;
import bitline.silicon.component.KnownConverters.Origin;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Interpolation between converters that were built or designed for arrays: from each, energy goes
/// as 2^(0.75 bits) · node^0.9 · supply², area as 2^(0.375 bits) · node, and the nearer ones count
/// more (weight 1 / (0.1 + d²), d² = (Δ bits / 2)² + (Δ ln node)²).
///
/// The exponents of the energy are those of the survey's quantiles; those of the area are of the
/// design set (bits) and of single-channel SAR converters in the survey (node, 0.94).
///
/// @param anchors what is interpolated between
public record AnchoredConverter(List<Anchor> anchors) implements ConverterModel {
  /// Between designs only: no chip that was measured.
  public static final AnchoredConverter DESIGNS = of(Adc.Type.SAR, Origin.DESIGN);

  private static final Limits LIMITS =
      new Limits(List.of(1.0, 12.0), List.of(3e-9, 180e-9), List.of(1e3, 2e9));

  private static AnchoredConverter of(Adc.Type type, Origin origin) {
    return new AnchoredConverter(
        KnownConverters.SHIPPED.anchors().stream()
            .filter(a -> a.type() == type && a.origin() == origin)
            .toList());
  }

  /// Between everything of a kind, chips that were measured too, without those named: a chip must
  /// not be predicted from itself.
  public static AnchoredConverter without(Adc.Type type, Set<String> names) {
    return new AnchoredConverter(
        KnownConverters.SHIPPED.anchors().stream()
            .filter(a -> a.type() == type && !names.contains(a.name()))
            .toList());
  }

  @Override
  public String name() {
    return "interpolation between converters of arrays";
  }

  @Override
  public String source() {
    return String.join(", ", anchors.stream().map(Anchor::name).toList());
  }

  @Override
  public Interval energy(Conversion c) {
    LIMITS.check(name(), c);
    return interpolated(
        c,
        anchors.stream().filter(a -> a.energy() != null).toList(),
        a -> {
          double volts = c.volts() / a.supply();
          return value(a.energy())
              * StrictMath.pow(2, 0.75 * (c.bits() - a.bits()))
              * StrictMath.pow(c.node().length() / a.node(), 0.9)
              * volts
              * volts;
        });
  }

  @Override
  public Interval area(Conversion c) {
    LIMITS.check(name(), c);
    return interpolated(
        c,
        anchors.stream().filter(a -> a.area() != null).toList(),
        a ->
            value(a.area())
                * StrictMath.pow(2, 0.375 * (c.bits() - a.bits()))
                * (c.node().length() / a.node()));
  }

  private static double value(@Nullable Double known) {
    return Objects.requireNonNull(known);
  }

  private Interval interpolated(Conversion c, List<Anchor> known, ToDoubleFunction<Anchor> from) {
    if (known.isEmpty()) {
      throw new Problem("no converter is known to interpolate from, other than those left out");
    }
    double weights = 0;
    double sum = 0;
    double nearest = Double.POSITIVE_INFINITY;
    for (Anchor a : known) {
      double bits = (c.bits() - a.bits()) / 2;
      double node = StrictMath.log(c.node().length() / a.node());
      double distance = bits * bits + node * node;
      nearest = Math.min(nearest, distance);
      double weight = 1 / (0.1 + distance);
      weights += weight;
      sum += weight * StrictMath.log(from.applyAsDouble(a));
    }
    return Interval.around(StrictMath.exp(sum / weights), 0.5 + 0.2 * Math.sqrt(nearest));
  }
}
