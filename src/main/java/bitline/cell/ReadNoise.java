package bitline.cell;

import bitline.text.Range;
import bitline.text.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the conductance that is read differs from read to read; normal with mean 0. Curves are taken
/// at the conductance right after programming, over Gmax.
public sealed interface ReadNoise {
  /// 1/f noise, which grows with the time since programming: σ = G·q(g)·√ln((t + t₀ + readTime) /
  /// (2·readTime)), t₀ the drift's reference time (0 without drift). With `scale` in place of G.
  ///
  /// @param readTime seconds one read takes
  /// @param q the coefficient as a function of g
  /// @param scale siemens that the coefficient is a share of; null: of the conductance itself
  record Flicker(
      @Unit("s") @Range(min = 1e-15) double readTime,
      List<Curve> q,
      @Unit("S") @Range(min = 0) @Nullable Double scale)
      implements ReadNoise {
    public Flicker {
      q = Pieces.checkedDeviation("q", q);
    }
  }

  /// Noise that is the same at every age: σ = scale·sigma(g).
  ///
  /// @param scale siemens
  /// @param sigma standard deviation over `scale`, as a function of g
  record White(@Unit("S") @Range(min = 0) double scale, List<Curve> sigma) implements ReadNoise {
    public White {
      sigma = Pieces.checkedDeviation("sigma", sigma);
    }
  }
}
