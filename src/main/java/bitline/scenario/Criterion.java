package bitline.scenario;

import java.util.Map;

/// Something that matters, and how it is measured: from 0, as bad as it gets, to 1.
public sealed interface Criterion {
  /// What it is, for people.
  String title();

  /// Measured by a number that is stated for each alternative.
  ///
  /// @param unit in words, such as `billion USD a year`
  /// @param worst the number that is worth 0; whatever is worse, too
  /// @param best the number that is worth 1; below `worst` where less is better
  /// @param scale whether equal differences or equal ratios are worth the same
  record Number(String title, String unit, double worst, double best, Scale scale)
      implements Criterion {
    public Number {
      if (worst == best) {
        throw new IllegalArgumentException("best " + best + " is the worst, too");
      }
      if (scale == Scale.LOGARITHMIC && !(worst > 0 && best > 0)) {
        throw new IllegalArgumentException("scale logarithmic needs ends above 0");
      }
    }

    double worth(double value) {
      double share =
          scale == Scale.LINEAR
              ? (value - worst) / (best - worst)
              : StrictMath.log(value / worst) / StrictMath.log(best / worst);
      return Math.clamp(share, 0, 1);
    }
  }

  /// Measured by how far what something has meets what an alternative needs: the need that is met
  /// worst decides, as a chip that misses one need is not bought for the others.
  ///
  /// @param of what has the properties, such as the name of a chip
  /// @param properties what it has
  record Needs(String title, String of, Map<String, Property> properties) implements Criterion {
    public Needs {
      properties = Map.copyOf(properties);
      if (properties.isEmpty()) {
        throw new IllegalArgumentException("properties are empty; a need must have something");
      }
    }
  }

  /// Something that can be needed.
  ///
  /// @param unit in words
  /// @param wanted whether at least or at most as much as is there is needed
  /// @param has how much is there, above 0
  record Property(String title, String unit, Wanted wanted, Stated has) {
    public Property {
      if (!(has.low() > 0)) {
        throw new IllegalArgumentException("has must be above 0");
      }
    }

    /// The share of a need that is met, at most 1.
    double met(double has, double need) {
      return Math.min(1, wanted == Wanted.AT_LEAST ? has / need : need / has);
    }
  }

  /// Which differences of a number are worth the same.
  enum Scale {
    LINEAR,
    LOGARITHMIC
  }

  /// How a need is meant.
  enum Wanted {
    AT_LEAST,
    AT_MOST
  }
}
