package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.chip.Part;
import bitline.silicon.Estimate;
import bitline.time.Timing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Power over time holds all the energy, when it is spent.
class PowerTraceTest {
  private static final double FEMTO = 1e-15;

  private static List<PowerTrace.Spent> energy(Timing.Recorded timed) {
    Set<String> nodes = new HashSet<>();
    List<PowerTrace.Spent> energy = new ArrayList<>();
    timed
        .flow()
        .processes()
        .forEach(process -> {
          String node = process.name().replaceFirst(", (reading|writing|finishing|sending)$", "");
          if (nodes.add(node)) {
            double size = 1e-9 * (1 + nodes.size() % 7);
            energy.add(
                new PowerTrace.Spent(
                    node,
                    Map.of(
                        Part.CELLS,
                        size,
                        Part.VECTOR,
                        size / 2,
                        Part.NETWORK,
                        size / 3,
                        Part.BUFFERS,
                        size / 4,
                        Part.MEMORY,
                        size / 5,
                        Part.WRITES,
                        size / 6,
                        Part.HOST,
                        size / 7)));
          }
        });
    energy.add(new PowerTrace.Spent("nowhere", Map.of(Part.VECTOR, 3e-9)));
    return energy;
  }

  private static PowerTrace trace(
      Timing.Recorded timed,
      List<PowerTrace.Spent> energy,
      Map<Part, Double> idle,
      long from,
      long to,
      int count) {
    List<PowerTrace.Stretch> one = List.of(new PowerTrace.Stretch(from, to));
    return PowerTrace.of(timed, energy, idle, one, count).getFirst();
  }

  @Test
  void allOfTheEnergyIsSomewhere() {
    for (String chip : List.of("axelera_isscc_2024", "ideal_digital")) {
      Timing.Recorded timed = TimedPrograms.signs(chip, 0);
      List<PowerTrace.Spent> energy = energy(timed);
      long total = timed.timing().total();
      double each = 0;
      for (PowerTrace.Spent spent : energy) {
        each += spent.joules().values().stream().mapToDouble(d -> d).sum();
      }
      Map<Part, Double> idle = Map.of(Part.LEAKAGE, 0.25);
      double whole = 16 * each + 0.25 * total * FEMTO;
      PowerTrace all = trace(timed, energy, idle, 0, total, 300);
      assertThat(all.whole()).isCloseTo(whole, within(1e-9 * whole));
      PowerOverTime drawing = all.drawing("power", null);
      assertThat(drawing.average() * total * FEMTO).isCloseTo(whole, within(1e-9 * whole));
      assertThat(drawing.peak()).isGreaterThan(drawing.average());

      // two halves hold what the whole holds
      long half = total / 2;
      double first = trace(timed, energy, idle, 0, half, 77).drawing("", null).average() * half;
      double second =
          trace(timed, energy, idle, half, total, 13).drawing("", null).average() * (total - half);
      assertThat((first + second) * FEMTO).isCloseTo(whole, within(1e-9 * whole));
    }
  }

  /// Cells take energy only while their layer's arrays work.
  @Test
  void energyIsSpentWhereWorkIsDone() {
    Timing.Recorded timed = TimedPrograms.signs("wan_nature_2022", 1_000_000);
    long total = timed.timing().total();
    String node =
        timed.flow().stores().stream()
            .map(store -> store.name())
            .filter(name -> name.startsWith("arrays of "))
            .findFirst()
            .orElseThrow()
            .substring("arrays of ".length());
    int process = -1;
    for (int p = 0; p < timed.flow().processes().size(); p++) {
      process = timed.flow().processes().get(p).name().equals(node) ? p : process;
    }
    int count = 200;
    PowerTrace trace =
        trace(
            timed,
            List.of(new PowerTrace.Spent(node, Map.of(Part.CELLS, 1e-6))),
            Map.of(),
            0,
            total,
            count);
    double[] work = new double[count];
    int worker = process;
    timed.traced().pieces().stream()
        .filter(p -> p.process() == worker)
        .forEach(p -> {
          for (int i = 0; i < count; i++) {
            double from = (double) total * i / count;
            double to = (double) total * (i + 1) / count;
            work[i] += Math.max(0, Math.min(p.to(), to) - Math.max(p.from(), from));
          }
        });
    double all = 0;
    for (double w : work) {
      all += w;
    }
    double[] watts = trace.watts().get(Part.CELLS);
    for (int i = 0; i < count; i++) {
      double expected = 16e-6 * work[i] / all / (total * FEMTO / count);
      assertThat(watts[i]).isCloseTo(expected, within(1e-6 * (expected + 1e-6)));
    }
  }

  /// What does not stay on the chip goes out and back all the time, not while weights are written.
  @Test
  void valuesThatDoNotFitTakeTheSameAllTheTime() {
    Timing.Recorded timed = TimedPrograms.signs("jia_jssc_2020", 0);
    assertThat(timed.flow().processes()).anyMatch(p -> p.name().equals("writing of weights"));
    long total = timed.timing().total();
    Map<Part, Double> spilled = Map.of(Part.MEMORY, 1e-6);
    PowerTrace trace =
        trace(timed, List.of(new PowerTrace.Spent(Estimate.ENDS, spilled)), Map.of(), 0, total, 50);
    double watts = timed.timing().ends().size() * 1e-6 / (total * FEMTO);
    for (double w : trace.watts().get(Part.MEMORY)) {
      assertThat(w).isCloseTo(watts, within(1e-9 * watts));
    }
  }

  @Test
  void badStretchesAreRefused() {
    assertThatThrownBy(() -> new PowerTrace.Stretch(5, 5)).hasMessage("from 5 to 5 fs");
    assertThatThrownBy(() -> new PowerTrace.Stretch(-1, 5)).hasMessage("from -1 to 5 fs");
  }
}
