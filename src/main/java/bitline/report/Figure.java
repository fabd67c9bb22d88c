package bitline.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One measured figure beside its target.
///
/// @param part what it belongs to
/// @param what was measured
/// @param figure in words
/// @param target in words; empty where there is none
/// @param met whether the target is met; null when the figure could not be taken, or no target
///   applies
/// @param remark where it falls short, or why it could not be taken
public record Figure(
    String part, String what, String figure, String target, @Nullable Boolean met, String remark) {

  /// Figures as one program hands them to another.
  public record Several(List<Figure> figures) {
    public Several {
      figures = List.copyOf(figures);
    }
  }
}
