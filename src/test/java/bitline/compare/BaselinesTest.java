package bitline.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.task.BertLarge;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BaselinesTest {
  @Test
  void everyAcceleratorOfTheCatalogueIsAMachineOrSaysWhyNot() {
    Workload work = Workloads.of(BertLarge.graph(32), Map.of());
    int machines = 0;
    for (Accelerator part : Catalogue.all()) {
      Machine machine;
      try {
        machine = Baselines.of(part);
      } catch (Problem refused) {
        assertThat(part.rates()).as(part.name()).allMatch(rate -> rate.dense() == null);
        continue;
      }
      machines++;
      Outcome outcome = machine.run(work, 8, machine.formats().getFirst());
      assertThat(outcome.machine()).isEqualTo(part.name());
      assertThat(outcome.interval()).as(part.name()).isPositive().isFinite();
      assertThat(outcome.latency()).as(part.name()).isPositive().isFinite();
      assertThat(outcome.foundation()).as(part.name()).isNotBlank();
      if (machine instanceof Gpu && part.power() != null) {
        assertThat(outcome.watts()).as(part.name()).isLessThanOrEqualTo(part.power() * 1.000001);
        double layers = outcome.layers().stream().mapToDouble(Outcome.Layer::seconds).sum();
        assertThat(layers).as(part.name()).isCloseTo(outcome.interval(), within(1e-9));
      }
    }
    assertThat(machines).isGreaterThan(25);
  }

  @Test
  void theDoorTellsHowWellAPartIsKnown() {
    assertThat(foundation("t4")).contains("fitted on it");
    assertThat(foundation("l4")).contains("not fitted on it");
    assertThat(Baselines.of(Catalogue.find("agx-orin"))).isInstanceOf(Gpu.class);
    assertThat(Baselines.of(Catalogue.find("qaic100-pro"))).isInstanceOf(Systolic.class);
  }

  private static String foundation(String name) {
    Machine machine = Baselines.of(Catalogue.find(name));
    Workload work = Workloads.of(BertLarge.graph(8), Map.of());
    return machine.run(work, 1, machine.formats().getFirst()).foundation();
  }
}
