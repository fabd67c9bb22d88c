package bitline.report;

import bitline.chip.Part;
import bitline.silicon.Estimate;
import bitline.time.EventLoop;
import bitline.time.Flow;
import bitline.time.Timing;
import bitline.time.Watcher;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Watts over a stretch of a run: the energy of each layer's parts is spread over the time in which
/// those parts work for it, evenly. Arrays' parts over the layer's time on its arrays, vector units
/// over its time on those, wires over its sending, writes over writing, the host link over what
/// comes in and goes out. Energy of a layer none of whose work takes time, and what flows while
/// nothing switches, is spread over the whole run.
///
/// Left out: that energy within a piece of work is not spread evenly, such as a conversion at the
/// end of an integration.
///
/// @param from femtoseconds at which the stretch begins
/// @param length femtoseconds
/// @param pictures that the whole run took
/// @param watts by part: the mean of each of the equal steps
/// @param whole joules of the whole run
public record PowerTrace(
    long from, long length, int pictures, Map<Part, double[]> watts, double whole) {
  private static final double FEMTO = 1e-15;

  /// Joules of a picture.
  ///
  /// @param node the layer's node, or one of the vector unit
  record Spent(String node, Map<Part, Double> joules) {}

  /// Femtoseconds that each process worked: in each step of the stretch, and in all.
  private static final class Worked implements Watcher {
    private final double[][] steps;
    private final double[] all;
    private final long from;
    private final double width;

    Worked(int processes, long from, long length, int count) {
      steps = new double[processes][count];
      all = new double[processes];
      this.from = from;
      width = (double) length / count;
    }

    @Override
    public void worked(int process, int store, long start, long end) {
      all[process] += end - start;
      double[] mine = steps[process];
      double begin = (start - from) / width;
      double until = (end - from) / width;
      int last = (int) Math.min(mine.length - 1.0, Math.floor(until));
      for (int i = (int) Math.max(0, Math.floor(begin)); i <= last; i++) {
        mine[i] += width * Math.max(0, Math.min(until, i + 1.0) - Math.max(begin, i));
      }
    }
  }

  /// Femtoseconds from when to when.
  record Stretch(long from, long to) {
    Stretch {
      if (from < 0 || to <= from) {
        throw new IllegalArgumentException("from " + from + " to " + to + " fs");
      }
    }
  }

  /// Plays a flow again to see who works when.
  ///
  /// @param energy of a picture; a node twice is summed
  /// @param idle watts that flow all the time, beside `energy`, by part
  /// @param stretches that are looked at
  /// @param count steps of each
  static List<PowerTrace> of(
      Timing.Recorded timed,
      List<Spent> energy,
      Map<Part, Double> idle,
      List<Stretch> stretches,
      int count) {
    Flow flow = timed.flow();
    List<Worked> worked = new ArrayList<>();
    Watcher watcher = Watcher.NONE;
    for (Stretch stretch : stretches) {
      worked.add(
          new Worked(flow.processes().size(), stretch.from, stretch.to - stretch.from, count));
      watcher = watcher.and(worked.getLast());
    }
    EventLoop.play(flow, watcher);
    List<PowerTrace> traces = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      traces.add(of(timed, energy, idle, stretch, worked.get(i), count));
    }
    return traces;
  }

  private static PowerTrace of(
      Timing.Recorded timed,
      List<Spent> energy,
      Map<Part, Double> idle,
      Stretch stretch,
      Worked worked,
      int count) {
    Flow flow = timed.flow();
    Map<String, Integer> byName = new HashMap<>();
    for (int p = 0; p < flow.processes().size(); p++) {
      if (worked.all[p] > 0) {
        byName.put(flow.processes().get(p).name(), p);
      }
    }
    int pictures = timed.timing().ends().size();
    double run = timed.timing().total() * FEMTO;
    Map<Part, double[]> watts = new EnumMap<>(Part.class);
    double whole = 0;
    for (Spent spent : energy) {
      for (Part part : Part.values()) {
        double joules = spent.joules.getOrDefault(part, 0.0) * pictures;
        if (joules > 0) {
          whole += joules;
          double[] steps = watts.computeIfAbsent(part, _ -> new double[count]);
          spread(steps, joules, workers(spent.node, part, byName), worked, run);
        }
      }
    }
    for (Part part : Part.values()) {
      double flowing = idle.getOrDefault(part, 0.0);
      if (flowing > 0) {
        double[] steps = watts.computeIfAbsent(part, _ -> new double[count]);
        whole += flowing * run;
        for (int i = 0; i < count; i++) {
          steps[i] += flowing;
        }
      }
    }
    return new PowerTrace(stretch.from, stretch.to - stretch.from, pictures, watts, whole);
  }

  private static void spread(
      double[] steps, double joules, List<Integer> workers, Worked worked, double run) {
    double time = 0;
    for (int p : workers) {
      time += worked.all[p];
    }
    for (int i = 0; i < steps.length; i++) {
      if (time == 0) {
        steps[i] += joules / run;
      } else {
        double here = 0;
        for (int p : workers) {
          here += worked.steps[p][i];
        }
        steps[i] += joules * here / time / (worked.width * FEMTO);
      }
    }
  }

  /// Processes during which a part of a node works; none where it works all the time.
  private static List<Integer> workers(String node, Part part, Map<String, Integer> byName) {
    if (part == Part.MEMORY && node.equals(Estimate.ENDS)) {
      // Values that do not stay on the chip go out and back all the time.
      return List.of();
    }
    List<List<String>> choices =
        switch (part) {
          case DRIVERS, CELLS, CONVERTERS, ADDERS, DATAPATH, CONTROL -> List.of(List.of(node));
          case BUFFERS -> List.of(List.of(node, node + ", reading", node + ", finishing"));
          case VECTOR -> List.of(List.of(node + ", finishing"), List.of(node));
          case NETWORK ->
              List.of(List.of(node + ", sending"), List.of(node + ", finishing"), List.of(node));
          case WRITES -> List.of(List.of(node + ", writing"), List.of("writing of weights"));
          case MEMORY ->
              List.of(
                  List.of("writing of weights"),
                  List.of(node + ", reading", node + ", sending"),
                  List.of(node));
          case HOST, LEAKAGE -> List.of(List.of(node));
        };
    for (List<String> names : choices) {
      List<Integer> found = new ArrayList<>();
      for (String name : names) {
        Integer process = byName.get(name);
        if (process != null) {
          found.add(process);
        }
      }
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /// Seconds of a step.
  double step() {
    int steps = watts.values().stream().mapToInt(w -> w.length).findFirst().orElse(1);
    return length * FEMTO / steps;
  }

  /// A drawing of it.
  ///
  /// @param limit watts that are allowed; null: none is known
  PowerOverTime drawing(String what, @Nullable Double limit) {
    List<PowerOverTime.Series> series = new ArrayList<>();
    List<Part> parts = new ArrayList<>(List.of(Part.values()));
    // what flows all the time lies below the rest
    for (Part below : List.of(Part.MEMORY, Part.LEAKAGE)) {
      parts.remove(below);
      parts.addFirst(below);
    }
    for (Part part : parts) {
      double[] steps = watts.get(part);
      if (steps != null) {
        List<Double> list = new ArrayList<>();
        for (double w : steps) {
          list.add(w);
        }
        series.add(new PowerOverTime.Series(PartStyle.name(part), PartStyle.style(part), list));
      }
    }
    return new PowerOverTime(what, length * FEMTO, series, limit);
  }
}
