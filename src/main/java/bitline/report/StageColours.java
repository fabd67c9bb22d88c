package bitline.report;

import bitline.time.Flow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// A colour for each stage of a flow. Processes of one stage, `conv` and `conv, finishing`, have
/// the same. All are of middling brightness, so that they stand out on white and on black.
final class StageColours {
  private final String[] stages;
  private final String[] colours;

  StageColours(Flow flow) {
    int count = flow.processes().size();
    stages = new String[count];
    colours = new String[count];
    Set<String> names = new HashSet<>();
    flow.processes().forEach(process -> names.add(process.name()));
    Map<String, Integer> numbers = new HashMap<>();
    for (int p = 0; p < count; p++) {
      String name = flow.processes().get(p).name();
      int comma = name.lastIndexOf(", ");
      String stem = comma < 0 ? name : name.substring(0, comma);
      stages[p] = names.contains(stem) ? stem : name;
      int number = numbers.computeIfAbsent(stages[p], _ -> numbers.size());
      colours[p] = Palette.middling(number);
    }
  }

  /// The stage that a process belongs to.
  String stage(int process) {
    return stages[process];
  }

  /// Its colour, as CSS has it.
  String of(int process) {
    return colours[process];
  }
}
