package bitline.explore;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.map.Mapper;
import bitline.map.Mapping;
import bitline.map.Request;
import bitline.program.Program;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanSearchTest {
  @TempDir private Path folder;

  @Test
  void theSameTrialsFindTheSamePlanAndNoneIsSlowerThanTheFirst() {
    int[] played = new int[1];
    Cases.forAll(
        8,
        random -> {
          SmallCases drawn = SmallCases.draw(random, folder);
          Request request = Request.PLAIN.ofBatch(drawn.batch());
          Mapper mapper = Mapper.of(drawn.network(), drawn.chip(), Map.of(), request);
          if (!(mapper.map() instanceof Mapping.Mapped(Program first, var _))) {
            return;
          }
          var found = PlanSearch.search(mapper, first, drawn.batch(), 12, () -> false);
          var again = PlanSearch.search(mapper, first, drawn.batch(), 12, () -> false);
          assertThat(again.program()).isEqualTo(found.program());
          assertThat(again.trials()).isEqualTo(found.trials()).isBetween(1, 12);
          assertThat(found.best()).isLessThanOrEqualTo(found.first());
          assertThat(PlanSearch.interval(found.program(), drawn.batch())).isEqualTo(found.best());
          var none = PlanSearch.search(mapper, first, drawn.batch(), 12, () -> true);
          assertThat(none.trials()).isEqualTo(1);
          assertThat(none.program()).isEqualTo(first);
          played[0] += found.trials();
        });
    assertThat(played[0]).isGreaterThan(30);
  }
}
