package bitline.forecast.mix;

import bitline.catalogue.Technology;
import bitline.text.Range;
import bitline.text.Unit;
import java.util.List;

/// Where it is known from how much more a technology does for a joule or a dollar than the
/// mainstream of the reference year.
public sealed interface Advantage {
  /// Our own chips, drawn in one process.
  ///
  /// @param node metres by which the process is called
  record Simulated(Circuit circuit, @Unit("m") @Range(min = 1e-9, max = 1e-6) double node)
      implements Advantage {}

  /// Machines of the catalogue with a dense peak and power, against the trend of the mainstream on
  /// their date in as many bits.
  ///
  /// @param beyond factor up and down within which others of the kind lie, in four cases of five
  record Catalogued(List<Technology> technologies, @Range(min = 1, max = 1000) double beyond)
      implements Advantage {
    public Catalogued {
      technologies = List.copyOf(technologies);
    }
  }

  /// Somebody's assumption.
  record Given(Stated perJoule, Stated perDollar) implements Advantage {
    public Given {
      if (!(perJoule.low() > 0 && perDollar.low() > 0)) {
        throw new IllegalArgumentException("an advantage is a ratio: above 0");
      }
    }
  }

  /// Nobody can tell.
  ///
  /// @param why in words
  record Unknown(String why) implements Advantage {}

  /// How arrays sum.
  enum Circuit {
    /// By adders.
    DIGITAL,
    /// As currents or charges, which converters read.
    ANALOG
  }
}
