package bitline.explore;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Signs;
import bitline.Workbench;
import bitline.chip.Chip;
import bitline.graph.Graph;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.map.Way;
import bitline.program.Batch;
import bitline.time.Timing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TogetherTest {
  private static final Graph SIGNS = Signs.QUANTISED;
  private static final Chip H30 = Workbench.chip("houmo_h30_2023");

  private static Mapping streamed(int together) {
    Request request = Request.PLAIN.with(Way.STREAMED).ofBatch(together);
    return Workbench.map(SIGNS, H30, Map.of(), request);
  }

  @Test
  void theFastestDivisorIsTaken() {
    Together.Choice choice = Together.fastest(6, TogetherTest::streamed);
    double least = Double.POSITIVE_INFINITY;
    int fastest = 0;
    for (int together : List.of(6, 3, 2, 1)) {
      if (streamed(together) instanceof Mapping.Mapped mapped) {
        double interval = Timing.of(mapped.program(), new Batch(6, together), 2).interval();
        if (interval < least) {
          least = interval;
          fastest = together;
        }
      }
    }
    assertThat(choice.batch()).isEqualTo(new Batch(6, fastest));
  }

  /// What stays on the chip goes through at once.
  @Test
  void nothingIsTriedWhereAllWeightsStay() {
    Together.Choice choice =
        Together.fastest(
            6,
            n -> Workbench.map(SIGNS, H30, Map.of(), Request.PLAIN.with(Way.RESIDENT).ofBatch(n)));
    assertThat(choice.batch()).isEqualTo(Batch.of(6));
  }

  /// The command processor starts a stage once a batch, however often its segment has its turn.
  @Test
  void startsAreOnceABatch() {
    if (streamed(1) instanceof Mapping.Mapped mapped) {
      long starts = busy(mapped, new Batch(6, 1));
      assertThat(starts).isPositive().isEqualTo(busy(mapped, Batch.of(6)));
      assertThat(busy(mapped, Batch.of(1))).isEqualTo(starts);
    }
  }

  /// Femtoseconds of starts in one batch.
  private static long busy(Mapping.Mapped mapped, Batch batch) {
    return Timing.of(mapped.program(), batch, 1).bound().units().stream()
        .filter(unit -> unit.name().equals("command processor"))
        .findFirst()
        .orElseThrow()
        .time();
  }
}
