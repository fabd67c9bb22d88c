package bitline.map;

import bitline.program.Program;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What mapping gave: a program, or the reasons why there is none.
public sealed interface Mapping {
  /// A program.
  ///
  /// @param onVectorUnit nodes that multiply but do not run on arrays, each with the reason
  record Mapped(Program program, Map<String, String> onVectorUnit) implements Mapping {
    public Mapped {
      onVectorUnit = Collections.unmodifiableMap(new LinkedHashMap<>(onVectorUnit));
    }
  }

  /// The network does not run on the chip.
  ///
  /// @param reasons each names what is too large, with what is needed and what is there
  record Infeasible(List<String> reasons) implements Mapping {
    public Infeasible {
      reasons = List.copyOf(reasons);
    }
  }
}
