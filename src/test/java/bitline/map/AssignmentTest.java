package bitline.map;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.chip.NetworkOnChip;
import bitline.chip.NetworkOnChip.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  private static final NetworkOnChip MESH = new NetworkOnChip(Topology.MESH, 64, 1e9, 1);

  /// What things send one another and, through core 0, the outside.
  private record Drawn(Assignment assignment, int things, int slots, List<int[]> starts) {
    static Drawn of(RandomGenerator random, int things, int slots) {
      double[][] between = new double[things][things];
      double[][] fixed = new double[things][slots];
      int[][] distance = new int[slots][slots];
      for (int p = 0; p < slots; p++) {
        for (int q = 0; q < slots; q++) {
          distance[p][q] = MESH.hops(p, q, slots);
        }
      }
      for (int i = 0; i < things; i++) {
        for (int j = 0; j < i; j++) {
          double bytes = random.nextInt(3) == 0 ? random.nextInt(1, 1000) : 0;
          between[i][j] = bytes;
          between[j][i] = bytes;
        }
        double outside = random.nextInt(4) == 0 ? random.nextInt(1, 1000) : 0;
        for (int p = 0; p < slots; p++) {
          fixed[i][p] = outside * distance[0][p];
        }
      }
      return new Drawn(
          new Assignment(between, fixed, distance),
          things,
          slots,
          List.of(IntStream.range(0, things).toArray(), snake(things, slots)));
    }

    private static int[] snake(int things, int slots) {
      int width = NetworkOnChip.width(slots);
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < width * width; i++) {
        int slot = i / width % 2 == 0 ? i : i / width * width + width - 1 - i % width;
        if (slot < slots) {
          order.add(slot);
        }
      }
      return order.stream().limit(things).mapToInt(p -> p).toArray();
    }

    double found() {
      int[] at = assignment.improved(starts).getFirst();
      assertThat(at).hasSize(things).doesNotHaveDuplicates();
      assertThat(IntStream.of(at)).allMatch(slot -> slot >= 0 && slot < slots);
      assertThat(assignment.improved(starts).getFirst()).isEqualTo(at);
      double cost = assignment.cost(at);
      starts.forEach(start -> assertThat(cost).isLessThanOrEqualTo(assignment.cost(start)));
      return cost;
    }

    double best() {
      return best(new int[things], 0, new boolean[slots]);
    }

    private double best(int[] at, int thing, boolean[] taken) {
      if (thing == things) {
        return assignment.cost(at);
      }
      double least = Double.POSITIVE_INFINITY;
      for (int slot = 0; slot < slots; slot++) {
        if (!taken[slot]) {
          taken[slot] = true;
          at[thing] = slot;
          least = Math.min(least, best(at, thing + 1, taken));
          taken[slot] = false;
        }
      }
      return least;
    }
  }

  @Test
  void fewCoresLieAsWellAsTheyCan() {
    double[] worst = new double[1];
    int[] exact = new int[1];
    Cases.forAll(
        200,
        random -> {
          int slots = random.nextInt(2, 7);
          Drawn drawn = Drawn.of(random, random.nextInt(2, slots + 1), slots);
          double found = drawn.found();
          double best = drawn.best();
          exact[0] += found == best ? 1 : 0;
          worst[0] = Math.max(worst[0], best == 0 ? 0 : found / best - 1);
        });
    assertThat(worst[0]).as("share above the best").isLessThanOrEqualTo(0.05);
    assertThat(exact[0]).isGreaterThan(190);
  }

  @Test
  void manyCoresLieNoWorseThanInAnyStart() {
    for (int things : new int[] {30, 100, 160, 400}) {
      double[] saved = new double[1];
      Cases.forAll(
          things < 100 ? 5 : 2,
          random -> {
            Drawn drawn = Drawn.of(random, things, things + random.nextInt(0, 20));
            double found = drawn.found();
            saved[0] += 1 - found / drawn.assignment.cost(drawn.starts.getFirst());
          });
      assertThat(saved[0]).isPositive();
    }
  }
}
