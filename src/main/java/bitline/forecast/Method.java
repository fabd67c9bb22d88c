package bitline.forecast;

import java.util.List;

/// A way to foretell. It sees nothing but what it is given: a back-test relies on that.
public interface Method {
  /// Key as options write it, such as `log-linear`.
  String name();

  /// One sentence: what it assumes.
  String says();

  /// Learns from what was known at an origin.
  ///
  /// @param known observations before the origin, by date
  /// @param origin decimal year
  /// @throws TooFew when it needs more observations than there are
  Fitted fit(List<Observation> known, double origin);

  /// What was learned.
  interface Fitted {
    /// What one machine that comes out on a date will be, without knowing whose it is.
    Predictive at(double date);
  }

  /// There is not enough to learn from.
  final class TooFew extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TooFew(String message) {
      super(message);
    }
  }
}
