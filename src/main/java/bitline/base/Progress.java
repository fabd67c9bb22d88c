package bitline.base;

/// Told by a long computation how far it is. The command line draws it; tests and the library use
/// [#SILENT]. Implementations must be safe to call from several threads; `done` may arrive out of
/// order.
@FunctionalInterface
public interface Progress {
  /// Hears nothing.
  Progress SILENT = (what, done, total) -> {};

  /// `done` of `total` steps of the work named `what` are finished.
  void step(String what, long done, long total);
}
