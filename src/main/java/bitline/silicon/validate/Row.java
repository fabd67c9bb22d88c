package bitline.silicon.validate;

import org.jspecify.annotations.Nullable;

/// A published figure beside what the models say of it, in the figure's own form and unit.
///
/// @param published the figure
/// @param blind with no factor touched: no published chip was looked at, save for what the
///   constants of components themselves were taken from
/// @param blindInterval what the models claim of it then; null for throughput
/// @param leftOut with factors fitted on all chips that share no silicon with this one
/// @param leftOutInterval what the models claim of it then; null for throughput
/// @param fitted with factors fitted on this very chip
public record Row(
    Published published,
    double blind,
    @Nullable Interval blindInterval,
    double leftOut,
    @Nullable Interval leftOutInterval,
    double fitted) {

  /// One of the three predictions.
  public double of(Fitting fitting) {
    return switch (fitting) {
      case BLIND -> blind;
      case LEFT_OUT -> leftOut;
      case FITTED -> fitted;
    };
  }

  /// Model over published as joules, square metres, shares or operations a second: above 1 where
  /// the model takes more of them than was measured, whatever the form of publication.
  public double ratio(Fitting fitting) {
    return ratio(of(fitting));
  }

  /// A value in the figure's own form over what was published, in the same way.
  public double ratio(double value) {
    double over = value / published.value();
    return published.form().inverse() ? 1 / over : over;
  }

  /// ln(model / published) of one of the three, of joules, square metres, shares or operations.
  public double error(Fitting fitting) {
    return StrictMath.log(ratio(fitting));
  }

  /// The interval of one of the three; null where none is claimed.
  public @Nullable Interval interval(Fitting fitting) {
    return switch (fitting) {
      case BLIND -> blindInterval;
      case LEFT_OUT -> leftOutInterval;
      case FITTED -> null;
    };
  }
}
